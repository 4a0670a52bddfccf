"""Fragmentation: whether the community falls apart into camps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sknetwork.clustering import Louvain

from sim.metrics.census import Census, Section
from sim.metrics.circles import CRUMB, Bundle, between_circles, end_sums, rewired
from sim.metrics.graph import TieGraph
from sim.metrics.landscape import Divide, camp_border, disagreement
from sim.metrics.measure import Measure
from sim.metrics.split import fragmentation
from sim.state.compiling import kernel

RESOLUTION = 0.25
"""Low, so that Louvain finds factions and not circles of friends."""
SPARSE = 6.0
"""Below this mean number of ties chance alone makes factions, which are then taken off."""


@kernel
def ties_across(indptr, indices, weights, side):
    """Share of all bond strength that crosses between two sides, and the first side's share."""
    across = 0.0
    total = 0.0
    first = 0.0
    for i in range(len(side)):
        for e in range(indptr[i], indptr[i + 1]):
            total += weights[e]
            if side[i]:
                first += weights[e]
            if side[i] != side[indices[e]]:
                across += weights[e]
    if total == 0.0:
        return 0.0, 0.0
    return across / total, first / total


def ei_index(graph: TieGraph, side: np.ndarray) -> float:
    """External minus internal ties over all ties, by strength (Krackhardt and Stern 1988).

    -1 all ties stay inside the two sides (`side` bool per person), 1 all cross; 0 without ties.
    """
    if not len(graph.indices):
        return 0.0
    across, _ = ties_across(graph.indptr, graph.indices, graph.weights, side)
    return 2 * across - 1


def ei_beyond_chance(graph: TieGraph, side: np.ndarray) -> float:
    """The E-I index less what it would be if the same people tied at random.

    0 ties cross as chance has it, -1 two equal sides without a tie between them. It equals minus
    twice the modularity of the two sides, which is why it does not move with their sizes.
    """
    across, first = ties_across(graph.indptr, graph.indices, graph.weights, side)
    return 2 * across - 4 * first * (1 - first)


def value_camps(values: np.ndarray, divide: Divide) -> np.ndarray:
    """On which side of the main divide each person stands (bool): the two most compact camps."""
    place = (values[:, 0] - 0.5) * divide.x + (values[:, 1] - 0.5) * divide.y
    return place > camp_border(divide.people)


def groups_of(ties: Bundle) -> np.ndarray:
    """Sizes of the groups that circles fall into, as shares of tie strength: Louvain at .25."""
    count = len(ties.volume)
    alone = ties.volume - end_sums(ties.a, ties.b, ties.strength, count)
    every = np.arange(count, dtype=np.int32)
    ends = np.concatenate([ties.a, ties.b, every]), np.concatenate([ties.b, ties.a, every])
    weights = np.concatenate([ties.strength, ties.strength, alone])
    matrix = csr_matrix((weights, ends), shape=(count, count))
    louvain = Louvain(
        RESOLUTION, random_state=0, sort_clusters=False, return_probs=False, return_aggregate=False
    )
    labels = louvain.fit_predict(matrix)
    sizes = np.bincount(labels, ties.volume)
    return sizes / sizes.sum()


def effective_number(shares: np.ndarray) -> float:
    """How many equal groups are as concentrated as these: 1 over the sum of squared shares.

    Groups under 5 % are not counted (Laakso and Taagepera 1979, on what is left).
    """
    counted = shares[shares >= CRUMB]
    if not len(counted):
        return 1.0
    return float(counted.sum() ** 2 / (counted**2).sum())


def effective_factions(graph: TieGraph) -> float:
    """Effective number of factions among living ties: 1 one community, 2 two equal halves.

    Where people have fewer than six ties on average, what a chance network of the same circles
    shows beyond 1 is taken off. 0 without ties.
    """
    ties, _ = between_circles(graph)
    if not len(ties.volume):
        return 0.0
    factions = effective_number(groups_of(ties))
    degree = graph.degree
    if degree[degree > 0].mean() < SPARSE:
        factions -= effective_number(groups_of(rewired(ties, 1))) - 1
    return max(1.0, factions)


DAILY = (
    Measure(
        "value_polarisation", "Polarisation of values", "价值观极化", "index",
        "How far values fall into two camps, among everybody active in the past 90 days: 0 all "
        "agree, .22 spread evenly, 1 two equal camps a full scale apart",
        "近 90 天活跃者价值观分裂为两派的程度：0 为一致，0.22 为均匀分布，1 为势均力敌且相距甚远的两派",
        "lower",
    ),
)  # fmt: skip

MONTHLY = (
    Measure(
        "fragmentation", "Fragmentation", "分裂度", "0-1",
        "How far living ties fall into two camps, among everybody active in the past 90 days: 0 "
        "one community, 1 two equal islands",
        "近 90 天活跃者之间的联结分裂为两个阵营的程度：0 为一体，1 为两个互不相连的孤岛",
        "lower",
    ),
    Measure(
        "faction_ei", "Ties across the value divide", "跨观念联结（E-I 指数）", "-1 to 1",
        "E-I index between the two camps of values less what chance gives: 0 ties cross freely, "
        "-1 two equal camps without ties between them",
        "两派观念之间的 E-I 指数减去随机期望：0 为自由往来，-1 为两派互不往来",
        "higher",
    ),
    Measure(
        "largest_component", "Connected through ties", "最大连通人群占比", "share",
        "Share of the base in its largest set connected through living ties",
        "通过联结相互连通的最大人群占比",
        "higher",
    ),
)  # fmt: skip

HORIZON = (
    Measure(
        "effective_factions", "Effective number of factions", "有效派系数", "factions",
        "Groups that living ties fall into, counted by size: 1 one community, 2 two equal halves",
        "联结划分出的派系数（按规模加权）：1 为一体，2 为两派均分",
        "lower",
    ),
)  # fmt: skip


def read_daily(census: Census) -> Sequence[float]:
    """Polarisation of values today; 0 while the base is empty."""
    return (disagreement(census.divide.people),)


def read_monthly(census: Census) -> Sequence[float]:
    """How the ties fall apart, by themselves and along values; all 0 without ties."""
    camps = value_camps(census.people.values[census.base], census.divide)
    graph = census.graph
    return fragmentation(graph), ei_beyond_chance(graph, camps), graph.largest_component()


def read_horizon(census: Census) -> Sequence[float]:
    """How many factions there are."""
    return (effective_factions(census.graph),)


SECTIONS = (
    Section("day", DAILY, read_daily),
    Section("month", MONTHLY, read_monthly),
    Section("horizon", HORIZON, read_horizon),
)
