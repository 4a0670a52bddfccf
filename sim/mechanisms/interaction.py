"""Interaction: everyday talk, from what the day's budget has left, and the ties it makes.

A visitor starts `Poisson(b)` conversations, `b = b0 a_role (½ + B)` less what events still cost
her. Each goes to the founder (with the founder's share), to a friend in proportion to the tie, to
a friend's friend, to an acquaintance outside who is a member, or else to somebody who posts today
in her chapter, if alike enough. Nobody talks with chapters that broke away. The other may answer,
and then the tie grows on both sides. A tie unused halves in `half_life_days`: nine in ten bridges
are gone within a year (Burt 2002).
With b conversations each way a day, mean strength tends to 2 b / (1 - 2^(-1/half-life)) while the
partners fit into the slots.
"""

from __future__ import annotations

import numpy as np
from pydantic import model_validator

from sim.state.chance import poisson, purpose, uniform, unit, words
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import Column
from sim.state.ring import make_ring, next_on_ring
from sim.state.ties import pick_tie

COUNT = purpose("interaction.count")
CHOICE = purpose("interaction.choice")
FRIEND = purpose("interaction.friend")
FRIENDS_FRIEND = purpose("interaction.friends_friend")
RING = purpose("interaction.ring")
REPLY = purpose("interaction.reply")


class InteractionParameters(Switchable):
    """How much members talk to each other, and with whom."""

    # fmt: off
    per_visit: float = parameter(
        0.6, ge=0, le=50, unit="1/visit", symbol="b0",
        en="conversations an active member of middling belonging starts on a day she visits",
        zh="活跃成员每个到访日发起的互动数",
    )
    founder_rate: float = parameter(
        4.0, ge=0, le=50, symbol="a_F",
        en="how much the founder talks, relative to an active member", zh="创始人相对互动频率",
    )
    kol_rate: float = parameter(
        2.0, ge=0, le=50, symbol="a_K", en="how much a KOL talks, relative to an active member",
        zh="KOL 相对互动频率",
    )
    lurker_rate: float = parameter(
        0.25, ge=0, le=5, symbol="a_L", en="how much a lurker talks, relative to an active member",
        zh="潜水者相对互动频率",
    )
    to_friend: float = parameter(
        0.5, ge=0, le=1, unit="share", symbol="p_reinf", en="share of talk with friends",
        zh="与熟悉成员互动的占比",
    )
    to_friends_friend: float = parameter(
        0.15, ge=0, le=1, unit="share", symbol="p_tri", en="share of talk with friends' friends",
        zh="与朋友的朋友互动的占比",
    )
    to_acquaintance: float = parameter(
        0.1, ge=0, le=1, unit="share", symbol="p_lat",
        en="share of talk with acquaintances from outside", zh="与圈外熟人互动的占比",
    )
    likeness_width: float = parameter(
        0.25, gt=0, le=10, symbol="h",
        en="distance of values at which strangers stop talking to each other",
        zh="陌生成员愿意交流的价值观距离尺度",
    )
    reply: float = parameter(
        0.6, ge=0, le=1, unit="share", evidence="found",
        source="35-65 % of ties are answered in typical online communities",
        en="chance to be answered by somebody who visits today, half of it else",
        zh="对方当日到访时回复概率（否则减半）",
    )
    half_life_days: float = parameter(
        110.0, ge=1, le=3650, unit="days", symbol="half", evidence="computed",
        source="nine in ten bridges are gone a year later (Burt 2002)",
        en="half-life of a tie that is not renewed", zh="关系强度半衰期",
    )
    event_debt_share: float = parameter(
        0.8, ge=0, le=1, unit="share",
        en="largest share of a day's budget that still pays for events",
        zh="每日互动预算中偿还活动时间的上限",
    )
    # fmt: on

    @model_validator(mode="after")
    def _shares_fit(self) -> InteractionParameters:
        total = self.to_friend + self.to_friends_friend + self.to_acquaintance
        if total > 1 + 1e-9:
            raise ValueError(
                f"to_friend, to_friends_friend and to_acquaintance add up to {total:g}; at most 1, "
                "the rest is talk with today's posters",
                f"to_friend、to_friends_friend 与 to_acquaintance 之和为 {total:g}，不得超过 1，"
                "其余为与当日发言者的互动",
            )
        return self


