"""A village: a few dozen members, all different, on the morning of a day.

Small enough to be worked out person by person in plain Python, as the tests of kernels do.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.model import CommunityModel
from sim.state.chance import unit, words
from sim.state.community import Community
from sim.state.people import Role
from tests.worlds import only

DAY = 9
FOUNDING = 0
"""The journal's number of the source that founders have."""


def village(*mechanisms: str, members: int = 40, **sections: Any) -> CommunityModel:
    """A model in which only these mechanisms run, with so many members, on the morning of day 9.

    Everybody differs in role, belonging, satisfaction and so on; some visit and some do not.
    """
    world: dict[str, Any] = {"days": 60, "market": {"size": 60, "regions": 3}}
    model = CommunityModel(only(*mechanisms, **world | sections))
    community = model.community
    community.day = DAY
    if members:
        settle(community, [community.founder], Role.FOUNDER)
    others = np.setdiff1d(np.arange(community.size), [community.founder])
    settle(community, np.random.default_rng(3).permutation(others)[: max(members - 1, 0)])
    make_different(community)
    community.begin_day(DAY)
    return model


def settle(community: Community, rows: Any, role: Role = Role.LURKER, seeded: bool = False) -> None:
    """Make these people members."""
    rows = np.sort(np.asarray(rows, np.int32))
    source, nobody = np.full(len(rows), FOUNDING), np.full(len(rows), -1, np.int32)
    community.join(rows, source=source, inviters=nobody, role=role, seeded=seeded)


def make_different(community: Community) -> None:
    """Give members states that differ, the same in every village."""
    people, members = community.people, community.members
    rng, count = np.random.default_rng(1), len(members)
    people.role[members] = rng.choice([1, 2, 3], count, p=[0.25, 0.35, 0.4])
    people.role[community.founder] = Role.FOUNDER
    people.seeded[members] = (people.role[members] == Role.KOL) & (rng.random(count) < 0.5)
    for column in ("belonging", "satisfaction", "information", "trust", "bond"):
        people.columns[column][members] = rng.random(count)
    people.visiting[members] = rng.random(count) < 0.7
    people.visiting[members[:2]] = True
    people.last_visit[members] = rng.integers(0, DAY, count)
    people.join_day[members] = rng.integers(0, DAY, count)
    people.posts_today[members] = rng.poisson(0.6, count)


def photograph(community: Community) -> SimpleNamespace:
    """All columns of the people as they are now."""
    columns = community.people.columns
    return SimpleNamespace(**{name: column.copy() for name, column in columns.items()})


def luck(community: Community, row: int, purpose_number: int, k: int = 0) -> list[float]:
    """Today's four uniform numbers of a person for a purpose."""
    drawn = words(row, community.day, k, purpose_number, community.chance.key)
    return [unit(word) for word in drawn]


def pulls(community: Community, name: str) -> np.ndarray:
    """A term on belonging, of today's members."""
    return community.influences.belonging_pull[name][community.members]
