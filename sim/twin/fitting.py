"""Fitting: how many must be reached so that as many come as came, found by short pilots.

Nothing else is fitted. The pilots run without waves of attention, whose mean is 1, so that luck
does not enter the reach.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.model import CommunityModel
from sim.patterns import Log
from sim.scenario import load, patched
from sim.state.journal import JOIN
from sim.twin.facts import TEAM, Facts, facts
from sim.twin.steps import Step

BASE = "base"
TIMES = 10
"""People who could ever join, for each who registered."""
LEAST = 1000
"""People in the smallest market."""
ROUNDS = 4
NEAR = 0.05
DIGITS = 3
LEAST_CAMPAIGN = 0.01
"""Part of the trickle below which a campaign is mere rounding."""
LONGEST = 365
"""Days of a campaign."""
SEATS = 100
NO_FOUNDER: dict[str, dict[str, float]] = {
    "presence": {"founder_visits_per_day": 0},
    "content": {"team_posts_per_day": 0},
    "governance": {"founder_centrality": 0},
}
"""No founder takes part: a log does not say who founded it."""


@dataclass(frozen=True)
class Campaign:
    """What brings a step's newcomers beyond the trickle."""

    day: int
    days: int
    reach: float


@dataclass(frozen=True, eq=False)
class Twin:
    """The facts of a log and, for each step, how many must be reached on a day; `came` are the
    newcomers of the last pilot, step by step."""

    facts: Facts
    reach: np.ndarray
    came: np.ndarray

    @property
    def size(self) -> int:
        """People who could ever join."""
        return max(LEAST, round(TIMES * self.facts.registered * self.facts.scale))

    @property
    def crowd(self) -> int:
        """Members from the first day on, beside the founder and who helps him."""
        return max(0, round(self.facts.first_day * self.facts.each * self.facts.scale) - TEAM - 1)

    @property
    def wanted(self) -> np.ndarray:
        """Newcomers that each step should have, float64[steps]."""
        real = np.array([step.newcomers for step in self.facts.steps])
        return real * self.facts.each * self.facts.scale

    @property
    def trickle(self) -> float:
        """Who is reached on any day, when fewest come."""
        return rounded(float(self.reach.min()))

    @property
    def campaigns(self) -> tuple[tuple[int, Campaign], ...]:
        """Each with the number of its step; none lasts longer than a year."""
        return tuple(
            (number, Campaign(day, min(LONGEST, step.last - day), more))
            for number, (step, more) in enumerate(self._beyond_the_trickle())
            for day in range(step.first, step.last, LONGEST)
            if more > LEAST_CAMPAIGN * self.trickle
        )

    def _beyond_the_trickle(self) -> list[tuple[Step, float]]:
        """Each step with the reach that it needs beside the trickle."""
        return [
            (step, rounded(float(reach) - self.trickle))
            for step, reach in zip(self.facts.steps, self.reach, strict=True)
        ]

    @property
    def seats(self) -> int:
        """Room at a meeting: a lecture hall, or twice those who came in a month."""
        attended = self.facts.log.attended
        months = self.facts.days / 30
        return 0 if attended is None else max(SEATS, round(2 * attended.sum() / months))

    def changes(self) -> dict[str, Any]:
        """What differs from the base, `{section: {key: value}}`."""
        meets = self.facts.log.attended is not None
        return {
            "days": self.facts.days,
            "market": {"size": self.size, **({"regions": 1} if meets else {})},
            "seeding": {"count": TEAM, "crowd": self.crowd},
            "word_of_mouth": {"enabled": False},
            "advertising": {"reach_per_day": self.trickle},
            "events": {"online_per_month": 0, "offline_per_month": 1, "size": self.seats}
            if meets
            else {"enabled": False},
            **({"churn": {"inactive_days": 3650}} if meets else {}),
            **NO_FOUNDER,
            "timeline": [
                {"day": one.day, "campaign": {"reach": one.reach, "days": one.days}}
                for _, one in self.campaigns
            ],
        }


def rounded(value: float) -> float:
    """A number as it is written down."""
    return float(f"{value:.{DIGITS}g}")


def fitted(log: Log, tell: Callable[[int], None] = lambda number: None) -> Twin:
    """The twin of a log; `tell` hears of each pilot. Raises TooLittle."""
    found = facts(log)
    twin = Twin(found, np.zeros(len(found.steps)), np.zeros(len(found.steps)))
    twin = replace(twin, reach=_first_guess(twin))
    for number in range(1, ROUNDS + 1):
        tell(number)
        twin = replace(twin, came=came(twin))
        off = twin.came - twin.wanted
        far = np.abs(off) > np.maximum(NEAR * twin.wanted, 2 * np.sqrt(twin.wanted))
        if not far.any() or number == ROUNDS:
            return twin
        factor = (twin.wanted + 1) / (twin.came + 1)
        twin = replace(twin, reach=np.where(far, twin.reach * factor, twin.reach))
    return twin


def _first_guess(twin: Twin) -> np.ndarray:
    """As many as are needed if each who is reached joins with the default hazard."""
    hazard = load(BASE).advertising.conversion
    days = np.array([step.days for step in twin.facts.steps])
    return np.asarray(twin.wanted / days / hazard)


def came(twin: Twin) -> np.ndarray:
    """Newcomers of a pilot in each step, beside those of the first day."""
    changes: Mapping[str, Any] = twin.changes() | {"waves": {"enabled": False}}
    model = CommunityModel(patched(load(BASE), changes)).run()
    journal = model.community.journal.frame()
    joins = journal[(journal["kind"] == JOIN) & (journal["why"] == "advertising")]
    first = joins.groupby("person")["day"].min()
    bounds = [0, *(step.last for step in twin.facts.steps)]
    return np.histogram(first, bounds)[0].astype(np.float64)
