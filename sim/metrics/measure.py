"""What a measure is: a named number read off a community, with unit, meaning and direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
