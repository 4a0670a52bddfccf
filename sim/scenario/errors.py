"""Problems of a scenario: what is wrong, where, what was expected and what to do.

All problems of a scenario are collected and raised at once, as `ScenarioErrors`. They print like a
compiler's: `file:line:column: code message`, the line with a caret, what is allowed, a suggestion.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sim.scenario.messages import MESSAGES
from sim.scenario.text import NO_WORDS, Text

Path = tuple[str | int, ...]
"""Where a value stands: keys and list positions from the top of the scenario."""


@dataclass(frozen=True)
class Place:
    """A spot in a text, counted from 1; `line` is None in an override of the command line."""

    file: str
    line: int | None
    column: int
    width: int = 1
    text: str = ""

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place("", None, 1)
EXCERPT = 100
"""How many letters of a long line are shown around the offending words."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `about` says whether the key or its value is pointed at."""

    code: str
    path: Path
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What fills the words of the code's message."""
    expected: Text = NO_WORDS
    hint: Text = NO_WORDS
    about: str = "value"
    involves: tuple[Path, ...] = ()
    """Other values that this one disagrees with, as paths from the top of the scenario."""
    place: Place = NOWHERE

    @property
    def message(self) -> Text:
        """What is wrong, in one line."""
        facts = {"path": dotted(self.path)} | dict(self.facts)
        en, zh = (words.format(**facts) for words in MESSAGES[self.code])
        return Text(en=en, zh=zh)

    @property
    def file(self) -> str:
        """The file it stands in, or `--set`."""
        return self.place.file

    @property
    def line(self) -> int | None:
        """Its line, from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """Its column, from 1."""
        return self.place.column

    def at(self, place: Place) -> Problem:
        """The same problem, found there."""
        return replace(self, place=place)

    def under(self, prefix: Path) -> Problem:
        """The same problem of a part, seen from the whole that holds it at `prefix`."""
        return replace(self, path=prefix + self.path)

    def render(self, language: str = "en") -> str:
        """The problem as a reader sees it, over several lines."""
        where = f"{self.place}: " if self.place.file else ""
        lines = [f"{where}{self.code} {self.message.say(language)}", *_excerpt(self.place)]
        for words, en, zh in ((self.expected, "expected", "应为"), (self.hint, "help", "建议")):
            if words:
                lines.append(
                    f"  = {zh}：{words.zh}" if language == "zh" else f"  = {en}: {words.en}"
                )
        return _printable("\n".join(lines))

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """The problem for a machine."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "path": list(self.path),
            "message": self.message.say(language),
            "expected": self.expected.say(language),
            "hint": self.hint.say(language),
        }


def problem(
    code: str,
    path: Path = (),
    *,
    expected: Text | None = None,
    hint: Text | None = None,
    about: str = "value",
    involves: tuple[Path, ...] = (),
    **facts: Any,
) -> Problem:
    """A problem by its code; `facts` fill the words of its message."""
    return Problem(code, path, facts, expected or NO_WORDS, hint or NO_WORDS, about, involves)


class ScenarioErrors(Exception):
    """Everything that is wrong with a scenario; `problems` in the order of the text."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def render(self, language: str = "en") -> str:
        """All problems for a reader, and how many there are."""
        count = len(self.problems)
        many = f"Found {count} error{'s' if count != 1 else ''}."
        last = f"共发现 {count} 处错误。" if language == "zh" else many
        return "\n\n".join([*(problem.render(language) for problem in self.problems), last])

    def __str__(self) -> str:
        return self.render()


class Refused(ValueError):
    """Raised inside a check that found several problems, so that none of them is lost."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(each.message.en for each in self.problems))


def dotted(path: Path) -> str:
    """A path in one word: `timeline[2].event.size`."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".") or "-"


def _excerpt(place: Place) -> list[str]:
    """The offending line with a caret under the offending words."""
    if not place.text.strip():
        return []
    number = str(place.line or "")
    gutter = " " * (len(number) + 1)
    first = max(0, place.column - 1 - EXCERPT // 2)
    text = place.text[first : first + EXCERPT]
    before, words = text[: place.column - 1 - first], text[place.column - 1 - first :]
    words = words[: place.width]
    blank = "".join(letter if letter == "\t" else " " * _cells(letter) for letter in before)
    caret = "^" * max(1, sum(map(_cells, words)))
    return [f"{gutter} |", f"{number:>{len(gutter)}} | {text}", f"{gutter} | {blank}{caret}"]


def _printable(words: str) -> str:
    """Without control characters, which a file could play tricks on a terminal with."""
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in words
    )


def _cells(letter: str) -> int:
    """How many columns of a terminal a letter takes: Chinese takes two."""
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
