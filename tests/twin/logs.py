"""Logs of communities that came in a launch and a trickle."""

import numpy as np

from sim.patterns.log import EVERYBODY, Log

LAUNCH, TRICKLE = 20, 2
"""Newcomers a day in the first week, and later."""
DAYS = 63


def arrivals():
    """When people joined: a week's launch, then a trickle."""
    day = np.repeat(np.arange(DAYS), [LAUNCH] * 7 + [TRICKLE] * (DAYS - 7))
    return day + 0.5


def listed(*, attended=None):
    """Everybody who joined is known, and every eighth says something once, on joining."""
    joined = arrivals()
    who = np.arange(0, len(joined), 8)
    time = np.append(joined[who], DAYS)
    return Log.of(
        len(joined), time, np.append(who, 0), np.full(len(who) + 1, EVERYBODY),
        joined=joined, attended=attended,
    )  # fmt: skip


def unlisted():
    """Only those are known who said something, and once each."""
    time = arrivals()
    return Log.of(len(time), time, np.arange(len(time)), np.full(len(time), EVERYBODY))
