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
    Column("visiting", np.bool_, True),
    Column("last_visit", np.int32, NEVER),
    Column("dormant", np.bool_),
    Column("values", np.float32, 0.5, width=2),
    Column("belonging", np.float32, 0.5),
    Column("satisfaction", np.float32, 0.75),
    Column("fit", np.float32, 1.0),
    Column("product_expertise", np.float32),
    Column("information", np.float32, 0.6),
    Column("trust", np.float32, 0.5),
    Column("bond", np.float32),
    Column("posts", np.int32),
    Column("posts_today", np.int32),
    Column("last_post", np.int32, NEVER),
    Column("last_act", np.int32, NEVER),
    Column("attended", np.int16),
    Column("answered_day", np.int32, NEVER),
)
"""Properties that one mechanism writes and others read.

They stand here, at the value a person has while the writing mechanism is off, so that every
reader works whatever is switched off: everybody visits, is satisfied, belongs middlingly.
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
