"""Reading YAML 1.2 safely, remembering where every key and value stands.

PyYAML reads by YAML 1.1, in which `no` is false, `1e-3` a word, `017` fifteen and `12:30:00` a
number. Here its safe loader gets the rules of the 1.2 core schema. Duplicate keys and files that
unfold to very much (aliases, deep nesting) are refused; keys are always words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sim.scenario.errors import Path, Place, Problem, ScenarioErrors, problem
from sim.scenario.scanning import PlainWordsLoader
from sim.scenario.syntax import explain_syntax
from sim.scenario.text import Text

MOST_BYTES = 1_000_000
MOST_VALUES = 50_000
MOST_DEPTH = 30

TAG = "tag:yaml.org,2002:"
CORE_TYPES = (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
    ("float", r"[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN", [*"-+."]),
)
"""The implicit types of YAML 1.2's core schema (YAML 1.2.2, section 10.3.2), with first letters."""
CORE_RESOLVERS = [
    (TAG + kind, re.compile(rf"^(?:{pattern})$"), letters) for kind, pattern, letters in CORE_TYPES
]
WIDE_QUOTES = "“”"
WIDE = "：，［］｛｝" + WIDE_QUOTES
"""Full-width punctuation; inside quotes it is text, and only a quote can be meant otherwise."""
QUOTES = ("'", '"')
HEAD = re.compile(r"#+ ?(\w+):\s*$")
"""The line of a section behind a `#`."""


