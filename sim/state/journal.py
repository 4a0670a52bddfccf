"""The journal: every join, exit, promotion and split with its day and its cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
import pandas as pd

JOIN, EXIT, RISE, FALL, ACT = "join", "exit", "rise", "fall", "act"


@dataclass(frozen=True)
class Label:
    """A name in the data with its reading in English and Chinese."""

    name: str
    en: str
    zh: str
    serves: str = ""
    """Which benefit a term on belonging serves (`sim.state.influences.BENEFITS`); none if empty."""

    def title(self, language: str) -> str:
        """The name a reader sees."""
        return self.zh if language == "zh" else self.en


def see_that_names_differ(names: Sequence[str], what: str) -> None:
    """Raises ValueError where a name is there twice: in the data there is nothing but the name."""
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ValueError(f"{what} named more than once: {', '.join(twice)}; names must differ")


FOUNDING = Label("founding", "founding", "创立")
"""How the founder joined."""
GENERAL_CAUSES = (
    Label("drifted", "drifted away", "逐渐淡出"),
    Label("inactivity", "inactivity", "长期未到访"),
    Label("called_away", "left as an act", "事件离开"),
)
"""Causes of leaving that are no mechanism's term; in the journal they follow the terms."""
SCHISM = "schism"
"""Why a chapter divided that nobody meant to divide."""
NOWHERE = -1
"""Where people go who leave without a chapter of their own."""


@dataclass(frozen=True)
class Division:
    """People of one chapter went to another, or left: a branch, a split, a closing."""

    day: int
    from_chapter: int
    to_chapter: int
    """-1 when no chapter came of it."""
    size: int
    """Members of the first chapter before."""
    moved: int
    left: int
    why: str


class Journal:
    """What happened to whom, why and through whom; also the daily counts of joins and exits.

    Raises ValueError where two sources or two causes have one name.
    """

    def __init__(self, sources: Sequence[Label], causes: Sequence[Label], days: int) -> None:
        see_that_names_differ([label.name for label in sources], "sources of joining")
        see_that_names_differ([label.name for label in causes], "causes of leaving")
        self.sources = tuple(sources)
        self.causes = tuple(causes)
        self.joins = np.zeros((days + 1, len(self.sources)), np.int64)
        self.exits = np.zeros((days + 1, len(self.causes)), np.int64)
        self.acts: list[tuple[int, str, str]] = []
        self.divisions: list[Division] = []
        self._kept: list[tuple[str, int, np.ndarray, np.ndarray, np.ndarray]] = []

    def source(self, name: str) -> int:
        """The number of a source of joining."""
        return [label.name for label in self.sources].index(name)

    def cause(self, name: str) -> int:
        """The number of a cause of leaving."""
        return [label.name for label in self.causes].index(name)

    def joined(self, day: int, rows: np.ndarray, sources: np.ndarray, inviters: np.ndarray) -> None:
        """People joined: through which source and by whose invitation (-1 nobody's)."""
        self.joins[day] += np.bincount(sources, minlength=len(self.sources))
        self._kept.append((JOIN, day, rows, sources, inviters))

    def left(self, day: int, rows: np.ndarray, causes: np.ndarray) -> None:
        """People left, each for one cause."""
        self.exits[day] += np.bincount(causes, minlength=len(self.causes))
        self._kept.append((EXIT, day, rows, causes, np.full(len(rows), -1, np.int32)))

    def changed_role(self, kind: str, day: int, rows: np.ndarray, role: int) -> None:
        """People rose or fell to a role."""
        nobody = np.full(len(rows), -1, np.int32)
        self._kept.append((kind, day, rows, np.full(len(rows), role, np.int8), nobody))

    def acted(self, day: int, what: str, detail: str) -> None:
        """The strategist did something: the verb and its detail."""
        self.acts.append((day, what, detail))

    def divided(self, division: Division) -> None:
        """A chapter was branched, split or closed."""
        self.divisions.append(division)

    def split_frame(self) -> pd.DataFrame:
        """All branchings, splits and closings: day, from, to, size before, moved, left, why."""
        columns = [one.name for one in fields(Division)]
        return pd.DataFrame([astuple(one) for one in self.divisions], columns=columns)

    def frame(self) -> pd.DataFrame:
        """Everything as a table: day, kind, person, why (source, cause or role), by."""
        if not self._kept:
            return pd.DataFrame(columns=["day", "kind", "person", "why", "by"])
        kinds, days, rows, codes, by = zip(*self._kept, strict=True)
        many = [len(each) for each in rows]
        why = [
            np.asarray(self._names(kind), object)[c] for kind, c in zip(kinds, codes, strict=True)
        ]
        return pd.DataFrame(
            {
                "day": np.repeat(days, many),
                "kind": np.repeat(np.asarray(kinds, object), many),
                "person": np.concatenate(rows),
                "why": np.concatenate(why),
                "by": np.concatenate(by),
            }
        )

    def _names(self, kind: str) -> Sequence[str]:
        if kind == JOIN:
            return [label.name for label in self.sources]
        if kind == EXIT:
            return [label.name for label in self.causes]
        return ["founder", "KOL", "active", "lurker"]
