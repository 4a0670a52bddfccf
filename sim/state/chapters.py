"""Chapters: local branches and splinter groups; chapter 0 is the whole until it is split."""

from __future__ import annotations

import numpy as np

USUAL_DISPERSION = 0.25
"""What dispersion is taken to be while nobody keeps track of values."""
NO_PARENT = -1
MOST = 2**15
"""More chapters than there can be: people carry theirs as int16."""


class Chapters:
    """What is kept per chapter; every array has one entry a chapter and grows with `found`.

    Numbers are never used again: a chapter that closes stays in the arrays with `living` False.
    Chapter 0, the trunk, never closes. A parent's number is smaller than its child's.
    """

    def __init__(self, founder_values: tuple[float, float], topics: int) -> None:
        self.count = 1
        self.norm = np.array([founder_values], np.float32)
        """Where a chapter's own values lie, float32[chapters, 2]."""
        self.dispersion = np.full(1, USUAL_DISPERSION, np.float32)
        """Root mean square distance of its members' values from their mean, per dimension."""
        self.volume = np.zeros((1, topics), np.float64)
        """Messages to be read today, by topic; topic 0 is the community's own."""
        self.parent = np.full(1, NO_PARENT, np.int16)
        """The chapter it came from."""
        self.level = np.zeros(1, np.int16)
        """How many times its line has been split: 0 the trunk, 1 a branch of it."""
        self.camp = np.zeros(1, np.int16)
        """Chapters of one camp are friends: people talk across, the team's content is shared."""
        self.fidelity = np.zeros(1, np.float32)
        """Share of its norm that it takes from its parent, 0-1; 0 stands on its own."""
        self.clarity = np.ones(1, np.float32)
        """How clear the community's rules still are here, relative to the trunk, 0-1."""
        self.topic = np.zeros(1, np.int16)
        """What its members' posts are about when they do not wander."""
        self.living = np.ones(1, np.bool_)
        """Whether it is open."""

    def found(
        self,
        parent: int,
        norm: np.ndarray,
        *,
        rival: bool = False,
        fidelity: float = 0.0,
        clarity: float = 1.0,
        topic: int | None = None,
    ) -> int:
        """Open a chapter out of `parent` with these values (float[2]); returns its number.

        A rival makes a camp of its own. `fidelity` and `clarity` say how well it copies the
        parent; `topic` is the parent's when None. Never hold one of the arrays across this call.
        """
        if self.full:
            raise ValueError(f"there can be no more than {MOST} chapters")
        number = self.count
        self.count += 1
        own_topic = self.topic[parent] if topic is None else topic
        clear = clarity * self.clarity[parent]
        for name, value in (
            ("norm", norm),
            ("dispersion", self.dispersion[parent]),
            ("volume", np.zeros(self.volume.shape[1])),
            ("parent", parent),
            ("level", self.level[parent] + (0 if rival else 1)),
            ("camp", number if rival else self.camp[parent]),
            ("fidelity", fidelity),
            ("clarity", clear),
            ("topic", own_topic),
            ("living", True),
        ):
            column = getattr(self, name)
            grown = np.concatenate([column, np.asarray([value], column.dtype)])
            setattr(self, name, grown)
        return number

    @property
    def full(self) -> bool:
        """Whether no more chapters can be opened."""
        return self.count >= MOST

    def close(self, chapter: int) -> None:
        """Close a chapter; its members are moved by whoever closes it."""
        self.living[chapter] = False

    def refuge(self, chapter: int) -> int:
        """The nearest open chapter above: where members of a closed one may go."""
        above = int(self.parent[chapter])
        while not self.living[above]:
            above = int(self.parent[above])
        return above
