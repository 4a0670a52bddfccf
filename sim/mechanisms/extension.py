"""Extension: more product lines under one name.

With L lines the product is worse than it could be by `κ ln L`, since the same people make them, and
what the community stands for is blurred to `f = (1 - κ_f (1 - fit))^(L - 1)`, with fit how well the
extensions suit what it stands for (both through the climate). Lines that do not suit it disappoint
those who belong, `- c_D (1 - fit) ln L`. On a visit a member buys `Poisson(b (L - 1) fit B T)` of the
extensions: who belongs and trusts buys what bears the name. Each line costs money every day. That
extensions sell by fit, and that ill-fitting ones dilute the name, is found in direction (Aaker and
Keller 1990; Loken and John 1993). Sizes are assumptions. With one line nothing changes.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import poisson, purpose, uniform
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter

PURCHASES = purpose("extension.purchases")


class ExtensionParameters(Switchable):
    """How many lines there are, how well they suit, what they earn and dilute."""

    # fmt: off
    lines: int = parameter(
        1, ge=1, le=100, unit="lines", symbol="L", evidence="choice",
        en="product lines under one name (1 a single product)", zh="同一品牌下的产品线数（1 为单品）",
    )
    fit: float = parameter(
        0.7, ge=0, le=1, symbol="fit", evidence="choice",
        en="how well the extensions suit what the community stands for", zh="延伸产品与社群定位的契合度",
    )
    quality_dilution: float = parameter(
        0.03, ge=0, le=0.5, symbol="κ",
        en="quality lost for each e-fold of lines", zh="产品线增多对质量的稀释",
    )
    identity_dilution: float = parameter(
        0.1, ge=0, le=1, symbol="κ_f",
        en="how far each line that does not suit blurs what the community stands for",
        zh="不契合的产品线对身份认同的稀释",
    )
    disappointment: float = parameter(
        0.5, ge=0, le=5, unit="logit", symbol="c_D",
        en="push on belonging of lines that do not suit", zh="不契合的产品线对归属感的负面权重",
    )
    purchases: float = parameter(
        0.05, ge=0, le=5, unit="1/visit", symbol="b",
        en="purchases of one extension on a visit of somebody who belongs and trusts wholly",
        zh="归属感与信任俱满者每次到访购买一种延伸产品的次数",
    )
    basket: float = parameter(
        100, ge=0, le=1e6, unit="currency", en="price of one purchase", zh="客单价"
    )
    margin: float = parameter(
        0.3, ge=-1, le=1, unit="share", en="share of the price that is left", zh="毛利率"
    )
    line_cost: float = parameter(
        30, ge=0, le=1e6, unit="currency/day", en="cost of each line beside the first",
        zh="首个产品之外每条产品线的每日成本",
    )
    # fmt: on


@kernel
def _cross_sell(begin, end, members, day, key, rate, role, visiting, belonging, trust, counts):
    for i in range(begin, end):
        row = members[i]
        counts[i] = 0
        if visiting[row] and role[row] != 0:
            mean = rate * belonging[row] * trust[row]
            counts[i] = poisson(uniform(row, day, 0, PURCHASES, key), mean)


class Extension(Mechanism):
    """Other things are sold under the community's name."""

    name = "extension"
    title_en, title_zh = "Brand extension", "品牌延伸"
    phase = Phase.PRODUCT
    Parameters = ExtensionParameters
    pulls = (Label("dilution", "diluted brand", "品牌稀释"),)

    def start(self, community: Community) -> None:
        self.begun = False

    def set_climate(self, community: Community) -> None:
        p, climate = self.parameters, community.influences.climate
        climate.quality_loss += p.quality_dilution * float(np.log(p.lines))
        climate.focus *= (1 - p.identity_dilution * (1 - p.fit)) ** (p.lines - 1)

    def step(self, community: Community) -> None:
        p, members = self.parameters, community.members
        self.begun = self.begun or p.lines > 1
        if not self.begun:
            return
        pull = -p.disappointment * (1 - p.fit) * np.log(p.lines)
        community.influences.belonging_pull["dilution"][members] = pull
        community.ledger.spend("product lines", p.line_cost * (p.lines - 1))
        self._sell(community)

    def _sell(self, community: Community) -> None:
        p, people, members = self.parameters, community.people, community.members
        counts = np.empty(len(members), np.int64)
        threads.run(
            _cross_sell, len(members), members, community.day, community.chance.key,
            p.purchases * (p.lines - 1) * p.fit, people.role, people.visiting, people.belonging,
            people.trust, counts,
        )  # fmt: skip
        community.ledger.receive("extensions", p.basket * p.margin * int(counts.sum()))
