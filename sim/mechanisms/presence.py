"""Presence: who visits today. Reading, posting, meeting and inviting all need a visit.

A member visits with hazard `rate(role) * (1 + w(2B - 1)) * (1 + gap/patience)^-fading`, where B is
belonging and gap the days missed since the last visit: a place left is forgotten like a power law.
A member can also fall asleep and be woken by the activity of others, as in Ribeiro (2014):
with A the share awake, dA/dt = alpha A (1 - A) - beta A, so A ends at max(0, 1 - beta/alpha).
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import happens, purpose
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import Role

VISIT = purpose("presence.visit")
LONGEST_GAP = 4096


class PresenceParameters(Switchable):
    """How often members come by, and how they fall asleep."""

    # fmt: off
    founder_visits_per_day: float = parameter(
        3.0, ge=0, le=20, unit="1/day", symbol="v_F",
        en="hazard that the founder comes by on a day", zh="创始人每日到访率",
    )
    kol_visits_per_day: float = parameter(
        1.2, ge=0, le=20, unit="1/day", symbol="v_K",
        en="hazard that a KOL comes by on a day", zh="KOL 每日到访率",
    )
    active_visits_per_day: float = parameter(
        0.7, ge=0, le=20, unit="1/day", symbol="v_A",
        en="hazard that an active member comes by on a day", zh="活跃成员每日到访率",
    )
    lurker_visits_per_day: float = parameter(
        0.2, ge=0, le=20, unit="1/day", symbol="v_L",
        en="hazard that a lurker comes by on a day", zh="潜水者每日到访率",
    )
    belonging_weight: float = parameter(
        0.8, ge=0, le=1, symbol="w_v",
        en="how much belonging moves visiting and falling asleep", zh="归属感对到访与沉睡的影响",
    )
    patience_days: float = parameter(
        7.0, gt=0, le=365, unit="days", symbol="τ_v",
        en="days of absence after which coming back grows rarer", zh="缺席多少天后回访开始变少",
    )
    fading: float = parameter(
        0.5, ge=0, le=3, symbol="γ_v",
        en="how fast visiting fades with absence (power of the gap)", zh="缺席后到访衰减的幂次",
    )
    sleep_per_day: float = parameter(
        1 / 240, ge=0, le=1, unit="1/day", symbol="β",
        en="hazard that a member falls asleep", zh="成员转为沉睡的日风险率",
    )
    waking_per_day: float = parameter(
        1 / 90, ge=0, le=1, unit="1/day", symbol="α",
        en="hazard that a sleeper is woken when everybody else is awake",
        zh="他人全部活跃时沉睡者被唤醒的日风险率",
    )
    # fmt: on


@kernel
def _visit(
    begin, end, members, day, draws, rates, weight, fading_by_gap, sleep, wake,
    role, belonging, last_visit, dormant, visiting,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        lift = 1.0 + weight * (2.0 * belonging[row] - 1.0)
        sleeps = dormant[row]
        if role[row] != 0:
            if sleeps:
                sleeps = not happens(draws[1, i], wake)
            else:
                sleeps = happens(draws[1, i], sleep * (2.0 - lift))
        dormant[row] = sleeps
        gap = min(max(day - last_visit[row] - 1, 0), len(fading_by_gap) - 1)
        here = not sleeps and happens(draws[0, i], rates[role[row]] * lift * fading_by_gap[gap])
        visiting[row] = here
        if here:
            last_visit[row] = day


class Presence(Mechanism):
    """Who visits today, who sleeps."""

    name = "presence"
    title_en, title_zh = "Presence", "到访"
    phase = Phase.PRESENCE
    Parameters = PresenceParameters

    def start(self, community: Community) -> None:
        self._prepare()

    def adjust(self, parameters: PresenceParameters, community: Community) -> None:
        self.parameters = parameters
        self._prepare()

    def _prepare(self) -> None:
        p = self.parameters
        gaps = np.arange(LONGEST_GAP)
        self.fading_by_gap = (1 + gaps / p.patience_days) ** -p.fading
        self.rates = np.array(
            [
                p.founder_visits_per_day,
                p.kol_visits_per_day,
                p.active_visits_per_day,
                p.lurker_visits_per_day,
            ]
        )

    def step(self, community: Community) -> None:
        p, people, members = self.parameters, community.people, community.members
        awake = 1 - np.count_nonzero(people.dormant[members]) / max(len(members), 1)
        threads.run(
            _visit, len(members), members, community.day, community.draw(VISIT, 2),
            self.rates, p.belonging_weight, self.fading_by_gap,
            p.sleep_per_day, p.waking_per_day * awake,
            people.role, people.belonging, people.last_visit, people.dormant, people.visiting,
        )  # fmt: skip

    def switch_off(self, community: Community) -> None:
        super().switch_off(community)
        community.people.visiting[community.members] = True
        community.people.dormant[community.members] = False

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.dormant[rows] = False


assert Role.FOUNDER == 0  # the kernel knows the founder by this number
