"""Graphs whose factions are known, and communities put together by hand."""

from __future__ import annotations

from functools import cache
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import coo_array, csr_array

from sim.metrics.census import Census
from sim.metrics.graph import TieGraph
from sim.state.chance import Chance
from sim.state.community import Community
from sim.state.journal import Label
from sim.state.market import Market, MarketParameters
from sim.state.people import Role, Status

CLIQUE = 7
TIES = 6


def measured(file: Any, whole: Community) -> dict[str, float]:
    """What one file of measures reads off a community, by name."""
    census = Census(whole)
    found: dict[str, float] = {}
    for section in file.SECTIONS:
        names = [measure.name for measure in section.measures]
        found.update(zip(names, section.read(census), strict=True))
    return found


def tie_graph(size: int, sources: Any, targets: Any, weights: Any = None) -> TieGraph:
    """A graph of the given directed ties (weight 1 unless told otherwise)."""
    sources, targets = np.asarray(sources, np.int32), np.asarray(targets, np.int32)
    weights = np.ones(len(sources)) if weights is None else np.asarray(weights, float)
    return TieGraph(csr_array(coo_array((weights, (sources, targets)), shape=(size, size))))


def planted(
    size: int, crossing: float, second: float = 0.5, seed: int = 0
) -> tuple[TieGraph, np.ndarray]:
    """Two factions, the second with a share of people; returns the graph and who is in it.

    Half of everybody's ties make small cliques within a faction, the other half lead to random
    people, a share `crossing` of them to the other faction (.5 is no faction at all, when both are
    equal). Strengths are lognormal.
    """
    rng = np.random.default_rng(seed)
    side = np.arange(size) >= round(size * (1 - second))
    groups = [np.flatnonzero(~side), np.flatnonzero(side)]
    pairs = []
    for group in groups:
        cliques = rng.permutation(group)[: len(group) // CLIQUE * CLIQUE].reshape(-1, CLIQUE)
        pairs += [cliques[:, [a, b]] for a in range(CLIQUE) for b in range(a)]
    one = rng.integers(0, size, size * TIES // 2)
    other_side = side[one] ^ (rng.random(len(one)) < crossing)
    picks = [rng.choice(group, len(one)) for group in groups]
    pairs.append(np.column_stack([one, np.where(other_side, picks[1], picks[0])]))
    ends = np.concatenate(pairs)
    ends = ends[ends[:, 0] != ends[:, 1]]
    graph = tie_graph(size, ends[:, 0], ends[:, 1], rng.lognormal(0, 0.7, len(ends)))
    return graph, side


def random_graph(size: int, mean_degree: float, seed: int = 0) -> TieGraph:
    """Ties between random people (Erdos and Renyi)."""
    rng = np.random.default_rng(seed)
    ends = rng.integers(0, size, (round(size * mean_degree / 2), 2))
    ends = np.unique(np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1), axis=0)
    return tie_graph(size, ends[:, 0], ends[:, 1])


@cache
def zachary(weighted: bool = False) -> tuple[TieGraph, np.ndarray]:
    """Zachary's karate club (1977), ties in both directions, and who followed the officer."""
    club = nx.karate_club_graph()
    matrix = nx.to_scipy_sparse_array(club, weight="weight" if weighted else None, format="csr")
    officers = np.array([club.nodes[i]["club"] != "Mr. Hi" for i in club])
    return TieGraph(csr_array(matrix.astype(float))), officers


def community(size: int = 400, members: int = 200, day: int = 100, seed: int = 0) -> Community:
    """A community of visiting members with random traits and ties; the first row is the founder."""
    chance = Chance(seed)
    market = Market(MarketParameters(size=size), chance)
    label = Label("any", "any", "任意")
    gathered = Community(market, chance, days=400, sources=[label], causes=[label])
    gathered.founder = gathered.ties.founder = 0
    gathered.day = day
    rows = np.arange(members, dtype=np.int32)
    if not members:
        return gathered
    join(gathered, rows, day=0)
    rng = np.random.default_rng(seed)
    people = gathered.people
    for name in ("belonging", "trust", "satisfaction", "bond"):
        people.columns[name][rows] = rng.random(members)
    people.posts[rows] = rng.integers(0, 9, members)
    people.posts_today[rows] = rng.integers(0, 2, members)
    people.role[rows] = rng.choice([Role.KOL, Role.ACTIVE, Role.LURKER], members)
    people.role[0] = Role.FOUNDER
    owners = np.repeat(rows, 6)
    partners = rng.integers(0, members, len(owners)).astype(np.int32)
    gathered.ties.apply(owners, partners, np.ones(len(owners), np.float32), day)
    return gathered


def join(
    gathered: Community, rows: np.ndarray, day: int, inviters: np.ndarray | None = None
) -> None:
    """Let people join on a day; until told otherwise they have visited every day since."""
    today, gathered.day = gathered.day, day
    nobody = np.full(len(rows), -1, np.int32)
    gathered.join(
        rows, source=np.zeros(len(rows), np.int8), inviters=nobody if inviters is None else inviters
    )
    gathered.day = today
    gathered.people.last_visit[rows] = today
    gathered.people.visiting[rows] = True


def leave(gathered: Community, rows: np.ndarray, day: int | None = None) -> None:
    """Let people leave, today unless told otherwise, having visited that day."""
    today = gathered.day
    gathered.day = today if day is None else day
    gathered.leave(rows, np.zeros(len(rows), np.int8))
    gathered.people.last_visit[rows] = gathered.day
    gathered.day = today


def last_seen(gathered: Community, rows: np.ndarray, days_ago: int) -> None:
    """Let members have visited so many days ago and not since."""
    gathered.people.last_visit[rows] = gathered.day - days_ago
    gathered.people.visiting[rows] = days_ago == 0


def member_rows(gathered: Community) -> np.ndarray:
    """Rows of members, found the slow way."""
    return np.flatnonzero(gathered.people.status == Status.MEMBER).astype(np.int32)
