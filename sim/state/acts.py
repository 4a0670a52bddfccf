"""Acts: who wrote, and who turned to whom, kept when a run is asked for its log.

Keeping them is free of consequences: nothing reads them while the community lives, and the time of
day has luck of its own.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import Chance, purpose
from sim.state.people import NOBODY

POSTED = purpose("acts.posted")
TURNED = purpose("acts.turned")
ANSWERED = purpose("acts.answered")


class Unkept:
    """Lets every act pass: the usual case, at no cost."""

    def posted(self, day: int, rows: np.ndarray, counts: np.ndarray) -> None:
        """Each of these people wrote so many posts today, to everybody."""

    def talked(self, day: int, who: np.ndarray, to: np.ndarray, answered: np.ndarray) -> None:
        """People turned to others today, some of whom answered (bool)."""


class Kept(Unkept):
    """Keeps every act with a time of day."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self._parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []

    def posted(self, day: int, rows: np.ndarray, counts: np.ndarray) -> None:
        who = np.repeat(rows, counts)
        times = day + self._luck(day, len(who), POSTED)
        self._parts.append((times, who, np.full(len(who), NOBODY, np.int32)))

    def talked(self, day: int, who: np.ndarray, to: np.ndarray, answered: np.ndarray) -> None:
        asked = self._luck(day, len(who), TURNED)
        self._parts.append((day + asked, who, to))
        left = (1 - asked) * self._luck(day, len(who), ANSWERED)
        self._parts.append(((day + asked + left)[answered], to[answered], who[answered]))

    def _luck(self, day: int, count: int, purpose_number: int) -> np.ndarray:
        rows = np.arange(count, dtype=np.int32)
        return self.chance.uniforms(rows, day, purpose_number)[0]

    def columns(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """All acts: time in days, who (row), to whom (row, -1 everybody)."""
        if not self._parts:
            none = np.empty(0, np.int32)
            return np.empty(0), none, none
        time, who, to = (np.concatenate(part) for part in zip(*self._parts, strict=True))
        return time, who, to
