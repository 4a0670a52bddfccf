"""Seeds: how much of all is said by those who were first."""

from __future__ import annotations

import numpy as np

from sim.patterns.log import Log
from sim.patterns.pattern import FORUMS, Pattern, mean

FIRST = 10


def first_actors(log: Log) -> np.ndarray:
    """The ten people who did something first, in that order."""
    return np.argsort(log.first_act, kind="stable")[
        : min(FIRST, np.count_nonzero(log.contributions))
    ]


def by_first(log: Log) -> float:
    """Share of all acts by the ten who acted first."""
    return mean(np.isin(log.person, first_actors(log)))


def by_first_later(log: Log) -> float:
    """Share of the acts in the last third of the time by the ten who acted first."""
    late = log.time > log.end * 2 / 3
    return mean(np.isin(log.person[late], first_actors(log)))


PATTERNS = (
    Pattern(
        "first_ten", "By the first ten", "最早十人占比",
        "Share of all acts by the ten people who acted first",
        "最早发言的十个人的发言占比",
        0.005, 0.10, f"{FORUMS}; small teams that a founder leads have more", by_first, "P22",
    ),
    Pattern(
        "first_ten_late", "By the first ten, last third", "最早十人占比（后三分之一）",
        "Share of the acts in the last third of the time by the ten people who acted first",
        "后三分之一时段内，最早发言的十个人的发言占比",
        0.0, 0.06, f"{FORUMS}; small teams that a founder leads have more", by_first_later, "P23",
    ),
)  # fmt: skip
