"""Ties: how a network grows denser, answers and closes, and whom newcomers turn to.

A tie is a pair of people one of whom turned to the other at least once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.patterns.log import Log
from sim.patterns.pattern import FORUMS, Pattern, mean, share

STEPS = 40
"""Points, after equal numbers of acts, at which people and ties are counted."""
FEW = 10
"""People a network must have before its growth is looked at."""
CORE = 0.05
CORE_FROM = 100
"""People who must be there before there is a core of a twentieth."""
SOON = 7.0
"""Days within which somebody who is turned to must turn back to have returned it."""


@dataclass(frozen=True)
class Growth:
    """A network tie by tie: each new tie, whether it closes a triangle, who came to whom.

    `people` and `ties` int64[acts] after each act towards somebody; `closes` for each new tie among
    people already in the network; `to_core` for each newcomer once there is a core.
    """

    people: np.ndarray
    ties: np.ndarray
    closes: list[bool]
    to_core: list[bool]


@lru_cache(maxsize=4)
def grown(log: Log) -> Growth:
    """How the log's network grew."""
    _, who, to = log.pairs
    friends: dict[int, set[int]] = {}
    degrees = np.zeros(log.people, np.int64)
    people, ties = np.empty(len(who), np.int64), np.empty(len(who), np.int64)
    closes: list[bool] = []
    to_core: list[bool] = []
    count = 0
    for k, (a, b) in enumerate(zip(who.tolist(), to.tolist(), strict=True)):
        if b not in friends.get(a, ()):
            count += 1
            if a in friends and b in friends:
                closes.append(not friends[a].isdisjoint(friends[b]))
            elif (a in friends or b in friends) and len(friends) >= CORE_FROM:
                known = a if a in friends else b
                to_core.append(bool(degrees[known] >= core_degree(degrees, len(friends))))
            friends.setdefault(a, set()).add(b)
            friends.setdefault(b, set()).add(a)
            degrees[[a, b]] += 1
        people[k], ties[k] = len(friends), count
    return Growth(people, ties, closes, to_core)


def core_degree(degrees: np.ndarray, people: int) -> int:
    """The number of ties that the last of the top twentieth of people in the network has."""
    place = max(1, int(CORE * people))
    return int(np.partition(degrees, -place)[-place])


def densification(log: Log) -> float:
    """The power with which ties grow with people (Leskovec, Kleinberg and Faloutsos 2005).

    The slope of log ties on log people at 40 points after equal numbers of acts.
    """
    growth = grown(log)
    if len(growth.people) < STEPS:
        return math.nan
    at = np.arange(1, STEPS + 1) * len(growth.people) // STEPS - 1
    at = at[growth.people[at] >= FEW]
    people, ties = np.log(growth.people[at]), np.log(growth.ties[at])
    if len(at) < 3 or people[0] == people[-1]:
        return math.nan
    return float(np.polyfit(people, ties, 1)[0])


def directed_ties(log: Log) -> tuple[np.ndarray, np.ndarray]:
    """Who ever turned to whom, each once: two int64 arrays, sorted."""
    _, who, to = log.pairs
    codes = np.unique(who.astype(np.int64) * log.people + to)
    return codes // log.people, codes % log.people


def tie_counts(log: Log) -> np.ndarray:
    """How many acts each tie carries, int64[ties]."""
    _, who, to = log.pairs
    low, high = np.minimum(who, to).astype(np.int64), np.maximum(who, to)
    return np.unique(low * log.people + high, return_counts=True)[1]


def reciprocity(log: Log) -> float:
    """Share of directed ties that go the other way too."""
    who, to = directed_ties(log)
    return mean(np.isin(to * log.people + who, who * log.people + to))


def returned(log: Log) -> float:
    """Share of first acts between two people that the other returns within a week.

    Only those count after which a week was watched.
    """
    when, who, to = log.pairs
    low, high = np.minimum(who, to).astype(np.int64), np.maximum(who, to)
    _, first, pair = np.unique(low * log.people + high, return_index=True, return_inverse=True)
    back = np.full(len(first), np.inf)
    other_way = who != who[first][pair]
    np.minimum.at(back, pair[other_way], when[other_way])
    watched = when[first] <= log.end - SOON
    return mean((back - when[first] <= SOON)[watched])


def closure(log: Log) -> float:
    """Share of new ties among people already in the network that close a triangle."""
    return mean(grown(log).closes)


def single(log: Log) -> float:
    """Share of ties that carry a single act."""
    counts = tie_counts(log)
    return share(np.count_nonzero(counts == 1), len(counts))


def to_core(log: Log) -> float:
    """Share of newcomers whose first tie is to somebody of the top twentieth by ties.

    Looked at once a hundred people are in the network.
    """
    return mean(grown(log).to_core)


PATTERNS = (
    Pattern(
        "densification", "Densification", "网络致密化指数",
        "Power with which ties grow with people: 1 as many each, 2 everybody with everybody",
        "联结数随人数增长的幂次：1 为人均不变，2 为人人相连",
        1.0, 1.65, FORUMS, densification, "P16",
    ),
    Pattern(
        "reciprocity", "Ties returned", "互惠比例",
        "Share of directed ties that go the other way too",
        "有向联结中对方也有回应的占比",
        0.2, 0.8, FORUMS, reciprocity, "P17",
    ),
    Pattern(
        "returned", "First acts returned within a week", "首次往来一周内得到回应",
        "Share of first acts between two people after which the other turns back within seven days; "
        "`interaction.reply` decides it",
        "两人之间首次往来后，对方七天内有回应的占比；由 `interaction.reply` 决定",
        math.nan, math.nan, "it differs between kinds of communities", returned,
    ),
    Pattern(
        "closure", "New ties close triangles", "新联结的三角闭合",
        "Share of new ties among people already in the network who had a partner in common",
        "已在网络中的人之间的新联结里，双方已有共同伙伴的占比",
        0.45, 0.95, FORUMS, closure, "P18",
    ),
    Pattern(
        "single", "Ties of a single act", "仅一次往来的联结",
        "Share of ties that carry one act and no more",
        "仅有一次往来的联结占比",
        0.35, 0.75, FORUMS, single, "P19",
    ),
    Pattern(
        "to_core", "Newcomers turn to the core", "新人首先联系核心",
        "Share of newcomers whose first tie is with one of the 5 % with most ties at that time",
        "新人的第一个联结对象属于当时联结最多的前 5% 的占比",
        0.35, 0.80, FORUMS, to_core, "P20",
    ),
)  # fmt: skip
