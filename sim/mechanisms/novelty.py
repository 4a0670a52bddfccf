"""Novelty: what is new is tried out, and wears off.

What a visiting member writes and says, and her willingness to come to events, is multiplied by
`l + (1 - l) (1 + tenure/τ_n)^-γ_n`, tenure the days since she joined and `l` what of it lasts with
her: `u^(1/λ_n - 1)` with u uniform, so λ_n in the mean, next to nothing for most people and nearly
all for a few. In three public communities contributors are most active in their first days, and do
a seventh to a third as much in the second month; the most eager fall as fast as the others. Editors
of Wikipedia do likewise (Panciera, Halfaker and Terveen 2009), and of those who came to one meetup
of a local user group half came within two weeks of joining. So the first fade, and in a community
that grows newcomers take their place; but who still acts in the third month does so in the fourth.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import purpose
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter

LASTS = purpose("novelty.lasts")
LONGEST_TENURE = 4096


class NoveltyParameters(Switchable):
    """How contributing wears off with the time somebody is in."""

    # fmt: off
    fading: float = parameter(
        1.75, ge=0, le=3, symbol="γ_n", evidence="calibrated",
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
        0.07, ge=0, le=1, unit="share", symbol="λ_n", evidence="calibrated",
        source="with γ_n and τ_n, on the same data; that it is unequal: people who act in the third "
        "month act 1.2 and .9 times as much in the fourth on a question site and in a student network",
        en="share of contributing that never wears off, in the mean of people: next to nothing for "
        "most, nearly all for a few",
        zh="永不消退的贡献意愿占比（人均）：多数人几乎不剩，少数人几乎不减",
    )
    # fmt: on


@kernel
def _wear_off(begin, end, members, day, worn, lasts, role, join_day, posting, talking, coming):
    for i in range(begin, end):
        row = members[i]
        if role[row] == 0:
            continue
        tenure = min(max(day - join_day[row], 0), len(worn) - 1)
        left = lasts[row] + (1 - lasts[row]) * worn[tenure]
        posting[row] *= left
        talking[row] *= left
        coming[row] *= left


class Novelty(Mechanism):
    """What is new wears off."""

    name = "novelty"
    title_en, title_zh = "Novelty", "新鲜感"
    phase = Phase.PRESENCE
    Parameters = NoveltyParameters

    def start(self, community: Community) -> None:
        self.adjust(self.parameters, community)

    def adjust(self, parameters: NoveltyParameters, community: Community) -> None:
        self.parameters = p = parameters
        self.worn = (1 + np.arange(LONGEST_TENURE) / p.patience_days) ** -p.fading
        lot = community.chance.uniforms(community.market.rows, 0, LASTS)[0]
        power = 1 / p.lasting - 1 if p.lasting > 0 else np.inf
        self.lasts = (lot**power).astype(np.float32)

    def set_climate(self, community: Community) -> None:
        people, influences = community.people, community.influences
        threads.run(
            _wear_off, len(community.members), community.members, community.day, self.worn,
            self.lasts, people.role, people.join_day, influences.post_factor, influences.talk_factor,
            influences.come_factor,
        )  # fmt: skip
