"""The community: everything that is true on a day, and how people enter and leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from sim.state.acts import Unkept
from sim.state.chance import Chance
from sim.state.chapters import Chapters
from sim.state.compiling import kernel
from sim.state.influences import Influences, Terms
from sim.state.journal import Journal, Label
from sim.state.market import Market
from sim.state.people import GONE, LURKER, MEMBER, NEVER, Column, People, who_has
from sim.state.ties import Encounters, Ties


@kernel
def _enter(
    rows, day, source, inviters, as_role, as_seed, status, role, seeded, join_source, join_day,
    exit_day, inviter, spells, last_visit, visiting,
):  # fmt: skip
    """Write down that these people are members from today on."""
    for i in range(len(rows)):
        row = rows[i]
        status[row] = MEMBER
        role[row] = as_role
        seeded[row] = as_seed
        join_source[row] = source[i]
        join_day[row] = day
        exit_day[row] = NEVER
        inviter[row] = inviters[i]
        spells[row] += 1
        last_visit[row] = day
        visiting[row] = True


@kernel
def _with(members, joining):
    """Two sorted lists of rows as one, sorted, nobody twice (int32)."""
    rows = np.empty(len(members) + len(joining), np.int32)
    count = 0
    i = 0
    j = 0
    while i < len(members) or j < len(joining):
        if j == len(joining) or (i < len(members) and members[i] <= joining[j]):
            row = members[i]
            i += 1
        else:
            row = joining[j]
            j += 1
        if count == 0 or rows[count - 1] != row:
            rows[count] = row
            count += 1
    return rows[:count]


@kernel
def _by_chapter(members, chapter, count):
    """Members in order of chapter, else as listed, and where each chapter ends."""
    ends = np.zeros(count + 1, np.int64)
    for i in range(len(members)):
        ends[chapter[members[i]] + 1] += 1
    ends = np.cumsum(ends)
    rows = np.empty_like(members)
    for i in range(len(members)):
        home = chapter[members[i]]
        rows[ends[home]] = members[i]
        ends[home] += 1
    return rows, ends[:count]


class Ledger:
    """What has been spent and taken in, by kind, in the scenario's currency."""

    def __init__(self) -> None:
        self.costs: dict[str, float] = defaultdict(float)
        self.income: dict[str, float] = defaultdict(float)

    def spend(self, kind: str, amount: float) -> None:
        """Add a cost."""
        self.costs[kind] += float(amount)

    def receive(self, kind: str, amount: float) -> None:
        """Add an income."""
        self.income[kind] += float(amount)

    @property
    def total(self) -> float:
        """Everything spent so far."""
        return sum(self.costs.values())

    @property
    def taken_in(self) -> float:
        """Everything taken in so far."""
        return sum(self.income.values())


