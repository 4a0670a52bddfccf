"""Resampling: how often each group is in each bootstrap resample (Efron and Tibshirani 1993)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

RESAMPLES = 1_000


def weights(groups: int, seed: int, resamples: int = RESAMPLES) -> Array:
    """Shares that add up to 1, [resamples, groups]; the first row is what was seen."""
    draws = np.random.default_rng(seed).multinomial(
        groups, np.full(groups, 1 / groups), size=resamples
    )
    return np.vstack([np.ones(groups), draws]) / groups


def weighted(shares: Array, values: Array) -> Array:
    """Means of `values` [groups, ...] in each resample, [resamples, ...]."""
    return np.tensordot(shares, values, axes=1)


def across(one: Array, other: Array, axis: int) -> Array:
    """Mean product over pairs of different replicates; of the same one where there is no other.

    Noise of two replicates is independent, so it adds nothing to the mean of such products: this
    is what takes luck out of a variance, whether replicates share luck between points or not.
    """
    many = one.shape[axis]
    same = np.sum(one * other, axis=axis)
    if many == 1:
        return np.asarray(same)
    both = one.sum(axis=axis) * other.sum(axis=axis)
    return np.asarray((both - same) / (many * (many - 1)))
