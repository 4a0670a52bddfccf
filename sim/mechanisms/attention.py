"""Attention: what a visitor gets out of what is there to read.

Of V messages a person of capacity c reads `R = c (1 - e^(-V/c))`; the rest is overload
`O = 1 - R/V`. A share `rel = (V_own + o (V - V_own)) / V` of them is relevant to her, where o is
how interesting other topics are, and information is `I = 1 - e^(-R rel / κ_I)`: it saturates
(Ren and Kraut 2014). What she remembers is a moving average over her visits. Clutter (advertising,
spam) swells the feed to `V / (1 - clutter)` and is relevant to nobody.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import Column

USUAL_INFORMATION = 0.6
MEMORY = 0.25
"""Weight of today's visit in what a person remembers of her visits."""


class AttentionParameters(Switchable):
    """How reading turns into information and overload."""

    # fmt: off
    saturation: float = parameter(
        8.0, gt=0, le=200, unit="messages", symbol="κ_I",
        en="relevant messages after which more adds little", zh="信息收益趋于饱和的相关内容量",
    )
    offtopic_interest: float = parameter(
        0.2, ge=0, le=1, unit="share", symbol="o",
        en="how interesting a message on another topic is", zh="对其他话题的兴趣",
    )
    personal_filter: float = parameter(
        0.0, ge=0, le=1, unit="share", symbol="pers", evidence="choice",
        en="how well the feed is filtered to a person's interest", zh="个性化推荐程度",
    )
    information_weight: float = parameter(
        1.2, ge=0, le=5, unit="logit", symbol="w_I",
        en="pull of information on belonging", zh="信息收益对归属感的权重",
    )
    overload_weight: float = parameter(
        0.8, ge=0, le=5, unit="logit", symbol="c_O",
        en="push of overload on belonging", zh="信息过载对归属感的负面权重",
    )
    # fmt: on


@kernel
def read(volume, own, capacity, offtopic, personal, saturation, clutter=0.0):
    """What one visitor gets: information and overload, both 0-1."""
    if volume <= 0.0:
        return 0.0, 0.0
    feed = volume / (1.0 - clutter)
    reading = capacity * (1.0 - np.exp(-feed / capacity))
    relevant = (own + offtopic * (volume - own)) / volume
    relevant += (1.0 - relevant) * personal
    relevant *= 1.0 - clutter
    return 1.0 - np.exp(-reading * relevant / saturation), 1.0 - reading / feed


@kernel
def _attend(
    begin, end, visitors, volume, totals, offtopic, personal, saturation, clutter, w_info, w_over,
    usual, chapter, interest, capacity, information, overload, info_pull, overload_pull,
):  # fmt: skip
    for i in range(begin, end):
        row = visitors[i]
        c = chapter[row]
        got, over = read(
            totals[c], volume[c, interest[row]], capacity[row], offtopic, personal, saturation,
            clutter,
        )  # fmt: skip
        information[row] += MEMORY * (got - information[row])
        overload[row] += MEMORY * (over - overload[row])
        info_pull[row] = w_info * (information[row] - usual)
        overload_pull[row] = -w_over * overload[row]


class Attention(Mechanism):
    """Visitors read what they can."""

    name = "attention"
    title_en, title_zh = "Attention", "注意力"
    phase = Phase.ATTENTION
    Parameters = AttentionParameters
    columns = (Column("overload", np.float32),)
    pulls = (
        Label("information", "thin content", "内容贫乏", "opportunity"),
        Label("overload", "overload", "信息过载"),
    )

    def step(self, community: Community) -> None:
        p, people, market = self.parameters, community.people, community.market
        volume, visitors = community.chapters.volume, community.visitors
        pulls = community.influences.belonging_pull
        threads.run(
            _attend, len(visitors), visitors, volume, volume.sum(axis=1), p.offtopic_interest,
            p.personal_filter, p.saturation, community.influences.climate.clutter,
            p.information_weight, p.overload_weight, USUAL_INFORMATION, people.chapter,
            market.interest, market.capacity, people.information, people.overload,
            pulls["information"], pulls["overload"],
        )  # fmt: skip

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.information[rows] = USUAL_INFORMATION
        community.people.overload[rows] = 0.0
