"""Likeness: how far one community is from another, over the patterns that both can tell."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np

from sim.patterns import joining
from sim.patterns.pattern import Pattern

GIVEN = tuple(one.name for one in joining.PATTERNS)
"""How newcomers come, which a twin is given; it is no merit of a twin to have it."""


def judged(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """The patterns that likeness is about: those with a band that a twin is not given."""
    return tuple(one for one in patterns if not math.isnan(one.low) and one.name not in GIVEN)


def apart(one: float, other: float) -> float:
    """The difference of two numbers as a share of the greater: 0 the same, 1 one of them is 0."""
    greater = max(abs(one), abs(other))
    return abs(one - other) / greater if greater else 0.0


def shared(names: Iterable[str], *communities: Mapping[str, float]) -> tuple[str, ...]:
    """The patterns that every one of the communities can tell."""
    return tuple(name for name in names if not any(math.isnan(each[name]) for each in communities))


def distance(names: Iterable[str], one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The mean of `apart` over patterns, 0-1; NaN of none."""
    found = [apart(one[name], other[name]) for name in names]
    return float(np.mean(found)) if found else math.nan


def middles(patterns: Iterable[Pattern]) -> dict[str, float]:
    """The middle of every band: what is known of a community when nothing is known of it."""
    return {one.name: (one.low + one.high) / 2 for one in patterns}
