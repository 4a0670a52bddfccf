"""Contributing: who ever says something, and who does so on one day only."""

from __future__ import annotations

import numpy as np

from sim.patterns.log import Log
from sim.patterns.pattern import EVERYBODY_KNOWN, FORUMS, Pattern, mean, share

SETTLED = 60
"""Days that must have passed since a first contribution before it can be called the only one."""
ONE_DAY = 1.0


def never_contributed(log: Log) -> float:
    """Share of registered members who never did anything; NaN where members are not listed."""
    if log.joined is None or not len(log.time):
        return float("nan")
    return share(np.count_nonzero(log.contributions == 0), log.people)


def on_one_day(log: Log) -> float:
    """Share of contributors whose first and last act lie within a day.

    Only those count who began 60 days before the end or earlier.
    """
    life = (log.last_act - log.first_act)[log.first_act <= log.end - SETTLED]
    return mean(life <= ONE_DAY)


PATTERNS = (
    Pattern(
        "never_contributed", "Never contribute", "从不发言者",
        "Share of registered members who never wrote anything",
        "注册成员中从未发言者的占比",
        0.80, 0.90, EVERYBODY_KNOWN, never_contributed, "P1",
    ),
    Pattern(
        "one_day", "Contribute on one day only", "仅一天发言者",
        "Share of contributors all of whose acts fall within one day",
        "全部发言集中在一天之内的贡献者占比",
        0.43, 0.69, FORUMS, on_one_day, "P2",
    ),
)  # fmt: skip
