"""The census: who is counted tonight, found once and shared by all measures.

Headline measures look at the *base*: everybody who was active in the past 90 days, splinter
groups and people who have left since included. Else a community would look more united for
having lost its dissidents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.metrics.graph import TieGraph
from sim.metrics.measure import Cadence, Measure
from sim.state.community import Community
from sim.state.compiling import kernel

BASE_DAYS = 90
"""How long somebody counts in the base after the last visit."""
LOOK_BACK = 120
"""How long ago somebody may have left and still be of interest (cohorts reach back that far)."""


@kernel
def look_back(members, visiting, last_visit, join_day, exit_day, day):
    """Members, then those who left in the past 120 days: rows, last seen on, joined on (int32).

    A member who visits today is seen today, also while the mechanism that dates visits is off.
    """
    here = len(members)
    rows = np.empty(len(exit_day) + 1, np.int32)
    rows[:here] = members
    found = here
    since = max(day - LOOK_BACK, -1)
    for row in range(len(exit_day)):
        # Written always and kept sometimes: cheaper than a branch that cannot be foreseen.
        rows[found] = row
        found += exit_day[row] > since
    seen = np.empty(found, np.int32)
    joined = np.empty(found, np.int32)
    for i in range(found):
        row = rows[i]
        last = last_visit[row]
        seen[i] = day if visiting[row] and i < here else last
        joined[i] = join_day[row]
    return rows[:found], seen, joined


class Census:
    """A community on its present day, as the measures see it.

    `rows` (int32) are the members, `here` of them, followed by those who left within 120 days;
    `seen` and `joined` the days on which each was last seen and joined.
    """

    def __init__(self, community: Community) -> None:
        people = community.people
        self.community = community
        self.people = people
        self.day = community.day
        self.members = community.members
        self.here = len(self.members)
        self.rows, self.seen, self.joined = look_back(
            self.members, people.visiting, people.last_visit, people.join_day, people.exit_day,
            self.day,
        )  # fmt: skip

    @property
    def base_since(self) -> int:
        """Whoever was seen after this day belongs to the base."""
        return self.day - BASE_DAYS

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