@kernel
def _count(
    begin, end, members, day, key, rates, budget, largest,
    role, belonging, visiting, spent, debt, counts,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        counts[i] = 0
        debt[row] += spent[row]
        if not visiting[row]:
            continue
        mean = budget * rates[role[row]] * (0.5 + belonging[row])
        paid = min(debt[row], largest * mean)
        debt[row] -= paid
        counts[i] = poisson(uniform(row, day, 0, COUNT, key), mean - paid)


@kernel
def _apart(row, other, chapter, camp):
    """Whether two people's chapters have broken with each other."""
    return len(camp) > 1 and camp[chapter[row]] != camp[chapter[other]]


@kernel
def _choose(
    row, k, day, key, shares, width2, founder, founder_in, indptr, indices,
    status, chapter, camp, values, who, strength, points, owners,
):  # fmt: skip
    """The partner of one conversation; -1 when nobody is found."""
    a, b, c, d = words(row, day, k, CHOICE, key)
    way = unit(a)
    if way < shares[0]:
        here = founder_in and founder != row and not _apart(row, founder, chapter, camp)
        return founder if here else -1
    way = (way - shares[0]) / (1.0 - shares[0])
    if way < shares[1]:
        friend = pick_tie(who, strength, status, row, day, k, FRIEND, key)
        if friend >= 0 and not _apart(row, friend, chapter, camp):
            return friend
    elif way < shares[2]:
        friend = pick_tie(who, strength, status, row, day, k, FRIEND, key)
        if friend >= 0:
            other = pick_tie(who, strength, status, friend, day, k, FRIENDS_FRIEND + row, key)
            if other >= 0 and other != row and not _apart(row, other, chapter, camp):
                return other
    elif way < shares[3]:
        degree = indptr[row + 1] - indptr[row]
        if degree > 0:
            other = indices[indptr[row] + int(unit(b) * degree)]
            if status[other] == 1 and not _apart(row, other, chapter, camp):
                return other
    other = next_on_ring(points, owners, chapter[row], unit(c))
    if other < 0 or other == row:
        return -1
    d0 = values[row, 0] - values[other, 0]
    d1 = values[row, 1] - values[other, 1]
    return other if unit(d) < np.exp(-(d0 * d0 + d1 * d1) / width2) else -1


@kernel
def _converse(
    begin, end, members, ends, day, key, shares, width2, reply, founder, founder_in,
    indptr, indices, status, chapter, camp, values, who, strength, points, owners,
    visiting, answered_day, initiators, partners, answered,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        first = ends[i - 1] if i > 0 else 0
        for e in range(first, ends[i]):
            k = e - first
            other = _choose(
                row, k, day, key, shares, width2, founder, founder_in, indptr, indices,
                status, chapter, camp, values, who, strength, points, owners,
            )  # fmt: skip
            initiators[e] = row
            partners[e] = other
            answered[e] = False
            if other < 0:
                continue
            chance = reply if visiting[other] else 0.5 * reply
            if unit(words(row, day, k, REPLY, key)[0]) < chance:
                answered[e] = True
                answered_day[row] = day


class Interaction(Mechanism):
    """Members talk to members."""

    name = "interaction"
    title_en, title_zh = "Interaction", "互动"
    phase = Phase.INTERACTION
    Parameters = InteractionParameters
    columns = (Column("time_debt", np.float32),)

    def start(self, community: Community) -> None:
        community.ties.set_half_life(self.parameters.half_life_days, community.day)

    def adjust(self, parameters: InteractionParameters, community: Community) -> None:
        self.parameters = parameters
        community.ties.set_half_life(parameters.half_life_days, community.day)

    def step(self, community: Community) -> None:
        p, people, members = self.parameters, community.people, community.members
        rates = np.array([p.founder_rate, p.kol_rate, 1.0, p.lurker_rate])
        counts = np.empty(len(members), np.int64)
        threads.run(
            _count, len(members), members, community.day, community.chance.key, rates, p.per_visit,
            p.event_debt_share, people.role, people.belonging, people.visiting,
            community.influences.time_spent, people.time_debt, counts,
        )  # fmt: skip
        ends = np.cumsum(counts)
        self._talk(community, ends, int(ends[-1]) if len(ends) else 0)
        community.ties.apply(*community.encounters.by_owner(), community.day)
        community.ties.review(members, people.status, community.day)

    def _talk(self, community: Community, ends: np.ndarray, total: int) -> None:
        p, people, market = self.parameters, community.people, community.market
        shares = np.cumsum([p.to_friend, p.to_friends_friend, p.to_acquaintance])
        shares = np.append(community.influences.climate.founder_share, shares)
        points, owners = self._posters(community)
        initiators, partners = np.empty(total, np.int32), np.empty(total, np.int32)
        answered = np.empty(total, np.bool_)
        threads.run(
            _converse, len(ends), community.members, ends, community.day, community.chance.key,
            shares, 2 * p.likeness_width**2, p.reply, community.founder, community.founder_is_in,
            market.indptr, market.indices, people.status, people.chapter,
            community.chapters.camp, people.values, community.ties.who, community.ties.strength,
            points, owners, people.visiting, people.answered_day, initiators, partners, answered,
        )  # fmt: skip
        met = partners >= 0
        community.acts.talked(community.day, initiators[met], partners[met], answered[met])
        community.encounters.add(initiators[met], partners[met], 1.0)
        back = met & answered
        community.encounters.add(partners[back], initiators[back], 1.0)

    def _posters(self, community: Community) -> tuple[np.ndarray, np.ndarray]:
        """Today's posters on a ring, a point for each post."""
        people, members = community.people, community.members
        rows = members[people.posts_today[members] > 0]
        weights = people.posts_today[rows].astype(np.int64)
        key = community.chance.key
        return make_ring(rows, weights, people.chapter, community.day, RING, key)

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.time_debt[rows] = 0.0
