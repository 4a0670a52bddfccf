"""What a figure is told about strategies: their names, what was done on which day, who stands out.

The numbers come as frames (see `sim.charts.prepare`), the measures as `sim.metrics.measure.Measure`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]
Kind = Literal["seeding", "event", "rule", "shock", "campaign"]
Words = Mapping[str, str]
"""One text in several languages: `{"en": ..., "zh": ...}`."""


def in_language(words: Words, language: Language, otherwise: str = "") -> str:
    """The text in the reader's language, else in English, else in any, else `otherwise`."""
    for choice in (language, "en", *words):
        if words.get(choice):
            return words[choice]
    return otherwise


@dataclass(frozen=True)
class Act:
    """Something the strategist did, or the world did to the community, on one day."""

    day: int
    kind: Kind
    label: Words

    def title(self, language: Language) -> str:
        """What the reader sees beside the mark."""
        return in_language(self.label, language)


@dataclass(frozen=True)
class Strategy:
    """A scenario as figures show it. `name` is its value in the frame's `scenario` column."""

    name: str
    title: Words
    acts: tuple[Act, ...] = ()
    highlighted: bool = True
    baseline: bool = False

    def label(self, language: Language) -> str:
        """What the reader sees; the name when it has no title."""
        return in_language(self.title, language, self.name)
