"""Influences: where mechanisms meet without knowing each other.

A mechanism adds its own named term to a channel; the mechanism that owns the outcome sums them.
Each term is 0 while things are as usual, so a mechanism that is off pulls nobody, and because
terms are kept by name, why somebody left can be read off the terms that pulled down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import partial

import numpy as np

from sim.state.compiling import kernel, threads
from sim.state.journal import see_that_names_differ

BENEFITS = ("material", "social", "opportunity", "learning")
"""What people seek in a community: a term on belonging may serve one of them."""
SERVES_NONE = -1


@dataclass
class Climate:
    """Community-wide influences; every one returns to the value below when a day begins."""

    join_factor: float = 1.0
    """Multiplies the hazard of joining of everybody who hears of the community."""
    persuasion: float = 1.0
    """How far what members say is believed, relative to usual."""
    open_to_word_of_mouth: bool = True
    """False in a closed beta: members cannot invite yet."""
    founder_share: float = 0.0
    """Share of interactions that go to the founder."""
    peer_weight: float = 1.0
    """How much ties to other members count for belonging."""
    kol_openness: float = 1.0
    """How easily an active member rises to KOL."""
    federation: float = 1.0
    """Share of the team's posts that reaches a branch, from each level to the next."""
    orderly: float = 0.5
    """How orderly the place is run, 0-1; .5 is usual."""
    strictness: float = 0.4
    """How strictly rules are enforced, 0-1."""
    clutter: float = 0.0
    """Share of the feed that nobody came for: advertising and spam."""
    distrust: float = 0.0
    """How much lower than its reasons trust aims."""
    quality_loss: float = 0.0
    """How much worse the product is than it could be, for what else is done beside it."""
    focus: float = 1.0
    """How much of a sharp identity is left, 0-1, by what else bears the community's name."""
    price: float = 1.0
    """What members pay, relative to the price."""
    self_rule: float = 0.0
    """Share of governance that members have, 0-1."""
    wished_strictness: float = 0.4
    """How strictly members would have rules enforced, 0-1; it counts as far as they rule."""
    contract_days: int = 0
    """Term that membership is paid for; 0 when it is for no term."""

    def reset(self) -> None:
        """Return to the usual climate."""
        self.__dict__.update(_USUAL)


_USUAL = {one.name: one.default for one in fields(Climate)}


class Terms:
    """Named terms per person on one channel, float32[terms, people]; 0 is neutral.

    Raises ValueError where two have one name: the second could never be reached.
    """

    def __init__(self, names: Sequence[str], size: int, serves: Sequence[str] = ()) -> None:
        see_that_names_differ(names, "terms of one channel")
        self.names = tuple(names)
        served = [BENEFITS.index(benefit) if benefit else SERVES_NONE for benefit in serves]
        self.serves = np.array(served or [SERVES_NONE] * len(self.names), np.int8)
        """Which benefit each term serves, a place in BENEFITS or -1."""
        self.table = np.zeros((len(self.names), size), np.float32)
        self._asked_for = np.zeros(len(self.names), np.bool_)
        self.live = np.flatnonzero(self._asked_for)
        """Places of the terms that anybody has asked for by name, sorted; the others are still 0."""

    def __getitem__(self, name: str) -> np.ndarray:
        term = self.names.index(name)
        if not self._asked_for[term]:
            self._asked_for[term] = True
            self.live = np.flatnonzero(self._asked_for)
        return self.table[term]


@kernel
def felt(term, row, table, serves, seeking):
    """A term as this person feels it: by how much she seeks the benefit it serves."""
    if len(seeking) == 0 or serves[term] < 0:
        return table[term, row]
    return table[term, row] * seeking[row, serves[term]]


@dataclass
class Influences:
    """All channels of a run."""

    belonging_pull: Terms
    exit_hazard: Terms
    size: int
    climate: Climate = field(default_factory=Climate)

    def __post_init__(self) -> None:
        self.contact_factor = np.ones(self.size, np.float32)
        """How much more than usual a person talks about the community today."""
        self.post_factor = np.ones(self.size, np.float32)
        """How much more than usual a person posts today."""
        self.talk_factor = np.ones(self.size, np.float32)
        """How much more than usual a person talks with other members today."""
        self.come_factor = np.ones(self.size, np.float32)
        """How much more than usual a person would come to an event today."""
        self.appeal = np.ones(self.size, np.float32)
        """How much more than others a person who hears of the community is drawn to it today."""
        self.time_spent = np.zeros(self.size, np.float32)
        """Interactions already spent today on events, to be paid from the same budget."""
        self.seeking = np.ones((0, len(BENEFITS)), np.float32)
        """How much each person seeks each benefit; empty while everybody seeks all alike."""

    def reset(self) -> None:
        """Begin a day: factors are 1 and nothing is spent; terms stand until rewritten."""
        self.climate.reset()
        factors = (
            self.contact_factor, self.post_factor, self.talk_factor, self.come_factor, self.appeal
        )  # fmt: skip
        threads.together(
            *(partial(factor.fill, 1.0) for factor in factors), partial(self.time_spent.fill, 0.0)
        )

    def forget(self, rows: np.ndarray) -> None:
        """Set every term of these people to neutral, as they begin a spell of membership."""
        for terms in (self.belonging_pull, self.exit_hazard):
            for term in terms.live:
                terms.table[term, rows] = 0.0
