"""Schism: dissidents break away, and take along those who are near to them.

Every 30 days, in every chapter: dissidents are active members and KOLs farther than ε_s from the
chapter's norm who belong less than B_crit. With n of them a split comes with probability
`1 - e^(-30 h1 n)`: what makes large communities split is that they have more people who could
lead one. The leader is drawn among the dissidents in proportion to the strength of their ties.
Everybody else follows with probability `Λ(β_f (d_norm - d_leader) + w_t t - ι B)`, d the distance
of her values to the chapter's norm and to the leader's, and t from -1 to 1 on whose side her ties
stand: the leader is 1, the founder (or whoever is tied most) -1, and in some rounds of talk
everybody else takes the mean of those she is tied to (Zachary 1977: a club's split followed its
ties). A share of those who go leaves, the rest is a chapter of its own, a rival with its own
norm, with which nobody on the other side talks any more.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, diags_array

from sim.state.chance import happens, purpose
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import NOWHERE, RISE, Division, Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import Role

SPLIT = purpose("schism.split")
LEADER = purpose("schism.leader")
FOLLOWS = purpose("schism.follows")
EXITS = purpose("schism.exits")
MONTH = 30


class SchismParameters(Switchable):
    """When a chapter splits, and who goes."""

    # fmt: off
    rate: float = parameter(
        5e-5, ge=0, le=0.05, unit="1/dissident/day", symbol="h1",
        en="hazard of a split for each dissident who could lead it", zh="每位异见者引发分裂的日风险率",
    )
    distance: float = parameter(
        0.3, ge=0, le=2, symbol="ε_s",
        en="distance from the chapter's norm beyond which somebody is a dissident",
        zh="成为异见者所需的与分会规范的价值观距离",
    )
    belonging: float = parameter(
        0.6, ge=0, le=1, symbol="B_crit",
        en="belonging below which somebody is a dissident", zh="成为异见者的归属感上限",
    )
    value_weight: float = parameter(
        12.0, ge=0, le=100, unit="logit", symbol="β_f",
        en="how much people follow whoever shares their values, per unit of distance",
        zh="价值观接近程度对追随的影响",
    )
    tie_weight: float = parameter(
        3.0, ge=0, le=100, unit="logit", symbol="w_t", evidence="assumption",
        source="that a split follows ties is found (Zachary 1977); its weight is not",
        en="how much people follow those they are tied to", zh="人际联结对追随的影响",
    )
    inertia: float = parameter(
        3.0, ge=0, le=20, unit="logit", symbol="ι",
        en="how much belonging keeps people where they are", zh="归属感带来的留守惯性",
    )
    rounds: int = parameter(
        10, ge=0, le=1000, unit="rounds",
        en="rounds of talk in which people take sides before they decide", zh="选边前的讨论轮数",
    )
    exit_share: float = parameter(
        0.5, ge=0, le=1, unit="share", symbol="exit",
        en="share of those who go that leaves for good", zh="出走者中彻底离开的比例",
    )
    smallest: int = parameter(
        5, ge=1, le=10_000, unit="people",
        en="people it takes to form a chapter of their own; fewer all leave", zh="自立分会所需的最少人数",
    )
    # fmt: on


@kernel
def _distance(values, row, point):
    d0 = values[row, 0] - point[0]
    d1 = values[row, 1] - point[1]
    return np.sqrt(d0 * d0 + d1 * d1)


@kernel
def find_dissidents(rows, distance, belonging_below, norm, role, values, belonging):
    """Which of a chapter's members (bool each) are dissidents: they could lead a split."""
    found = np.zeros(len(rows), np.bool_)
    for i in range(len(rows)):
        row = rows[i]
        if (role[row] == 1 or role[row] == 2) and belonging[row] < belonging_below:
            found[i] = _distance(values, row, norm) > distance
    return found


@kernel
def follow(
    begin, end, rows, u, side, value_weight, tie_weight, inertia, norm, leader_values, values,
    belonging, goes,
):  # fmt: skip
    """Who goes with the leader; `side` is on whose side each one's ties stand, -1 to 1."""
    for i in range(begin, end):
        nearer = _distance(values, rows[i], norm) - _distance(values, rows[i], leader_values)
        pull = value_weight * nearer + tie_weight * side[i] - inertia * belonging[rows[i]]
        goes[i] = u[i] < 1.0 / (1.0 + np.exp(-pull))


