"""The mechanism's contract: one mechanism, one file, one section of the scenario, one page.

To add a mechanism is to add a file to `sim/mechanisms/` with a class derived from `Mechanism`.
The order of the day, the scenario's schema, the reference and `seed100 explain` are composed from
what is there. A mechanism never imports another: they meet in the state and its influences.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, ClassVar, Literal

import numpy as np

from sim.state.community import Community
from sim.state.journal import Label
from sim.state.parameters import Parameters, Switchable
from sim.state.people import Column


class Phase(IntEnum):
    """When in the day a mechanism runs; within a phase the order is by name."""

    PRESENCE = 1
    SEEDING = 2
    ADVERTISING = 3
    WORD_OF_MOUTH = 4
    ADMISSION = 5
    CONTENT = 6
    ATTENTION = 7
    EVENTS = 8
    INTERACTION = 9
    VALUES = 10
    PRODUCT = 11
    GOVERNANCE = 12
    TRUST = 13
    BELONGING = 14
    ROLES = 15
    CHURN = 16
    COMMERCE = 17
    CHAPTERS = 18
    SCHISM = 19


Look = Literal["seeding", "event", "rule", "shock", "campaign"]
"""What sort of thing an act is, as figures tell acts apart."""


@dataclass(frozen=True)
class Verb:
    """Something a strategist can do on a day of the timeline; `method` carries it out."""

    name: str
    arguments: type[Parameters]
    method: str
    en: str
    zh: str
    kind: Look = "event"
    """How it is drawn above a chart."""


class Mechanism:
    """One thing that happens in a day. Derive, fill in what applies, and write `step`.

    `pulls` are this mechanism's terms on belonging and `pushes` those on leaving; each is also a
    cause of leaving that the journal can name. `sources` are ways of joining that it opens,
    `causes` reasons of leaving that are nobody's term: whoever is lost to an act of its own.
    """

    name: ClassVar[str]
    title_en: ClassVar[str]
    title_zh: ClassVar[str]
    phase: ClassVar[Phase]
    Parameters: ClassVar[type[Switchable]]
    columns: ClassVar[tuple[Column, ...]] = ()
    pulls: ClassVar[tuple[Label, ...]] = ()
    pushes: ClassVar[tuple[Label, ...]] = ()
    sources: ClassVar[tuple[Label, ...]] = ()
    causes: ClassVar[tuple[Label, ...]] = ()
    verbs: ClassVar[tuple[Verb, ...]] = ()

    def __init__(self, parameters: Any, community: Community) -> None:
        self.parameters = parameters
        self.start(community)

    def start(self, community: Community) -> None:
        """Prepare once, before the first day."""

    def set_climate(self, community: Community) -> None:
        """Say, when a day begins, how the climate is today; before any mechanism's `step`."""

    def step(self, community: Community) -> None:
        """Do a day's work."""

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        """Set this mechanism's columns for people who join now."""

    def adjust(self, parameters: Any, community: Community) -> None:
        """Take changed parameters, as the timeline's `set` asks."""
        self.parameters = parameters

    def switch_off(self, community: Community) -> None:
        """Leave nothing of its influence behind when the timeline disables it."""
        for label in self.pulls:
            community.influences.belonging_pull[label.name][:] = 0.0
        for label in self.pushes:
            community.influences.exit_hazard[label.name][:] = 0.0
