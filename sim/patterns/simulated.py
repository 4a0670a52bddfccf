"""A simulated community in the forms that real ones have: its log, and who adopted when."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from sim.patterns.exposure import Hazard, hazards
from sim.patterns.log import EVERYBODY, Log
from sim.state.acts import Kept
from sim.state.community import Community
from sim.state.journal import JOIN
from sim.state.people import Status

MONTH = 30
"""Days of a period in which people adopt."""


class NotKept(ValueError):
    """The run was not asked to keep its acts."""


def log_of(community: Community) -> Log:
    """What happened so far among everybody who ever joined. Raises NotKept."""
    if not isinstance(community.acts, Kept):
        raise NotKept("this run keeps no log; ask for one with CommunityModel(..., log=True)")
    joins = _first_joins(community)
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


def joined_by_exposure(community: Community) -> tuple[Hazard, ...]:
    """The hazard of joining in a month by the share of acquaintances who had joined before.

    Everybody in the market counts, by her first join; who was there on the first day, seeds and
    founder, adopted in the first month.
    """
    joins = _first_joins(community)
    adopted = np.full(community.size, np.nan)
    adopted[joins.index.to_numpy()] = joins.to_numpy() // MONTH + 1
    market = community.market
    ones = np.ones(len(market.indices))
    acquainted = csr_array((ones, market.indices, market.indptr), (community.size, community.size))
    return hazards(acquainted, adopted, (community.day + 1) // MONTH)


def _first_joins(community: Community) -> pd.Series[int]:
    """The day of the first join, by person."""
    journal = community.journal.frame()
    return journal[journal["kind"] == JOIN].groupby("person")["day"].min()
