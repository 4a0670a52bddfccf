"""Patterns: what real communities have in common, and the default community beside it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.patterns import PATTERNS
from sim.patterns.pattern import Pattern
from sim.validation.check import Check, Measured, Reading, text
from sim.validation.facts.default_runs import GROUP, default_logs


def patterns() -> tuple[Check, ...]:
    """A check for each pattern that has a band, in the order in which they are declared."""
    banded = [one for one in PATTERNS if one.low == one.low]
    return tuple(_check(number, one) for number, one in enumerate(banded, 1))


MISSES: dict[str, tuple[str, str]] = {}
"""Why the default community does not show a pattern, by its name."""


def _check(number: int, pattern: Pattern) -> Check:
    def measure() -> Measured:
        """The pattern in the mean of the default runs."""
        value = _mean(pattern.measure(log) for log in default_logs())
        return Measured((Reading(text(("", "")), value, pattern.low, pattern.high),))

    return Check(
        f"P{number}",
        "patterns",
        text((pattern.en, pattern.zh)),
        text((f"{pattern.meaning_en}; {pattern.source}", pattern.meaning_zh)),
        measure,
        misses=text(MISSES.get(pattern.name, ("", ""))),
        group=GROUP,
    )


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")