def take_sides(ties: csr_array, leader: int, head: int, rounds: int) -> np.ndarray:
    """On whose side everybody's ties stand: 1 the leader's, -1 the head's, float64[people].

    `ties` are strengths among the people, `leader` and `head` places in it. Each round everybody
    but these two takes the mean of those she is tied to, as voltages settle in a net of wires (Wu
    and Huberman 2004); people without ties stay at 0.
    """
    both = (ties + ties.T).tocsr()
    volume = np.asarray(both.sum(axis=1)).ravel()
    mean = diags_array(1 / np.where(volume > 0, volume, 1)) @ both
    side = np.zeros(len(volume))
    for _ in range(rounds + 1):
        side[head], side[leader] = -1.0, 1.0
        side = mean @ side
    side[head], side[leader] = -1.0, 1.0
    return side


class Schism(Mechanism):
    """Dissidents break away."""

    name = "schism"
    title_en, title_zh = "Schism", "分裂"
    phase = Phase.SCHISM
    Parameters = SchismParameters
    causes = (Label("schism", "left in a split", "因分裂出走"),)

    def step(self, community: Community) -> None:
        if community.day == 0 or community.day % MONTH:
            return
        for chapter in np.flatnonzero(community.chapters.living).tolist():
            rows = community.members_of(chapter)
            dissidents = rows[self._dissidents(community, rows, chapter)]
            hazard = self.parameters.rate * MONTH * len(dissidents)
            if happens(community.chance.uniform(chapter, community.day, SPLIT), hazard):
                self._split(community, chapter, rows, self._leader(community, dissidents))

    def _dissidents(self, community: Community, rows: np.ndarray, chapter: int) -> np.ndarray:
        p, people = self.parameters, community.people
        return find_dissidents(
            rows, p.distance, p.belonging, community.chapters.norm[chapter], people.role,
            people.values, people.belonging,
        )  # fmt: skip

    def _leader(self, community: Community, dissidents: np.ndarray) -> int:
        """The winner of a race in which strong ties make fast; alone everybody is worth one tie."""
        ties = community.ties
        speed = ties.total[dissidents] + ties.scale(community.day)
        u = community.chance.uniforms(dissidents, community.day, LEADER)[0]
        return int(dissidents[np.argmin(-np.log(u) / speed)])

    def _split(self, community: Community, chapter: int, rows: np.ndarray, leader: int) -> None:
        """The leader goes, and whoever follows her; some leave, the rest is a chapter of its own."""
        goers = rows[self._followers(community, chapter, rows, leader)]
        leaves = community.draw(EXITS, rows=goers)[0] < self.parameters.exit_share
        leaves[goers == leader] = False
        if np.count_nonzero(~leaves) < self.parameters.smallest or community.chapters.full:
            leaves[:] = True
        staying, leaving = goers[~leaves], goers[leaves]
        child = NOWHERE
        if len(staying):
            child = self._found(community, chapter, staying, leader)
        causes = np.full(len(leaving), community.journal.cause("schism"))
        community.leave(leaving, causes)
        community.journal.divided(
            Division(community.day, chapter, child, len(rows), len(staying), len(leaving), "schism")
        )

    def _followers(
        self, community: Community, chapter: int, rows: np.ndarray, leader: int
    ) -> np.ndarray:
        """Which of the chapter's members go (bool each): the leader does, the founder never."""
        p, people = self.parameters, community.people
        ties = community.ties.to_csr(rows, community.day)
        place = int(np.searchsorted(rows, leader))
        side = take_sides(ties, place, self._head(community, rows, ties, place), p.rounds)
        goes = np.empty(len(rows), np.bool_)
        threads.run(
            follow, len(rows), rows, community.draw(FOLLOWS, rows=rows)[0], side, p.value_weight,
            p.tie_weight, p.inertia, community.chapters.norm[chapter], people.values[leader],
            people.values, people.belonging, goes,
        )  # fmt: skip
        goes[place] = True
        goes[rows == community.founder] = False
        return goes

    def _head(self, community: Community, rows: np.ndarray, ties: csr_array, leader: int) -> int:
        """The place of the other side's head: the founder, or who else is tied most."""
        founder = np.flatnonzero(rows == community.founder)
        if len(founder):
            return int(founder[0])
        tied = np.asarray(ties.sum(axis=0), np.float64).ravel()
        tied[leader] = -1.0
        return int(np.argmax(tied))

    def _found(self, community: Community, chapter: int, rows: np.ndarray, leader: int) -> int:
        norm = community.people.values[rows].mean(axis=0, dtype=np.float64)
        child = community.chapters.found(chapter, norm, rival=True)
        community.move(rows, child)
        if community.people.role[leader] != Role.KOL:
            community.change_role(RISE, np.array([leader], np.int32), Role.KOL)
        return child
