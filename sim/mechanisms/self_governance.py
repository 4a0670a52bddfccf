"""Self-governance: members elect moderators, who share in governing.

Every term, and when nobody holds office, the members of each chapter elect those among its active
members and KOLs to whom most strength of ties goes. With members' share s in governance

- strictness is `(1 - s) g + s g_M`, with g_M what members wish: in proportion to the dispersion of
  values they live with, as it was at the election; so rules move slowly;
- everything turns around the founder by `ψ (1 - s)` only: more KOLs rise, ties among members count
  more, those near her are less drawn by her, and less is lost when she leaves (in `governance`);
- trust aims `t s` higher;
- moderators feel their office, `w_O s`, and spend time on it;
- the norm that is enforced is that of the moderators, m their mean values:
  `w_R s (V(x_i - m) - V(x_i - norm))`, V(d) = exp(-d^2 / 2 h^2). Where moderators are like the
  members this is nothing; where one camp has won the election, the other is ruled by strangers.

That groups with one administrator die more often is found (Kraut and Fiore 2014), that democracy in
self-governed communities tends to be captured too (Shaw and Hill 2014). Sizes are assumptions.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import Column, Role


class SelfGovernanceParameters(Switchable):
    """How far members govern, how they elect, and what it does."""

    # fmt: off
    share: float = parameter(
        0.0, ge=0, le=1, unit="share", symbol="s", evidence="choice",
        en="members' share in governance (0 the team governs)", zh="成员自治程度（0 为团队管理）",
    )
    moderators_per_100: float = parameter(
        2.0, ge=0, le=50, unit="people", evidence="choice",
        en="moderators for each hundred members, at least one", zh="每百名成员选出的管理者数（至少一名）",
    )
    term_days: int = parameter(
        90, ge=1, le=3650, unit="days", evidence="choice",
        en="days from one election to the next", zh="任期天数",
    )
    wish: float = parameter(
        1.6, ge=0, le=10, symbol="g_M / D", evidence="computed",
        source="usual strictness over usual dispersion",
        en="strictness that members wish for, per unit of dispersion of values",
        zh="成员期望的严格程度（按价值观分散度计）",
    )
    trust_gain: float = parameter(
        0.1, ge=0, le=1, symbol="t", en="trust that full self-rule adds", zh="完全自治增加的信任",
    )
    representation_weight: float = parameter(
        1.0, ge=0, le=5, unit="logit", symbol="w_R",
        en="pull of moderators who think alike, and push of others",
        zh="管理者价值观是否相近对归属感的影响",
    )
    representation_width: float = parameter(
        0.25, gt=0, le=2, symbol="h",
        en="distance of values at which a moderator is a stranger", zh="管理者显得陌生的价值观距离",
    )
    office_weight: float = parameter(
        0.5, ge=0, le=5, unit="logit", symbol="w_O",
        en="pull of holding office", zh="担任管理者对归属感的权重",
    )
    office_time: float = parameter(
        0.2, ge=0, le=50, unit="conversations/day",
        en="everyday talk that holding office costs a moderator", zh="管理事务每日占用的互动次数",
    )
    # fmt: on


@kernel
def _represent(
    begin, end, members, representation, office, width2, has_moderators, ruling, norm,
    chapter, values, moderator, pull,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        c = chapter[row]
        pull[row] = office if moderator[row] else 0.0
        if has_moderators[c]:
            near = 0.0
            usual = 0.0
            for d in range(2):
                near += (values[row, d] - ruling[c, d]) ** 2
                usual += (values[row, d] - norm[c, d]) ** 2
            pull[row] += representation * (np.exp(-near / width2) - np.exp(-usual / width2))


class SelfGovernance(Mechanism):
    """Members have a share in governing."""

    name = "self_governance"
    title_en, title_zh = "Self-governance", "成员自治"
    # Before all others that read who governs today.
    phase = Phase.PRESENCE
    Parameters = SelfGovernanceParameters
    columns = (Column("moderator", np.bool_),)
    pulls = (Label("self_rule", "ruled by another camp", "管理者非我同类"),)

    def start(self, community: Community) -> None:
        self.wished_strictness: float | None = None

    def set_climate(self, community: Community) -> None:
        p, climate = self.parameters, community.influences.climate
        climate.distrust -= p.trust_gain * p.share
        if self.wished_strictness is not None:
            climate.self_rule = p.share
            climate.wished_strictness = self.wished_strictness

    def step(self, community: Community) -> None:
        p = self.parameters
        if p.share == 0 and self.wished_strictness is None:
            return
        if p.share > 0 and self._is_due(community):
            self._elect(community)
        self._rule(community)

    def _is_due(self, community: Community) -> bool:
        """Whether a term has ended, or nobody holds office."""
        if community.day % self.parameters.term_days == 0:
            return True
        return not community.people.moderator[community.members].any()

    def _elect(self, community: Community) -> None:
        """New moderators in every chapter, and a new wish of how strict to be."""
        people, members = community.people, community.members
        people.moderator[:] = False
        for chapter in np.flatnonzero(community.chapters.living).tolist():
            people.moderator[self._elected(community, community.members_of(chapter))] = True
        if len(members):
            dispersion = community.chapters.dispersion[people.chapter[members]]
            wish = self.parameters.wish * float(dispersion.mean(dtype=np.float64))
            self.wished_strictness = min(max(wish, 0.0), 1.0)

    def _elected(self, community: Community, rows: np.ndarray) -> np.ndarray:
        """Those to whom most strength of ties goes among a chapter's active members and KOLs."""
        people = community.people
        role = people.role[rows]
        candidates = np.flatnonzero((role == Role.ACTIVE) | (role == Role.KOL))
        if not len(candidates):
            return rows[candidates]
        towards = np.asarray(community.ties.to_csr(rows, community.day).sum(axis=0), np.float64)
        seats = max(1, round(self.parameters.moderators_per_100 * len(rows) / 100))
        order = np.argsort(-towards[candidates], kind="stable")
        return rows[candidates[order[:seats]]]

    def _rule(self, community: Community) -> None:
        p, people, members = self.parameters, community.people, community.members
        chapters = community.chapters
        office = members[people.moderator[members]]
        community.influences.time_spent[office] += np.float32(p.office_time * p.share)
        home = people.chapter[office]
        counts = np.bincount(home, minlength=chapters.count)
        sums = [
            np.bincount(home, weights=people.values[office, d], minlength=chapters.count)
            for d in range(2)
        ]
        ruling = np.stack(sums, axis=1) / np.maximum(counts, 1)[:, None]
        threads.run(
            _represent, len(members), members, p.representation_weight * p.share,
            p.office_weight * p.share, 2 * p.representation_width**2, counts > 0, ruling,
            chapters.norm, people.chapter, people.values, people.moderator,
            community.influences.belonging_pull["self_rule"],
        )  # fmt: skip

    def switch_off(self, community: Community) -> None:
        super().switch_off(community)
        community.people.moderator[:] = False

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.moderator[rows] = False
