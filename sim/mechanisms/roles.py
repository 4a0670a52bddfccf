"""Roles: lurkers become active, active members rise to KOL, and back again.

Daily hazards, with b = 1 + w (2B - 1) for rising and 2 - b for falling:
lurker to active `up1 b (1 + w_post (min(5, post) - 1)) e^(.48 replied)`; active to lurker
`dn1 (2 - b)`; active to KOL `up2 b` for those bound enough, eased where power is shared; KOL to
active `dn2 (2 - b)`.
A reply raises the chance to post again from .44 to .56, which is .48 in log odds (Joyce and Kraut
2006); taken over as a log ratio of hazards, and to rising. Most people never contribute: they stay lurkers. At constant rates the shares
settle at active : lurker = up1 : dn1 and KOL : active = up2 : dn2. The timeline can incubate KOLs: the
active members most bound are trained, and rise at once.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import happens, purpose
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import FALL, RISE
from sim.state.mechanism import Mechanism, Phase, Verb
from sim.state.parameters import Parameters, Switchable, parameter
from sim.state.people import ACTIVE, KOL, LURKER

CHANGE = purpose("roles.change")
REPLY_REMEMBERED_DAYS = 7


class RolesParameters(Switchable):
    """How members rise and fall."""

    # fmt: off
    to_active: float = parameter(
        1 / 30, ge=0, le=1, unit="1/day", symbol="up1",
        en="hazard that a contributor who lurks becomes active", zh="潜水贡献者转为活跃的日风险率",
    )
    to_lurker: float = parameter(
        1 / 60, ge=0, le=1, unit="1/day", symbol="dn1",
        en="hazard that an active member falls back to lurking", zh="活跃成员转为潜水的日风险率",
    )
    to_kol: float = parameter(
        1 / 1800, ge=0, le=1, unit="1/day", symbol="up2",
        en="hazard that a bound active member rises to KOL", zh="活跃成员成长为 KOL 的日风险率",
    )
    from_kol: float = parameter(
        1 / 180, ge=0, le=1, unit="1/day", symbol="dn2",
        en="hazard that a KOL falls back to active member", zh="KOL 退回活跃成员的日风险率",
    )
    belonging_weight: float = parameter(
        1.0, ge=0, le=1, symbol="w_r", en="how much belonging moves roles", zh="归属感对角色变化的影响"
    )
    posting_weight: float = parameter(
        1.0, ge=0, le=1, symbol="w_post",
        en="how much a person's urge to post moves her rise", zh="发言意愿对角色上升的影响",
    )
    reply_boost: float = parameter(
        0.48, ge=0, le=2, unit="log odds", symbol="reply_lo", evidence="computed",
        source="answered newcomers post again with a chance of .56 against .44 (Joyce and Kraut 2006); taken "
        "over as a ratio of hazards to rise",
        en="how much having been answered lately eases the rise", zh="近期得到回复对角色上升的促进",
    )
    kol_bond: float = parameter(
        0.5, ge=0, le=1, symbol="S_K", en="bond that a rise to KOL asks for", zh="成长为 KOL 所需的联结水平"
    )
    hurdle: bool = parameter(
        True, evidence="found",
        source="80-90 % of registered users of open communities never contribute",
        en="people who have never contributed stay lurkers", zh="从未贡献者一直潜水",
    )
    # fmt: on


class Incubate(Parameters):
    """Active members are trained to be KOLs: those most bound."""

    # fmt: off
    count: int = parameter(
        10, ge=1, le=100_000, unit="people", evidence="choice", en="how many", zh="人数"
    )
    cost_per_person: float = parameter(
        200, ge=0, le=1e6, unit="currency/person", en="cost of training one", zh="人均培养成本"
    )
    # fmt: on


@kernel
def _who_may_change(begin, end, members, hurdle, role, contributor, last_act):
    """Everybody but the founder and, behind the hurdle, those who have never contributed."""
    found = np.empty(end - begin + 1, np.int32)
    count = np.uint32(0)
    for i in range(begin, end):
        row = members[i]
        found[count] = row
        lurks = (role[row] == 3) & hurdle
        contributes = contributor[row] & (last_act[row] >= 0)
        count += np.uint32((role[row] != 0) & (contributes | (not lurks)))
    return found[:count]


@kernel
def _change(
    begin, end, rows, u, day, up1, dn1, up2, dn2, openness, w_b, w_p, replied, bond_asked,
    role, belonging, posting, answered_day, bond, new_role,
):  # fmt: skip
    for i in range(begin, end):
        row = rows[i]
        now = role[row]
        new_role[i] = now
        rising = 1.0 + w_b * (2.0 * belonging[row] - 1.0)
        if now == 3:
            hazard = up1 * rising * (1.0 + w_p * (min(5.0, posting[row]) - 1.0))
            if answered_day[row] >= 0 and day - answered_day[row] <= REPLY_REMEMBERED_DAYS:
                hazard *= replied
            if happens(u[i], hazard):
                new_role[i] = 2
        elif now == 2:
            falls = dn1 * (2.0 - rising)
            rises = up2 * rising * openness if bond[row] >= bond_asked else 0.0
            # The ends of the same uniform: one draw, two exclusive outcomes.
            if happens(u[i], falls):
                new_role[i] = 3
            elif happens(1.0 - u[i], rises):
                new_role[i] = 1
        elif happens(u[i], dn2 * (2.0 - rising)):
            new_role[i] = 2


class Roles(Mechanism):
    """Members rise and fall."""

    name = "roles"
    title_en, title_zh = "Roles", "角色"
    phase = Phase.ROLES
    Parameters = RolesParameters
    verbs = (Verb("incubate", Incubate, "incubate", "KOLs incubated", "孵化 KOL", "seeding"),)

    def incubate(self, community: Community, arguments: Incubate) -> None:
        """So many active members, those most bound, rise to KOL today; they may fall again."""
        people, members = community.people, community.members
        active = members[people.role[members] == ACTIVE]
        order = np.argsort(-people.bond[active], kind="stable")
        rising = np.sort(active[order[: arguments.count]])
        community.change_role(RISE, rising, KOL)
        community.ledger.spend("training", arguments.cost_per_person * len(rising))

    def step(self, community: Community) -> None:
        p, people, market = self.parameters, community.people, community.market
        rows = threads.listed(
            _who_may_change, len(community.members), community.members, p.hurdle, people.role,
            market.contributor, people.last_act,
        )  # fmt: skip
        new_role = np.empty(len(rows), np.int8)
        threads.run(
            _change, len(rows), rows, community.draw(CHANGE, rows=rows)[0], community.day,
            p.to_active, p.to_lurker, p.to_kol, p.from_kol,
            community.influences.climate.kol_openness, p.belonging_weight, p.posting_weight,
            float(np.exp(p.reply_boost)), p.kol_bond, people.role, people.belonging,
            market.posting, people.answered_day, people.bond, new_role,
        )  # fmt: skip
        before = people.role[rows]
        changed = np.flatnonzero(new_role != before)
        rows, was, now = rows[changed], before[changed], new_role[changed]
        for role in (KOL, ACTIVE, LURKER):
            community.change_role(RISE, rows[(now == role) & (was > role)], role)
            community.change_role(FALL, rows[(now == role) & (was < role)], role)
