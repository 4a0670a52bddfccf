"""Sobol indices: which share of an outcome's variance is whose, and which is luck.

First order: what would vanish if the parameter were known. Total: what would remain if all others
were known. Their difference is what it does together with others. Replicates tell luck apart:
without that, a parameter that does nothing seems to do as much as there is luck.

Sources: Sobol 1993; first order, Saltelli et al. 2010; total, Jansen 1999. The correction is the
mean product over pairs of different replicates, in place of squares: with independent luck it is
(numerator - s2 / R) / (variance - s2 / R).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.resampling import across, weighted, weights

Array = NDArray[np.float64]
LEVEL = 0.95


@dataclass(frozen=True)
class Shares:
    """A number with the interval of its bootstrap over pairs of points, all of the same shape."""

    value: Array
    low: Array
    high: Array

    def times(self, other: Array) -> Shares:
        """All three times the same."""
        return Shares(self.value * other, self.low * other, self.high * other)


@dataclass(frozen=True)
class Indices:
    """Shares of the variance of the expected outcome, by parameter (and day).

    `luck` is a share of the variance of a single run, one number (a day); NaN with one replicate,
    and then `first` and `total` are not corrected. NaN where nothing varies.
    """

    first: Shares
    total: Shares
    luck: Shares
    corrected: bool

    def of_a_run(self) -> tuple[Shares, Shares]:
        """First and total as shares of the variance of a single run, beside luck."""
        rest = 1 - np.nan_to_num(self.luck.value)
        return self.first.times(rest), self.total.times(rest)


def sobol_indices(values: Array, *, seed: int = 1) -> Indices:
    """Indices from outcomes at the pairs of points of Saltelli's design.

    `values` is [pairs, parameters + 2, replicates, ...]: A, A with one coordinate from B, B.
    """
    shares = weights(len(values), seed)
    values = values - values.mean(axis=(0, 1, 2))
    corners = values[:, [0, -1]]
    changes = values[:, 1:-1] - values[:, :1]
    first = weighted(shares, across(np.broadcast_to(values[:, -1:], changes.shape), changes, 2))
    total = weighted(shares, across(changes, changes, 2)) / 2
    variance = _variance(shares, corners)
    luck = _luck(shares, corners)
    moving = variance[0] > np.abs(corners).max(initial=0.0) ** 2 * 1e-20
    known = np.where(moving & (variance > 0), variance, np.nan)[:, None]
    return Indices(
        first=_interval(first / known),
        total=_interval(total / known),
        luck=_interval(luck / np.where(variance + luck > 0, variance + luck, np.nan)),
        corrected=values.shape[2] > 1,
    )


def _variance(shares: Array, corners: Array) -> Array:
    """Variance of the expected outcome over the points A and B, in each resample."""
    squares = across(corners, corners, 2).mean(axis=1)
    means = corners.mean(axis=(1, 2))
    return weighted(shares, squares) - weighted(shares, means) ** 2


def _luck(shares: Array, corners: Array) -> Array:
    """Mean variance over replicates at a point, in each resample; NaN with one replicate."""
    if corners.shape[2] == 1:
        return np.full((len(shares), *corners.shape[3:]), np.nan)
    return weighted(shares, corners.var(axis=2, ddof=1).mean(axis=1))


def _interval(resampled: Array) -> Shares:
    """What was seen, and the middle 95 % of the resamples; NaN stays NaN."""
    low, high = np.quantile(resampled[1:], [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return Shares(resampled[0], low, high)
