"""Commission: members are paid for those whom they bring.

A reward m for each newcomer is an incentive of `κ = m / (m + m½)`. It makes members talk more about
the community, `x (1 + η κ)`, and makes what they say less believed, `x (1 - ζ κ)`, since listeners
see why it is said. Referred newcomers are worth more than others (Schmitt, Skiera and Van den Bulte
2011); whether paid-for talk still brings more than it costs is what the two effects decide.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import NOBODY


class CommissionParameters(Switchable):
    """What is paid for a newcomer, and what that does to word of mouth."""

    # fmt: off
    reward: float = parameter(
        0.0, ge=0, le=1e5, unit="currency/person", symbol="m", evidence="choice",
        en="what a member gets for each newcomer she brings (0 nothing)", zh="每带来一位新成员的佣金（0 为无）",
    )
    half: float = parameter(
        50, gt=0, le=1e5, unit="currency/person", symbol="m½",
        en="reward that is half as strong an incentive as any could be", zh="激励强度达到一半时的佣金",
    )
    talk: float = parameter(
        2.0, ge=0, le=10, symbol="η",
        en="how much more members talk for the strongest incentive", zh="最强激励下介绍次数的增幅",
    )
    disbelief: float = parameter(
        0.5, ge=0, le=1, symbol="ζ",
        en="how much less they are believed for the strongest incentive", zh="最强激励下说服力的降幅",
    )
    # fmt: on

    @property
    def incentive(self) -> float:
        """How strong the incentive is, 0-1."""
        return self.reward / (self.reward + self.half)


class Commission(Mechanism):
    """Members earn by inviting."""

    name = "commission"
    title_en, title_zh = "Commission", "分销佣金"
    phase = Phase.ADMISSION
    Parameters = CommissionParameters

    def set_climate(self, community: Community) -> None:
        p = self.parameters
        if p.reward > 0:
            community.influences.contact_factor *= np.float32(1 + p.talk * p.incentive)
            community.influences.climate.persuasion *= 1 - p.disbelief * p.incentive

    def step(self, community: Community) -> None:
        if self.parameters.reward == 0:
            return
        people, members = community.people, community.members
        joined = people.join_day[members] == community.day
        brought = np.count_nonzero(joined & (people.inviter[members] != NOBODY))
        community.ledger.spend("commissions", self.parameters.reward * brought)
