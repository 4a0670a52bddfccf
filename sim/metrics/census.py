"""The census: who is counted tonight, found once and shared by all measures.

Headline measures look at the *base*: everybody who was active in the past 90 days, splinter
groups and people who have left since included. Else a community would look more united for
having lost its dissidents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sim.metrics.graph import TieGraph
from sim.metrics.landscape import Divide, Landscape, main_divide, survey
from sim.metrics.measure import Cadence, Measure
from sim.state.community import Community
from sim.state.compiling import kernel
from sim.state.people import Status

BASE_DAYS = 90
"""How long somebody counts in the base after the last visit."""
LOOK_BACK = 120
"""How long ago somebody may have left and still be of interest (cohorts reach back that far)."""
ACTIVE_DAYS = 30
"""An active member visited within so many days, today included."""
SPELL = 28
"""Days over which joins, losses and the growth rate are taken."""
_PROSPECT = int(Status.PROSPECT)


@kernel
def look_back(members, status, visiting, last_visit, join_day, exit_day, day):
    """Members, then those who left in the past 120 days: rows, last seen on, joined on (int32).

    The fourth number is how many of all people have ever joined. A member who visits today is seen
    today, also while the mechanism that dates visits is off.
    """
    here = len(members)
    rows = np.empty(len(exit_day) + 1, np.int32)
    rows[:here] = members
    found = np.uint32(here)
    since = max(day - LOOK_BACK, -1)
    for row in range(len(exit_day)):
        # Written always and kept sometimes: cheaper than a branch that cannot be foreseen.
        rows[found] = row
        found += np.uint32(exit_day[row] > since)
    seen = np.empty(found, np.int32)
    joined = np.empty(found, np.int32)
    for i in range(found):
        row = np.uint32(rows[i])
        seen[i] = last_visit[row]
        joined[i] = join_day[row]
    for i in range(here):
        seen[i] = day if visiting[np.uint32(rows[i])] else seen[i]
    adopters = 0
    for row in range(len(status)):
        adopters += status[row] != _PROSPECT
    return rows[:found], seen, joined, adopters


class Activity(NamedTuple):
    """People by when they were last seen."""

    today: int
    this_month: int
    lost: int


@kernel
def activity(rows, seen, here, exit_day, day):
    """Members seen today, members seen in 30 days, and people lost in the past 28 days.

    `rows` are `here` members and then people who left, `seen` the day of the last visit. Lost is
    who was around in the 28 days before and then fell silent, and who left, each person once:
    who leaves after a silence was lost when she fell silent.
    """
    today = 0
    this_month = 0
    lost = 0
    for i in range(here):
        today += seen[i] == day
        this_month += seen[i] > day - ACTIVE_DAYS
        lost += (seen[i] > day - 2 * SPELL) & (seen[i] <= day - SPELL)
    for i in range(here, len(rows)):
        lost += (exit_day[rows[i]] > day - SPELL) & (seen[i] > day - 2 * SPELL)
    return Activity(today, this_month, lost)


class Census:
    """A community on its present day, as the measures see it.

    `rows` (int32) are the members, `here` of them, followed by those who left within 120 days;
    `seen` and `joined` the days on which each was last seen and joined. `adopters` is how many of
    all people have ever joined.
    """

    def __init__(self, community: Community) -> None:
        people = community.people
        self.community = community
        self.people = people
        self.day = community.day
        self.members = community.members
        self.here = len(self.members)
        self.rows, self.seen, self.joined, self.adopters = look_back(
            self.members, people.status, people.visiting, people.last_visit, people.join_day,
            people.exit_day, self.day,
        )  # fmt: skip

    @property
    def base_since(self) -> int:
        """Whoever was seen after this day belongs to the base."""
        return self.day - BASE_DAYS

    @cached_property
    def activity(self) -> Activity:
        """How many were here today and this month, and how many were lost."""
        return activity(self.rows, self.seen, self.here, self.people.exit_day, self.day)

    @cached_property
    def landscape(self) -> Landscape:
        """Where the base stands in the square of values."""
        people = self.people
        return survey(self.rows, self.seen, self.here, self.base_since, people.values, people.bond)

    @cached_property
    def divide(self) -> Divide:
        """The main axis of opinion, and the base along it."""
        return main_divide(self.landscape.people)

    @cached_property
    def base(self) -> np.ndarray:
        """Rows of everybody active in the past 90 days, those who left included."""
        return self.rows[self.seen > self.base_since]

    @cached_property
    def graph(self) -> TieGraph:
        """Living ties among the base."""
        return TieGraph(self.community.ties.to_csr(self.base, self.day))


@dataclass(frozen=True)
class Section:
    """Measures of one file that are read off the census together, at one cadence."""

    every: Cadence
    measures: tuple[Measure, ...]
    read: Callable[[Census], Sequence[float]]
    """One float per measure, in their order; NaN where a measure has no meaning yet."""
