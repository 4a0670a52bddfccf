"""Carrying out an experiment, round after round where it decides itself how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.record.manifest import Manifest
from sim.record.places import Place
from sim.study.adaptive import Adaptive
from sim.study.comparison import Comparison
from sim.study.plan import Plan
from sim.study.runner import carry_out


@dataclass(frozen=True)
class Round:
    """A plan with the replicates of this round and those before, and its manifest."""

    plan: Plan
    manifest: Manifest


def carry_out_rounds(
    rounds: Sequence[Round], place: Place, adaptive: Adaptive | None = None, **how: Any
) -> Manifest:
    """Carry out rounds until enough is known; `how` and errors are those of `carry_out`.

    Goes on with the round that the place is at.
    """
    at = round_of(rounds, place)
    while True:
        final = carry_out(rounds[at].plan, place, rounds[at].manifest, **how)
        if final.status != "complete" or adaptive is None or at + 1 == len(rounds):
            return final
        if adaptive.enough(Comparison(place.path)):
            return final
        at, place = at + 1, Place(place.path, final)


def round_of(rounds: Sequence[Round], place: Place) -> int:
    """The round that a place is at."""
    plans = [each.plan.hash for each in rounds]
    earlier = place.earlier.plan if place.earlier else ""
    return plans.index(earlier) if earlier in plans else 0
