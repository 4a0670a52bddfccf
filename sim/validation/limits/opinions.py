"""Opinions: how many factions bounded confidence leaves, and where stubborn people settle."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model import CommunityModel
from sim.validation.check import Reading, between, limit, near
from sim.validation.worlds import only

STILL = {"anchor": 0, "culture": 0, "noise": 0}
BOUNDED_CONFIDENCE = {0.30: 1.00, 0.25: 1.95, 0.20: 2.00, 0.15: 2.90, 0.10: 4.35}
"""Mean number of clusters of at least 5 % of 1,000 people, by the reach of confidence: 40 runs of
the model of Deffuant et al. (2000) with μ = 1/2, programmed apart from this one."""


def _meet(model: CommunityModel, day: int, owner: np.ndarray, partner: np.ndarray) -> None:
    """A day on which these people meet, and only their values move."""
    community = model.community
    community.begin_day(day)
    community.encounters.add(owner, partner, 1.0)
    model.mechanisms["values"].step(community)


def _clusters(places: np.ndarray) -> int:
    """Groups of at least 5 % whose neighbours are nearer than .01."""
    places = np.sort(places)
    groups = np.split(places, np.flatnonzero(np.diff(places) > 0.01) + 1)
    return sum(len(group) >= 0.05 * len(places) for group in groups)


def _factions(chosen: Any, replicate: int, days: int) -> int:
    """Factions that are left when everybody meets one other a day, in disjoint random pairs."""
    rng = np.random.default_rng(replicate)
    model = CommunityModel(chosen, replicate=replicate)
    size = model.community.size
    model.community.people.values[:, 0] = rng.random(size)
    model.community.people.values[:, 1] = 0.5
    for day in range(days):
        pairs = rng.permutation(size).astype(np.int32)
        a, b = pairs[: size // 2], pairs[size // 2 :]
        _meet(model, day, np.concatenate([a, b]), np.concatenate([b, a]))
    return _clusters(model.community.people.values[:, 0])


@limit(
    "L12", ("bounded confidence in random pairs", "有限信任下的随机配对"), slow=True,
    theory=(
        "number of opinion clusters of Deffuant et al. (2000); 40 runs, ±.35",
        "意见簇个数（Deffuant et al. 2000）；40 次运行，±0.35",
    ),
)  # fmt: skip
def factions_of_bounded_confidence() -> list[Reading]:
    """Values of one dimension.

    Everyday contacts are sparse and repeat, which is another process: here the day's encounters
    are given, and the mechanism of values does the rest.
    """
    found = []
    for confidence, clusters in BOUNDED_CONFIDENCE.items():
        values = STILL | {"confidence": confidence, "influence": 0.5}
        chosen = only("values", days=300, market={"size": 1000}, values=values)
        mean = np.mean([_factions(chosen, replicate, 300) for replicate in range(40)])
        what = (f"clusters, ε = {confidence:.2f}", f"意见簇数，ε = {confidence:.2f}")
        found.append(near(clusters, 0.35, float(mean), what))
    return found


@limit(
    "L13", ("stubborn people who keep meeting the same partners", "固执者与固定同伴反复交流"),
    theory=(
        "the fixed point x = (1 - a) W x + a x0 of Friedkin and Johnsen (1990), solved as a linear "
        "system; to single precision",
        "Friedkin–Johnsen (1990) 不动点 x = (1-a)Wx + a·x0 的线性方程组解；单精度误差内",
    ),
)  # fmt: skip
def where_the_stubborn_settle() -> list[Reading]:
    """200 people with five partners each, everybody within confidence.

    W keeps what a day's meetings leave of a person and gives the rest to her partners' mean. Values
    are single precision: an error of 2^-24 a step, of which the anchor forgets a share a, can
    build up to 2^-24 / a; twice that is allowed for the two steps of a day.
    """
    size, met, influence, anchor = 200, 5, 0.1, 0.05
    values = STILL | {"confidence": 2.0, "influence": influence, "anchor": anchor}
    chosen = only(
        "seeding", "values", market={"size": size}, seeding={"crowd": size - 1}, values=values
    )
    model = CommunityModel(chosen)
    model.step()
    rng = np.random.default_rng(1)
    partner = np.concatenate(
        [rng.choice(np.delete(np.arange(size), row), met, replace=False) for row in range(size)]
    )
    owner = np.repeat(np.arange(size), met)
    for day in range(1, 600):
        _meet(model, day, owner.astype(np.int32), partner.astype(np.int32))
    moved = 1 - (1 - influence) ** met
    weights = (1 - moved) * np.eye(size)
    np.add.at(weights, (owner, partner), moved / met)
    born = model.community.market.values.astype(float)
    settled = np.linalg.solve(np.eye(size) - (1 - anchor) * weights, anchor * born)
    members = model.community.members
    distance = np.abs(model.community.people.values - settled)[members].max()
    spread = np.abs(settled - born)[members].max()
    return [
        between(0, 2 * 2.0**-24 / anchor, distance, ("greatest distance", "最大距离")),
        between(0.1, 1, spread, ("how far the farthest was moved", "移动最远者的距离")),
    ]
