"""What one run leaves behind: its curves, what was done in it, what it cost, or why it failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

DONE, FAILED, LOST = "done", "failed", "lost"
DRAWN = "drawn"
"""Where the facts of a run keep the values of what is uncertain; left out when nothing is."""

DoneAct = tuple[int, str, str]
"""An act that was carried out: its day, its verb, its label."""


@dataclass(frozen=True)
class RunRecord:
    """One run of a study.

    `series` is float32[days + 1, measures], None when the run failed; `seconds` and `timings`
    (seconds by mechanism) are of this machine and day, all else is the same wherever it ran.
    """

    run: int
    scenario: str
    replicate: int
    series: np.ndarray | None = None
    acts: tuple[DoneAct, ...] = ()
    spent: Mapping[str, float] = field(default_factory=dict)
    """Costs by kind, in the scenario's currency."""

    drawn: Mapping[str, Any] = field(default_factory=dict)
    """The values of what is uncertain, by parameter."""

    seed: int = 0
    error: str = ""
    """What went wrong, in one line."""

    trace: str = ""
    lost: bool = False
    """Whether no answer came, which another time it may: it took too long, or its worker died."""

    seconds: float = 0.0
    timings: Mapping[str, float] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """Whether it is done, failed or lost."""
        if self.series is not None:
            return DONE
        return LOST if self.lost else FAILED

    def facts(self) -> dict[str, Any]:
        """All but the curves, as far as it is the same on every machine."""
        facts = {
            "run": self.run,
            "scenario": self.scenario,
            "replicate": self.replicate,
            "status": self.status,
            "acts": [list(act) for act in self.acts],
            "spent": {kind: float(amount) for kind, amount in sorted(self.spent.items())},
            "error": self.error,
        }
        return facts | ({DRAWN: dict(self.drawn)} if self.drawn else {})
