"""Organisation: a regular rhythm that members grow used to, and feedback on what they did.

A rhythm (the same things on the same days) is felt by those who come to live by it: a member is
accustomed by `A ← A + (visit - A) / τ_o` and it pulls by `w_r rhythm A`. Feedback (figures on what
a member brought about) is felt by whoever posted in the past days, `w_d feedback`. Both make the
place more orderly, `orderly + o_r rhythm + o_d feedback`, and cost money every day.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import Column


class OrganisationParameters(Switchable):
    """How the community's days are organised."""

    # fmt: off
    rhythm: float = parameter(
        0.0, ge=0, le=1, symbol="rhythm", evidence="choice",
        en="how regular the community's days are (0 as it comes)", zh="运营节奏的规律程度（0 为随意）",
    )
    feedback: float = parameter(
        0.0, ge=0, le=1, symbol="feedback", evidence="choice",
        en="how fully members see figures on what they brought about", zh="数据反馈的充分程度",
    )
    accustom_days: float = parameter(
        30.0, ge=1, le=365, unit="days", symbol="τ_o",
        en="time in which a member grows used to the rhythm", zh="习惯运营节奏所需时间",
    )
    rhythm_weight: float = parameter(
        0.5, ge=0, le=5, unit="logit", symbol="w_r",
        en="pull of a rhythm on who comes every day", zh="规律节奏对每日到访者归属感的权重",
    )
    feedback_weight: float = parameter(
        0.4, ge=0, le=5, unit="logit", symbol="w_d",
        en="pull of feedback on who posted lately", zh="数据反馈对近期发言者归属感的权重",
    )
    feedback_days: int = parameter(
        30, ge=1, le=365, unit="days", en="how long a post is fed back on", zh="发言后反馈持续天数"
    )
    rhythm_orders: float = parameter(
        0.2, ge=0, le=1, symbol="o_r",
        en="orderly service that a full rhythm adds", zh="规律节奏对服务有序性的提升",
    )
    feedback_orders: float = parameter(
        0.1, ge=0, le=1, symbol="o_d",
        en="orderly service that full feedback adds", zh="数据反馈对服务有序性的提升",
    )
    rhythm_cost: float = parameter(
        50, ge=0, le=1e6, unit="currency/day", en="cost of a full rhythm", zh="规律运营的每日成本"
    )
    feedback_cost: float = parameter(
        30, ge=0, le=1e6, unit="currency/day", en="cost of full feedback", zh="数据反馈的每日成本"
    )
    # fmt: on


@kernel
def _organise(
    begin, end, members, day, rate, rhythm, feedback, feedback_days,
    visiting, last_post, accustomed, rhythm_pull, feedback_pull,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        here = 1.0 if visiting[row] else 0.0
        accustomed[row] += rate * (here - accustomed[row])
        rhythm_pull[row] = rhythm * accustomed[row]
        lately = last_post[row] >= 0 and day - last_post[row] < feedback_days
        feedback_pull[row] = feedback if lately else 0.0


class Organisation(Mechanism):
    """Members know when what happens, and what came of it."""

    name = "organisation"
    title_en, title_zh = "Organisation", "组织"
    phase = Phase.GOVERNANCE
    Parameters = OrganisationParameters
    columns = (Column("accustomed", np.float32),)
    pulls = (
        Label("rhythm", "no rhythm", "缺少节奏"),
        Label("feedback", "no feedback", "缺少反馈"),
    )

    def start(self, community: Community) -> None:
        # Until something has been organised there is nothing to grow used to.
        self.begun = False

    def set_climate(self, community: Community) -> None:
        p, climate = self.parameters, community.influences.climate
        added = p.rhythm_orders * p.rhythm + p.feedback_orders * p.feedback
        climate.orderly = min(climate.orderly + added, 1.0)

    def step(self, community: Community) -> None:
        p, people = self.parameters, community.people
        self.begun = self.begun or p.rhythm > 0 or p.feedback > 0
        if not self.begun:
            return
        community.ledger.spend(
            "organisation", p.rhythm_cost * p.rhythm + p.feedback_cost * p.feedback
        )
        pulls = community.influences.belonging_pull
        threads.run(
            _organise, len(community.members), community.members, community.day,
            1 / p.accustom_days, p.rhythm_weight * p.rhythm, p.feedback_weight * p.feedback,
            p.feedback_days, people.visiting, people.last_post, people.accustomed,
            pulls["rhythm"], pulls["feedback"],
        )  # fmt: skip

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.accustomed[rows] = 0.0
