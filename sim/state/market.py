"""The market: everybody who could join, made from the seed alone.

Every strategy of a replicate meets the same people: their traits, values, region, willingness to
pay, and the social graph through which word travels (small cliques of like-minded people, and
heavy-tailed random acquaintances), or an edge list of the user's.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import numpy as np
import pandas as pd
from pydantic import Field
from scipy.sparse import csr_array
from scipy.special import ndtr, ndtri

from sim.state.chance import Chance, purpose
from sim.state.compiling import kernel
from sim.state.parameters import Parameters, parameter

TRAITS, GROUPS, TALENTS, MONEY, TASTES, PLACE, STUBS = (
    purpose(f"market.{name}")
    for name in ("traits", "groups", "talents", "money", "tastes", "place", "stubs")
)
Value = Annotated[float, Field(ge=0, le=1)]
BEFORE = 0
"""The day by which the market's luck is keyed: it is older than the community."""


class MarketParameters(Parameters):
    """Who could ever join, and how they are acquainted."""

    # fmt: off
    size: int = parameter(
        20_000, ge=3, le=5_000_000, unit="people", symbol="N", evidence="choice",
        en="simulated people who could ever join", zh="潜在用户总数（模拟人数）",
    )
    regions: int = parameter(
        20, ge=1, le=1000, unit="regions", symbol="R", evidence="choice",
        en="regions they live in", zh="所在地区数",
    )
    clique_size: int = parameter(
        6, ge=1, le=50, unit="people", symbol="g",
        en="people in a small group who all know each other", zh="彼此熟识的小圈子人数",
    )
    acquaintances: float = parameter(
        5.0, ge=0, le=100, unit="people", symbol="k",
        en="mean number of acquaintances outside one's small group", zh="圈外熟人平均数",
    )
    acquaintance_spread: float = parameter(
        1.0, ge=0, le=2, symbol="σ_k",
        en="spread of the number of acquaintances (sd of its logarithm)", zh="熟人数量的离散程度（对数标准差）",
    )
    local_acquaintances: float = parameter(
        0.5, ge=0, le=1, unit="share",
        en="share of acquaintances who live in the same region", zh="同城熟人占比",
    )
    homophily: float = parameter(
        0.5, ge=0, le=1, unit="share", symbol="H",
        en="how far people of a small group think alike (correlation of each of their values)",
        zh="小圈子内价值观相似程度（各项价值观的相关系数）",
    )
    founder_values: tuple[Value, Value] = parameter(
        (0.5, 0.5), symbol="x_F", evidence="choice",
        en="where the founder stands in the space of values, 0-1 each", zh="创始人的价值观坐标（各 0–1）",
    )
    value_width: float = parameter(
        0.25, gt=0, le=2, symbol="h_V",
        en="distance of values at which alignment fades", zh="价值观契合随距离衰减的尺度",
    )
    pay_median: float = parameter(
        148.4, gt=0, le=1e6, unit="currency", symbol="e^μ",
        en="median willingness to pay for entry", zh="入群付费意愿中位数",
    )
    pay_spread: float = parameter(
        1.0, ge=0, le=3, symbol="σ",
        en="spread of willingness to pay (sd of its logarithm)", zh="付费意愿离散程度（对数标准差）",
    )
    pay_alignment: float = parameter(
        0.4, ge=0, le=0.99, symbol="ρ",
        en="correlation of willingness to pay with alignment to the founder",
        zh="付费意愿与对创始人认同度的相关",
    )
    topics: int = parameter(
        5, ge=1, le=50, unit="topics", symbol="K", en="topics people talk about", zh="话题数",
    )
    core_interest: float = parameter(
        0.6, ge=0, le=1, unit="share",
        en="share of people whose interest is the community's own topic", zh="兴趣与社群主题一致者占比",
    )
    posting_spread: float = parameter(
        1.2, ge=0, le=4, symbol="σ_p", evidence="calibrated",
        source="with habit, novelty and roles, contributions then have Gini .78; .61-.79 in three public "
        "communities. By itself a Gini of .754 would ask for 1.64, and how alike the first two days of one "
        "person are for .5, .9 and 1.5",
        en="spread of people's urge to post (sd of its logarithm)", zh="发言意愿离散程度（对数标准差）",
    )
    contributors: float = parameter(
        0.2, ge=0, le=1, unit="share", evidence="calibrated",
        source="most of them do sooner or later, so that 10-20 % of registered users contribute, as "
        "found in open communities",
        en="share of people who would contribute if it came to it", zh="可能贡献内容者占比",
    )
    outgoing: float = parameter(
        1.0, ge=0, le=1, unit="share", evidence="calibrated",
        source="with willingness and habit, half of the members of a local group then never come, "
        "as in the Chicago R User Group: nobody would not, but it was not long new to them",
        en="share of people who would ever come to an event", zh="愿意参加活动者占比",
    )
    reading_capacity: float = parameter(
        30, gt=0, le=1000, unit="messages a day", evidence="found",
        source="overload sets in between 20 and 40 items "
        "(Liang et al. 2007, in Ren and Kraut 2014)",
        en="messages a person of median capacity can read in a day", zh="每日可阅读信息量中位数",
    )
    edges: str = parameter(
        "", evidence="choice",
        en="CSV of who knows whom (two columns, their names in the first line), in place of the "
        "generated graph",
        zh="用户自备社交关系 CSV（两列，首行为列名），替代生成的社交网络",
    )
    # fmt: on

    @property
    def people(self) -> int:
        """How many people there are: `size`, or as many as the edge list names."""
        return people_named(Path(self.edges)) if self.edges else self.size


