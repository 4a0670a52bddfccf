"""Among people who are all alike it must not matter who is invited first."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model import CommunityModel
from sim.state.chance import Chance
from sim.state.market import Market
from sim.validation.check import Reading, between, control
from sim.validation.worlds import curve, settings

SOURCES = ("founder_network", "forum_experts", "high_degree")
WORLDS = 12
LEVEL: dict[str, Any] = {
    "days": 180,
    "market": {"size": 5000},
    "word_of_mouth": {
        "mixing": 1, "alignment_pull": 0, "likeness_pull": 0, "reach_discount": 0, "reach_power": 0,
    },
    "bonding": {"weight": 0},
}  # fmt: skip


def z(differences: np.ndarray) -> float:
    """Mean of paired differences in standard errors."""
    error = differences.std(ddof=1) / np.sqrt(len(differences))
    return float(differences.mean() / error) if error else 0.0


def people_all_alike(replicate: int) -> Market:
    """A market in which everybody has the same traits; who knows whom still differs."""
    market = Market(settings(**LEVEL).market, Chance(1, replicate))
    for name in ("sharing", "expressiveness", "posting", "alignment"):
        setattr(market, name, np.ones(market.size, np.float32))
    market.values = np.full_like(market.values, 0.5)
    market.capacity = np.full_like(market.capacity, 30.0)
    market.interest = np.zeros_like(market.interest)
    market.contributor = np.ones(market.size, bool)
    market.outgoing = np.ones(market.size, bool)
    return market


@control(
    "N1", ("equal people, whoever is invited first", "人人相同时先邀请谁"), slow=True,
    theory=(
        "sources of seeds grow alike when people have equal traits, meet at random and bonds have no "
        "weight; 3 standard errors",
        "特征相同、随机相遇、联结无权重时，各种子来源增长相同；3 倍标准误",
    ),
)  # fmt: skip
def equal_seeds() -> list[Reading]:
    """Members on day 180 against random seeds, paired, 12 worlds."""
    members: dict[str, list[float]] = {source: [] for source in ("random", *SOURCES)}
    for replicate in range(WORLDS):
        market = people_all_alike(replicate)
        for source, found in members.items():
            chosen = settings(**LEVEL, seeding={"source": source})
            model = CommunityModel(chosen, replicate=replicate, market=market).run()
            found.append(curve(model, "members")[-1])
    base = np.array(members["random"])
    return [
        between(
            -3,
            3,
            z(np.array(members[source]) - base),
            (f"{source} less random, z", f"{source}−random，z"),
        )
        for source in SOURCES
    ]
