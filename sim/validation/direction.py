"""In which direction a claim came out in one comparison: at its settings alone, which is no verdict.

A verdict needs worlds at the defaults and worlds over the ranges (`sim.validation.verdict`); whoever
compares strategies has one set of worlds, and learns what these say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from sim.scenario.text import Text
from sim.study.claim import ClaimWords
from sim.study.comparison import Comparison
from sim.study.outcomes import AT, read_outcomes
from sim.validation.claims import expectations_of
from sim.validation.verdict import FEWEST_WORLDS, Evidence, Expectation, Sign, evidence

Way = Literal["claimed", "against", "same", "open", "few"]
WAYS: dict[Way, Text] = {
    "claimed": Text(en="as claimed", zh="与主张一致"),
    "against": Text(en="against the claim", zh="与主张相反"),
    "same": Text(en="no difference that matters", zh="无实际差别"),
    "open": Text(en="not distinguishable", zh="无法区分"),
    "few": Text(en="too few runs to say", zh="次数太少，无法判断"),
}
OPPOSITE: dict[Sign, tuple[Sign, ...]] = {
    "up": ("down",),
    "down": ("up",),
    "hump": ("down",),
    "none": ("up", "down"),
}


@dataclass(frozen=True)
class Direction:
    """What came of one expectation: `found` is a share of what it is compared with, as it was seen.

    `outcome` is what was measured: on the last day where somebody has shortened the runs.
    """

    expectation: Expectation
    outcome: str
    way: Way
    worlds: int
    supporting: int = 0
    found: float = float("nan")


def claim_of(study: Comparison) -> ClaimWords | None:
    """The claim that a comparison's file says it tests."""
    card = study.results.manifest.experiment
    said = card.analysis.get("claim") if card else None
    return ClaimWords.model_validate(said) if said else None


def directions(study: Comparison, claim: ClaimWords) -> list[Direction]:
    """Of each expectation, in which direction it came out in the worlds of a comparison."""
    return [_direction(study, each) for each in expectations_of(claim)]


def _direction(study: Comparison, expectation: Expectation) -> Direction:
    (outcome,), _ = read_outcomes(
        {expectation.outcome: None}, list(study.measures), study.last_day, clip=True
    )
    values, name = (
        study.independent(outcome.measure, outcome.day),
        f"{outcome.measure}{AT}{outcome.day}",
    )
    if len(values) < FEWEST_WORLDS:
        return Direction(expectation, name, "few", len(values))
    named = values.rename_axis(index="world", columns="strategy").reset_index()
    worlds = named.melt(id_vars="world", value_name=expectation.outcome)
    found = evidence(expectation, worlds)
    seen = -found.relative if expectation.sign == "down" else found.relative
    supporting = int(np.sum(found.supporting))
    way = _way(expectation, found, worlds)
    return Direction(expectation, name, way, found.worlds, supporting, seen)


def _way(expectation: Expectation, found: Evidence, worlds: pd.DataFrame) -> Way:
    if found.holds:
        return "claimed"
    turned = [
        replace(expectation, sign=sign, against=(other,))
        for sign in OPPOSITE[expectation.sign]
        for other in expectation.against
    ]
    if any(evidence(each, worlds).holds for each in turned):
        return "against"
    if expectation.sign in ("up", "down"):
        same = evidence(replace(expectation, sign="none"), worlds)
        return "same" if same.holds else "open"
    return "open"
