"""Graphs: what the measures of shape say where the answer is known."""

from __future__ import annotations

import networkx as nx
import numpy as np
from scipy.optimize import brentq
from scipy.sparse import csr_array, csr_matrix
from sknetwork.clustering import Louvain, get_modularity

from sim.mechanisms.schism import follow, take_sides
from sim.metrics.fragmentation import effective_factions
from sim.metrics.graph import TieGraph, component_of
from sim.metrics.split import fragmentation
from sim.state.chance import Chance
from sim.state.market import make_graph
from sim.validation.check import Reading, between, limit, near, not_applicable
from sim.validation.worlds import settings


def ties_of(graph: nx.Graph, weight: str | None = None) -> TieGraph:
    """A known graph as ties in both directions."""
    table = nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), weight=weight, format="csr")
    return TieGraph(csr_array(table.astype(float)))


def random_graph(size: int, mean_degree: float, seed: int) -> nx.Graph:
    """Everybody knows everybody with the same probability (Erdos and Renyi)."""
    return nx.fast_gnp_random_graph(size, mean_degree / (size - 1), seed=seed)


NO_CORE_RULE = not_applicable(
    "limits", "L11", ("leaving when fewer than k friends are left", "好友少于 k 人即离开"),
    why=(
        "the model has no such rule: bonds pull on belonging, and leaving is a hazard. (That the "
        "k-core itself is found is tested with the measures.)",
        "模型没有这条规则：联结影响归属感，流失是风险率。（k-核的计算在指标测试中检验。）",
    ),
)  # fmt: skip


@limit(
    "L22", ("largest connected part of a random network", "随机网络的最大连通部分"),
    theory=(
        "root of S = 1 - e^(-c S) (Erdos and Renyi 1960); for the market's own acquaintances the "
        "root from its degrees (Molloy and Reed 1998)",
        "S = 1 - e^(-cS) 的根（Erdős–Rényi 1960）；市场自身熟人网络按度分布求根（Molloy & Reed 1998）",
    ),
)  # fmt: skip
def giant_component() -> list[Reading]:
    """Three random networks of 20,000 people each, and the market's generator without cliques."""
    found = []
    for c, share in ((1.5, 0.5828), (2, 0.7968), (3, 0.9405)):
        sizes = [ties_of(random_graph(20_000, c, seed)).largest_component() for seed in range(3)]
        what = (f"share connected, mean degree {c}", f"连通比例，平均度 {c}")
        found.append(near(share, 0.01, float(np.mean(sizes)), what))
    what = ("share connected, the market's acquaintances", "连通比例，市场熟人网络")
    expected, share = _market_component(1.2)
    return [*found, near(expected, 0.01, share, what)]


def _market_component(acquaintances: float) -> tuple[float, float]:
    """Largest connected part of the market's acquaintances: from its degrees alone, and as it is."""
    size = 50_000
    market = {
        "size": size,
        "clique_size": 1,
        "acquaintances": acquaintances,
        "local_acquaintances": 0,
    }
    indptr, indices = make_graph(
        settings(market=market).market, np.zeros(size, np.int16), Chance(1)
    )
    degree, count = np.unique(np.diff(indptr), return_counts=True)
    weight = degree * count / (degree * count).sum()

    def gap(u: float) -> float:
        return u - float(np.sum(weight * u ** np.maximum(degree - 1, 0)))

    u = float(brentq(gap, 0.0, 1 - 1e-6))
    expected = 1 - float(np.sum(count * u**degree)) / size
    return expected, float(np.bincount(component_of(indptr, indices)).max()) / size


