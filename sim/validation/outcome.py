"""Outcomes: what became of each check, and whether anything that held has broken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.scenario.text import Text
from sim.validation.check import Check, Measured

HELD, BROKEN, MISSED, HOLDS_NOW, FAILED, NOT_RUN, NOT_APPLICABLE = (
    "held", "broken", "missed", "holds now", "failed", "not run", "not applicable",
)  # fmt: skip

WORDS = {
    HELD: Text(en="held", zh="成立"),
    BROKEN: Text(en="BROKEN", zh="被破坏"),
    MISSED: Text(en="missed", zh="未达到"),
    HOLDS_NOW: Text(en="holds now", zh="现已成立"),
    FAILED: Text(en="FAILED", zh="运行失败"),
    NOT_RUN: Text(en="not run", zh="未运行"),
    NOT_APPLICABLE: Text(en="not applicable", zh="不适用"),
    "confirmed": Text(en="confirmed", zh="证实"),
    "conditional": Text(en="conditional", zh="有条件成立"),
    "contradicted": Text(en="contradicted", zh="相悖"),
    "assumed": Text(en="assumed", zh="假定"),
}
"""Verdicts as a reader sees them. Missed: outside its band, as was known and is explained."""

BAD = (BROKEN, FAILED)
"""Verdicts that say that something which held has broken."""


@dataclass(frozen=True)
class Outcome:
    """What became of one check. `measured` is missing where it was not run or failed."""

    check: Check
    measured: Measured | None = None
    error: str = ""
    seconds: float = 0.0

    @property
    def held(self) -> bool:
        """Whether everything that was measured lies in its band."""
        return self.measured is not None and all(one.held for one in self.measured.readings)

    @property
    def verdict(self) -> str:
        """One of the words above; a claim that came out as recorded has its own verdict."""
        if not self.check.applies:
            return NOT_APPLICABLE
        if self.error:
            return FAILED
        if self.measured is None:
            return NOT_RUN
        if self.measured.verdict:
            return self._verdict_on_a_claim(self.measured.verdict)
        known = bool(self.check.misses)
        if self.held:
            return HOLDS_NOW if known else HELD
        return MISSED if known else BROKEN

    def _verdict_on_a_claim(self, found: str) -> str:
        """What was found, unless it is another verdict than the one on record."""
        return BROKEN if self.check.recorded not in ("", found) else found


def broken(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes by which something that held has broken."""
    return [outcome for outcome in outcomes if outcome.verdict in BAD]
