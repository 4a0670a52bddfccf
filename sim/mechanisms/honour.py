"""Honour: badges for those who contribute most, ceremonies, and an initiation for newcomers.

Honour fades, `H ← H 2^(-1/half-life)`, and an award adds `a` (never above 1). Every day the top
share of the day's posters get a badge; a ceremony honours those who posted most since the last
one. A newcomer who passes an initiation starts with the honour of having passed, and some are put
off by it: `join x (1 - ζ_i initiation)` (Aronson and Mills 1959; Drenner, Sen and Terveen 2008).
Honour makes people post, `x (1 + η_H H)`, pulls on belonging by `w_H H`, and a place that honours
its own sees more of them rise, `x (1 + η_K share)`.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import purpose
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase, Verb
from sim.state.parameters import Parameters, Switchable, parameter
from sim.state.people import Column, Role

NUMBER = purpose("honour.number")
RANK = purpose("honour.rank")


class HonourParameters(Switchable):
    """Who is honoured, how often, and what it does."""

    # fmt: off
    share: float = parameter(
        0.0, ge=0, le=0.5, unit="share", symbol="share", evidence="choice",
        en="share of a day's posters who get a badge (0 no badges)", zh="每日获徽章的发言者占比（0 为不设徽章）",
    )
    award: float = parameter(
        0.3, ge=0, le=1, symbol="a", en="honour that a badge adds", zh="一枚徽章增加的荣誉感",
    )
    half_life_days: float = parameter(
        30.0, gt=0, le=3650, unit="days", symbol="half-life",
        en="half-life of honour", zh="荣誉感的半衰期",
    )
    posting: float = parameter(
        0.5, ge=0, le=5, symbol="η_H",
        en="how much more somebody fully honoured posts", zh="满荣誉感对发言的促进",
    )
    weight: float = parameter(
        0.6, ge=0, le=5, unit="logit", symbol="w_H",
        en="pull of honour on belonging", zh="荣誉感对归属感的权重",
    )
    rise: float = parameter(
        3.0, ge=0, le=20, symbol="η_K",
        en="how much badges ease the rise to KOL, for each unit of their share",
        zh="徽章制度对成长为 KOL 的促进（按占比计）",
    )
    badge_cost: float = parameter(
        1.0, ge=0, le=1e5, unit="currency", en="cost of one badge", zh="每枚徽章成本"
    )
    initiation: float = parameter(
        0.0, ge=0, le=1, symbol="initiation", evidence="choice",
        en="how demanding and festive the initiation of newcomers is (0 none)",
        zh="入群仪式的隆重与严格程度（0 为无）",
    )
    initiation_deters: float = parameter(
        0.5, ge=0, le=1, symbol="ζ_i",
        source="more work at entry: fewer finish, those who do contribute more "
        "(Drenner, Sen and Terveen 2008)",
        en="share of newcomers whom a full initiation puts off", zh="最严格的入群仪式吓退的新人比例",
    )
    initiation_cost: float = parameter(
        2.0, ge=0, le=1e5, unit="currency/person",
        en="cost of a full initiation of one newcomer", zh="每位新人的入群仪式成本",
    )
    # fmt: on


class Ceremony(Parameters):
    """Those who posted most since the last ceremony are honoured before everybody."""

    # fmt: off
    count: int = parameter(
        10, ge=1, le=100_000, unit="people", evidence="choice",
        en="how many are honoured", zh="受表彰人数",
    )
    award: float = parameter(
        1.0, gt=0, le=1, evidence="assumption", en="honour that it adds", zh="增加的荣誉感"
    )
    cost: float = parameter(
        1000, ge=0, le=1e9, unit="currency", evidence="assumption", en="cost", zh="成本"
    )
    # fmt: on


@kernel
def _fade(begin, end, members, fading, weight, honour, pull):
    for i in range(begin, end):
        row = members[i]
        honour[row] *= fading
        pull[row] = weight * honour[row]


class Honour(Mechanism):
    """Contributors are honoured, newcomers are received."""

    name = "honour"
    title_en, title_zh = "Honour", "荣誉"
    phase = Phase.TRUST
    Parameters = HonourParameters
    columns = (Column("honour", np.float32), Column("posts_honoured", np.int32))
    pulls = (Label("honour", "no honour", "缺少荣誉", "social"),)
    verbs = (Verb("ceremony", Ceremony, "celebrate", "Ceremony", "表彰典礼", "event"),)

    def start(self, community: Community) -> None:
        # Until somebody has been honoured there is nothing to fade, and nobody posts more for it.
        self.begun = False

    def set_climate(self, community: Community) -> None:
        p, climate, members = self.parameters, community.influences.climate, community.members
        climate.kol_openness *= 1 + p.rise * p.share
        climate.join_factor *= 1 - p.initiation_deters * p.initiation
        if self.begun:
            more = 1 + p.posting * community.people.honour[members]
            community.influences.post_factor[members] *= more

    def step(self, community: Community) -> None:
        p, people = self.parameters, community.people
        if p.share > 0:
            rows = self._todays_best(community)
            community.ledger.spend("honour", p.badge_cost * len(rows))
            self._award(community, rows, p.award)
        if self.begun:
            threads.run(
                _fade, len(community.members), community.members,
                np.float32(0.5 ** (1 / p.half_life_days)), p.weight, people.honour,
                community.influences.belonging_pull["honour"],
            )  # fmt: skip

    def _todays_best(self, community: Community) -> np.ndarray:
        """The top share of today's posters; where it is no whole number, luck rounds it."""
        people, members = community.people, community.members
        posters = members[(people.posts_today[members] > 0) & self._eligible(community)]
        luck = community.chance.uniform(0, community.day, NUMBER)
        number = int(self.parameters.share * len(posters) + luck)
        return self._first(community, posters, people.posts_today[posters], number)

    def _eligible(self, community: Community) -> np.ndarray:
        """The founder gives honours and receives none."""
        return community.people.role[community.members] != Role.FOUNDER

    def _first(
        self, community: Community, rows: np.ndarray, posts: np.ndarray, number: int
    ) -> np.ndarray:
        """Those with most posts; luck decides among equals."""
        luck = community.draw(RANK, rows=rows)[0]
        return np.sort(rows[np.argsort(luck - posts, kind="stable")[:number]])

    def _award(self, community: Community, rows: np.ndarray, award: float) -> None:
        honour = community.people.honour
        honour[rows] = np.minimum(honour[rows] + np.float32(award), 1)
        self.begun = self.begun or len(rows) > 0

    def celebrate(self, community: Community, arguments: Ceremony) -> None:
        """Honour those who posted most since the last ceremony."""
        people, members = community.people, community.members
        since = people.posts[members] - people.posts_honoured[members]
        worthy = self._eligible(community) & (since > 0)
        best = self._first(community, members[worthy], since[worthy], arguments.count)
        self._award(community, best, arguments.award)
        people.posts_honoured[members] = people.posts[members]
        community.ledger.spend("honour", arguments.cost)

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        p, people = self.parameters, community.people
        people.honour[rows] = p.initiation
        people.posts_honoured[rows] = people.posts[rows]
        if p.initiation > 0:
            self.begun = True
            community.ledger.spend("honour", p.initiation_cost * p.initiation * len(rows))
