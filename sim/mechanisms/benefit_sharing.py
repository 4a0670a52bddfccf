"""Benefit sharing: members pay less than others, and people may try before they join.

A member price is a discount d on what is sold (in `commerce`): it pulls on belonging by `w_D d`, a
material benefit, it makes members buy more, and the whole of it comes off the margin. Trials are given
to `Poisson(n)` people a day, anybody in the market, each at a cost; a trial shows the product as it
is, so it adds `π_T mean sat / .75` to what they have heard, with the satisfaction of those who have
it. That samples bring buyers who would not have bought is found (Bawa and Shoemaker 2004). Sizes are
assumptions. Paying members for newcomers is `commission`.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import purpose
from sim.state.community import Community
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import NOBODY

TRIALS = purpose("benefit_sharing.trials")
WHO = purpose("benefit_sharing.who")
USUAL_SATISFACTION = 0.75


class BenefitSharingParameters(Switchable):
    """What members and prospects get."""

    # fmt: off
    member_discount: float = parameter(
        0.0, ge=0, le=0.9, unit="share", symbol="d", evidence="choice",
        en="how much less members pay (0 the same price for all)", zh="会员价折扣（0 为无折扣）",
    )
    discount_weight: float = parameter(
        1.0, ge=0, le=5, unit="logit", symbol="w_D",
        en="pull of a member price on belonging, per unit of discount", zh="会员价对归属感的权重",
    )
    trials_per_day: float = parameter(
        0.0, ge=0, le=1000, unit="people/day", symbol="n", evidence="choice",
        en="people who are given the product to try (0 nobody)", zh="每日试用人数（0 为无）",
    )
    trial_conversion: float = parameter(
        0.1, ge=0, le=5, unit="hazard", symbol="π_T",
        en="hazard of joining after a trial of a product that satisfies as usual",
        zh="试用满意度如常的产品后的入群风险率",
    )
    trial_cost: float = parameter(
        10, ge=0, le=1e6, unit="currency/person", en="cost of one trial", zh="每次试用成本"
    )
    # fmt: on


class BenefitSharing(Mechanism):
    """Members share in what the community earns, and prospects may try."""

    name = "benefit_sharing"
    title_en, title_zh = "Benefit sharing", "利益分享"
    phase = Phase.ADVERTISING
    Parameters = BenefitSharingParameters
    pulls = (Label("member_price", "no member price", "缺少会员价", "material"),)
    sources = (Label("trial", "trial", "试用"),)

    def start(self, community: Community) -> None:
        self.source = community.journal.source("trial")
        self.begun = False

    def set_climate(self, community: Community) -> None:
        community.influences.climate.price *= 1 - self.parameters.member_discount

    def step(self, community: Community) -> None:
        p = self.parameters
        self.begun = self.begun or p.member_discount > 0
        if self.begun:
            pull = community.influences.belonging_pull["member_price"]
            pull[community.members] = p.discount_weight * p.member_discount
        if p.trials_per_day > 0 and len(community.members):
            self._give_trials(community)

    def _give_trials(self, community: Community) -> None:
        p, chance, day = self.parameters, community.chance, community.day
        number = chance.poisson(p.trials_per_day, day, TRIALS)
        places = chance.uniforms(np.arange(number, dtype=np.int32), day, WHO)[0]
        receivers = (places * community.size).astype(np.int32)
        satisfaction = community.people.satisfaction[community.members].mean(dtype=np.float64)
        hazard = p.trial_conversion * float(satisfaction) / USUAL_SATISFACTION
        community.hear(
            np.full(number, NOBODY, np.int32), receivers, np.full(number, hazard), self.source
        )
        community.ledger.spend("trials", p.trial_cost * number)
