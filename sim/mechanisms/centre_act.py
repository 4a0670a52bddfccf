"""The centre's act: the founder breaks with part of the community, on a day of the timeline.

A break-up of the other kind than a schism: nothing drifts apart beforehand. Either the founder
quarrels and goes, or she expels those who are farthest from her values. Of the members of her
chapter who were active in the month before, a share follows neither side: each with probability
`Λ(logit(n) - ι (B_i - mean B))`. The others choose the founder with probability
`Λ(logit(f) + β_f (d_other - d_founder))`, d the distance of a member's values to the other side's
and to the founder's. The side that goes becomes a rival chapter; the team and the place stay with
the side that stays. Who follows neither drifts off: her hazard of leaving rises by one over the
drifting time. Members who were not active notice nothing and stay where they are.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import purpose
from sim.state.community import Community
from sim.state.compiling import kernel
from sim.state.journal import Division, Label
from sim.state.mechanism import Mechanism, Phase, Verb
from sim.state.parameters import Parameters, Switchable, parameter
from sim.state.people import Role

NEITHER = purpose("centre_act.neither")
SIDE = purpose("centre_act.side")
NOBODY, FOUNDERS, OTHERS = 0, 1, 2


class CentreActParameters(Switchable):
    """How people take an act from the centre."""

    # fmt: off
    value_weight: float = parameter(
        12.0, ge=0, le=100, unit="logit", symbol="β_f",
        en="how much people follow whoever shares their values, per unit of distance",
        zh="价值观接近程度对选边的影响",
    )
    inertia: float = parameter(
        3.0, ge=0, le=20, unit="logit", symbol="ι",
        en="how much belonging keeps people from drifting off", zh="归属感防止成员流散的作用",
    )
    drift_days: float = parameter(
        60.0, ge=1, le=3650, unit="days",
        en="mean time in which those who follow neither side drift off", zh="两边都不跟者平均流散时间",
    )
    active_days: int = parameter(
        30, ge=1, le=365, unit="days",
        en="who visited within so many days takes part", zh="近多少天内到访者会卷入",
    )
    # fmt: on


class FounderQuarrels(Parameters):
    """The founder breaks with the others and goes, with those who follow her."""

    # fmt: off
    neither: float = parameter(
        0.7, gt=0, lt=1, unit="share", symbol="n", evidence="found",
        source="after one community's split by its owner about 70 % of active people followed "
        "neither side",
        en="share of active members who follow neither side", zh="两边都不跟的活跃成员比例",
    )
    with_founder: float = parameter(
        0.5, gt=0, lt=1, unit="share", symbol="f",
        en="share of those who choose that follows the founder, values aside",
        zh="选边者中跟随创始人的比例（不计价值观影响）",
    )
    # fmt: on


class FounderExpels(FounderQuarrels):
    """The founder expels part of the active members and KOLs; others go with them."""

    # fmt: off
    share: float = parameter(
        0.1, gt=0, le=1, unit="share", evidence="choice",
        en="share of active members and KOLs who are expelled: those farthest from her values",
        zh="被驱逐的活跃成员与 KOL 比例（价值观与创始人最远者）",
    )
    # fmt: on


@kernel
def choose_sides(
    rows, u_neither, u_side, neither, inertia, mean_belonging, with_founder, value_weight,
    founders, others, values, belonging, side,
):  # fmt: skip
    """What each does: 0 follows neither, 1 goes with the founder, 2 with the others."""
    for i in range(len(rows)):
        row = rows[i]
        drifts = np.log(neither / (1.0 - neither)) - inertia * (belonging[row] - mean_belonging)
        if u_neither[i] < 1.0 / (1.0 + np.exp(-drifts)):
            side[i] = 0
            continue
        near = np.hypot(values[row, 0] - founders[0], values[row, 1] - founders[1])
        far = np.hypot(values[row, 0] - others[0], values[row, 1] - others[1])
        pull = np.log(with_founder / (1.0 - with_founder)) + value_weight * (far - near)
        side[i] = 1 if u_side[i] < 1.0 / (1.0 + np.exp(-pull)) else 2


class CentreAct(Mechanism):
    """The founder breaks with part of the community."""

    name = "centre_act"
    title_en, title_zh = "Act of the centre", "中心决裂"
    phase = Phase.SCHISM
    Parameters = CentreActParameters
    pushes = (Label("break_up", "drifted off after a break-up", "决裂后流散"),)
    verbs = (
        Verb(
            "founder_quarrels",
            FounderQuarrels,
            "quarrel",
            "Founder quarrels",
            "创始人决裂",
            "shock",
        ),
        Verb("founder_expels", FounderExpels, "expel", "Founder expels", "创始人清退", "shock"),
    )

    def quarrel(self, community: Community, arguments: FounderQuarrels) -> None:
        """The founder goes today with those who follow her, and makes a chapter of her own."""
        if not community.founder_is_in:
            return
        home = int(community.people.chapter[community.founder])
        rows = self._involved(community, home)
        others = community.chapters.norm[home].astype(np.float64)
        side = self._sides(community, rows, others, arguments)
        side[rows == community.founder] = FOUNDERS
        self._part(community, home, rows, side, FOUNDERS, "quarrel")

    def expel(self, community: Community, arguments: FounderExpels) -> None:
        """Those farthest from the founder must go today; who sides with them goes along."""
        if not community.founder_is_in:
            return
        home = int(community.people.chapter[community.founder])
        rows = self._involved(community, home)
        expelled = self._farthest(community, rows, arguments.share)
        if not len(expelled):
            return
        others = community.people.values[expelled].mean(axis=0, dtype=np.float64)
        side = self._sides(community, rows, others, arguments)
        side[np.isin(rows, expelled)] = OTHERS
        side[rows == community.founder] = FOUNDERS
        self._part(community, home, rows, side, OTHERS, "expulsion")

    def _involved(self, community: Community, home: int) -> np.ndarray:
        """Members of the founder's chapter who have visited lately, herself included."""
        rows, people = community.members_of(home), community.people
        lately = people.last_visit[rows] >= community.day - self.parameters.active_days
        return rows[lately | (rows == community.founder)]

    def _farthest(self, community: Community, rows: np.ndarray, share: float) -> np.ndarray:
        """Active members and KOLs who stand farthest from the founder, at least one, sorted."""
        people = community.people
        core = rows[(people.role[rows] == Role.KOL) | (people.role[rows] == Role.ACTIVE)]
        gap = people.values[core] - people.values[community.founder]
        order = np.argsort(-np.hypot(gap[:, 0], gap[:, 1]), kind="stable")
        return np.sort(core[order[: max(1, round(share * len(core)))]])

    def _sides(
        self, community: Community, rows: np.ndarray, others: np.ndarray, act: FounderQuarrels
    ) -> np.ndarray:
        p, people = self.parameters, community.people
        side = np.empty(len(rows), np.int8)
        mean = float(people.belonging[rows].mean(dtype=np.float64))
        founders = people.values[community.founder].astype(np.float64)
        choose_sides(
            rows, community.draw(NEITHER, rows=rows)[0], community.draw(SIDE, rows=rows)[0],
            act.neither, p.inertia, mean, act.with_founder, p.value_weight, founders, others,
            people.values, people.belonging, side,
        )  # fmt: skip
        return side

    def _part(
        self, community: Community, home: int, rows: np.ndarray, side: np.ndarray, going: int,
        why: str,
    ) -> None:  # fmt: skip
        """One side goes as a rival chapter; who follows neither begins to drift off."""
        drifting = rows[side == NOBODY]
        community.influences.exit_hazard["break_up"][drifting] = 1 / self.parameters.drift_days
        goers = rows[side == going]
        size = len(community.members_of(home))
        norm = community.people.values[goers].mean(axis=0, dtype=np.float64)
        child = community.chapters.found(home, norm, rival=True)
        community.move(goers, child)
        community.journal.divided(Division(community.day, home, child, size, len(goers), 0, why))
