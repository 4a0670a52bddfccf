"""Contagion: whether several voices count for more than one, and what that does to spreading."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np

from sim.model import CommunityModel
from sim.state.chance import Chance
from sim.state.market import Market
from sim.validation.check import INFINITY, Reading, between, limit, near, not_applicable
from sim.validation.limits.cascades import csr
from sim.validation.limits.diffusion import FLAT
from sim.validation.worlds import only

THRESHOLDS = not_applicable(
    "limits", "L17", ("a riot of fixed thresholds", "固定阈值的骚动"),
    why=(
        "Granovetter's (1978) hundred people with thresholds 0 to 99 need a rule by which somebody "
        "joins for certain when so many others have. Here acquaintances who are members make "
        "joining likelier or possible; see L17a and L17b.",
        "Granovetter（1978）的 0–99 阈值需要“人数到了就必定加入”的规则；本模型中在群熟人使加入更可能"
        "或成为可能，见 L17a 与 L17b。",
    ),
)  # fmt: skip


def _tell(model: CommunityModel, rows: np.ndarray) -> None:
    """Make these people members, and let them talk for one day."""
    community = model.community
    model.step()
    nobody = np.full(len(rows), -1, np.int32)
    rows = np.setdiff1d(rows, [community.founder]).astype(np.int32)
    community.join(rows, source=np.zeros(len(rows), np.int64), inviters=nobody[: len(rows)])
    community.begin_day(1)
    model.mechanisms["word_of_mouth"].step(community)


@limit(
    "L17a", ("several voices count for more than one", "多人之言胜于一人"),
    theory=(
        "with v members among somebody's acquaintances the hazard of joining is v (1 + γ (v - 1)) "
        "times that of one; 5 %",
        "熟人中有 v 位成员时，加入风险率为一位时的 v(1 + γ(v-1)) 倍；±5%",
    ),
)  # fmt: skip
def voices() -> list[Reading]:
    """Groups of four who know nobody else, one to three of them members; γ = 1."""
    size, gamma = 240_000, 1.0
    chosen = only(
        "word_of_mouth", days=2,
        market={"size": size, "clique_size": 4, "acquaintances": 0},
        word_of_mouth=FLAT | {"mixing": 0, "contacts_per_visit": 6, "reinforcement": gamma},
    )  # fmt: skip
    model = CommunityModel(chosen)
    groups = np.arange(size).reshape(-1, 4)
    voices = np.arange(len(groups)) % 3 + 1
    _tell(model, groups[np.arange(4)[None, :] < voices[:, None]])
    heard = np.zeros(size)
    for _, receivers, hazards, _ in model.community.contacts:
        heard += np.bincount(receivers, hazards, minlength=size)
    per_person = [heard[groups[voices == v][:, v:]].mean() for v in (1, 2, 3)]
    return [
        near(v * (1 + gamma * (v - 1)), 0.05 * v * (1 + gamma * (v - 1)),
             per_person[v - 1] / per_person[0], (f"hazard, {v} voices to one", f"风险率比，{v} 人/1 人"))
        for v in (2, 3)
    ]  # fmt: skip


SIZE, DEGREE, RUNS, DAYS = 128, 6, 40, 400


def _network(clustered: bool, replicate: int) -> nx.Graph:
    """A ring in which neighbours of neighbours know each other, or the same ties at random."""
    if clustered:
        return nx.watts_strogatz_graph(SIZE, DEGREE, 0)
    return nx.random_regular_graph(DEGREE, SIZE, seed=replicate)


def _days_to_half(clustered: bool, needed: int, hazard: float, replicate: int) -> float:
    """From somebody and all her acquaintances; everybody talks alike and nobody leaves."""
    spreading: dict[str, Any] = {"mixing": 0, "contacts_per_visit": 1, "conversion": hazard}
    chosen = only(
        "word_of_mouth", "admission", days=DAYS, market={"size": SIZE},
        word_of_mouth=FLAT | spreading | {"voices_needed": needed},
    )  # fmt: skip
    graph = _network(clustered, replicate)
    market = Market(chosen.market, Chance(1, replicate))
    market.indptr, market.indices = csr(graph)
    market.degree = np.diff(market.indptr).astype(np.int32)
    market.sharing = market.expressiveness = np.ones(SIZE, np.float32)
    model = CommunityModel(chosen, replicate=replicate, market=market)
    model.step()
    rows = np.array(sorted(graph[market.founder]), np.int32)
    nobody = np.full(len(rows), -1, np.int32)
    model.community.join(rows, source=np.zeros(len(rows), np.int64), inviters=nobody)
    while model.day < DAYS and len(model.community.members) < SIZE / 2:
        model.step()
    return float(model.day)


@limit(
    "L17b", ("long ties and tight circles", "远距联系与紧密圈子"),
    theory=(
        "random ties speed up what one voice can pass on, tight circles what needs several (Centola "
        "and Macy 2007)",
        "单人可传者以随机联系为快，须多人佐证者以紧密圈子为快（Centola & Macy 2007）",
    ),
)  # fmt: skip
def weakness_of_long_ties() -> list[Reading]:
    """Days to half of 128 people with six acquaintances each (as in Centola 2010), circles over random ties, with one voice and with two needed."""
    found = []
    for needed, hazard, words, low, high in (
        (1, 0.2, ("one voice is enough", "一人足够"), 1, INFINITY),
        (2, 0.2, ("two are needed", "须两人佐证"), 0, 1),
    ):
        circles, random = (
            np.mean([_days_to_half(kind, needed, hazard, r) for r in range(RUNS)])
            for kind in (True, False)
        )
        what = (f"days, circles to random ties, {words[0]}", f"天数比：圈子/随机，{words[1]}")
        found.append(between(low, high, float(circles / random), what))
    return found
