"""Founder, KOL, active member and lurker as Mesa agents: faces of rows.

The rows of the community are the truth. A face is made when somebody looks at a person and then
kept; its attributes read and write the row. A face changes class when the person changes role.
Derive from one of these classes, override `step`, and pass it to the model to give people of that
role a behaviour of their own:

    class GenerousKOL(KOL):
        def step(self):
            if self.draw("generous") < 0.1:
                self.talk_more(3)

    CommunityModel(settings, seed=1, agents={KOL: GenerousKOL})
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim.state.chance import purpose
from sim.state.people import Role, Status

if TYPE_CHECKING:
    from sim.model import CommunityModel


def _of_row(column: str, meaning: str) -> Any:
    """A property that reads and writes this person's place in a column of the community."""

    def read(self: Person) -> Any:
        value = self.model.community.people.columns[column][self.row]
        return value if isinstance(value, np.ndarray) else value.item()

    def write(self: Person, value: Any) -> None:
        self.model.community.people.columns[column][self.row] = value

    return property(read, write, doc=meaning)


class Person(mesa.Agent):  # type: ignore[misc]
    """A member of the community: the face of one row."""

    model: CommunityModel
    role: Role

    belonging = _of_row("belonging", "how much she feels she belongs, 0-1")
    satisfaction = _of_row("satisfaction", "how satisfied she is with the product, 0-1")
    trust = _of_row("trust", "how much she trusts the community, 0-1")
    values = _of_row("values", "where she stands in the space of values, two numbers 0-1")
    bond = _of_row("bond", "how bound she is by ties to other members, 0-1")
    posts = _of_row("posts", "posts she ever wrote")
    attended = _of_row("attended", "events she ever came to")
    join_day = _of_row("join_day", "the day on which she joined")
    inviter = _of_row("inviter", "row of who invited her, -1 nobody")
    seeded = _of_row("seeded", "whether she is one of the invited first KOLs")
    visiting = _of_row("visiting", "whether she came by on the last day simulated")
    dormant = _of_row("dormant", "whether she has stopped coming by")

    def __init__(self, model: CommunityModel, row: int) -> None:
        self.row = row
        super().__init__(model)

    @property
    def unique_id(self) -> int:
        """The person's number: her row plus one, the same in every run of a replicate."""
        return self.row + 1

    @unique_id.setter
    def unique_id(self, value: int) -> None:
        """Ignored: Mesa counts faces as they are made, which would make looking matter."""

    @property
    def alignment(self) -> float:
        """How near her values, as born, are to the founder's, 0-1."""
        return float(self.model.community.market.alignment[self.row])

    @property
    def is_member(self) -> bool:
        """Whether she is still in the community."""
        return bool(self.model.community.people.status[self.row] == Status.MEMBER)

    def ties(self) -> dict[int, float]:
        """Her ties: rows of others and strengths, as of today."""
        ties, day = self.model.community.ties, self.model.community.day
        codes = ties.who[self.row]
        strengths = ties.strength[self.row] / ties.scale(day)
        return {int(c) - 1: float(s) for c, s in zip(codes, strengths, strict=True) if c > 0}

    def draw(self, what: str) -> float:
        """Today's luck of this person for a purpose of yours: a uniform number in (0, 1).

        The same purpose gives the same number all day; use this and never `self.random`, so that
        runs repeat and looking at people changes nothing.
        """
        community = self.model.community
        return community.chance.uniform(self.row, community.day, purpose(f"user.{what}"))

    def talk_more(self, factor: float) -> None:
        """Tell others of the community so many times as much as usual, today."""
        self.model.community.influences.contact_factor[self.row] *= factor

    def post_more(self, factor: float) -> None:
        """Post so many times as much as usual, today."""
        self.model.community.influences.post_factor[self.row] *= factor

    def meet(self, other: Person | int, strength: float = 1.0) -> None:
        """Meet another member today, which strengthens the tie on both sides."""
        row = other.row if isinstance(other, Person) else int(other)
        a, b = np.array([self.row, row], np.int32), np.array([row, self.row], np.int32)
        self.model.community.encounters.add(a, b, strength)

    def leave(self) -> None:
        """Leave the community now; nothing happens to somebody who is no member."""
        if not self.is_member:
            return
        community = self.model.community
        cause = np.array([community.journal.cause("called_away")])
        community.leave(np.array([self.row], np.int32), cause)

    def step(self) -> None:
        """Nothing of its own: the mechanisms of the day move everybody. Override to add to it."""


class Founder(Person):
    """Who began the community."""

    role = Role.FOUNDER


class KOL(Person):
    """A key opinion leader: invited as a seed, or risen from the active members."""

    role = Role.KOL


class ActiveMember(Person):
    """A member who takes part."""

    role = Role.ACTIVE


class Lurker(Person):
    """A member who reads along."""

    role = Role.LURKER


BY_ROLE: dict[Role, type[Person]] = {
    kind.role: kind for kind in (Founder, KOL, ActiveMember, Lurker)
}
