"""Elementary effects: how much an outcome moves when one parameter moves by half its distribution.

Few runs rank many parameters. mu* is the mean of the absolute effects: how much a parameter
matters. sigma is their spread: how much that depends on the others, or bends.

Source: Morris 1991; mu*, Campolongo, Cariboni and Saltelli 2007.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.analysis.resampling import weighted, weights

Array = NDArray[np.float64]
LEVEL = 0.95


@dataclass(frozen=True)
class Effects:
    """By parameter (and day, if outcomes have days), in the outcome's unit.

    `mu` keeps the sign, `mu_star` does not; `low` and `high` say how well `mu_star` is known, and
    `error` is its standard error. `floor` is the mu* that luck alone gives a parameter without
    effect, or a little more; NaN with one replicate.
    """

    mu: Array
    mu_star: Array
    sigma: Array
    low: Array
    high: Array
    error: Array
    floor: Array

    @property
    def heard(self) -> NDArray[np.bool_]:
        """Whether a parameter is told from luck, at 95 % for all parameters at once (Bonferroni).

        All are where luck is not known.
        """
        reach = float(ndtri(1 - (1 - LEVEL) / len(self.mu_star)))
        return ~(self.mu_star - reach * self.error <= self.floor)


def elementary_effects(points: Array, values: Array, *, seed: int = 1) -> Effects:
    """Effects along trajectories.

    Args:
        points: of the unit cube, [trajectories, parameters + 1, parameters]; between two one parameter
            moves by half of it or, as in Morris's own grid of four levels, by two thirds.
        values: outcomes there, [trajectories, parameters + 1, replicates, ...].
    """
    each = _each(points, values)
    replicates = each.shape[2]
    mean = each.mean(axis=2)
    size = np.abs(mean)
    resampled = weighted(weights(len(size), seed), size)
    low, high = np.quantile(resampled[1:], [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    luck = np.full(mean.shape, np.nan)
    if replicates > 1:
        luck = each.var(axis=2, ddof=1) / replicates
    spread = mean.var(axis=0, ddof=1) if len(mean) > 1 else np.full(mean.shape[1:], np.nan)
    noise = np.nan_to_num(luck).mean(axis=0)
    return Effects(
        mu=mean.mean(axis=0),
        mu_star=resampled[0],
        sigma=np.sqrt(np.maximum(spread - noise, 0.0)),
        low=low,
        high=high,
        error=resampled[1:].std(axis=0),
        floor=np.sqrt(2 / np.pi * luck.mean(axis=0)),
    )


def _each(points: Array, values: Array) -> Array:
    """Every effect, [trajectories, parameters, replicates, ...]; upward moves count as they are."""
    steps = np.diff(points, axis=1)
    moved = np.abs(steps).argmax(axis=2)
    upward = np.sign(np.take_along_axis(steps, moved[:, :, None], axis=2))[:, :, 0]
    extra = (1,) * (values.ndim - 2)
    changes = np.diff(values, axis=1) * upward.reshape(*upward.shape, *extra)
    order = np.argsort(moved, axis=1).reshape(*moved.shape, *extra)
    return np.take_along_axis(changes, order, axis=1)
