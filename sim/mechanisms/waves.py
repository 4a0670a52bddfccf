"""Waves: the world's attention comes and goes, so people join in bursts.

Everybody's hazard of joining is multiplied by `exp(w - s^2/2)`, where w is an autoregressive
process of spread s that forgets itself within some days. The waves belong to the world: they are
the same under every strategy of a replicate. Without them joins come as smoothly as Poisson, which
no real community shows: beyond Poisson and trend, weekly joins of a student network, two question
sites and a local meetup vary by .5 to .9 of their mean, and one week says little of the next
(.05-.26).
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import normal, purpose
from sim.state.community import Community
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter

SURPRISE = purpose("waves.surprise")


class WavesParameters(Switchable):
    """How the world's attention comes and goes."""

    # fmt: off
    spread: float = parameter(
        0.6, ge=0, le=2, symbol="s", evidence="computed",
        source="weekly joins of public data sets vary by .47-.86 beyond Poisson and trend",
        en="how much receptiveness varies from day to day (sd of its logarithm)",
        zh="外界关注度的波动幅度（对数标准差）",
    )
    memory_days: float = parameter(
        5.0, gt=0, le=365, unit="days", symbol="τ_w", evidence="computed",
        source="weekly joins of public data sets follow those of the week before at .05-.26",
        en="how long a wave lasts", zh="一波关注持续的时间",
    )
    # fmt: on


class Waves(Mechanism):
    """The world pays attention, or looks elsewhere."""

    name = "waves"
    title_en, title_zh = "Waves of attention", "关注热潮"
    phase = Phase.PRESENCE
    Parameters = WavesParameters

    def start(self, community: Community) -> None:
        self.wave: float | None = None

    def set_climate(self, community: Community) -> None:
        p = self.parameters
        surprise = p.spread * normal(community.chance.uniform(0, community.day, SURPRISE))
        if self.wave is None:
            self.wave = surprise
        else:
            kept = float(np.exp(-1 / p.memory_days))
            self.wave = kept * self.wave + float(np.sqrt(1 - kept**2)) * surprise
        community.influences.climate.join_factor *= float(np.exp(self.wave - p.spread**2 / 2))
