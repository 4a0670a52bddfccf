"""Steps: newcomers by week told as few levels, so that a launch can be written down.

Neighbouring weeks are one step unless their numbers differ by more than a third beyond chance. The
best division is found exactly (Jackson et al. 2005), on logarithms, each further step at the cost
of Schwarz's criterion (1978).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

ALIKE = 0.1
"""Variance of the logarithm of a week's newcomers within a step, beside chance: a third."""
MOST = 24
"""Steps at most: as many as a reader can take in. Longer logs are told more coarsely."""
HALF = 0.5
"""Added to counts, so that an empty week has a logarithm."""


@dataclass(frozen=True)
class Step:
    """Days `[first, last)` in which `newcomers` came, about as many every week."""

    first: int
    last: int
    newcomers: float

    @property
    def days(self) -> int:
        """How long it lasts."""
        return self.last - self.first

    @property
    def a_week(self) -> float:
        """Newcomers a week."""
        return 7 * self.newcomers / self.days


def steps(arrivals: np.ndarray, days: int) -> tuple[Step, ...]:
    """The inflow of the moments `arrivals` (days, float64) over so many days as few levels.

    What is left after the last whole week belongs to the last step.
    """
    weeks = max(1, days // 7)
    counts = np.histogram(arrivals, 7.0 * np.arange(weeks + 1))[0].astype(np.float64)
    ends = [7 * week for week in divided(counts)[1:-1]]
    bounds = [0, *ends, days]
    return tuple(
        Step(first, last, float(np.sum((arrivals >= first) & (arrivals < last))))
        for first, last in pairwise(bounds)
    )


def divided(counts: np.ndarray) -> list[int]:
    """Where steps begin and end, in weeks: 0, ..., number of weeks."""
    price = float(np.log(len(counts)))
    while len(bounds := _best(counts, price)) > MOST + 1:
        price *= 1.25
    return bounds


def _best(counts: np.ndarray, price: float) -> list[int]:
    """The division with the least squared error and `price` for every step."""
    y = np.log(counts + HALF)
    weight = 1 / (ALIKE + 1 / (counts + HALF))
    sums = [np.concatenate([[0.0], np.cumsum(weight * y**power)]) for power in (0, 1, 2)]
    cost, begin = np.zeros(len(counts) + 1), np.zeros(len(counts) + 1, np.int64)
    for end in range(1, len(counts) + 1):
        w, first, second = (one[end] - one[:end] for one in sums)
        through = cost[:end] + second - first**2 / w + price
        begin[end] = through.argmin()
        cost[end] = through.min()
    bounds = [len(counts)]
    while bounds[-1]:
        bounds.append(int(begin[bounds[-1]]))
    return bounds[::-1]
