"""Whether intervals and chances hold what they say: `python -m benchmarks.coverage [TRIALS]`.

Differences of strategies are drawn from distributions whose mean is known, as often as TRIALS say,
and every statistic of a comparison is asked each time. Prints the share of intervals of 95 % that
hold the truth, and how often a strategy said to be the best with some chance really is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np

from benchmarks.__main__ import say
from sim.study import statistics
from sim.study.statistics import Values, chance_of_best_mean, joint_intervals, mean_interval

TRIALS = 1_000
STRATEGIES = 5
SIZES = (10, 20, 50, 200, 2_000)
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)

Draw = Callable[[np.random.Generator, int, int], Values]


def normal(chance: np.random.Generator, n: int, many: int) -> Values:
    return chance.normal(size=(n, many))


def shared(chance: np.random.Generator, n: int, many: int) -> Values:
    """Differences from one baseline have the baseline's luck in common."""
    return chance.normal(size=(n, many)) + 1.5 * chance.normal(size=(n, 1))


def skewed(chance: np.random.Generator, n: int, many: int) -> Values:
    """Growth multiplies: a few futures are much better than the rest."""
    return chance.lognormal(sigma=0.8, size=(n, many)) - np.exp(0.32)


def counts(chance: np.random.Generator, n: int, many: int) -> Values:
    """Whole numbers, mostly nought: strategies that rarely differ."""
    return chance.poisson(0.4, size=(n, many)) - 0.4


def coverage(draw: Draw, n: int, trials: int) -> tuple[float, float]:
    """Shares of single and of simultaneous intervals that hold the true mean, nought."""
    chance, single, joint = np.random.default_rng(n), 0, 0
    for trial in range(trials):
        differences = draw(chance, n, STRATEGIES)
        one = mean_interval(differences[:, 0], seed=trial)
        single += one.low <= 0 <= one.high
        all_at_once, _ = joint_intervals(differences, seed=trial)
        joint += all(each.low <= 0 <= each.high for each in all_at_once)
    return single / trials, joint / trials


def calibration(n: int, trials: int) -> list[tuple[float, float, int]]:
    """By range of the stated chance: its mean, the share that was the best, how many there were."""
    chance = np.random.default_rng(n)
    stated, true = [], []
    for trial in range(trials):
        means = chance.normal(scale=2 / np.sqrt(n), size=STRATEGIES)
        values = means + shared(chance, n, STRATEGIES)
        stated.append(chance_of_best_mean(values, seed=trial))
        true.append(means == means.max())
    said, was = np.concatenate(stated), np.concatenate(true)
    places = np.digitize(said, BINS[1:-1])
    parts = [(said[places == i], was[places == i]) for i in range(len(BINS) - 1)]
    return [(float(a.mean()), float(b.mean()), len(a)) for a, b in parts if len(a)]


def main(trials: int) -> None:
    for draw in (normal, shared, skewed, counts):
        for n in SIZES:
            single, joint = coverage(draw, n, trials)
            what = f"{draw.__name__}, {n} replicates: single, {STRATEGIES} at once"
            say(what, f"{single:.1%}, {joint:.1%}", "92-97 %")
    for n in (20, 2_000):
        for stated, true, many in calibration(n, trials):
            say(
                f"chance of the best mean of {n}, {many} times",
                f"{stated:.2f}, {true:.2f}",
                "be alike",
            )


if __name__ == "__main__":
    statistics.RESAMPLES = 1_000
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TRIALS)
