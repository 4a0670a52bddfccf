"""Patterns: what real communities look like, and whether a log looks like them.

from sim import patterns

log = patterns.read(Path("my_community"))
patterns.of(log)            # {"gini": 0.71, ...}
patterns.BANDS["gini"]      # (0.6, 0.9)
"""

from __future__ import annotations

from sim.patterns import (
    attendance,
    contributing,
    division,
    inequality,
    joining,
    network,
    retention,
    seeds,
)
from sim.patterns.log import Log
from sim.patterns.pattern import WORDS, Pattern, Verdict
from sim.patterns.reading import UnreadableLog, read

__all__ = [
    "BANDS",
    "PATTERNS",
    "WORDS",
    "Log",
    "Pattern",
    "UnreadableLog",
    "Verdict",
    "by_name",
    "of",
    "read",
    "verdicts",
]

_FILES = (
    contributing, inequality, retention, joining, network, division, seeds, attendance
)  # fmt: skip
PATTERNS: tuple[Pattern, ...] = tuple(one for file in _FILES for one in file.PATTERNS)
BANDS: dict[str, tuple[float, float]] = {one.name: (one.low, one.high) for one in PATTERNS}
"""Lowest and highest that real communities show; NaN where that depends on the community."""


def of(log: Log) -> dict[str, float]:
    """Every pattern of a log by name; NaN where the log does not say."""
    return {one.name: one.measure(log) for one in PATTERNS}


def verdicts(values: dict[str, float]) -> dict[str, Verdict]:
    """Where each value lies."""
    return {one.name: one.verdict(values[one.name]) for one in PATTERNS}


def by_name() -> dict[str, Pattern]:
    """Patterns by name."""
    return {one.name: one for one in PATTERNS}
