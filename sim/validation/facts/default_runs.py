"""Runs of the default scenario that facts share, and the same with something changed."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from sim.model import CommunityModel
from sim.patterns.log import Log
from sim.validation.worlds import curve, settings

REPLICATES = 8
LOGS = 20
"""Of patterns, which are read off a log: as many runs as `docs/patterns.md` tells medians of."""
YEAR = 365
GROUP = "default"
"""Facts that are read off the same runs are measured by one process."""


@cache
def default_runs() -> tuple[CommunityModel, ...]:
    """The default community over a year, eight times, with everything anybody did."""
    return tuple(
        CommunityModel(settings(days=YEAR), replicate=replicate, log=True).run()
        for replicate in range(REPLICATES)
    )


@cache
def default_logs() -> tuple[Log, ...]:
    """What everybody did in those runs."""
    return tuple(model.log() for model in default_runs())


@cache
def more_default_logs() -> tuple[Log, ...]:
    """The same of twenty runs, the eight first."""
    chosen, others = settings(days=YEAR), range(REPLICATES, LOGS)
    more = (CommunityModel(chosen, replicate=each, log=True).run().log() for each in others)
    return (*default_logs(), *more)


def runs_with(
    days: int = YEAR, replicates: int = REPLICATES, **sections: Any
) -> list[CommunityModel]:
    """The default community with sections changed, in the same replicates."""
    chosen = settings(days=days, **sections)
    return [CommunityModel(chosen, replicate=one).run() for one in range(replicates)]


def mean_at(models: Any, measure: str, day: int = YEAR) -> float:
    """A measure on a day, in the mean of the runs."""
    return float(np.mean([curve(model, measure)[day] for model in models]))


def at(models: Any, measure: str, day: int = YEAR) -> np.ndarray:
    """A measure on a day, run by run."""
    return np.array([curve(model, measure)[day] for model in models])
