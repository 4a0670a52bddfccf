"""Paid offer: courses, columns and services that members may pay for by the month.

On a visit a member whose last month has run out takes another if it is worth its price to her,

    v · wtp_i · T_i / .6 ≥ price

with v what a month of it is worth to somebody who trusts as usual, relative to what she would pay to
enter. Who has it is pulled by `w_S`, who has not by `- w_X`, since part of the place is closed to her.
So the share that subscribes at a price follows the lognormal willingness to pay. That members pay for
content and services once a community stands is what practitioners say; form and sizes are assumptions.
Without a price, 0, there is no offer.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import Column

USUAL_TRUST = 0.6
MONTH = 30


class PaidOfferParameters(Switchable):
    """What is offered for money, and what having it or not does."""

    # fmt: off
    price: float = parameter(
        0.0, ge=0, le=1e6, unit="currency/30 days", symbol="price", evidence="choice",
        en="price of a month of courses and services (0 nothing is offered)",
        zh="付费课程与服务的月费（0 为无）",
    )
    value: float = parameter(
        0.2, ge=0, le=10, symbol="v",
        en="what a month of it is worth, relative to entry, to somebody who trusts as usual",
        zh="一个月付费服务的价值（相对于入群费意愿，信任如常者）",
    )
    margin: float = parameter(
        0.7, ge=-1, le=1, unit="share", en="share of the price that is left", zh="毛利率"
    )
    subscriber_weight: float = parameter(
        0.3, ge=0, le=5, unit="logit", symbol="w_S",
        en="pull of having it on belonging", zh="已订阅对归属感的权重",
    )
    exclusion_weight: float = parameter(
        0.1, ge=0, le=5, unit="logit", symbol="w_X",
        en="push of not having what others have", zh="未订阅者被排除在外对归属感的负面权重",
    )
    # fmt: on


@kernel
def _subscribe(
    begin, end, members, day, asked, having, lacking, visiting, worth, trust, until, pull, taken,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        taken[i] = False
        if visiting[row] and day >= until[row] and worth[row] * trust[row] >= asked:
            until[row] = day + MONTH
            taken[i] = True
        pull[row] = having if day < until[row] else -lacking


class PaidOffer(Mechanism):
    """Members may pay for more."""

    name = "paid_offer"
    title_en, title_zh = "Paid offer", "付费服务"
    phase = Phase.COMMERCE
    Parameters = PaidOfferParameters
    columns = (Column("subscribed_until", np.int32),)
    pulls = (Label("paid_offer", "left out of what is paid for", "未享付费服务", "learning"),)

    def start(self, community: Community) -> None:
        self.begun = False

    def step(self, community: Community) -> None:
        p, people, members = self.parameters, community.people, community.members
        if p.price == 0:
            if self.begun:
                self.switch_off(community)
                self.begun = False
            return
        self.begun = True
        taken = np.empty(len(members), np.bool_)
        asked = p.price * USUAL_TRUST / p.value if p.value > 0 else np.inf
        threads.run(
            _subscribe, len(members), members, community.day, asked, p.subscriber_weight,
            p.exclusion_weight, people.visiting, community.market.willingness_to_pay,
            people.trust, people.subscribed_until,
            community.influences.belonging_pull["paid_offer"], taken,
        )  # fmt: skip
        sold = int(np.count_nonzero(taken))
        community.ledger.receive("subscriptions", p.price * p.margin * sold)

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.subscribed_until[rows] = 0
