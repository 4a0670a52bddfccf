"""The log of a simulated community, in the form that real ones have."""

from __future__ import annotations

import numpy as np

from sim.patterns.log import EVERYBODY, Log
from sim.state.acts import Kept
from sim.state.community import Community
from sim.state.journal import JOIN
from sim.state.people import Status


class NotKept(ValueError):
    """The run was not asked to keep its acts."""


def log_of(community: Community) -> Log:
    """What happened so far among everybody who ever joined. Raises NotKept."""
    if not isinstance(community.acts, Kept):
        raise NotKept("this run keeps no log; ask for one with CommunityModel(..., log=True)")
    journal = community.journal.frame()
    joins = journal[journal["kind"] == JOIN].groupby("person")["day"].min()
    rows = joins.index.to_numpy()
    number = np.full(community.size, EVERYBODY)
    number[rows] = np.arange(len(rows))
    time, who, to = community.acts.columns()
    people = community.people
    attended = people.attended[rows[people.status[rows] == Status.MEMBER]].astype(np.int64)
    return Log.of(
        len(rows),
        time,
        number[who],
        np.where(to >= 0, number[to], EVERYBODY),
        end=community.day + 1.0,
        joined=joins.to_numpy(np.float64),
        attended=attended if attended.any() else None,
    )
