"""The community: everything that is true on a day, and how people enter and leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from sim.state.acts import Unkept
from sim.state.chance import Chance
from sim.state.chapters import Chapters
from sim.state.influences import Influences, Terms
from sim.state.journal import Journal, Label
from sim.state.market import Market
from sim.state.people import NEVER, Column, People, Role, Status
from sim.state.ties import Encounters, Ties


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
        self._roll: list[np.ndarray] | None = None
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
        role: Role = Role.LURKER,
        seeded: bool = False,
    ) -> None:
        """People become members; `source` (a number of the journal's) and inviter (-1) for each."""
        if not len(rows):
            return
        people = self.people
        people.status[rows] = Status.MEMBER
        people.role[rows] = role
        people.seeded[rows] = seeded
        people.join_source[rows] = source
        people.join_day[rows] = self.day
        people.exit_day[rows] = NEVER
        people.inviter[rows] = inviters
        people.spells[rows] += 1
        people.last_visit[rows] = self.day
        people.visiting[rows] = True
        invited = inviters >= 0
        people.generation[rows] = np.where(invited, people.generation[inviters] + 1, 0)
        people.chapter[rows] = np.where(invited, people.chapter[inviters], 0)
        self.influences.forget(rows)
        self.journal.joined(self.day, rows, source, inviters)
        self._list_members()
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
        if self._roll is None or len(self._roll) != self.chapters.count:
            home = self.people.chapter[self.members]
            ends = np.cumsum(np.bincount(home, minlength=self.chapters.count))
            self._roll = np.split(self.members[np.argsort(home, kind="stable")], ends[:-1])
        return self._roll[chapter]

    def leave(self, rows: np.ndarray, causes: np.ndarray) -> None:
        """Members leave, each for one cause (a number of the journal's)."""
        if not len(rows):
            return
        people = self.people
        people.status[rows] = Status.GONE
        people.exit_day[rows] = self.day
        people.last_visit[rows[people.visiting[rows]]] = self.day
        people.visiting[rows] = False
        self.journal.left(self.day, rows, causes)
        self._list_members()
        self.announce_roles(rows)

    def change_role(self, kind: str, rows: np.ndarray, role: Role) -> None:
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

    def _list_members(self) -> None:
        self.members = np.flatnonzero(self.people.status == Status.MEMBER).astype(np.int32)
        self._roll = None

    @property
    def founder_is_in(self) -> bool:
        """Whether the founder is a member today."""
        return bool(self.people.status[self.founder] == Status.MEMBER)

    @property
    def founders_camp(self) -> int:
        """The camp of chapters that the founder belongs to; -1 when she has left."""
        home = self.people.chapter[self.founder]
        return int(self.chapters.camp[home]) if self.founder_is_in else -1

    def draw(self, purpose_number: int, count: int = 1, rows: Any = None) -> np.ndarray:
        """Today's uniforms for the given rows (members when None), float64[count, rows]."""
        chosen = self.members if rows is None else rows
        return self.chance.uniforms(chosen, self.day, purpose_number, count=count)
