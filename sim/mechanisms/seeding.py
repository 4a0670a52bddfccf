"""Seeding: which people are invited first, how many, when, and at what cost.

Candidates are scored by source and the best are taken, in waves:
- founder_network: people a few acquaintances away from the founder, `2 al + ½ share + .3 expr`;
- forum_experts: `al + .7 ln(1 + d) + .7 share + .5 expr + expertise`;
- paid_influencers and high_degree: `ln(1 + d)`; the paid talk less of their own accord;
- influence_max: from whom together a word would reach most (sim/state/reach.py);
- random: nothing but luck.
Every score has an error, so that nobody finds exactly the best; influence_max is the exception: it
knows the whole graph. Seeds are KOLs from the start.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import model_validator
from scipy.special import ndtri

from sim.state.chance import purpose
from sim.state.community import Community
from sim.state.compiling import kernel
from sim.state.journal import FOUNDING, Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Parameters, Switchable, parameter
from sim.state.people import NOBODY, Role, Status
from sim.state.reach import farthest

SCORE = purpose("seeding.score")
CROWD = purpose("seeding.crowd")

Source = Literal[
    "founder_network", "forum_experts", "paid_influencers", "high_degree", "random", "influence_max"
]
SOURCES: tuple[Label, ...] = (
    Label("founder_network", "founder's network", "创始人人脉"),
    Label("forum_experts", "forum experts", "垂直论坛达人"),
    Label("paid_influencers", "paid influencers", "付费网红"),
    Label("high_degree", "best connected", "人脉最广者"),
    Label("random", "random people", "随机用户"),
    Label("influence_max", "farthest reach", "影响力最大化"),
)


class Part(Parameters):
    """A share of the seeds from one source."""

    source: Source = parameter(
        "founder_network", evidence="choice", en="where these seeds come from", zh="种子来源"
    )
    share: float = parameter(
        1.0, gt=0, le=1, unit="share", evidence="choice", en="their share of all seeds", zh="占比"
    )


class Wave(Parameters):
    """A share of the seeds who come on one day."""

    day: int = parameter(
        0, ge=0, le=3650, unit="day", evidence="choice", en="when they come", zh="邀请日"
    )
    share: float = parameter(
        1.0, gt=0, le=1, unit="share", evidence="choice", en="their share of all seeds", zh="占比"
    )


class SeedingParameters(Switchable):
    """The first KOLs."""

    # fmt: off
    count: int = parameter(
        100, ge=0, le=100_000, unit="people", symbol="n_kol", evidence="fact",
        source="Xiaomi began with 100, Hanke with about 200, Dasanxiang with just over 60",
        en="how many KOLs are invited", zh="邀请的 KOL 人数",
    )
    spend: float = parameter(
        0.0, ge=0, le=1e9, unit="currency", evidence="choice",
        en="money for seeds; above 0 it decides how many can be afforded, in place of count",
        zh="种子预算；大于 0 时以预算决定人数",
    )
    source: Source | tuple[Part, ...] = parameter(
        "founder_network", evidence="choice",
        en="where they come from: one source, or a list of sources with shares",
        zh="种子来源：单一来源，或多来源及占比",
    )
    waves: tuple[Wave, ...] = parameter(
        (Wave(),), min_length=1, evidence="choice", en="when they come", zh="邀请批次"
    )
    crowd: int = parameter(
        0, ge=0, le=5_000_000, unit="people", evidence="choice",
        en="members beside the KOLs who are in from day 0 (a case that starts midway)",
        zh="除 KOL 外第 0 天已在群内的成员数（用于中途起始的案例）",
    )
    cost_founder_network: float = parameter(
        100, ge=0, le=1e6, unit="currency/person", symbol="C_f",
        en="cost of one KOL from the founder's network", zh="创始人人脉 KOL 单价",
    )
    cost_forum_experts: float = parameter(
        300, ge=0, le=1e6, unit="currency/person", symbol="C_e",
        en="cost of one forum expert", zh="论坛达人单价",
    )
    cost_paid_influencers: float = parameter(
        2000, ge=0, le=1e6, unit="currency/person", symbol="C_p",
        en="cost of one paid influencer", zh="付费网红单价",
    )
    cost_high_degree: float = parameter(
        500, ge=0, le=1e6, unit="currency/person", symbol="C_d",
        en="cost of one of the best connected", zh="人脉最广者单价",
    )
    cost_random: float = parameter(
        50, ge=0, le=1e6, unit="currency/person", symbol="C_r",
        en="cost of one person taken at random", zh="随机用户单价",
    )
    cost_influence_max: float = parameter(
        500, ge=0, le=1e6, unit="currency/person", symbol="C_i",
        en="cost of one of those with the farthest reach, finding them included",
        zh="影响力最大化人选单价（含测算）",
    )
    reach_probability: float = parameter(
        0.0, ge=0, le=1, symbol="p_IC",
        en="how likely one acquaintance passes a word on, as influence_max reckons "
        "(0 stands for 1 over the hearer's number of acquaintances)",
        zh="影响力最大化测算所用的单次传播概率（0 表示取听者熟人数的倒数）",
    )
    score_error: float = parameter(
        0.3, ge=0, le=3, symbol="σ_s",
        en="error in judging candidates (sd of the score)", zh="评估候选人的误差（得分标准差）",
    )
    circle: float = parameter(
        5.0, ge=1, le=1000, unit="times the seeds",
        en="how many people around the founder are considered, for each seed wanted",
        zh="每个名额对应考察的人脉数量",
    )
    founder_tie: float = parameter(
        3.0, ge=0, le=50, unit="meetings", en="strength of a friend's tie with the founder",
        zh="人脉种子与创始人的初始关系强度",
    )
    friend_tie: float = parameter(
        2.0, ge=0, le=50, unit="meetings", en="strength of ties among seeds who are acquainted",
        zh="相识种子之间的初始关系强度",
    )
    paid_voice: float = parameter(
        0.5, ge=0, le=2, symbol="share×",
        en="how much a paid influencer talks, relative to an unpaid KOL", zh="付费网红的介绍意愿（相对）",
    )
    paid_motive: float = parameter(
        -1.0, ge=-4, le=1, unit="logit",
        en="pull on belonging of having come for money", zh="为钱而来对归属感的影响",
    )
    # fmt: on

    @model_validator(mode="after")
    def _shares_add_up(self) -> SeedingParameters:
        for name, parts in (("waves", self.waves), ("source", self.source)):
            if isinstance(parts, tuple):
                total = sum(part.share for part in parts)
                if abs(total - 1) > 1e-6:
                    raise ValueError(
                        f"the shares of {name} add up to {total:g}; they must make 1",
                        f"{name} 的占比之和为 {total:g}，应为 1",
                    )
        return self

    def parts(self) -> tuple[Part, ...]:
        """The sources with their shares."""
        return self.source if isinstance(self.source, tuple) else (Part(source=self.source),)

    def shares(self) -> dict[str, float]:
        """The share of each source; one that is listed twice has the sum."""
        shares: dict[str, float] = {}
        for part in self.parts():
            shares[part.source] = shares.get(part.source, 0.0) + part.share
        return shares

    def cost(self, source: str) -> float:
        """What one seed of a source costs."""
        return float(getattr(self, f"cost_{source}"))

    def numbers(self) -> dict[str, int]:
        """How many seeds come from each source, by head-count or by what the money buys."""
        if not self.spend:
            return split_whole(self.count, self.shares())
        return {
            source: int(self.spend * share / max(self.cost(source), 1e-9) + 1e-9)
            for source, share in self.shares().items()
        }


def split_whole(total: int, shares: dict[str, float]) -> dict[str, int]:
    """Whole numbers in proportion to shares that add up to the total (largest remainder)."""
    exact = {name: total * share for name, share in shares.items()}
    whole = {name: int(value + 1e-9) for name, value in exact.items()}
    left = total - sum(whole.values())
    for name in sorted(exact, key=lambda n: whole[n] - exact[n])[:left]:
        whole[name] += 1
    return whole


@kernel
def _circle(start, wanted, indptr, indices, seen, queue):
    """People by their distance from `start` in acquaintances, nearest first; how many."""
    queue[0] = start
    seen[start] = True
    head, tail = 0, 1
    while head < tail and tail < wanted:
        row = queue[head]
        head += 1
        for e in range(indptr[row], indptr[row + 1]):
            other = indices[e]
            if not seen[other] and tail < wanted:
                seen[other] = True
                queue[tail] = other
                tail += 1
    return tail


@kernel
def _acquainted_pairs(rows, chosen, indptr, indices, a, b):
    """Write who of `rows` is acquainted with whom of the chosen; how many pairs."""
    at = 0
    for i in range(len(rows)):
        for e in range(indptr[rows[i]], indptr[rows[i] + 1]):
            if chosen[indices[e]]:
                if at < len(a):
                    a[at] = rows[i]
                    b[at] = indices[e]
                at += 1
    return at


class Seeding(Mechanism):
    """The founder invites the first KOLs."""

    name = "seeding"
    title_en, title_zh = "Seeding", "种子用户"
    phase = Phase.SEEDING
    Parameters = SeedingParameters
    pulls = (Label("motive", "came for money", "为钱而来"),)
    sources = SOURCES

    def start(self, community: Community) -> None:
        self.paid = np.empty(0, np.int32)

    def set_climate(self, community: Community) -> None:
        # Who left and came back as an ordinary member is no longer paid.
        paid = self.paid[community.people.seeded[self.paid]]
        community.influences.contact_factor[paid] *= self.parameters.paid_voice

    def step(self, community: Community) -> None:
        p = self.parameters
        if community.day == 0 and p.crowd:
            self._let_in_crowd(community)
        for index, wave in enumerate(p.waves):
            if wave.day == community.day:
                for source, number in p.numbers().items():
                    before = int(number * sum(w.share for w in p.waves[:index]) + 0.5)
                    after = int(number * sum(w.share for w in p.waves[: index + 1]) + 0.5)
                    self._invite(community, source, after - before)

    def _let_in_crowd(self, community: Community) -> None:
        """People who were members before the first day of the scenario, anybody."""
        rows = np.flatnonzero(community.people.status == Status.PROSPECT).astype(np.int32)
        luck = community.chance.uniforms(rows, 0, CROWD)[0]
        crowd = np.sort(rows[np.argsort(luck, kind="stable")[: self.parameters.crowd]])
        founding = np.full(len(crowd), community.journal.source(FOUNDING.name))
        nobody = np.full(len(crowd), NOBODY, np.int32)
        community.join(crowd, source=founding, inviters=nobody)

    def _invite(self, community: Community, source: str, number: int) -> None:
        rows = self._best(community, source, number)
        code = next(i for i, label in enumerate(SOURCES) if label.name == source)
        community.people.seed_source[rows] = code
        joined_by = np.full(len(rows), community.journal.source(source))
        nobody = np.full(len(rows), NOBODY, np.int32)
        community.join(rows, source=joined_by, inviters=nobody, role=Role.KOL, seeded=True)
        community.ledger.spend("seeding", self.parameters.cost(source) * len(rows))
        self._introduce(community, rows, source)
        if source == "paid_influencers":
            self.paid = np.concatenate([self.paid, rows])
            community.influences.belonging_pull["motive"][rows] = self.parameters.paid_motive

    def _best(self, community: Community, source: str, number: int) -> np.ndarray:
        """The people with the best scores who are not members; sorted rows."""
        status = community.people.status
        if source == "influence_max":
            return self._farthest(community, number)
        if source == "founder_network":
            rows = self._founders_circle(community, number)
        else:
            rows = np.flatnonzero(status == Status.PROSPECT).astype(np.int32)
        score = self._score(community, source, rows)
        best = np.argsort(-score, kind="stable")[:number]
        return np.sort(rows[best])

    def _farthest(self, community: Community, number: int) -> np.ndarray:
        """Those from whom, beside the members there are, a word would reach most people."""
        market = community.market
        rows, _ = farthest(
            market.indptr, market.indices, number, community.chance.key,
            probability=self.parameters.reach_probability,
            taken=community.people.status != Status.PROSPECT,
        )  # fmt: skip
        return np.sort(rows)

    def _founders_circle(self, community: Community, number: int) -> np.ndarray:
        market, status = community.market, community.people.status
        seen = np.zeros(community.size, np.bool_)
        queue = np.empty(community.size, np.int32)
        wanted = int(number * self.parameters.circle) + len(community.members) + 1
        found = _circle(
            community.founder, min(wanted, community.size), market.indptr, market.indices,
            seen, queue,
        )  # fmt: skip
        rows = queue[:found]
        return rows[status[rows] == Status.PROSPECT]

    def _score(self, community: Community, source: str, rows: np.ndarray) -> np.ndarray:
        market = community.market
        error = ndtri(community.chance.uniforms(rows, 0, SCORE)[0])
        if source == "random":
            return error
        reach = np.log1p(market.degree[rows])
        share, expr = market.sharing[rows], market.expressiveness[rows]
        alignment = market.alignment[rows]
        score = {
            "founder_network": 2 * alignment + 0.5 * share + 0.3 * expr,
            "forum_experts": alignment
            + 0.7 * (reach + share)
            + 0.5 * expr
            + market.expertise[rows],
            "paid_influencers": reach,
            "high_degree": reach,
        }[source]
        return score + self.parameters.score_error * error

    def _introduce(self, community: Community, rows: np.ndarray, source: str) -> None:
        """Seeds know the founder, and each other where they are acquainted."""
        p, market = self.parameters, community.market
        founder = np.full(len(rows), community.founder, np.int32)
        friends = source == "founder_network"
        community.encounters.add(rows, founder, p.founder_tie if friends else 1.0)
        community.encounters.add(founder, rows, p.founder_tie if friends else 1.0)
        seeded = community.people.seeded & (community.people.status == Status.MEMBER)
        capacity = int(market.degree[rows].sum())
        a, b = np.empty(capacity, np.int32), np.empty(capacity, np.int32)
        count = _acquainted_pairs(rows, seeded, market.indptr, market.indices, a, b)
        a, b = a[:count], b[:count]
        community.encounters.add(a, b, p.friend_tie)
        earlier = ~np.isin(b, rows)  # seeds of before know the new ones too
        community.encounters.add(b[earlier], a[earlier], p.friend_tie)
