"""Chapters: local branches of the community; chapter 0 is the whole until it is split."""

from __future__ import annotations

import numpy as np

USUAL_DISPERSION = 0.25
"""What dispersion is taken to be while nobody keeps track of values."""


class Chapters:
    """What is kept per chapter: its norm (mean values), dispersion, volume of posts by topic."""

    def __init__(self, founder_values: tuple[float, float], topics: int) -> None:
        self.count = 1
        self.norm = np.array([founder_values], np.float32)
        """Where a chapter's own values lie, float32[chapters, 2]."""
        self.dispersion = np.full(1, USUAL_DISPERSION, np.float32)
        """Root mean square distance of its members' values from their mean, per dimension."""
        self.volume = np.zeros((1, topics), np.float64)
        """Messages to be read today, by topic; topic 0 is the community's own."""
