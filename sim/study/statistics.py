"""Paired statistics of strategies that met the same luck.

Replicate k lives through every strategy with the same people and the same luck, so a strategy is
judged by its differences from the baseline, replicate by replicate. Values come as float64
[replicates, strategies]. Intervals here say how well a mean is known, not what one run may bring.

Sources: paired-t with common random numbers, Law, Simulation Modeling and Analysis, chapter 10;
bootstrap-t, Efron and Tibshirani 1993, chapter 12; studentised max-t over several comparisons,
Westfall and Young 1993 and Romano and Wolf 2005.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Values = NDArray[np.float64]
Method = Literal["t", "bootstrap-t", "identical", "none"]
JointMethod = Literal["max-t", "Bonferroni", "none"]

LEVEL = 0.95
RESAMPLES = 4_000
FEWEST_TO_RESAMPLE = 10
"""With fewer replicates resamples repeat themselves; the t interval stands in."""

MANY = 50
"""From so many replicates on means are nearly normal, and max-t holds its level."""

SKEWED = 1.0
"""Means of 50 more skewed than that are not nearly normal; of more, where they are so skewed."""

VERY_MANY = 1_000
"""From so many replicates on the joint distribution of means is drawn as the normal that it is."""


@dataclass(frozen=True)
class Interval:
    """A mean and how well it is known. `low` and `high` are NaN when `method` is none."""

    mean: float
    low: float
    high: float
    method: str


def mean_interval(values: Values, *, seed: int = 1, level: float = LEVEL) -> Interval:
    """The mean of one number per replicate, with its interval.

    Student's t from 50 replicates on, unless they are too skewed for so many; bootstrap-t otherwise;
    t below 10.
    One replicate has no interval; equal values have a point, by the method `identical`.
    """
    mean, n = float(values.mean()), len(values)
    if n < 2:
        return Interval(mean, np.nan, np.nan, "none")
    error = float(values.std(ddof=1)) / np.sqrt(n)
    if not error > _noise(values):
        return Interval(mean, mean, mean, "identical")
    skewed = SKEWED * np.sqrt(max(1.0, n / MANY))
    if n >= FEWEST_TO_RESAMPLE and (n < MANY or abs(_skewness(values)) > skewed):
        spread = _studentised(values[:, None], _weights(n, seed))[:, 0]
        spread = spread[np.isfinite(spread)]
        low, high = np.quantile(spread, [(1 - level) / 2, (1 + level) / 2])
        return Interval(mean, mean - float(high) * error, mean - float(low) * error, "bootstrap-t")
    reach = float(stdtrit(n - 1, (1 + level) / 2)) * error
    return Interval(mean, mean - reach, mean + reach, "t")


def joint_intervals(
    differences: Values, *, seed: int = 1, level: float = LEVEL
) -> tuple[list[Interval], JointMethod]:
    """Means of several paired differences, with intervals that hold all at once.

    `differences` is [replicates, comparisons]. A joint studentised bootstrap of replicates from 50
    on (the 95 % quantile of the greatest |t|), from 1,000 on its limit, a joint normal; below 50,
    Bonferroni's t, or the bootstrap's reach where skewed differences make that the wider.
    """
    n, many = differences.shape
    means = differences.mean(axis=0)
    if n < 2 or not many:
        return [Interval(float(m), np.nan, np.nan, "none") for m in means], "none"
    errors = differences.std(axis=0, ddof=1) / np.sqrt(n)
    moving = errors > _noise(differences)
    method: JointMethod = "max-t" if n >= MANY else "Bonferroni"
    reach = float(stdtrit(n - 1, 1 - (1 - level) / 2 / max(1, int(moving.sum()))))
    if n >= FEWEST_TO_RESAMPLE and moving.any():
        distances = np.nan_to_num(np.abs(_joint_errors(differences[:, moving], seed)))
        resampled = float(np.quantile(distances.max(axis=1), level))
        reach = resampled if n >= MANY else max(reach, resampled)
    kinds = [method if moves else "identical" for moves in moving]
    reaches = np.where(moving, reach * errors, 0.0)
    parts = zip(means, reaches, kinds, strict=True)
    return [Interval(float(m), float(m - r), float(m + r), kind) for m, r, kind in parts], method


def chance_of_best_mean(values: Values, *, seed: int = 1, higher: bool = True) -> Values:
    """By strategy: how probable it is that its mean is the best one; ties are split.

    NaN below 10 replicates: resamples of so few would pretend to be sure.
    """
    n, many = values.shape
    if n < FEWEST_TO_RESAMPLE:
        return np.full(many, np.nan)
    if n < VERY_MANY:
        means = _weights(n, seed) @ values / n
    else:
        errors = values.std(axis=0, ddof=1) / np.sqrt(n)
        means = values.mean(axis=0) + _normal(values, seed) * errors
    return _wins(means if higher else -means).mean(axis=0)


def share_of_futures_best(values: Values, *, higher: bool = True) -> Values:
    """By strategy: the share of replicates in which it comes out best; ties are split."""
    return _wins(values if higher else -values).mean(axis=0)


def expected_regret(values: Values, *, higher: bool = True) -> Values:
    """By strategy: what it falls short of the best strategy of each future, on average."""
    signed = values if higher else -values
    return (signed.max(axis=1, keepdims=True) - signed).mean(axis=0)


def variance_reduction(values: Values, baseline: int) -> Values:
    """By strategy: variance of the unpaired over that of the paired difference to the baseline.

    (Var A + Var B) / Var(A - B): 4 means that common luck saves three of four replicates. NaN for
    the baseline, below 2 replicates and where nothing varies; infinite where all differences are
    equal.
    """
    n, many = values.shape
    factors = np.full(many, np.nan)
    if n < 2:
        return factors
    variances = values.var(axis=0, ddof=1)
    unpaired = variances + variances[baseline]
    paired = (values - values[:, [baseline]]).var(axis=0, ddof=1)
    moving = paired > _noise(values) ** 2
    factors[moving] = unpaired[moving] / paired[moving]
    factors[~moving & (unpaired > 0)] = np.inf
    factors[baseline] = np.nan
    return factors


def seed_of(purpose: str) -> int:
    """The seed of a bootstrap, from what it is for: the same numbers in every session."""
    return zlib.crc32(purpose.encode())


def _weights(n: int, seed: int) -> Values:
    """How often each replicate is in each resample, [resamples, replicates]."""
    draws = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return draws.astype(np.float64)


def _joint_errors(values: Values, seed: int) -> Values:
    """How far means may lie from the truth, in their standard errors, [resamples, columns]."""
    n = len(values)
    return _studentised(values, _weights(n, seed)) if n < VERY_MANY else _normal(values, seed)


def _normal(values: Values, seed: int) -> Values:
    """Standard normal numbers that are correlated like the columns of values."""
    n, many = values.shape
    spreads = values.std(axis=0, ddof=1)
    scaled = (values - values.mean(axis=0)) / np.where(spreads > 0, spreads, 1.0)
    lengths, directions = np.linalg.eigh(scaled.T @ scaled / (n - 1))
    draws = np.random.default_rng(seed).normal(size=(RESAMPLES, many))
    numbers: Values = draws * np.sqrt(np.maximum(lengths, 0.0)) @ directions.T
    return numbers


def _studentised(values: Values, weights: Values) -> Values:
    """(mean* - mean) / error* of each resample and column; NaN where a resample does not vary."""
    n = len(values)
    centred = values - values.mean(axis=0)
    means = weights @ centred / n
    variances = (weights @ centred**2 / n - means**2) * n / (n - 1)
    errors = np.sqrt(np.maximum(variances, 0.0) / n)
    errors[errors <= _noise(values)] = np.nan
    return means / errors


def _wins(values: Values) -> Values:
    """1 for the greatest of each row, shared among equals."""
    best = values == values.max(axis=1, keepdims=True)
    shares: Values = best / best.sum(axis=1, keepdims=True)
    return shares


def _noise(values: Values) -> float:
    """Spreads below this come from rounding alone."""
    return float(np.abs(values).max(initial=0.0)) * 1e-12


def _skewness(values: Values) -> float:
    centred = values - values.mean()
    return float((centred**3).mean() / (centred**2).mean() ** 1.5)
