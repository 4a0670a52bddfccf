"""Trust: grows slowly out of valuable content, a good product and an orderly place.

`T += (T* - T) / τ_T` with `T* = a_I I + a_Q sat + a_O orderly - distrust`, the weights adding up to
one; the climate's distrust is 0 unless something, as commerce does, gives reason for it.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter


class TrustParameters(Switchable):
    """How trust grows and what it does."""

    # fmt: off
    days: float = parameter(
        60.0, ge=1, le=3650, unit="days", symbol="τ_T",
        en="time in which trust settles", zh="信任形成时间",
    )
    from_content: float = parameter(
        0.35, ge=0, le=1, symbol="a_I", en="weight of information", zh="内容价值的权重"
    )
    from_product: float = parameter(
        0.35, ge=0, le=1, symbol="a_Q", en="weight of satisfaction", zh="产品满意度的权重"
    )
    from_order: float = parameter(
        0.3, ge=0, le=1, symbol="a_O", en="weight of orderly service", zh="有序服务的权重"
    )
    start: float = parameter(
        0.5, ge=0, le=1, symbol="T0", en="trust of somebody who joins", zh="入群时的信任"
    )
    weight: float = parameter(
        0.8, ge=0, le=5, unit="logit", symbol="w_T",
        en="pull of trust on belonging", zh="信任对归属感的权重",
    )
    usual: float = parameter(
        0.6, ge=0, le=1, symbol="T1", evidence="assumption",
        source="near .58, where trust settles in the default community after a year",
        en="trust at which the pull is neutral", zh="影响为零时的信任水平",
    )
    # fmt: on


@kernel
def _trust(
    begin, end, members, rate, a_info, a_product, orderly, weight, usual,
    information, satisfaction, trust, pull,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        aim = a_info * information[row] + a_product * satisfaction[row] + orderly
        trust[row] += rate * (min(max(aim, 0.0), 1.0) - trust[row])
        pull[row] = weight * (trust[row] - usual)


class Trust(Mechanism):
    """Members come to trust the community."""

    name = "trust"
    title_en, title_zh = "Trust", "信任"
    phase = Phase.TRUST
    Parameters = TrustParameters
    pulls = (Label("trust", "lost trust", "失去信任"),)

    def step(self, community: Community) -> None:
        p, people, climate = self.parameters, community.people, community.influences.climate
        threads.run(
            _trust, len(community.members), community.members, 1 / p.days, p.from_content,
            p.from_product, p.from_order * climate.orderly - climate.distrust, p.weight, p.usual,
            people.information, people.satisfaction, people.trust,
            community.influences.belonging_pull["trust"],
        )  # fmt: skip

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.trust[rows] = self.parameters.start
