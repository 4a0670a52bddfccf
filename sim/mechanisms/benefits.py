"""Benefits: people seek different things in a community, and feel most what they seek.

Four benefits draw members: material, social, opportunity (information) and learning. Each person
weighs them once and for all by `w_i = 4 Dirichlet(c, c, c, c)`, so that every weight has mean 1 over
people and a person's weights add up to 4; the spread s of a weight gives the concentration,
`c = (3 / s^2 - 1) / 4`. A term on belonging that serves a benefit counts `w_i` times for her: the
product is material; bonds, events, honour and taking part are social; information is opportunity.
That members join for one benefit or another, and that communities differ in the mix, is how Ren and
Kraut (2014) model them; the form is an assumption. With s = 0 everybody weighs all alike.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaincinv

from sim.state.chance import purpose
from sim.state.community import Community
from sim.state.influences import BENEFITS
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter

WEIGHTS = purpose("benefits.weights")


class BenefitsParameters(Switchable):
    """How far people differ in what they seek."""

    # fmt: off
    spread: float = parameter(
        0.0, ge=0, le=1.2, symbol="s", evidence="choice",
        en="how far people differ in what they seek (sd of a weight of mean 1; 0 all alike)",
        zh="人们所求利益的差异程度（均值为 1 的权重的标准差；0 为人人相同）",
    )
    # fmt: on


class Benefits(Mechanism):
    """Each member weighs what she gets by what she seeks."""

    name = "benefits"
    title_en, title_zh = "Benefits sought", "利益诉求"
    phase = Phase.PRESENCE
    Parameters = BenefitsParameters

    def start(self, community: Community) -> None:
        self._weigh(community)

    def adjust(self, parameters: BenefitsParameters, community: Community) -> None:
        if parameters.spread != self.parameters.spread:
            self.parameters = parameters
            self._weigh(community)

    def switch_off(self, community: Community) -> None:
        super().switch_off(community)
        community.influences.seeking = np.ones((0, len(BENEFITS)), np.float32)

    def _weigh(self, community: Community) -> None:
        """Draw everybody's weights; the same luck whatever the spread."""
        spread = self.parameters.spread
        if spread == 0:
            self.switch_off(community)
            return
        concentration = (3 / spread**2 - 1) / len(BENEFITS)
        draws = community.chance.uniforms(community.market.rows, 0, WEIGHTS, count=len(BENEFITS))
        shares = gammaincinv(concentration, draws)
        weights = len(BENEFITS) * shares / shares.sum(axis=0)
        community.influences.seeking = np.ascontiguousarray(weights.T, np.float32)
