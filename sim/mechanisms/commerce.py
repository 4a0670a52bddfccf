"""Commerce: selling to members, selling their attention, and what both do to the community.

From the day it begins, a member who visits buys `Poisson(buy sat T)` times, and a share a of the
feed is advertising: with spam s the clutter is `a + (1 - a) s`, the feed swells to `V / (1 - clutter)`
and trust aims `1.5 clutter` lower (both through the climate). At a price p for members, relative to
that for all, they buy `p^-ε` times as much and 1 - p of the price is given away. Commerce that was
announced, a*, is expected from joining on, and who dislikes it stays away, `x (1 - ζ_A κ_j a*)`; else
people expect what they find. It pulls by

    - κ_i (c_A (a + η (a* - a)) + c_B max(0, a - E_i)),      E += (a* - E) / τ_E

with κ_i a person's dislike of it, uniform in 0-2: a late turn to commerce is a breach of trust, an
announced one is counted a little before it comes. Without announcement a* = a. Spam grows where
content is thin, `r s (1 - s/.9) max(0, 1 - Ī/.6)`, and strictness g removes `m g s`. Where
membership is for a term, whoever stays pays the renewal fee when the term ends.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import poisson, purpose, uniform
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import Column, Role

DISLIKE = purpose("commerce.dislike")
PURCHASES = purpose("commerce.purchases")
USUAL_INFORMATION = 0.6
MOST_SPAM = 0.9


class CommerceParameters(Switchable):
    """What is sold, how openly, and what it does."""

    # fmt: off
    start_day: int = parameter(
        0, ge=0, le=3650, unit="day", evidence="choice",
        en="day on which selling and advertising begin", zh="商业化开始日",
    )
    announced: bool = parameter(
        True, evidence="choice",
        en="whether those who join are told what will come", zh="是否在入群时说明将商业化",
    )
    purchases: float = parameter(
        0.0, ge=0, le=5, unit="1/visit", symbol="buy", evidence="choice",
        en="purchases on a visit of somebody wholly satisfied and trusting (0 nothing is sold)",
        zh="完全满意且信任者每次到访的购买次数（0 为不销售）",
    )
    basket: float = parameter(
        100, ge=0, le=1e6, unit="currency", en="price of one purchase", zh="客单价"
    )
    margin: float = parameter(
        0.3, ge=-1, le=1, unit="share", en="share of the price that is left", zh="毛利率"
    )
    price_elasticity: float = parameter(
        1.5, ge=0, le=10, symbol="ε",
        en="how much more members buy at a lower price (power)", zh="需求的价格弹性",
    )
    ad_load: float = parameter(
        0.0, ge=0, le=0.6, unit="share", symbol="a", evidence="choice",
        en="share of the feed that is advertising", zh="信息流中的广告占比",
    )
    ad_income: float = parameter(
        0.5, ge=0, le=1e4, unit="currency/visit",
        en="what advertisers would pay for a visit to a feed of nothing but advertising",
        zh="广告收入（按每次到访、广告占满计）",
    )
    ad_weight: float = parameter(
        3.0, ge=0, le=10, unit="logit", symbol="c_A",
        en="push of advertising on belonging", zh="广告对归属感的负面权重",
    )
    breach_weight: float = parameter(
        3.0, ge=0, le=10, unit="logit", symbol="c_B",
        en="push of more commerce than was expected", zh="超出预期的商业化对归属感的负面权重",
    )
    foreboding: float = parameter(
        0.3, ge=0, le=1, symbol="η",
        en="how much announced commerce counts before it comes", zh="已说明但尚未到来的商业化的影响比例",
    )
    expectation_days: float = parameter(
        60.0, ge=1, le=3650, unit="days", symbol="τ_E",
        en="time in which members come to expect what there is", zh="对商业化形成预期的时间",
    )
    deters: float = parameter(
        0.5, ge=0, le=1, symbol="ζ_A",
        en="share of newcomers of middling dislike whom a feed of nothing but advertising would deter",
        zh="广告占满时吓退的新人比例（反感程度居中者）",
    )
    trust_loss: float = parameter(
        1.5, ge=0, le=5, symbol="1.5",
        en="trust that a feed of nothing but advertising would cost", zh="广告占满时损失的信任",
    )
    renewal_fee: float = parameter(
        0.0, ge=0, le=1e6, unit="currency", evidence="choice",
        en="what a member pays whose term of membership ends and who stays (needs churn.contract_days)",
        zh="会籍到期续费金额（需设 churn.contract_days）",
    )
    spam_growth: float = parameter(
        0.0, ge=0, le=1, unit="1/day", symbol="r", evidence="choice",
        en="how fast spam spreads where content is worth nothing (0 no spam)",
        zh="内容毫无价值时垃圾广告的增长速度（0 为无）",
    )
    spam_removal: float = parameter(
        0.1, ge=0, le=1, unit="1/day", symbol="m",
        en="spam that full strictness removes", zh="最严格管理清除垃圾广告的速度",
    )
    spam_start: float = parameter(
        0.01, gt=0, le=0.5, unit="share", symbol="s0",
        en="spam that there always is, once there is any", zh="垃圾广告的最低占比",
    )
    spam_weight: float = parameter(
        3.0, ge=0, le=10, unit="logit", symbol="c_S",
        en="push of spam on belonging", zh="垃圾广告对归属感的负面权重",
    )
    # fmt: on


@kernel
def pull_of(dislike, load, known, expected, ad_weight, breach_weight, foreboding):
    """What commerce does to one member's belonging."""
    minded = ad_weight * (load + foreboding * (known - load))
    return -dislike * (minded + breach_weight * max(0.0, load - expected))


