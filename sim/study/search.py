"""Search: rounds of points that Optuna proposes, each a small study of its own, and the winners.

Every round lies in a folder of its own and is a sweep over a table of points. So a search that was
stopped goes on: rounds that are there are read, and the same points are proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.optimise import Point, Trial, best, optimise
from sim.record.files import whole
from sim.record.manifest import Manifest
from sim.record.places import place_for
from sim.record.scenarios import Scenario
from sim.scenario import Text, patched
from sim.scenario.translating import shown
from sim.study.distribution import Choice, Distribution
from sim.study.exploring import Search
from sim.study.outcomes import AT
from sim.study.plan import Plan
from sim.study.runner import Listener, carry_out
from sim.study.search_folder import begin, end, round_folder
from sim.study.studies import Interrupted, manifest_of, rounds_of
from sim.study.sweep import Sweep
from sim.study.worlds import FIRST_LUCK, fresh_worlds

Array = NDArray[np.float64]
AS_IS = "as_it_is"
TRIALS = "trials.csv"


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

    def missed(self) -> dict[str, float]:
        """By limit that no point keeps to: by how much the nearest oversteps it."""
        known = [trial.overstepped for trial in self.trials if not trial.failed]
        nearest = np.min(known, axis=0) if known else ()
        found = zip(self.experiment.limits, nearest, strict=bool(known))
        return {name: float(by) for name, by in found if by > 0}

    def write(self, file: Path) -> None:
        """The table as CSV (readable by Excel). Raises CannotWrite."""
        with whole(file) as out:
            out.write(self.table().to_csv(index=False, float_format="%.9g").encode("utf-8-sig"))

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
    listener: Callable[[], Listener] = Listener,
    force: bool = False,
    **how: Any,
) -> Searched:
    """Try as many points as the experiment says; rounds go into `folder`.

    `how` is handed to `carry_out`: workers, cluster, time_limit. Raises Interrupted, CannotWrite,
    Occupied, as a study does.
    """
    manifest = begin(found, folder, force=force)
    rounds = _Rounds(found, folder, listener, how)
    space = {
        path: len(each.choice) if isinstance(each, Choice) else 0
        for path, each in found.uncertainties.items()
    }
    higher = list(found.goals.values())
    try:
        trials = optimise(
            space, rounds, higher=higher, trials=found.trials, batch=found.batch, seed=found.seed
        )
    except (Interrupted, KeyboardInterrupt):
        end(folder, manifest, "interrupted")
        raise
    end(folder, manifest, "complete")
    searched = Searched(found, trials, best(trials, higher, found.winners))
    searched.write(folder / TRIALS)
    return searched


@dataclass
class _Rounds:
    """Evaluates a batch of points after the other, each as a sweep over a table of points."""

    found: Search
    folder: Path
    listener: Callable[[], Listener]
    how: Mapping[str, Any]
    done: int = 0

    def __call__(self, points: Sequence[Point]) -> Array:
        """Objectives and limits of some points, [points, numbers]; NaN where a run has failed."""
        found = self.found
        table = tuple(
            {path: value_at(found.uncertainties[path], at) for path, at in point.items()}
            for point in points
        )
        study = self._carried_out(table)
        numbers = [_outcome(study, name) for name in found.goals]
        for name, limit in found.limits.items():
            mean = _outcome(study, name)
            over = [mean - limit.at_most] if limit.at_most is not None else []
            under = [limit.at_least - mean] if limit.at_least is not None else []
            numbers.append(np.max([*over, *under], axis=0))
        return np.column_stack(numbers)

    def _carried_out(self, table: tuple[dict[str, Any], ...]) -> Sweep:
        path, about = round_folder(self.folder, self.done), {"method": "table"}
        swept = replace(self.found, kind="sweep", points=table, group=len(table), design=about)
        (one,) = rounds_of(swept)
        place = place_for(one.manifest, path)
        final = carry_out(one.plan, place, one.manifest, listener=self.listener(), **self.how)
        if final.status != "complete":
            raise Interrupted(path, self.done * self.found.batch, self.found.trials)
        self.done += 1
        return Sweep(path)


def _outcome(study: Sweep, name: str) -> Array:
    """The mean over replicates of an outcome, by point."""
    measure, _, day = name.partition(AT)
    means: Array = study.by_point(measure, int(day) if day else study.last_day).mean(axis=1)
    return means


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
