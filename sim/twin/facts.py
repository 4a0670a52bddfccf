"""Facts: what a twin takes from a log, which is its size, its span and its launch."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.patterns import BANDS, Log
from sim.twin.steps import Step, steps

FEW_PEOPLE, FEW_DAYS = 30, 28
MOST_DAYS = 3650
"""As long as a scenario may last; of a longer log the twin lives through the first ten years."""
NEVER = sum(BANDS["never_contributed"]) / 2
"""Share of registered members who never contribute: the middle of the band."""
LISTED = 0.05
"""Where fewer than these never contributed, the list of members is one of contributors."""
KNOWN = 0.5
"""Share of people whose day of joining must be known before it tells the launch."""
MOST = 20_000
"""Registered people that are simulated at most; a larger community is simulated at a scale."""
TEAM = 3
"""Who set it up."""


class TooLittle(ValueError):
    """A log of too few people or days; says so in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


@dataclass(frozen=True, eq=False)
class Facts:
    """Size, span and launch of a log. Numbers of people are those of the log, not scaled."""

    log: Log

    @cached_property
    def contributors(self) -> int:
        """Who did anything at all."""
        return int(np.count_nonzero(self.log.contributions))

    @cached_property
    def dated(self) -> bool:
        """Whether it is known when people joined; else first appearances stand for that."""
        known = len(self.log.known_joins)
        return known >= KNOWN * self.log.people if self.contributors else known > 0

    @cached_property
    def listed(self) -> bool:
        """Whether everybody who registered is known, those included who never did anything."""
        if not self.dated or not self.contributors:
            return self.dated
        return self.contributors <= (1 - LISTED) * self.log.people

    @cached_property
    def registered(self) -> float:
        """How many registered: all that are listed, or by the usual share that contributes.

        Only those count who came within the days of the twin.
        """
        whole = self.log.people if self.listed else self.contributors / (1 - NEVER)
        return whole * float(np.mean(self.arrivals < self.days + 1))

    @cached_property
    def begin(self) -> float:
        """The moment of the log at which the twin begins: the first act, or the first join."""
        return float(self.log.time[0]) if len(self.log.time) else 0.0

    @cached_property
    def days(self) -> int:
        """Whole days from there to the end of the log, or ten years of it.

        A scenario of so many days lives through the day that then begins, too.
        """
        return min(MOST_DAYS, self.watched)

    @cached_property
    def watched(self) -> int:
        """Whole days from there to the end of the log."""
        return math.floor(self.log.end - self.begin)

    @cached_property
    def arrivals(self) -> np.ndarray:
        """When people came, in days of the twin; below 0 before it begins."""
        return (np.sort(self.log.known_joins) if self.dated else self.log.arrivals) - self.begin

    @cached_property
    def first_day(self) -> int:
        """How many had registered by the end of the first day; 0 where that is not known."""
        return int(np.sum(self.arrivals < 1)) if self.dated else 0

    @cached_property
    def each(self) -> float:
        """How many registered for each whose arrival is known."""
        return self.registered / float(np.sum(self.arrivals < self.days + 1))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Newcomers after the first day, as few levels."""
        later = self.arrivals[self.first_day :]
        return steps(later[later < self.days + 1], self.days + 1)

    @cached_property
    def scale(self) -> float:
        """Simulated people for each real one, 1 unless there are too many."""
        return min(1.0, MOST / self.registered)


def facts(log: Log) -> Facts:
    """What a twin takes from a log. Raises TooLittle."""
    found = Facts(log)
    if log.people < FEW_PEOPLE or found.days < FEW_DAYS or not len(found.arrivals):
        raise TooLittle(
            f"the log has {log.people} people over {found.days} days; a twin needs at least "
            f"{FEW_PEOPLE} people and {FEW_DAYS} days, and acts or days of joining",
            f"记录中有 {log.people} 人、{found.days} 天；孪生至少需要 {FEW_PEOPLE} 人与 {FEW_DAYS} 天，"
            f"并须有发言或加入日期",
        )
    return found
