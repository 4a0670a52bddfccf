"""The census: who is counted tonight, found once and shared by all measures.

Headline measures look at the *base*: everybody who was active in the past 90 days, splinter
groups and people who have left since included. Else a community would look more united for
having lost its dissidents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import Any, NamedTuple

import numpy as np

from sim.metrics.graph import TieGraph
from sim.metrics.landscape import Divide, Landscape, main_divide, survey
from sim.metrics.measure import Cadence, Measure
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.people import Status

BASE_DAYS = 90
"""How long somebody counts in the base after the last visit."""
LOOK_BACK = 120
"""How long ago somebody may have left and still be of interest (cohorts reach back that far)."""
ACTIVE_DAYS = 30
"""An active member visited within so many days, today included."""
SPELL = 28
"""Days over which joins, losses and the growth rate are taken."""


@kernel
def left_since(begin, end, exit_day, since):
    """Rows of people who left after a day and are not back (int32)."""
    found = np.empty(end - begin + 1, np.int32)
    count = np.uint32(0)
    for row in range(begin, end):
        # Written always and kept sometimes: cheaper than a branch that cannot be foreseen.
        found[count] = row
        count += np.uint32(exit_day[row] > since)
    return found[:count]


@kernel
def look_back(begin, end, rows, here, visiting, last_visit, join_day, day, seen, joined):
    """When people were last seen and when they joined; the first `here` of them are members.

    A member who visits today is seen today, also while the mechanism that dates visits is off.
    """
    for i in range(begin, end):
        row = np.uint32(rows[i])
        seen[i] = day if i < here and visiting[row] else last_visit[row]
        joined[i] = join_day[row]


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


class once(cached_property):
    """A property that is worked out once, even if two threads ask for it at the same time."""

    def __init__(self, find: Callable[[Any], Any]) -> None:
        super().__init__(find)
        self.asking = RLock()

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        with self.asking:
            return super().__get__(instance, owner)


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
        since = max(self.day - LOOK_BACK, -1)
        gone = threads.listed(left_since, people.size, people.exit_day, since)
        self.rows = np.concatenate([self.members, gone])
        self.seen, self.joined = np.empty((2, len(self.rows)), np.int32)
        threads.run(
            look_back, len(self.rows), self.rows, self.here, people.visiting, people.last_visit,
            people.join_day, self.day, self.seen, self.joined,
        )  # fmt: skip
        self.adopters = int(np.count_nonzero(people.status != Status.PROSPECT))

    @property
    def base_since(self) -> int:
        """Whoever was seen after this day belongs to the base."""
        return self.day - BASE_DAYS

    @once
    def activity(self) -> Activity:
        """How many were here today and this month, and how many were lost."""
        return activity(self.rows, self.seen, self.here, self.people.exit_day, self.day)

    @once
    def landscape(self) -> Landscape:
        """Where the base stands in the square of values."""
        people = self.people
        return survey(self.rows, self.seen, self.here, self.base_since, people.values, people.bond)

    @once
    def divide(self) -> Divide:
        """The main axis of opinion, and the base along it."""
        return main_divide(self.landscape.people)

    @once
    def base(self) -> np.ndarray:
        """Rows of everybody active in the past 90 days, those who left included."""
        return self.rows[self.seen > self.base_since]

    @once
    def graph(self) -> TieGraph:
        """Living ties among the base."""
        return TieGraph(self.community.ties.to_csr(self.base, self.day))


@dataclass(frozen=True)
class Section:
    """Measures of one file that are read off the census together, at one cadence."""

    every: Cadence
    measures: tuple[Measure, ...]
    read: Callable[[Census], Sequence[float]]
    """One float per measure, in their order; NaN where a measure has no meaning yet. It only reads
    the census, and may do so while other sections do."""


@dataclass(frozen=True)
class Panel:
    """All sections of one cadence.

    `day` panels run every day, `month` panels every `measures.graph_every_days` days, `horizon`
    panels on the declared horizons; between its days a panel's values are NaN.
    """

    every: Cadence
    sections: tuple[Section, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of its sections, one after the other."""
        return tuple(measure for section in self.sections for measure in section.measures)