@kernel
def _bear(
    begin, end, members, load, known, rate, ad_weight, breach_weight, foreboding, spam_term,
    dislike, expected, pull, spam_pull,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        pull[row] = pull_of(
            dislike[row], load, known, expected[row], ad_weight, breach_weight, foreboding
        )
        expected[row] += rate * (known - expected[row])
        spam_pull[row] = spam_term


@kernel
def _buy(begin, end, members, day, key, rate, role, visiting, satisfaction, trust, counts):
    for i in range(begin, end):
        row = members[i]
        counts[i] = 0
        if visiting[row] and role[row] != 0:
            mean = rate * satisfaction[row] * trust[row]
            counts[i] = poisson(uniform(row, day, 0, PURCHASES, key), mean)


class Commerce(Mechanism):
    """The community earns money."""

    name = "commerce"
    title_en, title_zh = "Commerce", "商业化"
    phase = Phase.COMMERCE
    Parameters = CommerceParameters
    columns = (
        Column("dislike_of_commerce", np.float32),
        Column("commerce_expected", np.float32),
        Column("purchases", np.int32),
    )
    pulls = (
        Label("commerce", "too commercial", "过度商业化"),
        Label("spam", "spam", "垃圾广告"),
    )

    def start(self, community: Community) -> None:
        dislike = community.chance.uniforms(community.market.rows, 0, DISLIKE)[0]
        community.people.dislike_of_commerce[:] = 2 * dislike
        self.spam = 0.0
        # While there has never been any commerce, nobody bears it.
        self.begun = False

    def load(self, day: int) -> float:
        """The share of the feed that is advertising on a day."""
        return self.parameters.ad_load if day >= self.parameters.start_day else 0.0

    def known(self, day: int) -> float:
        """The share that somebody who joins on this day is led to expect."""
        return self.parameters.ad_load if self.parameters.announced else self.load(day)

    def set_climate(self, community: Community) -> None:
        p, climate, load = self.parameters, community.influences.climate, self.load(community.day)
        climate.clutter = load + (1 - load) * self.spam
        climate.distrust += p.trust_loss * climate.clutter
        known = self.known(community.day)
        if known > 0:
            deterred = p.deters * known * community.people.dislike_of_commerce
            community.influences.appeal *= np.maximum(1 - deterred, 0)

    def step(self, community: Community) -> None:
        self._spread_spam(community)
        self._weigh_on_members(community)
        self._renew(community)
        if community.day >= self.parameters.start_day:
            self._sell(community)

    def _spread_spam(self, community: Community) -> None:
        p, members = self.parameters, community.members
        if p.spam_growth == 0 or not len(members):
            self.spam = 0.0
            return
        s = max(self.spam, p.spam_start)
        information = float(community.people.information[members].mean(dtype=np.float64))
        thin = max(0.0, 1 - information / USUAL_INFORMATION)
        removed = p.spam_removal * community.influences.climate.strictness * s
        s += p.spam_growth * s * (1 - s / MOST_SPAM) * thin - removed
        self.spam = min(max(s, p.spam_start), MOST_SPAM)

    def _weigh_on_members(self, community: Community) -> None:
        p, people, day = self.parameters, community.people, community.day
        load, known = self.load(day), self.known(day)
        self.begun = self.begun or known > 0 or self.spam > 0
        if not self.begun:
            return
        pulls = community.influences.belonging_pull
        threads.run(
            _bear, len(community.members), community.members, load, known, 1 / p.expectation_days,
            p.ad_weight, p.breach_weight, p.foreboding, -p.spam_weight * (1 - load) * self.spam,
            people.dislike_of_commerce, people.commerce_expected, pulls["commerce"], pulls["spam"],
        )  # fmt: skip

    def _sell(self, community: Community) -> None:
        p, people, members = self.parameters, community.people, community.members
        price = community.influences.climate.price
        if p.ad_load > 0:
            visits = np.count_nonzero(people.visiting[members])
            community.ledger.receive("advertisers", p.ad_income * p.ad_load * visits)
        if p.purchases > 0:
            counts = np.empty(len(members), np.int64)
            threads.run(
                _buy, len(members), members, community.day, community.chance.key,
                p.purchases * price**-p.price_elasticity, people.role, people.visiting,
                people.satisfaction, people.trust, counts,
            )  # fmt: skip
            people.purchases[members] += counts.astype(np.int32)
            left = p.basket * (p.margin - (1 - price))
            community.ledger.receive("sales", left * int(counts.sum()))

    def _renew(self, community: Community) -> None:
        """Those whose term has ended today and who are still here pay; the invited do not."""
        term, people, members = (
            community.influences.climate.contract_days, community.people, community.members,
        )  # fmt: skip
        if term == 0 or self.parameters.renewal_fee == 0:
            return
        tenure = community.day - people.join_day[members]
        due = (tenure > 0) & (tenure % term == 0)
        due &= ~people.seeded[members] & (people.role[members] != Role.FOUNDER)
        fees = self.parameters.renewal_fee * np.count_nonzero(due)
        community.ledger.receive("renewals", fees)

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.commerce_expected[rows] = self.known(community.day)