class Market:
    """Traits of everybody who could join (arrays of N rows) and the social graph (CSR).

    `values` float32[N, 2] in 0-1; `alignment` exp(-|x-x_F|^2 / 2h^2); `willingness_to_pay` in
    currency; `sharing`, `expressiveness`, `posting` with mean 1; `capacity` messages a day;
    `interest` a topic, 0 the community's own; `contributor`, `outgoing` yes or no;
    `indptr`, `indices` the symmetric graph and `degree` its degrees; `founder` a row.
    """

    def __init__(self, parameters: MarketParameters, chance: Chance) -> None:
        self.parameters = parameters
        if parameters.edges:
            self.indptr, self.indices = read_edges(Path(parameters.edges))
            self.size = len(self.indptr) - 1
        else:
            self.size = parameters.size
        self.rows = np.arange(self.size, dtype=np.int32)
        self._draw_places_and_values(chance)
        self._draw_talents(chance)
        self._draw_money(chance)
        if not parameters.edges:
            self.indptr, self.indices = make_graph(parameters, self.region, chance)
        self.degree = np.diff(self.indptr).astype(np.int32)

    def _draw_places_and_values(self, chance: Chance) -> None:
        p = self.parameters
        self.region = (self.rows.astype(np.int64) * p.regions // self.size).astype(np.int16)
        own = ndtri(chance.uniforms(self.rows, BEFORE, TRAITS, count=2))
        shared = self._shared_views(chance)
        # A Gaussian copula: each value is uniform, and the scores of two people of one small
        # group correlate as far as `homophily` says.
        score = np.sqrt(p.homophily) * shared + np.sqrt(1 - p.homophily) * own
        self.values = np.ascontiguousarray(ndtr(score).T, np.float32)
        founder = np.asarray(p.founder_values, np.float32)
        distance2 = ((self.values - founder) ** 2).sum(axis=1)
        self.alignment = np.exp(-distance2 / (2 * p.value_width**2)).astype(np.float32)
        self.founder = int(np.argmin(distance2))

    def _shared_views(self, chance: Chance) -> np.ndarray:
        """What a person's small group thinks, normal scores float64[2, N]; on a user's own graph,
        where nobody knows the groups, what her acquaintances and she think together."""
        p = self.parameters
        if not p.edges:
            group = self.rows // p.clique_size
            groups = np.arange(group[-1] + 1, dtype=np.int32)
            return ndtri(chance.uniforms(groups, BEFORE, GROUPS, count=2))[:, group]
        views = ndtri(chance.uniforms(self.rows, BEFORE, GROUPS, count=2))
        knows = csr_array((np.ones(len(self.indices)), self.indices, self.indptr))
        return (views + views @ knows) / np.sqrt(1 + np.diff(self.indptr))

    def _draw_talents(self, chance: Chance) -> None:
        p = self.parameters
        talents = chance.uniforms(self.rows, BEFORE, TALENTS, count=4)
        self.expressiveness = np.exp(0.5 * ndtri(talents[0]) - 0.125).astype(np.float32)
        spread = p.posting_spread
        self.posting = np.exp(spread * ndtri(talents[1]) - spread**2 / 2).astype(np.float32)
        self.capacity = (p.reading_capacity * np.exp(0.6 * ndtri(talents[2]))).astype(np.float32)
        self.expertise = talents[3].astype(np.float32)
        tastes = chance.uniforms(self.rows, BEFORE, TASTES, count=4)
        other = 1 + np.floor(tastes[1] * max(p.topics - 1, 0))
        mine = (tastes[0] < p.core_interest) | (p.topics == 1)
        self.interest = np.where(mine, 0, other).astype(np.int8)
        self.contributor = tastes[2] < p.contributors
        self.outgoing = tastes[3] < p.outgoing

    def _draw_money(self, chance: Chance) -> None:
        """Willingness to pay, lognormal; its normal score correlates with that of alignment."""
        p = self.parameters
        draws = chance.uniforms(self.rows, BEFORE, MONEY, count=3)
        rank = np.empty(self.size)
        rank[np.argsort(self.alignment, kind="stable")] = np.arange(self.size)
        self.alignment_score = ndtri((rank + 0.5) / self.size).astype(np.float32)
        own = np.sqrt(1 - p.pay_alignment**2) * ndtri(draws[0])
        score = p.pay_alignment * self.alignment_score + own
        self.willingness_to_pay = (p.pay_median * np.exp(p.pay_spread * score)).astype(np.float32)
        # A sum of two exponentials: Gamma of shape 2 and mean 1.
        self.sharing = (-0.5 * np.log(draws[1] * draws[2])).astype(np.float32)


@kernel
def _clique_ends(starts, sizes, sources, targets):
    """Write every pair (both ways) of each small group of rows; returns how many were written."""
    at = 0
    for clique in range(len(starts)):
        for a in range(sizes[clique]):
            for b in range(sizes[clique]):
                if a != b:
                    sources[at] = starts[clique] + a
                    targets[at] = starts[clique] + b
                    at += 1
    return at


@kernel
def _to_csr(sources, targets, size):
    """Rows and columns as CSR without loops and doubles: index pointer and sorted indices."""
    starts = np.zeros(size + 1, np.int64)
    for e in range(len(sources)):
        starts[sources[e] + 1] += 1
    for i in range(size):
        starts[i + 1] += starts[i]
    cursor = starts[:-1].copy()
    columns = np.empty(len(sources), np.int32)
    for e in range(len(sources)):
        columns[cursor[sources[e]]] = targets[e]
        cursor[sources[e]] += 1
    indptr = np.zeros(size + 1, np.int64)
    kept = 0
    for i in range(size):
        # Insertion sort: rows are short, and an order that depends on nothing keeps bits equal.
        begin, end = starts[i], starts[i + 1]
        for a in range(begin + 1, end):
            value = columns[a]
            b = a - 1
            while b >= begin and columns[b] > value:
                columns[b + 1] = columns[b]
                b -= 1
            columns[b + 1] = value
        last = -1
        for a in range(begin, end):
            if columns[a] != last and columns[a] != i:
                last = columns[a]
                columns[kept] = last
                kept += 1
        indptr[i + 1] = kept
    return indptr, columns[:kept].copy()


def make_graph(
    p: MarketParameters, region: np.ndarray, chance: Chance
) -> tuple[np.ndarray, np.ndarray]:
    """The social graph: cliques of neighbouring rows, and pairs of stubs matched at random.

    A person's number of stubs is lognormal (Chung and Lu 2002 in expectation). Stubs are sorted
    by a random number, those of local acquaintances within their region first; neighbours in
    that order are matched, which is the configuration model.
    """
    size = len(region)
    starts = np.arange(0, size, p.clique_size, dtype=np.int64)
    sizes = np.minimum(p.clique_size, size - starts)
    clique_sources = np.empty(int((sizes * (sizes - 1)).sum()), np.int32)
    clique_targets = np.empty_like(clique_sources)
    _clique_ends(starts, sizes, clique_sources, clique_targets)

    rows = np.arange(size, dtype=np.int32)
    draws = chance.uniforms(rows, BEFORE, PLACE, count=2)
    weight = np.exp(p.acquaintance_spread * ndtri(draws[0]))
    expected = p.acquaintances * weight / weight.mean()
    stubs_of = np.minimum(np.floor(expected + draws[1]), size - 1).astype(np.int64)
    owner = np.repeat(rows, stubs_of)
    stub = chance.uniforms(np.arange(len(owner), dtype=np.int32), BEFORE, STUBS, count=2)
    block = np.where(stub[1] < p.local_acquaintances, region[owner], p.regions)
    order = np.argsort(block + stub[0], kind="stable")
    ends = owner[order[: len(order) // 2 * 2]]
    a, b = ends[0::2], ends[1::2]
    sources = np.concatenate([clique_sources, a, b])
    targets = np.concatenate([clique_targets, b, a])
    return _to_csr(sources, targets, size)


@cache
def people_named(path: Path) -> int:
    """How many different people an edge list names."""
    return len(read_edges(path)[0]) - 1


def read_edges(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The user's own social graph from a CSV whose first two columns name acquainted people.

    Its first line names the columns. Raises ValueError when there are fewer than two columns or
    fewer than three people, or when a name is missing.
    """
    try:
        table = pd.read_csv(
            path, dtype=str, usecols=[0, 1], index_col=False, comment="#", keep_default_na=False
        )
    except ValueError as error:
        raise ValueError("an edge list needs two columns: who knows whom") from error
    ends = pd.concat([table.iloc[:, 0], table.iloc[:, 1]]).str.strip()
    blank = np.flatnonzero(ends == "")
    if len(blank):
        raise ValueError(f"row {blank[0] % len(table) + 1} of the edge list names only one person")
    codes, people = pd.factorize(ends, sort=True)
    if len(people) < 3:
        raise ValueError(f"the edge list names {len(people)} people; at least 3 are needed")
    a, b = codes[: len(table)].astype(np.int32), codes[len(table) :].astype(np.int32)
    return _to_csr(np.concatenate([a, b]), np.concatenate([b, a]), len(people))
