"""Whether intervals of shares of variance hold what they say: `python -m benchmarks.shares [TRIALS]`.

The G function (Saltelli and Sobol 1995) is watched with luck that a sample's points share, two
replicates each. Prints how many trials left an interval open, the share of intervals of 95 % that hold
the truth, the mean width of the greatest total, and of an additive function, of which alone and total
are equal, how often a notable alone seemed above its total, and was so beyond its interval.
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

from benchmarks.__main__ import say
from sim.analysis.sobol_indices import Array, Indices, Shares, sobol_indices
from sim.study import design
from sim.study.sensitivity import NOTABLE

TRIALS = 200
SIZES = ((64, 0.69), (128, 0.50), (256, 0.69))
"""Samples, and the share of luck."""
ADDITIVE = (128, 512, 2_048)
FLATNESS = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
PULL = np.sqrt([0.55, 0.3, 0.1, 0.05, 0, 0, 0, 0])


def watched(kind: str, samples: int, luck: float, seed: int) -> Indices:
    """The indices of one trial; the variance of the expected outcome is 1."""
    many = len(FLATNESS)
    cube = design.saltelli(samples, many, seed).reshape(samples, many + 2, many)
    noise = np.sqrt(luck / (1 - luck)) * np.random.default_rng(seed).normal(size=(samples, 1, 2))
    parts = (np.abs(4 * cube - 2) + FLATNESS) / (1 + FLATNESS)
    own = 1 / (3 * (1 + FLATNESS) ** 2)
    g = parts.prod(axis=-1) / np.sqrt(np.prod(1 + own) - 1)
    outcome = g if kind == "g" else np.sqrt(12) * cube @ PULL
    return sobol_indices(outcome[:, :, None] + noise, seed=seed)


def truth() -> tuple[Array, Array]:
    """First and total of the G function, without luck."""
    own = 1 / (3 * (1 + FLATNESS) ** 2)
    both = np.prod(1 + own)
    return own / (both - 1), own / (1 + own) * both / (both - 1)


def held(shares: Shares, true: Array) -> NDArray[np.bool_]:
    return (shares.low <= true) & (true <= shares.high)


def main(trials: int) -> None:
    for samples, luck in SIZES:
        found = [watched("g", samples, luck, seed) for seed in range(trials)]
        first, total = (true * (1 - luck) for true in truth())
        what = f"{samples} samples, luck {luck}"
        unknown = sum(bool(np.isnan(each.total.low).any()) for each in found)
        say(f"{what}: trials with an open interval", f"{unknown} of {trials}", "0")
        alone = np.mean([held(each.first, first) for each in found])
        whole = np.mean([held(each.total, total) for each in found])
        say(f"{what}: alone, total", f"{alone:.1%}, {whole:.1%}", "90-99 %")
        width = np.mean([each.total.high[0] - each.total.low[0] for each in found])
        say(f"{what}: width of the greatest total", f"{width:.2f}", "be small")
    for samples in ADDITIVE:
        found = [watched("additive", samples, 0.5, seed) for seed in range(trials)]
        notable = [each.first.value >= NOTABLE for each in found]
        above = sum(
            bool((n & (e.excess.value > 0)).any()) for n, e in zip(notable, found, strict=True)
        )
        sure = sum(
            bool((n & (e.excess.low > 0)).any()) for n, e in zip(notable, found, strict=True)
        )
        say(f"{samples} samples: alone above total, beyond its interval",
            f"{above}, {sure} of {trials}", "be half or more, few")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TRIALS)
