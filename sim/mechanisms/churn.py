"""Renewal and churn: who leaves, and why.

The hazard of leaving is `h0 frail_i e^(-β_B (B_i - ½))` and what others push; it adds up, and a
member leaves when it passes one exponential threshold of her own. Frailty is Gamma distributed
with mean 1, so that those who stay are the steadier ones and the hazard falls with tenure:
survival at constant belonging is `(1 + h t / k)^-k` (Fader and Hardie 2007 for the discrete
case). Where membership is paid for a term, she can only leave when it ends. Whoever has not come
by for long has left without saying so. The cause is a push by its share of the hazard, else drawn
among what pulled her down, in proportion; if nothing did, she drifted away. The founder leaves
only if the timeline says so.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy.special import gammaincinv

from sim.state.chance import exponential, purpose, uniform
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.influences import felt
from sim.state.mechanism import Mechanism, Phase, Verb
from sim.state.parameters import Parameters, Switchable, parameter
from sim.state.people import Column, Role, Status

FRAILTY = purpose("churn.frailty")
THRESHOLD = purpose("churn.threshold")
CAUSE = purpose("churn.cause")
CHOICE = purpose("churn.choice")
STAYS, LEAVES, INACTIVE = 0, 1, 2


class ChurnParameters(Switchable):
    """How members are lost."""

    # fmt: off
    hazard: float = parameter(
        0.003, ge=0, le=0.2, unit="1/day", symbol="h0",
        en="hazard of leaving at middling belonging", zh="归属感居中时的日流失率",
    )
    belonging_power: float = parameter(
        4.0, ge=0, le=8, symbol="β_B",
        en="how strongly belonging keeps members", zh="归属感留住成员的强度",
    )
    frailty_shape: float = parameter(
        0.7, ge=0.05, le=1000, symbol="k",
        evidence="computed",
        source="fitted to two cohorts of subscribers over seven years it is .67 and .71 (survival "
        "from table 1 of Fader and Hardie 2007)",
        en="how alike members are in their readiness to leave (large: all alike)",
        zh="成员流失倾向的一致性（越大越一致）",
    )
    contract_days: int = parameter(
        0, ge=0, le=3650, unit="days", evidence="choice",
        en="term that membership is paid for; leaving only when it ends (0 at any time)",
        zh="会籍期限；仅到期可退出（0 为随时）",
    )
    inactive_days: int = parameter(
        180, ge=1, le=3650, unit="days",
        en="absence after which somebody counts as gone", zh="缺席多少天视为流失",
    )
    # fmt: on


class KolsLeave(Parameters):
    """KOLs leave together."""

    # fmt: off
    count: int = parameter(
        10, ge=1, le=100_000, unit="people", evidence="choice", en="how many", zh="人数"
    )
    which: Literal["strongest", "random"] = parameter(
        "strongest", evidence="choice", en="those with the strongest ties, or any", zh="关系最强者或随机"
    )
    # fmt: on


class FounderLeaves(Parameters):
    """The founder leaves."""


@kernel
def _tire(
    begin, end, members, day, base, power, contract, inactive, pushes, live,
    role, belonging, frailty, visiting, last_visit, join_day, endurance, tiredness, verdict,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        verdict[i] = STAYS
        if role[row] == 0:
            continue
        hazard = base * frailty[row] * np.exp(-power * (belonging[row] - 0.5))
        for t in live:
            hazard += pushes[t, row]
        tiredness[row] += hazard
        tenure = day - join_day[row]
        if contract > 0 and (tenure == 0 or tenure % contract != 0):
            continue
        if tiredness[row] >= endurance[row]:
            verdict[i] = LEAVES
        elif not visiting[row] and day - last_visit[row] >= inactive:
            verdict[i] = INACTIVE


@kernel
def _endure(rows, spells, key, endurance):
    """How much each can bear in this spell of membership: one exponential threshold."""
    for i in range(len(rows)):
        endurance[rows[i]] = exponential(rows[i], spells[rows[i]], 0, THRESHOLD, key)


@kernel
def _find_cause(
    rows, day, key, base, power, belonging, frailty, pulls, serves, seeking, pushes, causes
):  # fmt: skip
    """Draw a cause for each: a push by its share of the hazard, else a pull that was down."""
    drifted = pulls.shape[0] + pushes.shape[0]
    for i in range(len(rows)):
        row = rows[i]
        u = uniform(row, day, 0, CAUSE, key)
        causes[i] = drifted
        pushed = 0.0
        for t in range(pushes.shape[0]):
            pushed += pushes[t, row]
        if pushed > 0.0:
            own = base * frailty[row] * np.exp(-power * (belonging[row] - 0.5))
            left = u * (own + pushed)
            for t in range(pushes.shape[0]):
                left -= pushes[t, row]
                if left <= 0.0:
                    causes[i] = pulls.shape[0] + t
                    break
            if left <= 0.0:
                continue
            u = left / own
        total = 0.0
        for t in range(pulls.shape[0]):
            total += max(0.0, -felt(t, row, pulls, serves, seeking))
        left = u * total
        if total <= 0.0:
            continue
        for t in range(pulls.shape[0]):
            left -= max(0.0, -felt(t, row, pulls, serves, seeking))
            if left <= 0.0:
                causes[i] = t
                break


class Churn(Mechanism):
    """Members leave."""

    name = "churn"
    title_en, title_zh = "Renewal and churn", "续留与流失"
    phase = Phase.CHURN
    Parameters = ChurnParameters
    columns = (
        Column("frailty", np.float32, 1.0),
        Column("endurance", np.float32),
        Column("tiredness", np.float32),
    )
    verbs = (
        Verb(
            "founder_leaves", FounderLeaves, "lose_founder", "Founder leaves", "创始人离开", "shock"
        ),
        Verb("kol_leaves", KolsLeave, "lose_kols", "KOLs leave", "KOL 离开", "shock"),
    )

    def start(self, community: Community) -> None:
        self._draw_frailty(community)
        # Members there already are, when churn begins midway, must not be without endurance.
        self._brace(community, community.members)

    def adjust(self, parameters: ChurnParameters, community: Community) -> None:
        self.parameters = parameters
        self._draw_frailty(community)

    def _draw_frailty(self, community: Community) -> None:
        shape = self.parameters.frailty_shape
        u = community.chance.uniforms(community.market.rows, 0, FRAILTY)[0]
        if shape == 1:  # exponential, and needs no special function
            frailty = -np.log(u)
        else:
            frailty = threads.listed(lambda begin, end: gammaincinv(shape, u[begin:end]), len(u))
        community.people.frailty[:] = frailty / shape

    def set_climate(self, community: Community) -> None:
        community.influences.climate.contract_days = self.parameters.contract_days

    def step(self, community: Community) -> None:
        p, people, members = self.parameters, community.people, community.members
        verdict = np.empty(len(members), np.int8)
        influences = community.influences
        threads.run(
            _tire, len(members), members, community.day, p.hazard, p.belonging_power,
            p.contract_days, p.inactive_days, influences.exit_hazard.table,
            influences.exit_hazard.live, people.role, people.belonging, people.frailty,
            people.visiting, people.last_visit, people.join_day, people.endurance,
            people.tiredness, verdict,
        )  # fmt: skip
        self._let_go(community, members[verdict == LEAVES])
        silent = members[verdict == INACTIVE]
        community.leave(silent, np.full(len(silent), community.journal.cause("inactivity")))

    def _let_go(self, community: Community, rows: np.ndarray) -> None:
        p, people, influences = self.parameters, community.people, community.influences
        pulls = influences.belonging_pull
        causes = np.empty(len(rows), np.int64)
        _find_cause(
            rows, community.day, community.chance.key, p.hazard, p.belonging_power,
            people.belonging, people.frailty, pulls.table, pulls.serves, influences.seeking,
            influences.exit_hazard.table, causes,
        )  # fmt: skip
        community.leave(rows, causes)

    def lose_founder(self, community: Community, arguments: FounderLeaves) -> None:
        """The founder leaves today."""
        if community.founder_is_in:
            self._call_away(community, np.array([community.founder], np.int32))

    def lose_kols(self, community: Community, arguments: KolsLeave) -> None:
        """So many KOLs leave today: those with the strongest ties, or any."""
        members, people = community.members, community.people
        kols = members[people.role[members] == Role.KOL]
        if arguments.which == "strongest":
            rank = -community.ties.total[kols]
        else:
            rank = community.chance.uniforms(kols, community.day, CHOICE)[0]
        chosen = kols[np.argsort(rank, kind="stable")[: arguments.count]]
        self._call_away(community, np.sort(chosen))

    def _call_away(self, community: Community, rows: np.ndarray) -> None:
        community.leave(rows, np.full(len(rows), community.journal.cause("called_away")))

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.tiredness[rows] = 0.0
        self._brace(community, rows)

    def _brace(self, community: Community, rows: np.ndarray) -> None:
        people = community.people
        _endure(rows, people.spells, community.chance.key, people.endurance)


assert (Status.MEMBER, Role.FOUNDER) == (1, 0)  # the kernels know them by these numbers
