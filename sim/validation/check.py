"""A check: something known of the world, what the model makes of it, and the band it must lie in."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from sim.scenario.text import NO_WORDS, Text

Family = Literal["limits", "facts", "controls", "claims", "patterns"]
Words = tuple[str, str]
"""The same words in English and Chinese."""

INFINITY = math.inf


@dataclass(frozen=True)
class Reading:
    """One number of the model and the band in which it must lie, ends included."""

    what: Text
    value: float
    low: float = -INFINITY
    high: float = INFINITY
    expected: float | None = None
    """What theory says, where the band lies around one number."""
    error: float | None = None
    """Standard error of the value, where it is told."""

    @property
    def held(self) -> bool:
        """Whether the number lies in its band; one that does not exist does not."""
        return self.low <= self.value <= self.high

    @property
    def at_an_edge(self) -> bool:
        """Whether an end of the band is within two standard errors: other runs might say otherwise."""
        room = min(abs(self.value - self.low), abs(self.value - self.high))
        return self.error is not None and room <= 2 * self.error


@dataclass(frozen=True)
class Measured:
    """What a check came to: readings, and for a claim its verdict with the reason."""

    readings: tuple[Reading, ...]
    verdict: str = ""
    said: Text = NO_WORDS


@dataclass(frozen=True)
class Check:
    """One row of the table. Called, it measures.

    `theory` says what must come out, with its source. `misses` explains what the model cannot do,
    when the check is known not to hold. Without `measure` the check does not apply, and `theory`
    is followed by the reason in `misses`.
    """

    id: str
    family: Family
    title: Text
    theory: Text
    measure: Callable[[], Sequence[Reading] | Measured] | None
    slow: bool = False
    misses: Text = NO_WORDS
    group: str = ""
    """Checks of one group share runs, and are measured by one process."""
    recorded: str = ""
    """The verdict that a claim had when its file was written."""

    def __call__(self) -> Measured:
        assert self.measure is not None
        found = self.measure()
        return found if isinstance(found, Measured) else Measured(tuple(found))

    @property
    def applies(self) -> bool:
        """Whether the model has anything that the check could look at."""
        return self.measure is not None


def near(expected: float, within: float, value: float, what: Words = ("", "")) -> Reading:
    """A number that must be what theory says, within a distance."""
    low, high = expected - within, expected + within
    return Reading(text(what), float(value), low, high, float(expected))


def between(low: float, high: float, value: float, what: Words = ("", "")) -> Reading:
    """A number that must lie in a band; either end may be infinite."""
    return Reading(text(what), float(value), low, high)


def text(words: Words) -> Text:
    """Words as a text in both languages."""
    return Text(en=words[0], zh=words[1])


def check(
    family: Family,
    number: str,
    title: Words,
    *,
    theory: Words,
    slow: bool = False,
    misses: Words = ("", ""),
    group: str = "",
) -> Callable[[Callable[[], Sequence[Reading] | Measured]], Check]:
    """Turn a function that measures into a check."""

    def made(measure: Callable[[], Sequence[Reading] | Measured]) -> Check:
        return Check(
            number, family, text(title), text(theory), measure, slow, text(misses), group or number
        )

    return made


def not_applicable(family: Family, number: str, title: Words, *, why: Words) -> Check:
    """A check that the literature knows and the model has nothing for."""
    return Check(number, family, text(title), NO_WORDS, None, misses=text(why))


limit = partial(check, "limits")
fact = partial(check, "facts")
control = partial(check, "controls")
