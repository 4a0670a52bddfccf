"""Patterns: what real communities have in common, and the default community beside it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from sim.model import CommunityModel
from sim.patterns import PATTERNS, attendance
from sim.patterns.log import Log
from sim.patterns.pattern import Pattern
from sim.scenario import load
from sim.validation.by_exposure import heard_from_friends, heard_from_strangers
from sim.validation.check import Check, Measured, Reading, text
from sim.validation.facts.default_runs import GROUP, default_logs
from sim.validation.over_years import cohorts


def patterns() -> tuple[Check, ...]:
    """A check for each pattern of a log that has a band, in the order in which they are declared,
    then those that need more than a log of some months."""
    read_off = (_check(one) for one in PATTERNS if one.id)
    return (*read_off, heard_from_friends, heard_from_strangers, cohorts)


SLOW = ("excess_modularity",)
"""Patterns that take long to read off a log."""
MEETUP = "local_meetup"
"""The scenario in which attendance is measured: its bands are those of a local group that meets in
person; the default community holds three events of sixty places a month for thousands."""
MEETUPS = 4


def _check(pattern: Pattern) -> Check:
    attending = pattern in attendance.PATTERNS

    def measure() -> Measured:
        """The pattern in the mean of the default runs, or of those of a meetup."""
        logs = _meetup_logs() if attending else default_logs()
        value = _mean(pattern.measure(log) for log in logs)
        return Measured((Reading(text(("", "")), value, pattern.low, pattern.high),))

    return Check(
        pattern.id,
        "patterns",
        text((pattern.en, pattern.zh)),
        text((f"{pattern.meaning('en')}; {pattern.source}", pattern.meaning("zh"))),
        measure,
        slow=pattern.name in SLOW,
        group=MEETUP if attending else GROUP,
    )


@cache
def _meetup_logs() -> tuple[Log, ...]:
    return tuple(
        CommunityModel(load(MEETUP), replicate=replicate, log=True).run().log()
        for replicate in range(MEETUPS)
    )


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")
