"""Habit: who contributed lately contributes again.

What a visiting member writes and says is multiplied by `(1 + gap/τ_h)^-γ_h`, gap the whole days
without a contribution since her last one, or since she joined. In three public communities the
chance to contribute again falls from .2-.5 on the next day as a power of -1.05 to -1.2 of the
days since the last time, and most of those who ever contribute begin on the day they register. So
nobody drops out for ever and nobody lasts, and most contributors are seen on one day only.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter

LONGEST_GAP = 4096


class HabitParameters(Switchable):
    """How contributing becomes a habit, and how it is lost."""

    # fmt: off
    fading: float = parameter(
        0.8, ge=0, le=3, symbol="γ_h", evidence="calibrated",
        source="with novelty, on the same data: there the chance to contribute again falls as the "
        "power -1.05 to -1.2 of the days since the last time, to which presence adds its share",
        en="how fast contributing fades with the days since the last time (power)",
        zh="贡献意愿随距上次贡献天数衰减的幂次",
    )
    patience_days: float = parameter(
        1.0, gt=0, le=365, unit="days", symbol="τ_h", evidence="computed",
        source="the fall begins with the first day without a contribution",
        en="days without a contribution after which it begins to fade", zh="多少天不贡献后意愿开始衰减",
    )
    # fmt: on


@kernel
def _fade(begin, end, members, day, by_gap, role, join_day, last_act, posting, talking):
    for i in range(begin, end):
        row = members[i]
        if role[row] == 0:
            continue
        gap = min(max(day - max(join_day[row], last_act[row]) - 1, 0), len(by_gap) - 1)
        posting[row] *= by_gap[gap]
        talking[row] *= by_gap[gap]


class Habit(Mechanism):
    """Contributing is a habit."""

    name = "habit"
    title_en, title_zh = "Habit", "贡献习惯"
    phase = Phase.PRESENCE
    Parameters = HabitParameters

    def start(self, community: Community) -> None:
        self.adjust(self.parameters, community)

    def adjust(self, parameters: HabitParameters, community: Community) -> None:
        self.parameters = parameters
        gaps = np.arange(LONGEST_GAP)
        self.by_gap = (1 + gaps / parameters.patience_days) ** -parameters.fading

    def set_climate(self, community: Community) -> None:
        people, influences = community.people, community.influences
        threads.run(
            _fade, len(community.members), community.members, community.day, self.by_gap, people.role,
            people.join_day, people.last_act, influences.post_factor, influences.talk_factor,
        )  # fmt: skip
