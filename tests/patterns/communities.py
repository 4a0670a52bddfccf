"""Small logs written by hand."""

import numpy as np

from sim.patterns import Log


def log(acts, people=None, **more):
    """A log from (day, who, to whom or None)."""
    time, who, to = zip(*acts, strict=True) if acts else ((), (), ())
    to = [-1 if other is None else other for other in to]
    count = people or 1 + max([*who, *to])
    arrays = (np.array(time, float), np.array(who, int), np.array(to, int))
    return Log.of(count, *arrays, **more)
