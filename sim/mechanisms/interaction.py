"""Interaction: everyday talk, from what the day's budget has left, and the ties it makes.

A visitor starts `Poisson(b)` conversations, `b = b0 a_role u (½ + B)` less what events still cost
her; u is her urge to post times what habit, novelty and others' influence make of it today. Each
goes to the founder (with the founder's share; nowhere when she has left), to a friend in proportion
to the tie, to a friend's friend, to an acquaintance outside who is a member, or else to somebody who
posts today in her chapter, if alike enough. Nobody talks with chapters that broke away. Her tie to the
other grows by 1; the other may answer, and then the other's tie to her grows by 1 too. A tie unused
halves in `half_life_days`: nine in ten bridges are gone within a year (Burt 2002).
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
from sim.state.people import Column, who_has
from sim.state.ring import make_ring, next_on_ring
from sim.state.ties import pick_tie

COUNT = purpose("interaction.count")
CHOICE = purpose("interaction.choice")
FRIEND = purpose("interaction.friend")
FRIENDS_FRIEND = purpose("interaction.friends_friend")
GLANCE = purpose("interaction.glance")
RING = purpose("interaction.ring")
REPLY = purpose("interaction.reply")
GLANCES = 4
"""Posters somebody looks at, one after the other, before she turns to none."""
MOST_URGE = 5.0
"""Nobody talks more than five times as much as a contributor of average urge: a day is short."""
AWAY = 7
"""Days of absence after which nobody answers any more."""


class InteractionParameters(Switchable):
    """How much members talk to each other, and with whom."""

    # fmt: off
    per_visit: float = parameter(
        0.9, ge=0, le=50, unit="1/visit", symbol="b0", evidence="calibrated",
        source="with novelty, on the same data",
        en="conversations an active member who is new, of middling belonging, starts on a day she visits",
        zh="归属感中等的新活跃成员每个到访日发起的互动数",
    )
    founder_rate: float = parameter(
        1.0, ge=0, le=50, symbol="a_F",
        en="how much the founder talks, who never tires, relative to an active member who is new", zh="创始人（不疲倦）相对新活跃成员的互动频率",
    )
    kol_rate: float = parameter(
        1.0, ge=0, le=50, symbol="a_K", evidence="calibrated",
        source="who comes to lead was as active from the first day (Panciera et al. 2009), set to that when "
        "with 2 ties grew too slowly with people (densification)",
        en="how much a KOL talks, relative to an active member of the same urge",
        zh="KOL 相对同等意愿活跃成员的互动频率",
    )
    lurker_rate: float = parameter(
        1.0, ge=0, le=5, symbol="a_L", evidence="computed",
        source="seven in ten contributors of a question site began on the day they registered",
        en="how much a contributor who still lurks talks, relative to an active member",
        zh="尚在潜水的贡献者相对互动频率",
    )
    silent_rate: float = parameter(
        0.0, ge=0, le=1, symbol="a_S", evidence="found",
        source="80-90 % of those who register in open communities never turn to anybody",
        en="how much people who never contribute talk, relative to contributors",
        zh="从不贡献者相对贡献者的互动频率",
    )
    urge_weight: float = parameter(
        1.0, ge=0, le=1, symbol="w_u", evidence="found",
        source="the urge to post was read off messages to others "
        "(Panzarasa, Opsahl and Carley 2009)",
        en="how much a person's urge to post moves how much she talks", zh="发言意愿对互动频率的影响",
    )
    to_friend: float = parameter(
        0.3, ge=0, le=1, unit="share", symbol="p_reinf", evidence="computed",
        source="38-77 % of ties carry a single act in three public communities; here .55",
        en="share of talk with friends", zh="与熟悉成员互动的占比",
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
        0.18, ge=0, le=1, unit="share", evidence="calibrated",
        source="of first acts towards somebody .42, .18 and .09 are returned within a week in a student "
        "network, a question site and a course forum, .23 in the mean; here .22",
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
def _speak(
    begin, end, members, silent, urge_weight, contributor, posting, role, seeded, factor, voice
):
    for i in range(begin, end):
        row = members[i]
        usual = silent
        if role[row] == 0:
            usual = 1.0
        elif contributor[row] or seeded[row]:
            usual = 1.0 + urge_weight * (min(posting[row], MOST_URGE) - 1.0)
        voice[row] = usual * factor[row]


@kernel
def _count(
    begin, end, visitors, day, key, rates, budget, largest, voice,
    role, belonging, debt, counts,
):  # fmt: skip
    for i in range(begin, end):
        row = visitors[i]
        mean = budget * rates[role[row]] * voice[row] * (0.5 + belonging[row])
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
    for glance in range(GLANCES):
        if glance > 0:
            c, d, _, _ = words(row, day, k * GLANCES + glance, GLANCE, key)
        other = next_on_ring(points, owners, chapter[row], unit(c))
        if other < 0 or other == row:
            continue
        d0 = values[row, 0] - values[other, 0]
        d1 = values[row, 1] - values[other, 1]
        if unit(d) < np.exp(-(d0 * d0 + d1 * d1) / width2):
            return other
    return -1


@kernel
def _converse(
    begin, end, visitors, ends, day, key, shares, width2, reply, founder, founder_in,
    indptr, indices, status, chapter, camp, values, who, strength, points, owners,
    visiting, last_visit, voice, answered_day, initiators, partners, answered,
):  # fmt: skip
    for i in range(begin, end):
        row = visitors[i]
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
            # Who never contributes does not answer either, nor does who has not been here for long.
            if voice[other] == 0.0 or (not visiting[other] and day - last_visit[other] > AWAY):
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
        self.voice = np.zeros(community.size, np.float32)
        community.ties.set_half_life(self.parameters.half_life_days, community.day)

    def adjust(self, parameters: InteractionParameters, community: Community) -> None:
        self.parameters = parameters
        community.ties.set_half_life(parameters.half_life_days, community.day)

    def step(self, community: Community) -> None:
        p, people, visitors = self.parameters, community.people, community.visitors
        rates = np.array([p.founder_rate, p.kol_rate, 1.0, p.lurker_rate])
        counts = np.empty(len(visitors), np.int64)
        self._hear_voices(community)
        people.time_debt[:] += community.influences.time_spent
        threads.run(
            _count, len(visitors), visitors, community.day, community.chance.key, rates,
            p.per_visit, p.event_debt_share, self.voice, people.role, people.belonging,
            people.time_debt, counts,
        )  # fmt: skip
        self._talk(community, visitors, np.cumsum(counts))
        community.ties.apply(*community.encounters.by_owner(), community.day)
        community.ties.review(people.status, community.day)

    def _hear_voices(self, community: Community) -> None:
        """How much each member talks today, relative to others of her role."""
        p, market, people = self.parameters, community.market, community.people
        threads.run(
            _speak, len(community.members), community.members, p.silent_rate, p.urge_weight,
            market.contributor, market.posting, people.role, people.seeded,
            community.influences.talk_factor, self.voice,
        )  # fmt: skip

    def _talk(self, community: Community, visitors: np.ndarray, ends: np.ndarray) -> None:
        p, people, market = self.parameters, community.people, community.market
        total = int(ends[-1]) if len(ends) else 0
        shares = np.cumsum([p.to_friend, p.to_friends_friend, p.to_acquaintance])
        shares = np.append(community.influences.climate.founder_share, shares)
        points, owners = self._posters(community)
        initiators, partners = np.empty(total, np.int32), np.empty(total, np.int32)
        answered = np.empty(total, np.bool_)
        threads.run(
            _converse, len(ends), visitors, ends, community.day, community.chance.key,
            shares, 2 * p.likeness_width**2, p.reply, community.founder, community.founder_is_in,
            market.indptr, market.indices, people.status, people.chapter,
            community.chapters.camp, people.values, community.ties.who, community.ties.strength,
            points, owners, people.visiting, people.last_visit, self.voice, people.answered_day,
            initiators, partners, answered,
        )  # fmt: skip
        met = partners >= 0
        community.acts.talked(community.day, initiators[met], partners[met], answered[met])
        back = met & answered
        people.last_act[initiators[met]] = people.last_act[partners[back]] = community.day
        community.encounters.add(initiators[met], partners[met], 1.0)
        community.encounters.add(partners[back], initiators[back], 1.0)

    def _posters(self, community: Community) -> tuple[np.ndarray, np.ndarray]:
        """Today's posters on a ring, a point for each post."""
        people = community.people
        rows = who_has(community.members, people.posts_today)
        weights = people.posts_today[rows].astype(np.int64)
        key = community.chance.key
        return make_ring(rows, weights, people.chapter, community.day, RING, key)

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.time_debt[rows] = 0.0
