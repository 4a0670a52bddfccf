"""Several goals at once: who is beaten by nobody in all of them, and how sure that is.

Replicates are shared by all strategies, so they are resampled together: in a resample all have met
the same futures. Sources: nondominated sets, any text since Pareto 1906; membership as a share of
joint bootstrap resamples, Efron and Tibshirani 1993.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.resampling import weighted, weights

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

FEWEST = 10
"""With fewer replicates resamples would pretend to be sure: no probability is given."""


@dataclass(frozen=True)
class Front:
    """Means of every strategy and goal, and who is on the front.

    `cloud` holds the means of the resamples, [resamples, strategies, goals]; `chance` is the share
    of resamples in which a strategy is on the front, NaN below 10 replicates.
    """

    means: Array
    on_front: Flags
    chance: Array
    cloud: Array


def front(values: Array, higher: list[bool], *, seed: int = 1) -> Front:
    """The front of strategies; `values` is [replicates, strategies, goals]."""
    means = weighted(weights(len(values), seed), values)
    member = nondominated(means, higher)
    chance = member[1:].mean(axis=0)
    if len(values) < FEWEST:
        chance = np.full(values.shape[1], np.nan)
    return Front(means[0], member[0], chance, means[1:])


def nondominated(values: Array, higher: list[bool]) -> Flags:
    """Who is beaten by nobody: as good in every goal, and better in one. [..., strategies, goals]."""
    signed = np.where(higher, values, -values)
    one, other = signed[..., :, None, :], signed[..., None, :, :]
    beaten = (other >= one).all(axis=-1) & (other > one).any(axis=-1)
    return np.asarray(~beaten.any(axis=-1))
