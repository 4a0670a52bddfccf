"""Cascades: how far a word travels by itself on graphs that can be worked out."""

from __future__ import annotations

import itertools
from functools import cache

import networkx as nx
import numpy as np

from sim.state.chance import make_key
from sim.state.reach import BY_DEGREE, Sets, spread
from sim.validation.check import Reading, limit, near, not_applicable

KEY = make_key(1, 0)
BRIDGED = nx.Graph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)])
SMALL = (
    (("path of five", "五人链"), nx.path_graph(5), 0.5),
    (("triangle", "三角"), nx.complete_graph(3), 0.3),
    (("four who all know each other", "四人互识"), nx.complete_graph(4), 0.3),
    (("ring of four", "四人环"), nx.cycle_graph(4), 0.5),
    (("two triangles and a bridge", "两个三角加一桥"), BRIDGED, 0.4),
)


def csr(graph: nx.Graph) -> tuple[np.ndarray, np.ndarray]:
    """A graph as the market keeps it."""
    table = nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), dtype=np.int8)
    return table.indptr.astype(np.int64), table.indices.astype(np.int32)


@cache
def enumerated(graph: nx.Graph, p: float, seeds: tuple[int, ...]) -> float:
    """The exact spread: every way in which each acquaintance does or does not pass it on."""
    edges, total = list(graph.edges), 0.0
    for alive in itertools.product([True, False], repeat=len(edges)):
        world = nx.Graph([edge for edge, lives in zip(edges, alive, strict=True) if lives])
        world.add_nodes_from(graph)
        heard = set().union(*(nx.node_connected_component(world, seed) for seed in seeds))
        total += p ** sum(alive) * (1 - p) ** (len(edges) - sum(alive)) * len(heard)
    return total


@limit(
    "L14", ("a word on small graphs", "口信在小网络上的传播"),
    theory=(
        "independent cascade (Kempe, Kleinberg and Tardos 2003), enumerated exactly; 4 standard errors",
        "独立级联（Kempe, Kleinberg & Tardos 2003）的精确枚举；4 倍标准误",
    ),
)  # fmt: skip
def spread_on_small_graphs() -> list[Reading]:
    """From the first person, by 40,000 cascades and by 60,000 reverse-reachable sets."""
    found = []
    for (en, zh), graph, p in SMALL:
        known = enumerated(graph, p, (0,))
        counts = spread(*csr(graph), np.array([0]), KEY, probability=p, runs=40_000)
        error = counts.std() / np.sqrt(len(counts))
        found.append(near(known, 4 * error, counts.mean(), (f"{en}, cascades", f"{zh}，级联")))
        sets = Sets(*csr(graph), p, KEY)
        sets.draw_to(60_000)
        hit = float(np.mean([0 in each for each in np.split(sets.flat, sets.ends[:-1])]))
        error = sets.size * np.sqrt(hit * (1 - hit) / len(sets.ends))
        what = (f"{en}, sets", f"{zh}，反向可达集")
        found.append(near(known, 4 * error, sets.size * hit, what))
    return found


KARATE = (
    (0.05, ((1, 1.966), (34, 2.003), (12, 1.096)), 3.906),
    (0.1, ((1, 3.416), (34, 3.506), (12, 1.333)), 6.420),
    (0.2, ((1, 8.757), (34, 9.006), (12, 2.717)), 13.093),
    (BY_DEGREE, ((1, 10.02), (34, 10.55)), 17.74),
)
"""Spread in the karate club, from one member and from 1 and 34, by 400,000 cascades of a program
that shares nothing with this one."""


@limit(
    "L15", ("a word in Zachary's karate club", "口信在 Zachary 空手道俱乐部中的传播"),
    theory=(
        "400,000 cascades of an independent program; 4 standard errors of both",
        "独立程序的 400,000 次级联；双方 4 倍标准误",
    ),
)  # fmt: skip
def spread_in_the_karate_club() -> list[Reading]:
    """200,000 cascades each; the known values are rounded."""
    graph, found = csr(nx.karate_club_graph()), []
    for p, ones, both in KARATE:
        for members, known in (*(((one,), value) for one, value in ones), ((1, 34), both)):
            seeds = np.array(members) - 1
            counts = spread(*graph, seeds, KEY, probability=p, runs=200_000)
            error = 4 * 1.25 * counts.std() / np.sqrt(len(counts)) + 0.005
            way = "1/degree" if p == BY_DEGREE else f"{p:g}"
            who = " + ".join(map(str, members))
            what = (f"from {who}, p = {way}", f"起点 {who}，p = {way}")
            found.append(near(known, error, counts.mean(), what))
    return found


NETHEPT = not_applicable(
    "limits", "L16", ("a word among 15,000 physicists (NetHEPT)", "口信在 NetHEPT 合著网络上的传播"),
    why=("the data set is not at hand", "手头没有该数据集"),
)  # fmt: skip
