"""Events: meetings online and offline, official and self-organised.

Official events of each kind happen `Poisson(rate / 30)` times a day in every chapter; members who
rose to KOL organise more of their own accord. A member comes with willingness
`w = a outgoing (.1 + B) a_role (1 + g attended)` as a hazard, times what others add (novelty),
offline only within the event's region; when more come than fit, those most eager are let in.
Everybody who comes meets some of the others, which strengthens their ties, and leaves with a glow
that pulls on belonging and fades. The meetings are paid from the same budget of interactions as
everyday ones, so ties to those who stay at home go short (Sessions 2010). Some people never come.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from sim.state.chance import exponential, purpose, uniform
from sim.state.chapters import MOST
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase, Verb
from sim.state.parameters import Parameters, Switchable, parameter
from sim.state.people import KOL, Column
from sim.state.ring import make_ring, next_on_ring

NUMBER = {
    kind: purpose(f"events.{kind}.number") for kind in ("online", "offline", "self", "planned")
}
PLACE = purpose("events.place")
EAGERNESS = purpose("events.eagerness")
SEAT = purpose("events.seat")
PARTNER = purpose("events.partner")


def keyed(kind: str, chapter: int, ordinal: int) -> int:
    """The number of an event in its day's luck, so that one more event moves no other's guests."""
    return (ordinal * len(NUMBER) + list(NUMBER).index(kind)) * MOST + chapter + 1


class EventsParameters(Switchable):
    """How often people meet, who comes, and what it does."""

    # fmt: off
    online_per_month: float = parameter(
        2.0, ge=0, le=100, unit="1/30 days", symbol="ev_on", evidence="choice",
        en="official online events in each chapter", zh="每分会每月线上官方活动数",
    )
    offline_per_month: float = parameter(
        1.0, ge=0, le=100, unit="1/30 days", symbol="ev_off", evidence="choice",
        en="official offline events in each chapter", zh="每分会每月线下官方活动数",
    )
    self_organised_per_kol: float = parameter(
        0.02, ge=0, le=5, unit="1/30 days", symbol="κ_s",
        en="offline events organised by each member who rose to KOL", zh="每位内生 KOL 每月自发组织活动数",
    )
    size: int = parameter(
        60, ge=2, le=100_000, unit="people", en="places at an official event", zh="官方活动名额"
    )
    self_organised_size: int = parameter(
        15, ge=2, le=10_000, unit="people", en="places at a self-organised event", zh="自发活动名额"
    )
    willingness: float = parameter(
        1.4, ge=0, le=10, unit="hazard", symbol="a", evidence="calibrated",
        source="attendance in a local user group (Chicago R User Group)",
        en="willingness of an outgoing active member who is new to come to one event",
        zh="愿意外出的新活跃成员参加一次活动的倾向",
    )
    habit: float = parameter(
        0.0, ge=0, le=5, symbol="g", evidence="calibrated",
        source="the chance to come again rises from .47 after the first event to .84 after six in a "
        "local user group (Chicago R User Group); that novelty lasts with few explains it",
        en="how much each event attended adds to willingness", zh="每次参加对再次参加意愿的提升",
    )
    lurker_willingness: float = parameter(
        0.5, ge=0, le=1, en="a lurker's willingness, relative to an active member",
        zh="潜水者相对活跃成员的参加意愿",
    )
    online_meetings: int = parameter(
        3, ge=0, le=30, unit="people", symbol="meet_on",
        en="others somebody meets at an online event", zh="线上活动每人结识人数",
    )
    offline_meetings: int = parameter(
        6, ge=0, le=30, unit="people", symbol="meet_off",
        en="others somebody meets at an offline event", zh="线下活动每人结识人数",
    )
    online_strength: float = parameter(
        1.0, ge=0, le=50, unit="meetings", symbol="bump_on",
        en="what one meeting online adds to a tie", zh="线上相遇对关系强度的增量",
    )
    offline_strength: float = parameter(
        4.0, ge=0, le=50, unit="meetings", symbol="bump_off",
        en="what one meeting in person adds to a tie", zh="线下相遇对关系强度的增量",
    )
    online_glow: float = parameter(
        0.1, ge=0, le=1, symbol="b_on", en="glow of an online event", zh="线上活动的归属感余温"
    )
    offline_glow: float = parameter(
        0.5, ge=0, le=1, symbol="b_off", en="glow of an offline event", zh="线下活动的归属感余温"
    )
    glow_weight: float = parameter(
        0.8, ge=0, le=5, unit="logit", symbol="w_E", en="pull of the glow on belonging",
        zh="活动余温对归属感的权重",
    )
    glow_half_life_days: float = parameter(
        30.0, gt=0, le=365, unit="days", en="half-life of the glow", zh="活动余温半衰期"
    )
    online_cost: float = parameter(
        200, ge=0, le=1e7, unit="currency", en="cost of an official online event", zh="线上活动成本"
    )
    offline_cost: float = parameter(
        1000, ge=0, le=1e7, unit="currency", en="fixed cost of an official offline event",
        zh="线下活动固定成本",
    )
    offline_cost_per_person: float = parameter(
        50, ge=0, le=1e6, unit="currency/person", en="cost per guest of an official offline event",
        zh="线下活动人均成本",
    )
    # fmt: on


class Gathering(Parameters):
    """One event of the timeline."""

    kind: Literal["online", "offline"] = parameter(
        "offline", evidence="choice", en="online or offline", zh="线上或线下"
    )
    size: int = parameter(
        60, ge=2, le=1_000_000, unit="people", evidence="choice", en="places", zh="名额"
    )
    everywhere: bool = parameter(
        True, evidence="choice", en="people travel to it from every region", zh="面向所有地区"
    )


@kernel
def _eagerness(
    begin, end, rows, day, number, key, willingness, lurker, habit,
    role, belonging, outgoing, dormant, attended, factor, times,
):  # fmt: skip
    """Each person's finishing time in the race of those who would come; infinite for who won't."""
    for i in range(begin, end):
        row = rows[i]
        times[i] = np.inf
        if not outgoing[row] or dormant[row]:
            continue
        hazard = willingness * (0.1 + belonging[row]) * (1.0 + habit * attended[row])
        hazard *= factor[row]
        if role[row] == 3:
            hazard *= lurker
        times[i] = exponential(row, day, number, EAGERNESS, key) / hazard


@kernel
def _count_homegrown(members, role, seeded, chapter, count):
    for i in range(len(members)):
        row = members[i]
        if role[row] == KOL and not seeded[row]:
            count[chapter[row]] += 1


@kernel
def _mingle(guests, meetings, day, number, key, points, owners, a, b):
    """Each guest meets some others, each the next on the ring after a point; how many pairs."""
    at = 0
    for i in range(len(guests)):
        for k in range(meetings):
            u = uniform(guests[i], day, number * 64 + k, PARTNER, key)
            other = next_on_ring(points, owners, 0, u)
            if other >= 0 and other != guests[i]:
                a[at] = guests[i]
                b[at] = other
                at += 1
    return at


@kernel
def _glow(begin, end, members, fading, weight, glow, pull):
    for i in range(begin, end):
        row = members[i]
        glow[row] *= fading
        pull[row] = weight * glow[row]


class Events(Mechanism):
    """People meet."""

    name = "events"
    title_en, title_zh = "Events", "活动"
    phase = Phase.EVENTS
    Parameters = EventsParameters
    columns = (Column("glow", np.float32),)
    pulls = (Label("events", "no events", "缺少活动", "social"),)
    verbs = (Verb("event", Gathering, "gather", "Event", "活动", "event"),)

    def start(self, community: Community) -> None:
        self.planned: list[Gathering] = []
        self.held = 0
        self._one_ring = np.zeros(community.size, np.int8)

    def gather(self, community: Community, arguments: Gathering) -> None:
        """An event of the timeline, held today."""
        self.planned.append(arguments)

    def step(self, community: Community) -> None:
        for ordinal, gathering in enumerate(self.planned):
            number = keyed("planned", -1, ordinal)
            self._hold(community, gathering, "planned", gathering.everywhere, -1, number)
        self.planned = []
        self._hold_regular(community)
        self._fade(community)

    def _hold_regular(self, community: Community) -> None:
        p, day = self.parameters, community.day
        homegrown = self._homegrown(community) * p.self_organised_per_kol
        for chapter in np.flatnonzero(community.chapters.living).tolist():
            for kind, rate in (
                ("online", p.online_per_month),
                ("offline", p.offline_per_month),
                ("self", homegrown[chapter]),
            ):
                count = community.chance.poisson(rate / 30, day, NUMBER[kind], chapter)
                if not count:
                    continue
                size = p.self_organised_size if kind == "self" else p.size
                form: Literal["online", "offline"] = "online" if kind == "online" else "offline"
                event = Gathering(kind=form, size=size)
                for ordinal in range(count):
                    number = keyed(kind, chapter, ordinal)
                    self._hold(community, event, kind, False, chapter, number)

    def _homegrown(self, community: Community) -> np.ndarray:
        """How many members of each chapter rose to KOL."""
        people = community.people
        count = np.zeros(community.chapters.count, np.int64)
        _count_homegrown(community.members, people.role, people.seeded, people.chapter, count)
        return count

    def _hold(
        self, community: Community, event: Gathering, kind: str, everywhere: bool, chapter: int,
        number: int,
    ) -> None:  # fmt: skip
        """Hold one event: who comes, whom they meet, what it costs and leaves behind."""
        p = self.parameters
        guests = self._guests(community, event, everywhere, chapter, number)
        self.held += 1
        self._pay(community, event, kind, len(guests))
        if not len(guests):
            return
        offline = event.kind == "offline"
        people = community.people
        people.attended[guests] += 1
        people.last_visit[guests] = community.day
        glow = p.offline_glow if offline else p.online_glow
        people.glow[guests] = np.minimum(people.glow[guests] + glow, 1)
        meetings = p.offline_meetings if offline else p.online_meetings
        strength = p.offline_strength if offline else p.online_strength
        self._meet(community, guests, meetings, strength, number)

    def _guests(
        self, community: Community, event: Gathering, everywhere: bool, chapter: int, number: int
    ) -> np.ndarray:
        p, people, market = self.parameters, community.people, community.market
        rows = community.members if chapter < 0 else community.members_of(chapter)
        if event.kind == "offline" and not everywhere:
            rows = self._neighbours(community, chapter, number)
        times = np.empty(len(rows))
        threads.run(
            _eagerness, len(rows), rows, community.day, number, community.chance.key, p.willingness,
            p.lurker_willingness, p.habit, people.role, people.belonging, market.outgoing,
            people.dormant, people.attended, community.influences.come_factor, times,
        )  # fmt: skip
        coming = np.flatnonzero(times < 1.0)
        if len(coming) > event.size:
            coming = np.sort(coming[np.argsort(times[coming])[: event.size]])
        return rows[coming]

    def _neighbours(self, community: Community, chapter: int, number: int) -> np.ndarray:
        """Members of the region in which an event takes place: that of one picked by chance."""
        region = community.market.region
        hosts = community.members if chapter < 0 else community.members_of(chapter)
        if not len(hosts):
            return hosts
        u = community.chance.uniform(number, community.day, PLACE)
        here = region[hosts[int(u * len(hosts))]]
        # Rows lie in order of region, so its members are one stretch of the sorted list.
        first, last = np.searchsorted(region, here), np.searchsorted(region, here, "right")
        return hosts[np.searchsorted(hosts, first) : np.searchsorted(hosts, last)]

    def _meet(
        self, community: Community, guests: np.ndarray, meetings: int, strength: float, number: int
    ) -> None:
        day, key = community.day, community.chance.key
        once = np.ones(len(guests), np.int64)
        points, owners = make_ring(guests, once, self._one_ring, day, SEAT + number, key)
        a, b = (np.empty(len(guests) * meetings, np.int32) for _ in range(2))
        count = _mingle(guests, meetings, day, number, key, points, owners, a, b)
        a, b = a[:count], b[:count]
        community.encounters.add(a, b, strength)
        community.encounters.add(b, a, strength)
        np.add.at(community.influences.time_spent, np.concatenate([a, b]), np.float32(1))

    def _pay(self, community: Community, event: Gathering, kind: str, guests: int) -> None:
        p = self.parameters
        if kind == "self":
            return
        if event.kind == "online":
            community.ledger.spend("online events", p.online_cost)
        else:
            cost = p.offline_cost + p.offline_cost_per_person * guests
            community.ledger.spend("offline events", cost)

    def _fade(self, community: Community) -> None:
        p = self.parameters
        if not self.held:
            return
        pull = community.influences.belonging_pull["events"]
        fading = np.float32(0.5 ** (1 / p.glow_half_life_days))
        threads.run(
            _glow, len(community.members), community.members, fading, p.glow_weight,
            community.people.glow, pull,
        )  # fmt: skip

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.glow[rows] = 0.0
