"""Novelty: what is new is tried out, and wears off.

What a visiting member writes and says, and her willingness to come to events, is multiplied by
`λ_n + (1 - λ_n) (1 + tenure/τ_n)^-γ_n`, tenure the days since she joined. In three public
communities contributors are most active in their first days, and do a seventh to a third as much in
the second month; the most eager fall as fast as the others. Editors of Wikipedia do likewise
(Panciera, Halfaker and Terveen 2009), and of those who came to one meetup of a local user group
half came within two weeks of joining. So the first fade, and in a community that grows newcomers
take their place.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter

LONGEST_TENURE = 4096


class NoveltyParameters(Switchable):
    """How contributing wears off with the time somebody is in."""

    # fmt: off
    fading: float = parameter(
        2.0, ge=0, le=3, symbol="γ_n", evidence="calibrated",
        source="acts a day by days since the first act, and the chance to act again by days since the "
        "last, in a student network, a question site and a course forum: least squares of logs over "
        "a grid, with habit",
        en="how fast contributing fades with the time since somebody joined (power)",
        zh="贡献意愿随入群时长衰减的幂次",
    )
    patience_days: float = parameter(
        30.0, gt=0, le=3650, unit="days", symbol="τ_n", evidence="calibrated",
        source="with γ_n, on the same data",
        en="days after which what wears off has done so by the factor 2^-γ_n",
        zh="可消退的贡献意愿降至 2^-γ_n 倍所需的天数",
    )
    lasting: float = parameter(
        0.1, ge=0, le=1, unit="share", symbol="λ_n", evidence="calibrated",
        source="with γ_n and τ_n, on the same data",
        en="share of contributing that never wears off", zh="永不消退的贡献意愿占比",
    )
    # fmt: on


@kernel
def _wear_off(begin, end, members, day, by_tenure, role, join_day, posting, talking, coming):
    for i in range(begin, end):
        row = members[i]
        if role[row] == 0:
            continue
        tenure = min(max(day - join_day[row], 0), len(by_tenure) - 1)
        posting[row] *= by_tenure[tenure]
        talking[row] *= by_tenure[tenure]
        coming[row] *= by_tenure[tenure]


class Novelty(Mechanism):
    """What is new wears off."""

    name = "novelty"
    title_en, title_zh = "Novelty", "新鲜感"
    phase = Phase.PRESENCE
    Parameters = NoveltyParameters

    def start(self, community: Community) -> None:
        self.adjust(self.parameters, community)

    def adjust(self, parameters: NoveltyParameters, community: Community) -> None:
        self.parameters = parameters
        worn = (1 + np.arange(LONGEST_TENURE) / parameters.patience_days) ** -parameters.fading
        self.by_tenure = parameters.lasting + (1 - parameters.lasting) * worn

    def set_climate(self, community: Community) -> None:
        people, influences = community.people, community.influences
        threads.run(
            _wear_off, len(community.members), community.members, community.day, self.by_tenure,
            people.role, people.join_day, influences.post_factor, influences.talk_factor,
            influences.come_factor,
        )  # fmt: skip
