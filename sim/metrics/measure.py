"""What a measure is: a named number read off a community, with unit, meaning and direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Cadence = Literal["day", "month", "horizon"]


@dataclass(frozen=True)
class Measure:
    """One curve of a run. `better` says which way is good; empty when neither is."""

    name: str
    en: str
    zh: str
    unit: str
    meaning_en: str
    meaning_zh: str
    better: Literal["higher", "lower", ""] = ""
    whole: bool = False
    """True for counts, which are printed without decimals."""

    def title(self, language: str) -> str:
        """The name a reader sees."""
        return self.zh if language == "zh" else self.en

    def meaning(self, language: str) -> str:
        """One sentence on what is counted."""
        return self.meaning_zh if language == "zh" else self.meaning_en


@dataclass(frozen=True)
class Panel:
    """Measures that are computed together, by one function, at one cadence.

    `compute(community)` returns one float per measure, in the order of `measures`. It only reads
    the community. `day` panels run every day, `month` panels every `measures.graph_every_days`
    days, `horizon` panels on the declared horizons; between its days a panel's values are NaN.
    """

    every: Cadence
    measures: tuple[Measure, ...]
    compute: Callable[[Any], Sequence[float]]
