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
from sim.study.reopening import Study, extended
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


def go_on(study: Study, **how: Any) -> Manifest:
    """Carry out what is left of a reopened study, to the end of its rule if it adapts.

    `how` and errors are those of `carry_out`. A study that was extended beside its rule is done
    when it has so many replicates.
    """
    card = study.manifest.experiment
    adaptive = Adaptive.of(card.adaptive) if card and card.adaptive else None
    left = _rounds_left(study, adaptive) if adaptive else [study]
    rounds = [Round(each.plan, each.manifest) for each in left]
    place = Place(study.path, study.manifest)
    return carry_out_rounds(rounds, place, adaptive, experiment=study.experiment, **how)


def _rounds_left(study: Study, adaptive: Adaptive) -> list[Study]:
    """The round that a study is at, and those that may follow."""
    card = study.manifest.experiment
    at = study.manifest.replicates // (card.runs_a_replicate if card else 1)
    rounds = adaptive.rounds()
    later = [each for each in rounds if each > at] if at in rounds else []
    return [study, *(extended(study, each) for each in later)]


def round_of(rounds: Sequence[Round], place: Place) -> int:
    """The round that a place is at."""
    plans = [each.plan.hash for each in rounds]
    earlier = place.earlier.plan if place.earlier else ""
    return plans.index(earlier) if earlier in plans else 0
