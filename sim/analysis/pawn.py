"""PAWN: how far an outcome's distribution moves when one parameter is held in a narrow slice.

It needs no design of its own: any stored runs at different values will do. It sees effects on the
whole distribution where Sobol indices see only the variance.

Source: Pianosi and Wagener 2015, 2018 (median Kolmogorov-Smirnov distance over slices).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]

SLICES = 10
DUMMIES = 200
LEVEL = 0.95


def pawn(table: pd.DataFrame, outcome: Array, *, slices: int = SLICES) -> pd.Series:
    """By parameter: the median distance over slices, 0 (does nothing) to 1.

    `table` has a row for each run and a column for each parameter; a column with few different
    values, or with words, is sliced by value. See `floor` for what chance alone gives.
    """
    ranks = _ranks(outcome)
    found = {str(name): _distance(_slices(column, slices), ranks) for name, column in table.items()}
    return pd.Series(found, dtype=float)


def floor(runs: int, *, slices: int = SLICES, seed: int = 1) -> float:
    """The distance that 95 % of parameters without any effect stay below, for so many runs."""
    chance = np.random.default_rng(seed)
    cut = np.arange(runs) * slices // runs
    ranks = _ranks(np.arange(runs, dtype=float))
    found = [_distance(chance.permutation(cut), ranks) for _ in range(DUMMIES)]
    return float(np.quantile(found, LEVEL))


def _slices(column: Sequence[Any] | pd.Series, slices: int) -> NDArray[np.int64]:
    """The slice of each run: parts with equally many runs, or one for each value."""
    values = pd.Series(column)
    codes, different = pd.factorize(values, sort=pd.api.types.is_numeric_dtype(values))
    if len(different) <= slices or not pd.api.types.is_numeric_dtype(values):
        return np.asarray(codes, dtype=np.int64)
    order = values.rank(method="first").to_numpy() - 1
    return np.asarray(order * slices // len(values), dtype=np.int64)


def _ranks(outcome: Array) -> NDArray[np.int64]:
    """For each run, how many runs have at most its outcome."""
    return np.searchsorted(np.sort(outcome), outcome, side="right")


def _distance(cut: NDArray[np.int64], ranks: NDArray[np.int64]) -> float:
    """Median over slices of the greatest gap between their distribution and that of all runs."""
    runs = len(ranks)
    steps = np.unique(ranks)
    gaps = []
    for part in np.unique(cut):
        inside = np.sort(ranks[cut == part])
        share = np.searchsorted(inside, steps, side="right") / len(inside)
        gaps.append(float(np.abs(share - steps / runs).max()))
    return float(np.median(gaps))