class Community:
    """The state of one run. Rows of the market are people, for life."""

    def __init__(
        self,
        market: Market,
        chance: Chance,
        *,
        days: int,
        columns: Iterable[Column] = (),
        pulls: Sequence[Label] = (),
        pushes: Sequence[Label] = (),
        sources: Sequence[Label] = (),
        causes: Sequence[Label] = (),
    ) -> None:
        self.market = market
        self.chance = chance
        self.size = market.size
        self.day = 0
        self.days = days
        self.people = People(self.size, columns)
        self.people.values[:] = market.values
        self.founder = market.founder
        self.ties = Ties(self.size, self.founder)
        self.encounters = Encounters()
        self.acts = Unkept()
        self.chapters = Chapters(market.parameters.founder_values, market.parameters.topics)
        self.influences = Influences(
            Terms([label.name for label in pulls], self.size, [label.serves for label in pulls]),
            Terms([label.name for label in pushes], self.size),
            self.size,
        )
        self.journal = Journal(sources, causes, days)
        self.ledger = Ledger()
        self.members = np.empty(0, np.int32)
        """Rows of today's members, sorted; made anew when somebody joins or leaves."""
        self._roll: tuple[np.ndarray, np.ndarray] | None = None
        self.contacts: list[tuple[np.ndarray, np.ndarray, np.ndarray, int]] = []
        """Who heard of the community today: senders, receivers, hazards of joining, source."""
        self.welcomes: list[Callable[[Community, np.ndarray], None]] = []
        """What each mechanism does with people who join."""
        self.on_role: list[Callable[[np.ndarray], None]] = []
        """Who wants to know that people changed role (the faces of agents)."""

    def begin_day(self, day: int) -> None:
        """Turn to a new day: influences return to neutral and nobody has met anybody yet."""
        self.day = day
        self.influences.reset()
        self.encounters.clear()
        self.contacts.clear()

    def hear(
        self, senders: np.ndarray, receivers: np.ndarray, hazards: np.ndarray, source: int
    ) -> None:
        """People hear of the community: senders (or -1), receivers, each with a hazard to join."""
        self.contacts.append((senders, receivers, hazards, source))

    def join(
        self,
        rows: np.ndarray,
        *,
        source: np.ndarray,
        inviters: np.ndarray,
        role: int = LURKER,
        seeded: bool = False,
    ) -> None:
        """People become members; `source` (a number of the journal's) and inviter (-1) for each."""
        if not len(rows):
            return
        people = self.people
        _enter(
            rows, self.day, source, inviters, int(role), seeded, people.status, people.role,
            people.seeded, people.join_source, people.join_day, people.exit_day, people.inviter,
            people.spells, people.last_visit, people.visiting,
        )  # fmt: skip
        invited = inviters >= 0
        people.generation[rows] = np.where(invited, people.generation[inviters] + 1, 0)
        people.chapter[rows] = np.where(invited, people.chapter[inviters], 0)
        self.influences.forget(rows)
        self.journal.joined(self.day, rows, source, inviters)
        self._list(_with(self.members, np.sort(rows)))
        for welcome in self.welcomes:
            welcome(self, rows)
        self.announce_roles(rows)

    def move(self, rows: np.ndarray, chapter: int) -> None:
        """Members change to another chapter."""
        self.people.chapter[rows] = chapter
        self._roll = None

    def members_of(self, chapter: int) -> np.ndarray:
        """Rows of a chapter's members, sorted."""
        if self.chapters.count == 1:
            return self.members
        if self._roll is None or len(self._roll[1]) != self.chapters.count:
            self._roll = _by_chapter(self.members, self.people.chapter, self.chapters.count)
        rows, ends = self._roll
        return rows[ends[chapter - 1] if chapter else 0 : ends[chapter]]

    @property
    def visitors(self) -> np.ndarray:
        """Rows of the members who are here today, sorted."""
        return who_has(self.members, self.people.visiting)

    def leave(self, rows: np.ndarray, causes: np.ndarray) -> None:
        """Members leave, each for one cause (a number of the journal's)."""
        if not len(rows):
            return
        people = self.people
        people.status[rows] = GONE
        people.exit_day[rows] = self.day
        people.last_visit[rows[people.visiting[rows]]] = self.day
        people.visiting[rows] = False
        self.journal.left(self.day, rows, causes)
        self._list(who_has(self.members, people.status == MEMBER))
        self.announce_roles(rows)

    def change_role(self, kind: str, rows: np.ndarray, role: int) -> None:
        """Members rise or fall to a role; `kind` is the journal's word for it."""
        if not len(rows):
            return
        self.people.role[rows] = role
        self.journal.changed_role(kind, self.day, rows, role)
        self.announce_roles(rows)

    def announce_roles(self, rows: np.ndarray) -> None:
        """Tell whoever watches that these people's role or membership changed."""
        for tell in self.on_role:
            tell(rows)

    def _list(self, members: np.ndarray) -> None:
        self.members = members
        self._roll = None

    @property
    def founder_is_in(self) -> bool:
        """Whether the founder is a member today."""
        return bool(self.people.status[self.founder] == MEMBER)

    @property
    def founders_camp(self) -> int:
        """The camp of chapters that the founder belongs to; -1 when she has left."""
        home = self.people.chapter[self.founder]
        return int(self.chapters.camp[home]) if self.founder_is_in else -1

    def draw(self, purpose_number: int, count: int = 1, rows: Any = None) -> np.ndarray:
        """Today's uniforms for the given rows (members when None), float64[count, rows]."""
        chosen = self.members if rows is None else rows
        return self.chance.uniforms(chosen, self.day, purpose_number, count=count)
