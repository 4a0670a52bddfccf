"""Product: what holds people together must be good, and no worse than they were led to expect.

Disconfirmation is quality less expectation, `D = q - E`; satisfaction follows
`clip(q + β_D D, 0, 1)` at rate ρ_s and expectation follows q at rate ρ_E (Oliver 1980). Hype
raises the expectation of those who join, and wins more of them. For a person, q is quality times
how well the product fits her, at most 1; fit is 1 unless it is made for somebody. Quality rises by feedback: by
members' co-creation, and in a closed beta by that of its KOLs; a fault lowers it for some days.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase, Verb
from sim.state.parameters import Parameters, Switchable, parameter
from sim.state.people import Column, Role

FEEDBACK_SCALE = 50.0
"""Voices a day at which feedback is worth 1 - 1/e of what it can be."""


class ProductParameters(Switchable):
    """The carrier of the community."""

    # fmt: off
    quality: float = parameter(
        0.75, ge=0, le=1, symbol="q", en="quality of the product", zh="产品质量"
    )
    expectation: float = parameter(
        0.70, ge=0, le=1, symbol="E0",
        en="quality that people expect before they know it", zh="入群前的期望",
    )
    hype: float = parameter(
        0.0, ge=-0.2, le=0.4, symbol="hype", evidence="choice",
        en="how far promises raise what newcomers expect", zh="宣传抬高的期望",
    )
    hype_pull: float = parameter(
        1.0, ge=0, le=5, symbol="η_h",
        en="how much hype eases joining", zh="宣传对入群的促进程度",
    )
    disappointment: float = parameter(
        1.0, ge=0, le=2, symbol="β_D",
        en="how much satisfaction turns on expectation met or missed", zh="期望落差对满意度的影响",
    )
    satisfaction_days: float = parameter(
        14.0, ge=1, le=365, unit="days", symbol="1/ρ_s",
        en="time in which satisfaction settles", zh="满意度调整时间",
    )
    expectation_days: float = parameter(
        60.0, ge=1, le=3650, unit="days", symbol="1/ρ_E",
        en="time in which expectation follows quality", zh="期望调整时间",
    )
    weight: float = parameter(
        2.0, ge=0, le=8, unit="logit", symbol="w_Q",
        en="pull of satisfaction on belonging", zh="满意度对归属感的权重",
    )
    usual: float = parameter(
        0.75, ge=0, le=1, symbol="sat0", evidence="computed",
        source="satisfaction at default quality once expectations have settled",
        en="satisfaction at which the pull is neutral", zh="影响为零时的满意度",
    )
    co_creation: float = parameter(
        0.0, ge=0, le=1, symbol="coc", evidence="choice",
        en="how far members take part in making the product", zh="用户参与产品共创程度",
    )
    co_creation_rate: float = parameter(
        0.002, ge=0, le=0.1, unit="1/day", symbol="η_q",
        en="how fast full co-creation closes the gap to perfect quality", zh="共创提升质量的速度",
    )
    participation_weight: float = parameter(
        0.6, ge=0, le=5, unit="logit", symbol="w_P",
        en="pull on active members of taking part", zh="参与共创对活跃成员归属感的权重",
    )
    beta_feedback: float = parameter(
        0.004, ge=0, le=0.1, unit="1/day", symbol="η_β",
        en="how fast KOLs' feedback improves quality in a closed beta", zh="封测期 KOL 反馈提升质量的速度",
    )
    # fmt: on


class Fault(Parameters):
    """Something goes wrong with the product."""

    severity: float = parameter(
        0.3, gt=0, le=1, evidence="choice", en="how much quality is lost", zh="质量下降幅度"
    )
    days: int = parameter(
        14, ge=1, le=3650, unit="days", evidence="choice", en="until it is mended", zh="持续天数"
    )


@kernel
def settle(quality, disappointment, rate_s, rate_e, satisfaction, expectation):
    """One person's satisfaction and expectation a day later."""
    aim = min(max(quality + disappointment * (quality - expectation), 0.0), 1.0)
    new = satisfaction + rate_s * (aim - satisfaction)
    return new, expectation + rate_e * (quality - expectation)


@kernel
def _experience(
    begin, end, members, quality, disappointment, rate_s, rate_e, weight, usual, taking_part,
    fit, role, satisfaction, expectation, pull, participation,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        satisfaction[row], expectation[row] = settle(
            min(quality * fit[row], 1.0),
            disappointment,
            rate_s,
            rate_e,
            satisfaction[row],
            expectation[row],
        )
        pull[row] = weight * (satisfaction[row] - usual)
        participation[row] = taking_part if role[row] != 3 else 0.0


class Product(Mechanism):
    """Members use the product."""

    name = "product"
    title_en, title_zh = "Product", "产品"
    phase = Phase.PRODUCT
    Parameters = ProductParameters
    columns = (Column("expectation", np.float32, 0.7),)
    pulls = (
        Label("product", "the product", "产品不满", "material"),
        Label("participation", "no say", "缺少参与", "social"),
    )
    verbs = (Verb("product_fault", Fault, "break_down", "Product fault", "产品故障", "shock"),)

    def start(self, community: Community) -> None:
        self.quality = self.parameters.quality
        self.faults: list[tuple[int, float]] = []

    def adjust(self, parameters: ProductParameters, community: Community) -> None:
        # What feedback has gained stays gained when quality itself is not touched.
        if parameters.quality != self.parameters.quality:
            self.quality = parameters.quality
        self.parameters = parameters

    def break_down(self, community: Community, arguments: Fault) -> None:
        """A fault begins today."""
        self.faults.append((community.day + arguments.days, arguments.severity))

    def set_climate(self, community: Community) -> None:
        p = self.parameters
        community.influences.climate.join_factor *= max(0.0, 1 + p.hype_pull * p.hype)

    def step(self, community: Community) -> None:
        p, people, members = self.parameters, community.people, community.members
        self._improve(community)
        self.faults = [fault for fault in self.faults if fault[0] > community.day]
        lost = sum(severity for _, severity in self.faults)
        quality = max(0.0, self.quality - lost - community.influences.climate.quality_loss)
        pulls = community.influences.belonging_pull
        threads.run(
            _experience, len(members), members, quality, p.disappointment,
            1 / p.satisfaction_days, 1 / p.expectation_days, p.weight, p.usual,
            p.participation_weight * p.co_creation, people.fit, people.role, people.satisfaction,
            people.expectation, pulls["product"], pulls["participation"],
        )  # fmt: skip

    def _improve(self, community: Community) -> None:
        """Feedback closes part of the gap to perfect quality."""
        p, people, members = self.parameters, community.people, community.members
        rate = 0.0
        if p.co_creation > 0:
            posts = int(people.posts_today[members].sum())
            rate += p.co_creation_rate * p.co_creation * (1 - np.exp(-posts / FEEDBACK_SCALE))
        if not community.influences.climate.open_to_word_of_mouth:
            kols = np.count_nonzero(people.role[members] == Role.KOL)
            rate += p.beta_feedback * (1 - np.exp(-kols / FEEDBACK_SCALE))
        self.quality += float(rate) * (1 - self.quality)

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        p = self.parameters
        community.people.expectation[rows] = min(max(p.expectation + p.hype, 0.0), 1.0)
        community.people.satisfaction[rows] = p.usual
