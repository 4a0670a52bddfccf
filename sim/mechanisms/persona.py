"""Persona: for whom the product is made, and how well it fits each person.

The distance of a person to the persona is that of her values to the founder's, and `m` more if her
interest is not the community's own. The target is the nearest share σ of the market, with radius r,
the distance of its farthest. What is made for few fits them better and others less:

    fit_i = (1 + γ (1 - σ)) · exp(-max(0, d_i - r)^2 / 2 h^2)

Quality counts for a person as quality times fit, at most 1, and whoever hears of it is won by
`fit_i^β` times the usual hazard: a smaller market, won more easily. A target of everybody is neutral:
quality is then what an all-round product has. h is such that no target fits the market on average
better than that, by more than a hundredth. That a narrow target pays is a claim of practitioners;
form and numbers are assumptions.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter


class PersonaParameters(Switchable):
    """How narrow the target is."""

    # fmt: off
    target_share: float = parameter(
        1.0, ge=0.01, le=1, unit="share", symbol="σ", evidence="choice",
        en="share of the market that the product is made for (1 everybody)",
        zh="产品面向的目标用户占市场的比例（1 为面向所有人）",
    )
    gain: float = parameter(
        0.25, ge=0, le=1, symbol="γ",
        en="how much better a product made for very few fits them", zh="极窄定位对目标用户契合度的提升",
    )
    width: float = parameter(
        0.15, gt=0, le=2, symbol="h",
        en="distance beyond the target at which fit fades", zh="契合度在目标之外衰减的尺度",
    )
    other_interest: float = parameter(
        0.25, ge=0, le=2, symbol="m",
        en="distance to the persona that another interest adds", zh="兴趣不符所增加的距离",
    )
    attraction: float = parameter(
        1.0, ge=0, le=5, symbol="β",
        en="how much fit decides who is won (power)", zh="契合度对吸引新人的影响（幂次）",
    )
    # fmt: on


def fit_of(distance: np.ndarray, p: PersonaParameters) -> np.ndarray:
    """How well the product fits people at these distances to the persona (all of the market)."""
    beyond = np.maximum(0.0, distance - np.quantile(distance, p.target_share))
    return (1 + p.gain * (1 - p.target_share)) * np.exp(-(beyond**2) / (2 * p.width**2))


class Persona(Mechanism):
    """The product is made for somebody."""

    name = "persona"
    title_en, title_zh = "Persona", "目标用户"
    phase = Phase.PRESENCE
    Parameters = PersonaParameters

    def start(self, community: Community) -> None:
        self._design(community)

    def adjust(self, parameters: PersonaParameters, community: Community) -> None:
        self.parameters = parameters
        self._design(community)

    def switch_off(self, community: Community) -> None:
        super().switch_off(community)
        community.people.fit[:] = 1.0

    def _design(self, community: Community) -> None:
        """Make the product for the target there now is."""
        p, market = self.parameters, community.market
        if p.target_share == 1:
            community.people.fit[:] = 1.0
            return
        centre = np.asarray(market.parameters.founder_values)
        distance = np.hypot(*(market.values - centre).T) + p.other_interest * (market.interest != 0)
        community.people.fit[:] = fit_of(distance, p)

    def set_climate(self, community: Community) -> None:
        if self.parameters.target_share < 1:
            community.influences.appeal *= community.people.fit**self.parameters.attraction
