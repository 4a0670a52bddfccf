"""A community's log: who did what towards whom and when, real or simulated alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

EVERYBODY = -1
"""To whom something goes that is said to nobody in particular."""


@dataclass(frozen=True, eq=False)
class Log:
    """Acts, joins and attendance of `people` persons, numbered from 0; times in days from 0.

    `time` (float64, rising), `person` and `to` (int32) hold an act each; what goes to nobody in
    particular is to `EVERYBODY`. `joined` float64[people] is when each became a member (NaN where
    that is not known), None where only those are known who did something. `attended`
    int64[members] counts the events that each of those came to who are members at the end (of
    those who left a real log often knows nothing), None where events are not known. `end` is the last moment
    that was watched.
    """

    people: int
    time: np.ndarray
    person: np.ndarray
    to: np.ndarray
    end: float
    joined: np.ndarray | None = None
    attended: np.ndarray | None = None

    @classmethod
    def of(
        cls, people: int, time: np.ndarray, person: np.ndarray, to: np.ndarray, *,
        end: float | None = None, joined: np.ndarray | None = None,
        attended: np.ndarray | None = None,
    ) -> Log:  # fmt: skip
        """A log from acts in any order; days are counted anew from whatever happened first.

        What people say to themselves counts as said to everybody.
        """
        order = np.argsort(time, kind="stable")
        time, person, to = (np.asarray(part)[order] for part in (time, person, to))
        to = np.where(to == person, EVERYBODY, to)
        known = np.empty(0) if joined is None else joined[~np.isnan(joined)]
        moments = np.concatenate([time[:1], time[-1:], known])
        begin = float(moments.min()) if len(moments) else 0.0
        last = float(moments.max()) if end is None and len(moments) else float(end or begin)
        return cls(
            people,
            time.astype(np.float64) - begin,
            person.astype(np.int32),
            to.astype(np.int32),
            last - begin,
            None if joined is None else joined - begin,
            attended,
        )

    @cached_property
    def contributions(self) -> np.ndarray:
        """How many acts everybody did, int64[people]."""
        return np.bincount(self.person, minlength=self.people)

    @cached_property
    def first_act(self) -> np.ndarray:
        """When everybody did something first, float64[people]; NaN for those who never did."""
        first = np.full(self.people, np.nan)
        first[self.person[::-1]] = self.time[::-1]
        return first

    @cached_property
    def last_act(self) -> np.ndarray:
        """When everybody did something last, float64[people]; NaN for those who never did."""
        last = np.full(self.people, np.nan)
        last[self.person] = self.time
        return last

    @cached_property
    def pairs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Acts towards somebody: time, who, to whom."""
        directed = self.to >= 0
        return self.time[directed], self.person[directed], self.to[directed]

    @cached_property
    def arrivals(self) -> np.ndarray:
        """When people were seen first, rising: in an act of theirs or towards them.

        Where there are no acts it is when they joined.
        """
        if not len(self.time):
            return np.empty(0) if self.joined is None else np.sort(self.known_joins)
        seen = self.first_act.copy()
        when, _, to = self.pairs
        told = np.full(self.people, np.nan)
        told[to[::-1]] = when[::-1]
        seen = np.fmin(seen, told)
        return np.sort(seen[~np.isnan(seen)])

    @property
    def known_joins(self) -> np.ndarray:
        """Days of joining, as far as they are known."""
        return np.empty(0) if self.joined is None else self.joined[~np.isnan(self.joined)]

    @property
    def lists_everybody(self) -> bool:
        """Whether members are known who never did anything."""
        return self.joined is not None and len(self.time) > 0