@dataclass(frozen=True)
class Tree:
    """What a YAML text says, and where: each path leads to the places of its key and its value."""

    value: Any
    places: dict[Path, tuple[Place, Place]]

    def place(self, path: Path, about: str = "value") -> Place:
        """Where a path stands; of a path that is not written, the nearest part that is."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.places:
                key, value = self.places[path[:end]]
                return value if about == "value" and end == len(path) else key
        return Place("", None, 1)

    def placed(self, problems: list[Problem]) -> ScenarioErrors:
        """The problems with their places, in the order of the text."""
        found = [each.at(self.place(each.path, each.about)) for each in problems]
        files = list(dict.fromkeys(key.file for key, _ in self.places.values()))
        order = {name: position for position, name in enumerate(files)}
        found.sort(key=lambda p: (order.get(p.file, -1), p.line or 0, p.column))
        return ScenarioErrors(found)


def read_text(text: str, file: str) -> Tree:
    """The values of a YAML text; `file` is what error messages call it.

    Raises ScenarioErrors when it is no valid YAML, holds duplicate keys or unfolds to too much.
    """
    lines = text.splitlines()
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ScenarioErrors([_syntax_problem(error, text, file)]) from error
    walk = _Walk(loader, file, lines)
    value = None if root is None else walk.read(root, ())
    if walk.problems:
        raise ScenarioErrors(walk.problems)
    return Tree(value, walk.places)


class _Loader(PlainWordsLoader):
    """PyYAML's safe loader with the types of YAML 1.2 and a limit on nesting."""

    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            mark = self.get_mark()
            raise MarkedYAMLError(problem="nested too deeply", problem_mark=mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first_letters in CORE_RESOLVERS:
    _Loader.add_implicit_resolver(_tag, _pattern, _first_letters)


class _Walk:
    """Turns nodes into plain values, noting places and problems on the way."""

    def __init__(self, loader: yaml.SafeLoader, file: str, lines: list[str]) -> None:
        self.loader, self.file, self.lines = loader, file, lines
        self.places: dict[Path, tuple[Place, Place]] = {}
        self.problems: list[Problem] = []
        self.values = 0

    def read(self, node: Node, path: Path, key: Node | None = None) -> Any:
        """The value of a node, which stands at `path`."""
        self.values += 1
        place = self._place(node)
        self.places[path] = (self._place(key) if key else place, place)
        if self.values > MOST_VALUES or len(path) > MOST_DEPTH:
            much = problem("S009", path, values=MOST_VALUES, levels=MOST_DEPTH)
            raise ScenarioErrors([much.at(place)])
        if isinstance(node, MappingNode) and node.tag == TAG + "map":
            return {
                name: self.read(inner, (*path, name), k) for name, k, inner in self._pairs(node)
            }
        if isinstance(node, SequenceNode) and node.tag == TAG + "seq":
            return [self.read(item, (*path, i)) for i, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _pairs(self, node: MappingNode) -> Iterator[tuple[str, Node, Node]]:
        first: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.problems.append(problem("S011").at(self._place(key)))
            elif key.value in first:
                twice = problem("S008", key=key.value, line=first[key.value])
                self.problems.append(twice.at(self._place(key)))
            else:
                first[key.value] = key.start_mark.line + 1
                yield key.value, key, value

    def _scalar(self, node: Node, path: Path) -> Any:
        kind = node.tag.removeprefix(TAG)
        refused = problem("S010", path, tag=node.tag.replace(TAG, "!!"))
        if isinstance(node, ScalarNode) and kind in _SCALARS:
            try:
                return _SCALARS[kind](node.value)
            except ValueError:
                refused = problem("S013", path)
        self.problems.append(refused.at(self._place(node)))
        return None

    def _place(self, node: Node) -> Place:
        start, end = node.start_mark, node.end_mark
        text = self.lines[start.line] if start.line < len(self.lines) else ""
        one_line = end.line == start.line and end.column > start.column
        width = end.column - start.column if one_line else len(text.rstrip()) - start.column
        return Place(self.file, start.line + 1, start.column + 1, max(1, width), text)


def _integer(word: str) -> int:
    sign = -1 if word.startswith("-") else 1
    digits = word.lstrip("+-")
    return sign * int(digits, {"0o": 8, "0x": 16}.get(digits[:2], 10))


def _number(word: str) -> float:
    return float(word.lower().replace(".inf", "inf").replace(".nan", "nan"))


def _words(word: str) -> str:
    word.encode()  # an escaped half of a surrogate pair is no text, and raises
    return word


_SCALARS = {
    "null": lambda word: None,
    "bool": lambda word: word.lower() == "true",
    "int": _integer,
    "float": _number,
    "str": _words,
}


def _syntax_problem(error: Exception, text: str, file: str) -> Problem:
    said, line, column = explain_syntax(error, text)
    lines = text.splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    wide = WIDE_QUOTES if shown[column - 1 : column] in QUOTES else WIDE
    hint = _punctuation(lines[max(0, line - 2) : line], wide) or _commented_head(lines[:line])
    found = problem("S007", said=said.en, said_zh=said.zh, hint=hint)
    return found.at(Place(file, line, column, 1, shown))


def _punctuation(lines: list[str], marks_there_are: str) -> Text | None:
    """A hint when the lines hold the full-width punctuation of Chinese input methods."""
    wide = [mark for mark in marks_there_are if mark in "".join(lines)]
    if not wide:
        return None
    marks = " ".join(wide)
    return Text(
        en=f"YAML wants the half-width form of {marks}, and a space after a colon",
        zh=f"请把全角符号 {marks} 改成半角，冒号后加一个空格",
    )


def _commented_head(lines: list[str]) -> Text | None:
    """A hint when the line of a section is commented out, but not the lines that it holds."""
    above = [line for line in lines[:-1] if line.strip()]
    while above and above[-1].startswith((" ", "#")) and not HEAD.match(above[-1]):
        above.pop()
    found = HEAD.match(above[-1]) if above else None
    if found is None:
        return None
    key = found[1]
    return Text(
        en=f"`{key}:` is commented out, but not what it holds: remove the `#` before `{key}:`, or put "
        "one before its lines too",
        zh=f"`{key}:` 被注释掉了，而它的内容没有：请去掉 `{key}:` 前的 `#`，或在其各行前也加上 `#`",
    )
