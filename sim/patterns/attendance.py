"""Attendance: who ever comes to an event, and who comes again."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from sim.patterns.log import Log
from sim.patterns.pattern import MEETUP, Pattern, share

AROUND = f"{MEETUP} (.50, .26, .07, .47 and .84); the width of the band is a choice"


def never(log: Log) -> float:
    """Share of members who never came to an event."""
    return math.nan if log.attended is None else share(np.sum(log.attended == 0), len(log.attended))


def once(log: Log) -> float:
    """Share of members who came to exactly one event."""
    return math.nan if log.attended is None else share(np.sum(log.attended == 1), len(log.attended))


def often(log: Log) -> float:
    """Share of members who came to five events or more."""
    return math.nan if log.attended is None else share(np.sum(log.attended >= 5), len(log.attended))


def again(times: int, log: Log) -> float:
    """Of those who came so many times, the share who came once more."""
    if log.attended is None:
        return math.nan
    return share(np.sum(log.attended > times), np.sum(log.attended >= times))


PATTERNS = (
    Pattern(
        "never_attended", "Never attend", "从不参加活动",
        "Share of members who never came to an event",
        "从未参加过活动的成员占比",
        0.4, 0.6, AROUND, never, "P24",
    ),
    Pattern(
        "attended_once", "Attend once", "只参加一次",
        "Share of members who came to one event only",
        "只参加过一次活动的成员占比",
        0.2, 0.32, AROUND, once, "P25",
    ),
    Pattern(
        "attended_often", "Attend five times or more", "参加五次及以上",
        "Share of members who came to five events or more",
        "参加过五次及以上活动的成员占比",
        0.05, 0.10, AROUND, often, "P26",
    ),
    Pattern(
        "again_after_1", "Come again after the first", "首次之后再来",
        "Of those who came to an event, the share who came again",
        "参加过活动者中再次参加的占比",
        0.4, 0.6, AROUND, partial(again, 1), "P27",
    ),
    Pattern(
        "again_after_6", "Come again after the sixth", "第六次之后再来",
        "Of those who came to six events, the share who came again",
        "参加过六次活动者中再次参加的占比",
        0.7, 0.9, AROUND, partial(again, 6), "P28",
    ),
)  # fmt: skip
