"""Search: rounds of points that Optuna proposes, each a small study of its own, and the winners.

Every round lies in a folder of its own and is carried out like any study. So a search that was
stopped goes on with the same command: rounds that are there are read, and propose the same points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.optimise import Point, Trial, best, optimise
from sim.record.manifest import Manifest
from sim.record.places import place_for
from sim.record.scenarios import Scenario
from sim.scenario import Text, patched
from sim.scenario.translating import shown
from sim.study.distribution import Choice, Distribution
from sim.study.exploring import Search
from sim.study.outcomes import AT
from sim.study.outlook import Outlook
from sim.study.plan import Plan
from sim.study.runner import Listener, carry_out
from sim.study.studies import Interrupted, manifest_of
from sim.study.worlds import FIRST_LUCK, World, fresh_worlds

Array = NDArray[np.float64]
AS_IS = "as_it_is"


@dataclass(frozen=True)
class Searched:
    """What a search tried, in the order it was tried, and the most promising."""

    experiment: Search
    trials: list[Trial]
    best: list[Trial]

    def values(self, trial: Trial) -> dict[str, Any]:
        """The parameters of a trial."""
        ranges = self.experiment.uncertainties
        return {path: value_at(ranges[path], at) for path, at in trial.point.items()}

    def table(self) -> pd.DataFrame:
        """A row a trial: its parameters, the means of its outcomes, whether it was among the best."""
        chosen = {trial.number for trial in self.best}
        names = [*self.experiment.goals, *(f"over {name}" for name in self.experiment.limits)]
        rows = [
            {"trial": trial.number}
            | self.values(trial)
            | dict(zip(names, (*trial.values, *trial.overstepped), strict=True))
            | {"allowed": trial.allowed, "best": trial.number in chosen}
            for trial in self.trials
        ]
        return pd.DataFrame(rows)

    def plan(self) -> Plan:
        """The best points, and the scenario as it is, with luck that no trial has had."""
        found = self.experiment
        (shared,) = found.scenarios
        winners = [_winner(shared, place, self.values(t)) for place, t in enumerate(self.best, 1)]
        as_is = patched(
            shared.settings, {"name": AS_IS, "title": {"en": "As it is", "zh": "原方案"}}
        )
        cast = (replace(shared, name=AS_IS, settings=as_is), *winners)
        return Plan(cast, found.fresh, found.seed, fresh_worlds(found.replicates, found.fresh))

    def manifest(self, plan: Plan) -> Manifest:
        """What there is to say of that plan."""
        card = replace(
            self.experiment.card(),
            uncertainties={},
            repeats=1,
            analysis={FIRST_LUCK: self.experiment.replicates, "goals": dict(self.experiment.goals)},
        )
        return replace(manifest_of(plan, "optimise", self.experiment.name, AS_IS), experiment=card)


def value_at(distribution: Distribution, at: float | int) -> Any:
    """A parameter's value from a number of the unit interval, or a choice from its number."""
    if isinstance(distribution, Choice):
        return distribution.choice[int(at)]
    return distribution.quantile(min(max(float(at), 2.0**-33), 1 - 2.0**-33))


def search(
    found: Search,
    folder: Path,
    *,
    workers: int | None = None,
    listener: Callable[[], Listener] = Listener,
    force: bool = False,
) -> Searched:
    """Try as many points as the experiment says; rounds go into `folder`.

    Raises Interrupted, CannotWrite, Occupied, as a study does.
    """
    rounds = _Rounds(found, folder, workers, listener, force)
    space = {
        path: len(each.choice) if isinstance(each, Choice) else 0
        for path, each in found.uncertainties.items()
    }
    higher = list(found.goals.values())
    trials = optimise(
        space, rounds, higher=higher, trials=found.trials, batch=found.batch, seed=found.seed
    )
    return Searched(found, trials, best(trials, higher, found.winners))


@dataclass
class _Rounds:
    """Evaluates a batch of points after the other."""

    found: Search
    folder: Path
    workers: int | None
    listener: Callable[[], Listener]
    force: bool
    done: int = 0

    def __call__(self, points: Sequence[Point]) -> Array:
        """Objectives and limits of some points, [points, numbers]; NaN where a run has failed."""
        found, repeats = self.found, self.found.replicates
        values = [
            {path: value_at(found.uncertainties[path], at) for path, at in point.items()}
            for point in points
        ]
        worlds = tuple(
            World(luck, place, each) for place, each in enumerate(values) for luck in range(repeats)
        )
        plan = Plan(found.scenarios, len(worlds), found.seed, worlds)
        study = self._carried_out(plan)
        numbers = [_outcome(study, name, repeats) for name in found.goals]
        for name, limit in found.limits.items():
            mean = _outcome(study, name, repeats)
            over = [mean - limit.at_most] if limit.at_most is not None else []
            under = [limit.at_least - mean] if limit.at_least is not None else []
            numbers.append(np.max([*over, *under], axis=0))
        return np.column_stack(numbers)

    def _carried_out(self, plan: Plan) -> Outlook:
        path = self.folder / f"round-{self.done:03d}"
        self.done += 1
        card = replace(self.found.card(), repeats=self.found.replicates)
        manifest = replace(manifest_of(plan, "run", self.found.name), experiment=card)
        place = place_for(manifest, path, force=self.force)
        final = carry_out(plan, place, manifest, workers=self.workers, listener=self.listener())
        if final.status != "complete":
            raise Interrupted(path, self.done - 1, self.found.trials)
        return Outlook(path)


def _outcome(study: Outlook, name: str, repeats: int) -> Array:
    """The mean over replicates of an outcome, by point."""
    measure, _, day = name.partition(AT)
    column = study.values(measure, int(day) if day else study.last_day)[study.scenarios[0]]
    return np.asarray(column.to_numpy().reshape(-1, repeats).mean(axis=1))


def _winner(shared: Scenario, place: int, values: dict[str, Any]) -> Scenario:
    """One of the best points as a scenario of its own."""
    title = Text(en=f"Candidate {place}", zh=f"候选 {place}")
    settings = patched(
        shared.settings, values | {"name": f"candidate_{place}", "title": title.model_dump()}
    )
    said = tuple(f"{path}={shown(value)}" for path, value in values.items())
    return replace(
        shared, name=settings.name, settings=settings, overrides=(*shared.overrides, *said)
    )
