"""Search for the best values of what can be decided, in batches that are asked and told in order.

A batch is asked as a whole, run by any number of workers in any order, and told in the order it was
asked. So the search is the same for one worker and for fifty. Points are in the unit cube; choices
are numbers of their values. The best of many noisy points owes part of its rank to luck: run it
again on fresh replicates before believing it (`winners`).

Source: tree-structured Parzen estimators, Bergstra et al. 2011, several objectives, Ozaki et al.
2022, as Optuna has them (Akiba et al. 2019).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.pareto import nondominated

Array = NDArray[np.float64]
Space = Mapping[str, int]
"""By parameter: how many values it may take; 0 for the whole unit interval."""

Point = dict[str, float | int]
Evaluate = Callable[[Sequence[Point]], Array]
"""From points to [points, objectives + limits]; NaN where a point has failed.

A limit's number is by how much it is overstepped: zero or less where it is kept.
"""

BATCH = 8


@dataclass(frozen=True)
class Trial:
    """A point that was tried; `values` are its objectives, NaN where it has failed."""

    number: int
    point: Point
    values: tuple[float, ...]
    overstepped: tuple[float, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether it has no objectives."""
        return any(math.isnan(value) for value in (*self.values, *self.overstepped))

    @property
    def allowed(self) -> bool:
        """Whether it keeps to all limits."""
        return not self.failed and all(by <= 0 for by in self.overstepped)


def optimise(
    space: Space,
    evaluate: Evaluate,
    *,
    higher: Sequence[bool],
    trials: int,
    batch: int = BATCH,
    seed: int = 1,
    first: Sequence[Point] = (),
) -> list[Trial]:
    """Try so many points, `batch` at a time, and return them in the order they were asked.

    Args:
        space: the parameters.
        higher: for each objective, whether more is better.
        first: points to try before any that the search proposes.
    """
    study = _study(higher, batch, seed)
    for point in first:
        study.enqueue_trial(dict(point))
    tried: list[Trial] = []
    while len(tried) < trials:
        asked = [study.ask() for _ in range(min(batch, trials - len(tried)))]
        points = [_point(trial, space) for trial in asked]
        values = np.asarray(evaluate(points), dtype=float).reshape(len(points), -1)
        for trial, point, found in zip(asked, points, values, strict=True):
            numbers = tuple(float(value) for value in found)
            goals = len(higher)
            done = Trial(len(tried), point, numbers[:goals], numbers[goals:])
            _tell(study, trial, done)
            tried.append(done)
    return tried


def best(tried: Sequence[Trial], higher: Sequence[bool], count: int) -> list[Trial]:
    """The most promising that keep to all limits, equal points once.

    The best few of one objective. Of several, so many of the front: the best in each, then who
    lies farthest from those that are chosen, so that every way of weighing them finds its own.
    """
    known = [trial for trial in tried if trial.allowed]
    unique = list({tuple(sorted(trial.point.items())): trial for trial in known}.values())
    if len(higher) > 1:
        if not unique:
            return []
        values = np.array([trial.values for trial in unique])
        on = np.flatnonzero(nondominated(values, list(higher)))
        signed = np.where(higher, values[on], -values[on])
        return [unique[on[place]] for place in _spread(signed, count)]
    order = sorted(unique, key=lambda trial: trial.values[0], reverse=higher[0])
    return order[:count]


def _spread(front: Array, count: int) -> list[int]:
    """Which points of a front, in which more is better, show best how far it reaches.

    Source: farthest first, Gonzalez 1985; goals are scaled to their ranges on the front.
    """
    spans = np.ptp(front, axis=0)
    scaled = front / np.where(spans > 0, spans, 1.0)
    chosen = list(dict.fromkeys(int(place) for place in front.argmax(axis=0)))[:count]
    while len(chosen) < min(count, len(front)):
        apart = np.linalg.norm(scaled[:, None] - scaled[chosen], axis=2).min(axis=1)
        apart[chosen] = -1.0
        chosen.append(int(apart.argmax()))
    return chosen


def _study(higher: Sequence[bool], batch: int, seed: int) -> Any:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna.create_study(
        directions=["maximize" if each else "minimize" for each in higher],
        sampler=optuna.samplers.TPESampler(seed=seed, n_startup_trials=2 * batch),
    )


def _point(trial: Any, space: Space) -> Point:
    """What the search proposes, parameter by parameter."""
    return {
        name: trial.suggest_categorical(name, list(range(values)))
        if values
        else trial.suggest_float(name, 0.0, 1.0)
        for name, values in space.items()
    }


def _tell(study: Any, trial: Any, done: Trial) -> None:
    import optuna

    if done.failed:
        study.tell(trial, state=optuna.trial.TrialState.FAIL)
    else:
        for place, by in enumerate(done.overstepped):
            trial.set_constraint(f"limit {place}", by)
        study.tell(trial, list(done.values))
