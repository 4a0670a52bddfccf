"""Division: whether a network falls into groups beyond what its degrees alone would give."""

from __future__ import annotations

import math

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sknetwork.clustering import Louvain, get_modularity

from sim.patterns.log import Log
from sim.patterns.network import directed_ties
from sim.patterns.pattern import FORUMS, Pattern

NULLS = 50
ENOUGH_TIES = 50_000
"""Ties dealt out anew in all; one network of a large community varies little."""
STARTS = 10
FEW_TIES = 5_000
"""Small networks are searched several times, since a search may get stuck."""
REPAIRS = 200


def bonds(log: Log) -> tuple[np.ndarray, np.ndarray, int]:
    """The ends of each tie once, and how many people are tied; people numbered anew from 0."""
    who, to = directed_ties(log)
    codes = np.unique(np.minimum(who, to) * log.people + np.maximum(who, to))
    ends, places = np.unique(
        np.concatenate([codes // log.people, codes % log.people]), return_inverse=True
    )
    return places[: len(codes)], places[len(codes) :], len(ends)


def matrix(a: np.ndarray, b: np.ndarray, people: int) -> csr_matrix:
    """Ties as a symmetric matrix of ones."""
    ends = np.concatenate([a, b]), np.concatenate([b, a])
    return csr_matrix((np.ones(2 * len(a)), ends), shape=(people, people))


def modularity(a: np.ndarray, b: np.ndarray, people: int) -> float:
    """Modularity of the best partition that Louvain finds (Blondel et al. 2008).

    Every tie counts alike, however many acts it carries.
    """
    network = matrix(a, b, people)
    return max(
        float(get_modularity(network, _louvain(start).fit_predict(network)))
        for start in range(min(STARTS, 1 + FEW_TIES // len(a)))
    )


def _louvain(start: int) -> Louvain:
    return Louvain(shuffle_nodes=True, random_state=start)


def dealt_anew(
    a: np.ndarray, b: np.ndarray, people: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Other ties in which everybody has as many as before, none twice and none to oneself.

    All ends are shuffled; a tie that then is double or leads to oneself exchanges an end with
    another tie until there is none (Maslov and Sneppen 2002 in its aim). Where degrees allow
    hardly another network, what is left of such ties is dropped.
    """
    ends = np.concatenate([a, b])
    rng.shuffle(ends)
    a, b = ends[: len(a)].copy(), ends[len(a) :].copy()
    for _ in range(REPAIRS):
        bad = np.flatnonzero(_spoilt(a, b, people))
        if not len(bad):
            return a, b
        other = rng.integers(len(a), size=len(bad))
        for one, two in zip(bad.tolist(), other.tolist(), strict=True):
            b[one], b[two] = b[two], b[one]
    good = ~_spoilt(a, b, people)
    return a[good], b[good]


def _spoilt(a: np.ndarray, b: np.ndarray, people: int) -> np.ndarray:
    """Which ties lead to oneself or are there already."""
    codes = np.minimum(a, b) * people + np.maximum(a, b)
    double = np.ones(len(codes), np.bool_)
    double[np.unique(codes, return_index=True)[1]] = False
    return double | (a == b)


def excess(a: np.ndarray, b: np.ndarray, people: int) -> tuple[float, float]:
    """Modularity beyond that of networks with the same degrees, and in their standard deviations.

    NaN without ties; the second is NaN where fewer than three networks were compared.
    """
    if not len(a):
        return math.nan, math.nan
    rng = np.random.default_rng(0)
    count = min(NULLS, 2 + ENOUGH_TIES // len(a))
    nulls = [modularity(*dealt_anew(a, b, people, rng), people) for _ in range(count)]
    beyond = modularity(a, b, people) - float(np.mean(nulls))
    spread = float(np.std(nulls, ddof=1)) if count > 2 else math.nan
    return beyond, beyond / spread if spread else math.nan


def excess_modularity(log: Log) -> float:
    """Modularity of the whole network beyond that of networks with the same degrees."""
    return excess(*bonds(log))[0]


def giant(log: Log) -> float:
    """Share of the people in the network who hang together."""
    a, b, people = bonds(log)
    if not people:
        return math.nan
    _, part = connected_components(matrix(a, b, people), directed=False)
    return float(np.bincount(part).max() / people)


PATTERNS = (
    Pattern(
        "excess_modularity", "Modularity beyond chance", "超出随机的模块度",
        "Modularity less that of networks in which everybody has as many ties dealt out by chance",
        "实际模块度减去保持各人联结数不变的随机网络的模块度",
        0.03, 0.10, f"{FORUMS}; above .15 where place, topic or institution divides people",
        excess_modularity, "P21",
    ),
    Pattern(
        "giant", "Hang together", "最大连通占比",
        "Share of the people with any tie who are connected through ties",
        "有联结者中处于最大连通部分的占比",
        math.nan, math.nan, "no band; a share that falls tells of decline", giant,
    ),
)  # fmt: skip
