"""An axis of a parameter: numbers, near or orders of magnitude apart, or words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from sim.charts.data import Language
from sim.charts.numbers import scale

LENGTH = 1000
"""Places along an axis go from 0 to this: an area's days."""

_MOST_TICKS = 9
_INSET = 0.5


@dataclass(frozen=True)
class Axis:
    """Where the values of a parameter stand, 0 to `LENGTH`, and where it is marked with what."""

    values: tuple[Any, ...]
    low: float
    high: float
    log: bool
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    def place(self, value: Any) -> float:
        """Where a value stands; words stand in the order they were given, evenly."""
        if not _numeric(self.values):
            return LENGTH * (self.values.index(value) + _INSET) / len(self.values)
        return LENGTH * (self._level(float(value)) - self.low) / (self.high - self.low)

    def _level(self, value: float) -> float:
        return math.log(value) if self.log else value

    def edges(self) -> list[float]:
        """Where the cells around the values begin and end: halfway between neighbours."""
        middles = [self.place(value) for value in self.values]
        between = [(a + b) / 2 for a, b in pairwise(middles)]
        return [0.0, *between, float(LENGTH)]


def axis(values: Sequence[Any], language: Language) -> Axis:
    """The axis through all values: in logarithms where that spaces them more evenly.

    Few values are marked each; many get round marks.
    """
    if not _numeric(values):
        there = tuple(dict.fromkeys(values))
        texts = tuple(str(value) for value in there)
        marks = tuple(LENGTH * (i + _INSET) / len(there) for i in range(len(there)))
        return Axis(there, 0.0, 1.0, False, marks, texts)
    there = tuple(sorted(set(values)))
    log = _log(there)
    low, high = (math.log(v) if log else float(v) for v in (there[0], there[-1]))
    high = high if high > low else low + 1.0
    bare = Axis(there, low, high, log, (), ())
    marked = there if len(there) <= _MOST_TICKS else _round(there, language)
    labels = tuple(plain(float(value)) for value in marked)
    return Axis(there, low, high, log, tuple(bare.place(value) for value in marked), labels)


def plain(value: float) -> str:
    """A parameter's value as YAML readers know it, with separators and a true minus."""
    text = f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return text.replace("-", "−")


def _numeric(values: Sequence[Any]) -> bool:
    return all(isinstance(v, int | float | np.number) and not isinstance(v, bool) for v in values)


def _log(values: Sequence[float]) -> bool:
    """Whether gaps are more alike in logarithms."""
    if len(values) < 3 or values[0] <= 0:
        return False
    plain_gaps, log_gaps = np.diff(values), np.diff(np.log(values))
    return bool(log_gaps.std() / log_gaps.mean() < 0.8 * plain_gaps.std() / plain_gaps.mean())


def _round(values: Sequence[float], language: Language) -> tuple[float, ...]:
    """Round values between the ends."""
    if _log(values):
        powers = range(math.floor(math.log10(values[0])), math.ceil(math.log10(values[-1])) + 1)
        candidates = [factor * 10.0**power for power in powers for factor in (1, 2, 5)]
    else:
        candidates = list(scale(values[0], values[-1], language, whole=False).ticks)
    return tuple(value for value in candidates if values[0] <= value <= values[-1])
