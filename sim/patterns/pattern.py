"""What a pattern is: a number read off a log, and the band in which real communities have it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sim.patterns.log import Log

Verdict = Literal["within", "below", "above", "unknown", "unbounded"]

WORDS = {
    "within": ("within", "符合"),
    "below": ("below", "偏低"),
    "above": ("above", "偏高"),
    "unknown": ("not known", "无法判断"),
    "unbounded": ("no band", "无固定范围"),
}
"""A verdict in English and Chinese."""

DIGITS = 2
"""Decimals to which ends of bands are known; some are written with more."""

FORUMS = (
    "fourteen public communities, among them CollegeMsg (Panzarasa, Opsahl and Carley 2009), "
    "quantumcomputing.stackexchange.com and the forum of the MOOC-Ed DLT1 (Kellogg and Edelmann 2015)"
)
EVERYBODY_KNOWN = "quantumcomputing.stackexchange.com and further communities that list all members"
MEETUP = "the Chicago R User Group on meetup.com"


@dataclass(frozen=True)
class Pattern:
    """One number of a log; `low` and `high` enclose what real communities show.

    A pattern without a band (NaN) depends on what the community is. `measure` returns NaN where a
    log does not say: nobody contributed, members are not listed, it is too short. `id` is its row in
    the validation, which keeps its number whatever patterns come later; without a band it has none.
    """

    name: str
    en: str
    zh: str
    meaning_en: str
    meaning_zh: str
    low: float
    high: float
    source: str
    measure: Callable[[Log], float]
    id: str = ""

    def title(self, language: str) -> str:
        """The name a reader sees."""
        return self.zh if language == "zh" else self.en

    def meaning(self, language: str) -> str:
        """One sentence on what is counted."""
        return self.meaning_zh if language == "zh" else self.meaning_en

    def verdict(self, value: float) -> Verdict:
        """Where a value lies."""
        if math.isnan(value):
            return "unknown"
        if math.isnan(self.low):
            return "unbounded"
        if round(value, _decimals(self.low)) < self.low:
            return "below"
        return "above" if round(value, _decimals(self.high)) > self.high else "within"

    def told(self, value: float) -> float:
        """The value as it is judged: the end of the band where it rounds to it."""
        return min(max(value, self.low), self.high) if self.verdict(value) == "within" else value


def _decimals(end: float) -> int:
    """Decimals that an end is written with."""
    return max(DIGITS, len(repr(end).partition(".")[2]))


def share(part: Any, whole: Any) -> float:
    """A part of a whole; NaN where there is no whole."""
    return float(part / whole) if whole else math.nan


def mean(values: Iterable[bool] | Iterable[float]) -> float:
    """The mean; NaN of nothing."""
    kept = list(values)
    return float(sum(kept) / len(kept)) if kept else math.nan