@limit(
    "L23", ("fragments whose number and size are known", "碎片数量与大小已知"),
    theory=(
        "two equal islands 1, a fifth apart .64, a star 0 and nothing left without its hub",
        "两个等大孤岛为 1，五分之一分离为 0.64，星形为 0；去掉中心后全散",
    ),
)  # fmt: skip
def known_fragments() -> list[Reading]:
    """The measure of fragmentation: 4 times the product of both sides, less what is cut."""
    halves = nx.disjoint_union(random_graph(1000, 12, 1), random_graph(1000, 12, 2))
    fifth = nx.disjoint_union(random_graph(1600, 12, 1), random_graph(400, 12, 2))
    star = nx.star_graph(199)
    rays = nx.empty_graph(199)
    islands = ("fragmentation, two equal islands", "分裂度，两个等大孤岛")
    apart = ("fragmentation, a fifth and four fifths", "分裂度，一比四")
    whole = ("fragmentation, a star", "分裂度，星形")
    left = ("share connected, a star without its hub", "连通比例，失去中心的星形")
    return [
        near(1, 0.01, fragmentation(ties_of(halves)), islands),
        near(0.64, 0.03, fragmentation(ties_of(fifth)), apart),
        between(0, 0.05, fragmentation(ties_of(star)), whole),
        near(1 / 199, 1e-9, ties_of(rays).largest_component(), left),
    ]


@limit(
    "L24", ("the split of Zachary's karate club", "Zachary 空手道俱乐部的分裂"),
    theory=(
        "the sides that 34 people took (Zachary 1977), heads given; at least 31 right, as many as "
        "a minimum cut gets less two",
        "34 人的真实站队（Zachary 1977），已知两位领头人；至少判对 31 人",
    ),
)  # fmt: skip
def karate_split() -> list[Reading]:
    """The rule of schism with equal values and belonging: only ties tell."""
    club = nx.karate_club_graph()
    ties = csr_array(nx.to_scipy_sparse_array(club, weight="weight", format="csr").astype(float))
    side = take_sides(ties, leader=33, head=0, rounds=10)
    rows, alike = np.arange(34, dtype=np.int32), np.zeros((34, 2), np.float32)
    goes = np.empty(34, bool)
    follow(
        0, 34, rows, np.full(34, 0.5), side, 12.0, 3.0, 3.0, alike[0], alike[0], alike,
        np.zeros(34, np.float32), goes,
    )  # fmt: skip
    officers = np.array([club.nodes[i]["club"] != "Mr. Hi" for i in club])
    right = int(np.count_nonzero(goes == officers))
    return [between(31, 34, right, ("people on the side they took", "站队判断正确的人数"))]


@limit(
    "L25", ("modularity of networks without communities", "无社区网络的模块度"),
    theory=(
        "best known partitions of random networks of 1,000: .415, .302, .207 at mean degree 6, 10, 20",
        "随机网络（1,000 人）已知最优划分：平均度 6、10、20 时为 0.415、0.302、0.207",
    ),
    misses=(
        "Louvain stops at a partition that is not the best: up to .025 short on sparse networks, as "
        "another implementation does too. No measure of the model is a raw modularity.",
        "Louvain 停在非最优划分，稀疏网络上最多低 0.025，另一实现亦然。模型的任何指标都不直接使用模块度。",
    ),
)  # fmt: skip
def modularity_by_chance() -> list[Reading]:
    """Louvain on five networks for each mean degree."""
    found = []
    for c, known in ((6, 0.415), (10, 0.302), (20, 0.207)):
        quality = np.mean([_best_modularity(random_graph(1000, c, seed)) for seed in range(5)])
        what = (f"modularity, mean degree {c}", f"模块度，平均度 {c}")
        found.append(near(known, 0.02, float(quality), what))
    return found


@limit(
    "L25a", ("factions of networks without communities", "无社区网络的派系"),
    theory=("no fragmentation, one faction", "分裂度为 0，派系数为 1"),
)  # fmt: skip
def factions_by_chance() -> list[Reading]:
    """The model's own measures on five random networks for each mean degree."""
    found = []
    for c in (6, 10, 20):
        graphs = [ties_of(random_graph(1000, c, seed)) for seed in range(5)]
        split = np.mean([fragmentation(graph) for graph in graphs])
        factions = np.mean([effective_factions(graph) for graph in graphs])
        found += [
            between(
                0, 0.05, float(split), (f"fragmentation, mean degree {c}", f"分裂度，平均度 {c}")
            ),
            between(
                1,
                1.1,
                float(factions),
                (f"effective factions, mean degree {c}", f"有效派系数，平均度 {c}"),
            ),
        ]
    return found


def _best_modularity(graph: nx.Graph) -> float:
    table = csr_matrix(nx.to_scipy_sparse_array(graph, format="csr"))
    labels = Louvain(random_state=0).fit_predict(table)
    return float(get_modularity(table, labels))
