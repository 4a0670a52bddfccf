"""Commerce: what advertising does soon and late."""

from __future__ import annotations

import numpy as np

from sim.validation.check import INFINITY, Reading, between, fact
from sim.validation.facts.default_runs import at, runs_with

START = 120


@fact(
    "F12", ("advertising hurts late", "广告的损害滞后显现"), slow=True,
    theory=(
        "a month shows a third of what a year of advertising takes (Huang, Reiley and Riabov 2018)",
        "一个月内只显现全年损害的三分之一（Huang, Reiley & Riabov 2018）",
    ),
)  # fmt: skip
def late_harm() -> list[Reading]:
    """Visitors lost to a load of .2 from day 120 on: after a year over after a month."""
    last = START + 365
    none = runs_with(days=last)
    commerce = {"start_day": START, "announced": False, "ad_load": 0.2}
    loaded = runs_with(days=last, commerce=commerce)

    def lost(day: int) -> float:
        """Share of visitors lost around a day."""
        days = range(day - 3, min(day + 4, last + 1))
        with_ads, without = (
            np.mean([at(models, "daily_active", each).mean() for each in days])
            for models in (loaded, none)
        )
        return float(1 - with_ads / without)

    soon, late = lost(START + 30), lost(last)
    return [
        between(2, INFINITY, late / soon, ("visitors lost, year to month", "损失之比：一年/一月")),
        between(0, 1, soon, ("visitors lost after a month", "一个月后的损失")),
    ]
