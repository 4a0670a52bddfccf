"""People: one row per person of the market, for life; a column per property."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np

from sim.state.compiling import kernel, threads


class Status(IntEnum):
    """Where a person stands towards the community."""

    PROSPECT = 0
    MEMBER = 1
    GONE = 2


PROSPECT, MEMBER, GONE = map(int, Status)
"""The same as plain numbers, which kernels know, and which cost nothing to look up."""


class Role(IntEnum):
    """What a member is in the community; the four kinds of agent."""

    FOUNDER = 0
    KOL = 1
    ACTIVE = 2
    LURKER = 3


FOUNDER, KOL, ACTIVE, LURKER = map(int, Role)


NOBODY = -1
NEVER = -1
"""A day that has not come. See that a day is >= 0 before counting from it: in the first week of a
run -1 passes `> day - 7`."""


@dataclass(frozen=True)
class Column:
    """A property of every person: its type, and its value while nothing has touched it."""

    name: str
    dtype: Any
    neutral: float = 0
    width: int = 1
    """Numbers per person; above 1 the column is an array of rows x width."""

    def make(self, size: int) -> np.ndarray:
        """The column for `size` people, at its neutral value."""
        shape = size if self.width == 1 else (size, self.width)
        # Zeros are not touched until they are written, which keeps a large market small.
        if self.neutral == 0:
            return np.zeros(shape, self.dtype)
        return np.full(shape, self.neutral, self.dtype)


CORE = (
    Column("status", np.int8, Status.PROSPECT),
    Column("role", np.int8, Role.LURKER),
    Column("seeded", np.bool_),
    Column("seed_source", np.int8, NOBODY),
    Column("join_source", np.int8, NOBODY),
    Column("join_day", np.int32, NEVER),
    Column("exit_day", np.int32, NEVER),
    Column("inviter", np.int32, NOBODY),
    Column("generation", np.int16),
    Column("spells", np.int16),
    Column("chapter", np.int16),
)
"""What the state itself keeps: who is in, since when, through whom, and where."""

SHARED = (
    # presence: whether a member comes by today; says nothing of who has not joined yet
    Column("visiting", np.bool_, True),
    # presence, and events for their guests: day of the last visit, at first the day of joining
    Column("last_visit", np.int32, NEVER),
    # presence: whether a member sleeps, and does not visit until she wakes
    Column("dormant", np.bool_),
    # values: what she values now, two axes, 0-1; at first as born (market.values), also of prospects
    Column("values", np.float32, 0.5, width=2),
    # belonging: what she feels for the community, 0-1
    Column("belonging", np.float32, 0.5),
    # product: how satisfied she is with it, 0-1, a moving average
    Column("satisfaction", np.float32, 0.75),
    # persona: factor on quality as she finds it, 1 where the product is made for all; also of prospects
    Column("fit", np.float32, 1.0),
    # education: what she knows of the product, 0-1
    Column("product_expertise", np.float32),
    # attention: what she got out of reading, 0-1, a moving average over her visits
    Column("information", np.float32, 0.6),
    # trust: how far she trusts the community, 0-1
    Column("trust", np.float32, 0.5),
    # bonding: strength of her ties to others than the founder, squeezed into 0-1
    Column("bond", np.float32),
    # content: posts and questions ever, over all spells of membership
    Column("posts", np.int32),
    # content: posts and questions today; yesterday's until content has run
    Column("posts_today", np.int32),
    # content: day of the last post or question; kept when she joins again
    Column("last_post", np.int32, NEVER),
    # content and interaction: day she last posted, turned to somebody or answered; kept, too
    Column("last_act", np.int32, NEVER),
    # events: events visited, over all spells of membership
    Column("attended", np.int16),
    # interaction: day somebody last answered her, and none before it; kept when she joins again
    Column("answered_day", np.int32, NEVER),
)
"""Properties that others than their writer read; before the colon stands the mechanism that writes.

They stand here, at the value a person has while the writing mechanism is off, so that every
reader works whatever is switched off: everybody visits, is satisfied, belongs middlingly. Who joins
again keeps her values, the counts, and the days of posts, acts and answers; the rest begins anew.
"""


def who_has(rows: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Those of some people (rows, int32) for whom a column is true or above 0, in order."""
    return threads.listed(_who_has, len(rows), rows, column)


@kernel
def _who_has(begin, end, rows, column):
    found = np.empty(end - begin + 1, np.int32)
    count = np.uint32(0)
    for i in range(begin, end):
        # Written always and kept sometimes: cheaper than a branch that cannot be foreseen.
        found[count] = rows[i]
        count += np.uint32(column[rows[i]] > 0)
    return found[:count]


class People:
    """The columns by name, as numpy arrays: `people.belonging[row]`."""

    def __init__(self, size: int, columns: Iterable[Column]) -> None:
        self.size = size
        self.columns: dict[str, np.ndarray] = {}
        for column in (*CORE, *SHARED, *columns):
            if column.name in self.columns:
                raise ValueError(f"two mechanisms own the column {column.name!r}")
            self.columns[column.name] = column.make(size)
        # As attributes too: mechanisms read them thousands of times a run.
        self.__dict__.update(self.columns)

    def __getattr__(self, name: str) -> np.ndarray:
        raise AttributeError(f"people have no column {name!r}")
