"""Sobol indices: which share of an outcome's variance is whose, and which is luck.

First order: what would vanish if the parameter were known. Total: what would remain if all others
were known. Their difference is what it does together with others. Replicates tell luck apart:
without that, a parameter that does nothing seems to do as much as there is luck.

Sources: Sobol 1993; first order, Saltelli et al. 2010; total, Jansen 1999. The correction is the
mean product over pairs of different replicates, in place of squares: with independent luck it is
the numerator - s2 / R.
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
    """A number with the interval of its bootstrap over samples, all of the same shape."""

    value: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class Indices:
    """Shares of the variance of a single run, by parameter (and day); `luck` is one number (a day).

    With one replicate `luck` is NaN, and `first` and `total` hold what luck does. NaN where nothing
    varies; ends of an interval are NaN where nothing varies in too many resamples.
    """

    first: Shares
    total: Shares
    excess: Shares
    """`first` beyond `total`, which cannot be: above 0 by chance, or since samples are too few."""
    luck: Shares
    corrected: bool


def sobol_indices(values: Array, *, seed: int = 1) -> Indices:
    """Indices from outcomes at the points of the samples of Saltelli's design.

    `values` is [samples, parameters + 2, replicates, ...]: A, A with one coordinate from B, B. A
    resample takes whole samples, so numerator, variance and luck are resampled together.
    """
    shares = weights(len(values), seed)
    values = values - values.mean(axis=(0, 1, 2))
    corners = values[:, [0, -1]]
    changes = values[:, 1:-1] - values[:, :1]
    first = weighted(shares, across(np.broadcast_to(values[:, -1:], changes.shape), changes, 2))
    total = weighted(shares, across(changes, changes, 2)) / 2
    variance = _variance(shares, corners)
    varies = variance > np.abs(corners).max(initial=0.0) ** 2 * 1e-20
    known = np.where(varies, variance, np.nan)
    each = known[:, None]
    return Indices(
        first=_interval(first / each),
        total=_interval(total / each),
        excess=_interval((first - total) / each),
        luck=_interval(_luck(shares, corners) / known),
        corrected=values.shape[2] > 1,
    )


def _variance(shares: Array, corners: Array) -> Array:
    """Variance of single runs at the points A and B, luck among it, in each resample."""
    squares = (corners**2).mean(axis=(1, 2))
    means = corners.mean(axis=(1, 2))
    return weighted(shares, squares) - weighted(shares, means) ** 2


def _luck(shares: Array, corners: Array) -> Array:
    """Mean variance over replicates at a point, in each resample; NaN with one replicate."""
    if corners.shape[2] == 1:
        return np.full((len(shares), *corners.shape[3:]), np.nan)
    return weighted(shares, corners.var(axis=2, ddof=1).mean(axis=1))


def _interval(resampled: Array) -> Shares:
    """What was seen, and the middle 95 % of the resamples.

    A resample in which nothing varies may have been beyond either end: too many leave it open.
    """
    unknown, tail = np.isnan(resampled[1:]), (1 - LEVEL) / 2
    lows, highs = (np.where(unknown, beyond, resampled[1:]) for beyond in (-np.inf, np.inf))
    low = np.quantile(lows, tail, axis=0, method="lower")
    high = np.quantile(highs, 1 - tail, axis=0, method="higher")
    closed = np.isfinite(low) & np.isfinite(high) & np.isfinite(resampled[0])
    return Shares(resampled[0], np.where(closed, low, np.nan), np.where(closed, high, np.nan))
