"""Schism: dissidents break away, and take along those who are near to them.

Every 30 days, in every chapter: dissidents are active members and KOLs farther than ε_s from the
chapter's norm who belong less than B_crit. With n of them there are Poisson(30 h1 n) splits: what
makes large communities split is that they have more people who could lead one. Each leader is
drawn among the dissidents in proportion to how much others attend to them. Word of it travels over a
few ties, so that how many hear of it depends on who attends to whom and hardly on the size of the
chapter. Whoever hears of it follows with probability `Λ(β_f (d_norm - d_leader) + w_t t - ι B)`, d the distance
of her values to the chapter's norm and to the leader's, and t from -1 to 1 on whose side her ties
stand: the leader is 1, the founder (or whoever is tied most) -1, and in some rounds of talk
everybody else takes the mean of those she is tied to (Zachary 1977: a club's split followed its
ties). A share of those who go leaves, the rest is a chapter of its own, a rival with its own
norm, with which nobody on the other side talks any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array

from sim.state.chance import purpose
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import NOWHERE, RISE, SCHISM, Division, Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import Role, Status

SPLIT = purpose("schism.split")
LEADER = purpose("schism.leader")
FOLLOWS = purpose("schism.follows")
EXITS = purpose("schism.exits")
MONTH = 30
AT_ONCE = 32
"""Most splits whose sides are found in one walk over the ties: thirty-two fill two cache lines."""


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
    reach: int = parameter(
        3, ge=0, le=100, unit="ties", evidence="assumption",
        source="a call to join in hardly ever travels farther than a few steps (Goel et al. 2015)",
        en="over how many ties from the leader word of a split travels (0: the whole chapter hears)",
        zh="分裂消息从发起者起可传播的联结层数（0 表示全分会皆知）",
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
    """On whose side everybody's ties stand: 1 the leader's, -1 the head's, float32[people].

    `ties` are strengths among the people, `leader` and `head` places in it. Each round everybody
    but these two takes the mean of those she is tied to, as voltages settle in a net of wires (Wu
    and Huberman 2004); people without ties stay at 0.
    """
    everybody = np.arange(ties.shape[0])
    return _sides(_talk(ties, ties.T.tocsr()), [leader], [head], rounds, everybody)[:, 0]


def _talk(ties: csr_array, listeners: csr_array) -> csr_array:
    """How much everybody listens to whom, whoever holds the tie; rows sum to 1 or 0."""
    both = (ties + listeners).tocsr()
    volume = np.asarray(both.sum(axis=1)).ravel()
    return diags_array(1 / np.where(volume > 0, volume, 1)) @ both


def _sides(
    talk: csr_array, leaders: list[int], heads: list[int], rounds: int, wanted: np.ndarray
) -> np.ndarray:
    """The sides in splits that know nothing of each other, a column each; right for those wanted.

    Talk too many ties away from those wanted does not come to them in the rounds that are left,
    and is not worked out.
    """
    size, split = talk.shape[0], np.arange(len(leaders))
    away = _steps_from(talk.indptr, talk.indices, wanted, rounds)
    side, heard = np.zeros((2, size, len(leaders)), np.float32)
    for left in range(rounds, -1, -1):
        side[heads, split], side[leaders, split] = -1.0, 1.0
        threads.run(
            _listen, size, left, away, talk.indptr, talk.indices, talk.data, side, heard
        )  # fmt: skip
        side, heard = heard, side
    side[heads, split], side[leaders, split] = -1.0, 1.0
    return side


@kernel
def _steps_from(indptr, indices, places, most):
    """How many ties everybody is from the nearest of some places, int16; `most` + 1 if more."""
    steps = np.full(len(indptr) - 1, most + 1, np.int16)
    order = np.empty(len(steps), np.int32)
    last = 0
    for place in places:
        if steps[place] > 0:
            steps[place] = 0
            order[last] = place
            last += 1
    at = 0
    while at < last and steps[order[at]] < most:
        place = order[at]
        at += 1
        for e in range(indptr[place], indptr[place + 1]):
            if steps[indices[e]] > most:
                steps[indices[e]] = steps[place] + 1
                order[last] = indices[e]
                last += 1
    return steps


@kernel
def _listen(begin, end, left, away, indptr, indices, weights, side, heard):
    """In every split who is at most `left` ties away takes the mean of those she is tied to."""
    for i in range(begin, end):
        if away[i] > left:
            continue
        mine = heard[np.uint32(i)]
        mine[:] = np.float32(0.0)
        for e in range(indptr[i], indptr[i + 1]):
            weight, theirs = weights[e], side[np.uint32(indices[e])]
            for split in range(len(theirs)):
                mine[split] += weight * theirs[split]


def within_reach(listeners: csr_array, leader: int, head: int, steps: int) -> np.ndarray:
    """Places of those who hear of a split within so many steps, sorted.

    Row i of `listeners` are those who have a tie to i: they hear what i says. The head of the
    other side does not pass it on.
    """
    heard = np.zeros(listeners.shape[0], np.bool_)
    return np.sort(_pass_on(listeners.indptr, listeners.indices, leader, head, steps, heard))


@kernel
def _pass_on(indptr, indices, leader, head, steps, heard):
    """Those who hear, in the order in which they do; `heard` is False for everybody before."""
    order = np.empty(len(heard), np.int64)
    order[0] = leader
    heard[leader] = True
    first, last = 0, 1
    for _ in range(steps):
        until = last
        for at in range(first, until):
            place = order[at]
            if place == head:
                continue
            for e in range(indptr[place], indptr[place + 1]):
                if not heard[indices[e]]:
                    heard[indices[e]] = True
                    order[last] = indices[e]
                    last += 1
        first = until
    return order[:last].copy()


@dataclass(frozen=True)
class Ground:
    """Who attends to whom in a chapter at the end of a month; all its splits begin from here."""

    rows: np.ndarray
    listeners: csr_array
    """Row i are those who have a tie to i."""
    talk: csr_array
    following: np.ndarray
    """By how much everybody is attended to: strength of the ties that others have to her."""

    @classmethod
    def of(cls, community: Community, chapter: int) -> Ground:
        """The ground of a chapter today."""
        rows = community.members_of(chapter)
        ties = community.ties.to_csr(rows, community.day)
        listeners = ties.T.tocsr()
        following = np.asarray(ties.sum(axis=0), np.float64).ravel()
        return cls(rows, listeners, _talk(ties, listeners), following)

    def place(self, row: int) -> int:
        """Where a member stands in the rows."""
        return int(np.searchsorted(self.rows, row))


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
            dissidents = self._dissidents(community, chapter)
            mean = self.parameters.rate * MONTH * len(dissidents)
            splits = community.chance.poisson(mean, community.day, SPLIT, chapter)
            if splits:
                ground = Ground.of(community, chapter)
                leaders = self._leaders(community, ground, dissidents, splits)
                for leader, rows, side in self._calls(community, ground, leaders):
                    self._split(community, chapter, leader, rows, side)

    def _dissidents(self, community: Community, chapter: int) -> np.ndarray:
        p, people, rows = self.parameters, community.people, community.members_of(chapter)
        found = find_dissidents(
            rows, p.distance, p.belonging, community.chapters.norm[chapter], people.role,
            people.values, people.belonging,
        )  # fmt: skip
        return rows[found]

    def _leaders(
        self, community: Community, ground: Ground, dissidents: np.ndarray, count: int
    ) -> list[int]:
        """The first in a race in which a following makes fast; alone one is worth a tie."""
        speed = ground.following[np.searchsorted(ground.rows, dissidents)] + 1.0
        u = community.chance.uniforms(dissidents, community.day, LEADER)[0]
        return dissidents[np.argsort(-np.log(u) / speed, kind="stable")[:count]].tolist()

    def _calls(
        self, community: Community, ground: Ground, leaders: list[int]
    ) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
        """Each leader with those who hear of her split, and on whose side their ties stand."""
        p = self.parameters
        for begin in range(0, len(leaders), AT_ONCE):
            some = leaders[begin : begin + AT_ONCE]
            places = [ground.place(leader) for leader in some]
            heads = [self._head(community, ground, leader) for leader in some]
            reached = [self._who_hears(ground, *ends) for ends in zip(places, heads, strict=True)]
            wanted = np.concatenate(reached)
            sides = _sides(ground.talk, places, heads, p.rounds, wanted)
            for split, (leader, heard) in enumerate(zip(some, reached, strict=True)):
                yield leader, ground.rows[heard], sides[heard, split]

    def _who_hears(self, ground: Ground, leader: int, head: int) -> np.ndarray:
        """Places of those whom word of a split reaches: some steps from its leader, or all."""
        if not self.parameters.reach:
            return np.arange(len(ground.rows))
        return within_reach(ground.listeners, leader, head, self.parameters.reach)

    def _split(
        self, community: Community, chapter: int, leader: int, rows: np.ndarray, side: np.ndarray
    ) -> None:
        """The leader goes, and whoever follows her; some leave, the rest is a chapter of its own.

        Nothing happens when she has gone with an earlier leader of the same day.
        """
        people = community.people
        size = int(np.count_nonzero(people.chapter[community.members] == chapter))
        if people.status[leader] != Status.MEMBER or people.chapter[leader] != chapter:
            return
        goers = self._followers(community, chapter, leader, rows, side)
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
            Division(community.day, chapter, child, size, len(staying), len(leaving), SCHISM)
        )

    def _followers(
        self, community: Community, chapter: int, leader: int, rows: np.ndarray, side: np.ndarray
    ) -> np.ndarray:
        """Members of the chapter who go, of those who hear: the leader does, the founder never."""
        p, people = self.parameters, community.people
        here = (people.status[rows] == Status.MEMBER) & (people.chapter[rows] == chapter)
        rows, side = rows[here], side[here]
        goes = np.empty(len(rows), np.bool_)
        threads.run(
            follow, len(rows), rows, community.draw(FOLLOWS, rows=rows)[0], side, p.value_weight,
            p.tie_weight, p.inertia, community.chapters.norm[chapter], people.values[leader],
            people.values, people.belonging, goes,
        )  # fmt: skip
        goes[rows == leader] = True
        goes[rows == community.founder] = False
        return rows[goes]

    def _head(self, community: Community, ground: Ground, leader: int) -> int:
        """The place of the other side's head: the founder, or who else has most of a following."""
        founder = np.flatnonzero(ground.rows == community.founder)
        if len(founder):
            return int(founder[0])
        following = ground.following.copy()
        following[ground.place(leader)] = -1.0
        return int(np.argmax(following))

    def _found(self, community: Community, chapter: int, rows: np.ndarray, leader: int) -> int:
        norm = community.people.values[rows].mean(axis=0, dtype=np.float64)
        child = community.chapters.found(chapter, norm, rival=True)
        community.move(rows, child)
        if community.people.role[leader] != Role.KOL:
            community.change_role(RISE, np.array([leader], np.int32), Role.KOL)
        return child
