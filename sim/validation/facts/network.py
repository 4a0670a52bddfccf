"""Network: who answers whom, how ties last, and what meetings do to them."""

from __future__ import annotations

import networkx as nx
import numpy as np

from sim.model import CommunityModel
from sim.patterns import by_name
from sim.patterns.log import Log
from sim.validation.check import Reading, between, fact
from sim.validation.facts.default_runs import GROUP, YEAR, default_logs, default_runs, runs_with


@fact(
    "F6", ("ties grow faster than people", "关系增长快于人数"), group=GROUP,
    theory=(
        "ties ~ people^a with a of 1 to 1.7 (Leskovec, Kleinberg and Faloutsos 2005)",
        "关系数 ~ 人数^a，a 为 1–1.7（Leskovec, Kleinberg & Faloutsos 2005）",
    ),
)  # fmt: skip
def densification() -> list[Reading]:
    """Read off the logs of a year."""
    measure = by_name()["densification"].measure
    exponent = np.mean([measure(log) for log in default_logs()])
    return [between(1.0, 1.7, float(exponent), ("exponent a", "指数 a"))]


@fact(
    "F7", ("who talks with whom", "谁与谁交谈"), group=GROUP,
    theory=(
        "reciprocity .64, clustering .057, mean path 3.07 among 1,899 (Panzarasa, Opsahl and Carley "
        "2009)",
        "1,899 人：互惠率 0.64、聚类 0.057、平均路径 3.07（Panzarasa, Opsahl & Carley 2009）",
    ),
)  # fmt: skip
def talk_network() -> list[Reading]:
    """Talk from the first day on until 1,900 have taken part, in the first three runs."""
    shapes = [_shape(log) for log in default_logs()[:3]]
    reciprocity, clustering, path = np.mean(shapes, axis=0)
    return [
        between(0.4, 0.8, float(reciprocity), ("reciprocity", "互惠率")),
        between(0.03, 0.3, float(clustering), ("clustering", "聚类系数")),
        between(2.5, 4, float(path), ("mean path", "平均路径长度")),
    ]


def _shape(log: Log, people: int = 1900) -> tuple[float, float, float]:
    """Reciprocity, mean local clustering, and mean path in the largest part."""
    _, who, to = log.pairs
    graph = nx.DiGraph()
    for a, b in zip(who.tolist(), to.tolist(), strict=True):
        graph.add_edge(a, b)
        if len(graph) >= people:
            break
    flat = graph.to_undirected()
    largest = flat.subgraph(max(nx.connected_components(flat), key=len))
    start = np.random.default_rng(1).choice(sorted(largest), 200, replace=False)
    paths = [np.mean([d for d in nx.single_source_shortest_path_length(largest, int(s)).values() if d])
             for s in start]  # fmt: skip
    return nx.reciprocity(graph), nx.average_clustering(flat), float(np.mean(paths))


@fact(
    "F8", ("ties that nobody renews", "无人维系的关系"), group=GROUP,
    theory=(
        "nine in ten bridges are gone after a year (Burt 2002); true by construction",
        "一年后九成桥接关系消失（Burt 2002）；由构造决定",
    ),
)  # fmt: skip
def unrenewed_ties() -> list[Reading]:
    """Strength left a year after the last day, if nobody meets any more."""
    ties = default_runs()[0].community.ties
    left = ties.scale(YEAR) / ties.scale(2 * YEAR)
    return [between(0.05, 0.15, left, ("share of strength left", "强度剩余比例"))]


@fact(
    "F15", ("offline meetings bind those who come", "线下聚会拉近到场者"), slow=True,
    theory=(
        "attendees' ties to others who come grow, those to people who stay at home go short (Sessions "
        "2010)",
        "到场者彼此关系加强，与未到场者的关系减弱（Sessions 2010）",
    ),
)  # fmt: skip
def attendance() -> list[Reading]:
    """Share of attendees' tie strength that leads to people who never came: eight meetings a month
    less none, the same people."""
    often = runs_with(events={"offline_per_month": 8.0, "online_per_month": 0.0})
    never = runs_with(events={"enabled": False})
    change = [
        _to_absent(one, one) - _to_absent(other, one)
        for one, other in zip(often, never, strict=True)
    ]
    what = ("share of strength to people who stay at home, change", "与未到场者关系占比的变化")
    return [between(-1, 0, float(np.mean(change)), what)]


def _to_absent(model: CommunityModel, attending: CommunityModel) -> float:
    """Of members who attended in a run: what of their ties leads to members who did not."""
    came = attending.community.people.attended > 0
    members = model.community.members
    ties = model.community.ties.to_csr(members, model.day)
    guests = came[members]
    return float(ties[guests][:, ~guests].sum() / ties[guests].sum())
