"""What was measured in a study, by name and day."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.metrics.measure import Measure
from sim.scenario.hints import did_you_mean


def bounds(measure: Measure) -> tuple[float, float]:
    """The least and the greatest value there can be: of shares and indices 0 and 1, of counts 0."""
    known = {"0-1": (0.0, 1.0), "share": (0.0, 1.0), "-1 to 1": (-1.0, 1.0)}
    return known.get(measure.unit, (0.0 if measure.whole else -math.inf, math.inf))


class NoSuchMeasure(KeyError):
    """A study has no measure of this name; `hint` says which may be meant."""

    def __init__(self, name: str, hint: str) -> None:
        self.name, self.hint = name, hint
        super().__init__(name, hint)

    def __str__(self) -> str:
        return f"there is no measure {self.name!r}" + (f": {self.hint}" if self.hint else "")


class NoSuchDay(ValueError):
    """A study is asked for a day that its runs, or some of them, do not have."""

    def __init__(self, day: int, last: int) -> None:
        self.day, self.last = day, last
        super().__init__(f"there is no day {day}: every run has the days 0 to {last}")


class Measured(dict[str, Measure]):
    """Measures by their names. Raises NoSuchMeasure for any other."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        super().__init__({measure.name: measure for measure in measures})

    def __missing__(self, name: str) -> Measure:
        hint = did_you_mean(name, self)
        raise NoSuchMeasure(name, hint.en if hint else "")
