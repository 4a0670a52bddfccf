"""Competition: a rival community to which members can go at hardly any cost.

The rival is known to a share R of its largest public, which grows by itself and by those it takes,
`R ← R + q R (1 - R) + members who went to it / its public`. A share ω of the market is within its
reach, once a person. Of these a member goes to it with a hazard of

    h R e^(β_Q (q_R - sat) - β_B (B - ½) - β_T (T - ½) - β_E e - c)

with e what she knows of the product, which she would have to learn anew, and c the cost of moving,
near nothing. Prospects within its reach are harder to win, `x (1 - ζ R)`. That overlap with others
lowers growth is found (Wang, Butler and Ren 2013), and that it can help survival is found as well
(Zhu, Kraut and Kittur 2014): the sign depends on the case, so the rival is there only if a scenario
says so. Form and sizes are assumptions. The rival is no community of people: it never fails.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import purpose
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import Column

REACH = purpose("competition.reach")


class CompetitionParameters(Switchable):
    """How strong the rival is, and what keeps members from it."""

    # fmt: off
    hazard: float = parameter(
        0.0, ge=0, le=0.2, unit="1/day", symbol="h", evidence="choice",
        en="hazard that a middling member goes to a rival whom everybody knows (0 no rival)",
        zh="竞品人尽皆知时普通成员转投的日风险率（0 为无竞品）",
    )
    start_day: int = parameter(
        0, ge=0, le=3650, unit="day", evidence="choice", en="day on which the rival appears",
        zh="竞品出现日",
    )
    overlap: float = parameter(
        0.5, ge=0, le=1, unit="share", symbol="ω", evidence="choice",
        en="share of people who are within the rival's reach", zh="与竞品用户群的重叠程度",
    )
    quality: float = parameter(
        0.75, ge=0, le=1, symbol="q_R", evidence="choice",
        en="quality of what the rival offers", zh="竞品质量",
    )
    start_share: float = parameter(
        0.02, gt=0, le=1, unit="share", symbol="R0",
        en="share of its public that knows the rival at first", zh="竞品初始知名度",
    )
    growth: float = parameter(
        0.02, ge=0, le=1, unit="1/day", symbol="q",
        en="how fast the rival becomes known by itself", zh="竞品自身传播速度",
    )
    quality_weight: float = parameter(
        2.0, ge=0, le=10, symbol="β_Q",
        en="how much a better offer draws", zh="产品优劣对转投的影响",
    )
    belonging_power: float = parameter(
        4.0, ge=0, le=10, symbol="β_B",
        en="how strongly belonging holds members", zh="归属感防止转投的强度",
    )
    trust_power: float = parameter(
        1.0, ge=0, le=10, symbol="β_T", en="how strongly trust holds members", zh="信任防止转投的强度"
    )
    expertise_power: float = parameter(
        2.0, ge=0, le=10, symbol="β_E",
        en="how strongly knowledge of the product holds members", zh="产品知识防止转投的强度",
    )
    exit_cost: float = parameter(
        0.0, ge=0, le=10, symbol="c",
        en="what it costs to move (each unit divides the hazard by e)", zh="迁移成本（每单位使风险率除以 e）",
    )
    keeps: float = parameter(
        0.5, ge=0, le=1, symbol="ζ",
        en="share of prospects in its reach whom a rival known to everybody keeps from joining",
        zh="竞品人尽皆知时使潜在用户不再加入的比例",
    )
    # fmt: on


@kernel
def _tempt(
    begin, end, members, rate, offer, w_quality, w_belonging, w_trust, w_expertise,
    in_reach, satisfaction, belonging, trust, expertise, push,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        if not in_reach[row]:
            push[row] = 0.0
            continue
        draw = w_quality * (offer - satisfaction[row]) - w_belonging * (belonging[row] - 0.5)
        draw -= w_trust * (trust[row] - 0.5) + w_expertise * expertise[row]
        push[row] = rate * np.exp(draw)


class Competition(Mechanism):
    """A rival draws members and prospects off."""

    name = "competition"
    title_en, title_zh = "Competition", "竞争"
    # After belonging, before those are counted who leave.
    phase = Phase.BELONGING
    Parameters = CompetitionParameters
    columns = (Column("in_rivals_reach", np.bool_),)
    pushes = (Label("rival", "went to a rival", "转投竞品"),)

    def start(self, community: Community) -> None:
        self.known = 0.0
        self.cause = community.journal.cause("rival")
        self._reach_out(community)

    def adjust(self, parameters: CompetitionParameters, community: Community) -> None:
        self.parameters = parameters
        self._reach_out(community)

    def _reach_out(self, community: Community) -> None:
        luck = community.chance.uniforms(community.market.rows, 0, REACH)[0]
        community.people.in_rivals_reach[:] = luck < self.parameters.overlap

    def set_climate(self, community: Community) -> None:
        if self.known > 0:
            lost = np.float32(self.parameters.keeps * self.known)
            community.influences.appeal *= 1 - lost * community.people.in_rivals_reach

    def step(self, community: Community) -> None:
        p = self.parameters
        if p.hazard == 0:
            self._withdraw(community)
            return
        if community.day < p.start_day:
            return
        self._become_known(community)
        people = community.people
        threads.run(
            _tempt, len(community.members), community.members,
            p.hazard * self.known * np.exp(-p.exit_cost), p.quality, p.quality_weight,
            p.belonging_power, p.trust_power, p.expertise_power, people.in_rivals_reach,
            people.satisfaction, people.belonging, people.trust, people.product_expertise,
            community.influences.exit_hazard["rival"],
        )  # fmt: skip

    def _become_known(self, community: Community) -> None:
        """The rival's public grows by itself and by those whom it took yesterday."""
        p = self.parameters
        taken = int(community.journal.exits[community.day - 1, self.cause]) if community.day else 0
        public = max(p.overlap * community.size, 1.0)
        r = self.known or p.start_share
        self.known = min(r + p.growth * r * (1 - r) + taken / public, 1.0)

    def _withdraw(self, community: Community) -> None:
        """A rival that is there no more tempts nobody."""
        if self.known > 0:
            self.known = 0.0
            community.influences.exit_hazard["rival"][:] = 0.0
