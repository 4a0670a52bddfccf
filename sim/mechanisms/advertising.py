"""Advertising: people hear of the community from nobody they know.

Each day `Poisson(reach)` people, anybody, see an advertisement, and each adds `conversion` to her
hazard of joining: the external term p of Bass (1969), with p = reach conversion / N. A campaign
multiplies the reach for some days by a heavy-tailed factor, so joins come in bursts.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import purpose
from sim.state.community import Community
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase, Verb
from sim.state.parameters import Parameters, Switchable, parameter
from sim.state.people import NOBODY

NUMBER = purpose("advertising.number")
RECEIVER = purpose("advertising.receiver")
SIZE = purpose("advertising.size")
LARGEST_BURST = 20.0


class AdvertisingParameters(Switchable):
    """Paid or free mentions to strangers."""

    # fmt: off
    reach_per_day: float = parameter(
        0.0, ge=0, le=1e7, unit="people/day", symbol="r_ad", evidence="choice",
        en="people who see an advertisement on a day", zh="每日广告触达人数",
    )
    conversion: float = parameter(
        0.01, ge=0, le=1, unit="hazard", symbol="π_ad",
        source="advertising converts far less than friends do (Trusov, Bucklin and Pauwels 2009)",
        en="hazard of joining from one advertisement seen", zh="一次广告触达带来的入群风险率",
    )
    cost_per_person: float = parameter(
        0.3, ge=0, le=1e4, unit="currency/person", symbol="c_ad",
        en="cost of one person who sees it", zh="单次触达成本",
    )
    # fmt: on


class Campaign(Parameters):
    """A burst of advertising or publicity."""

    # fmt: off
    reach: float = parameter(
        1000, gt=0, le=1e8, unit="people/day", evidence="choice",
        en="people reached on a day of the campaign", zh="活动期每日触达人数",
    )
    days: int = parameter(
        1, ge=1, le=365, unit="days", evidence="choice", en="how long it lasts", zh="持续天数"
    )
    spread: float = parameter(
        0.0, ge=0, le=2, evidence="assumption",
        en="how uncertain its reach is (tail of a Pareto factor; 0 exact)",
        zh="触达的不确定性（帕累托尾部，0 为确定）",
    )
    cost_per_person: float = parameter(
        0.3, ge=0, le=1e4, unit="currency/person", en="cost of one person reached", zh="单次触达成本"
    )
    # fmt: on


class Advertising(Mechanism):
    """Strangers hear of the community."""

    name = "advertising"
    title_en, title_zh = "Advertising", "广告"
    phase = Phase.ADVERTISING
    Parameters = AdvertisingParameters
    sources = (Label("advertising", "advertising", "广告"),)
    verbs = (Verb("campaign", Campaign, "campaign", "Campaign", "推广活动", "campaign"),)

    def start(self, community: Community) -> None:
        self.source = community.journal.source("advertising")
        self.campaigns: list[tuple[int, Campaign, float]] = []

    def campaign(self, community: Community, arguments: Campaign) -> None:
        """Begin a campaign today; its size is drawn once."""
        last = community.day + arguments.days - 1
        begun = [one for end, one, _ in self.campaigns if end - one.days + 1 == community.day]
        u = community.chance.uniform(0, community.day, SIZE, len(begun))
        factor = min(u**-arguments.spread, LARGEST_BURST)
        self.campaigns.append((last, arguments, factor))

    def step(self, community: Community) -> None:
        p = self.parameters
        reach = p.reach_per_day
        cost = p.reach_per_day * p.cost_per_person
        self.campaigns = [one for one in self.campaigns if one[0] >= community.day]
        for _, campaign, factor in self.campaigns:
            reach += campaign.reach * factor
            cost += campaign.reach * campaign.cost_per_person
        if reach == 0:
            return
        community.ledger.spend("advertising", cost)
        self._show(community, reach)

    def _show(self, community: Community, reach: float) -> None:
        day, chance = community.day, community.chance
        # One coin a thousand people, so that a larger reach only adds people to those reached.
        shards = np.arange(int(np.ceil(reach / 1000)), dtype=np.int32)
        means = np.minimum(1000, reach - 1000 * shards)
        number = sum(
            chance.poisson(float(mean), day, NUMBER, int(k))
            for mean, k in zip(means, shards, strict=True)
        )
        u = chance.uniforms(np.arange(number, dtype=np.int32), day, RECEIVER)[0]
        receivers = (u * community.size).astype(np.int32)
        nobody = np.full(number, NOBODY, np.int32)
        community.hear(nobody, receivers, np.full(number, self.parameters.conversion), self.source)
