"""Exposure: whether people adopt the sooner, the more of their neighbours have adopted before.

What Valente (1995) found among doctors (Coleman, Katz and Menzel 1966), Korean villages (Rogers and
Kincaid 1981) and Brazilian farmers (Herzog, Stanfield, Whiting and Svenning 1968).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

BINS = ("0", "(0,.25]", "(.25,.5]", "(.5,.75]", "(.75,1]")
"""Shares of neighbours who have adopted before."""
EDGES = (0.0, 0.25, 0.5, 0.75)
"""Where a bin ends and the next begins; the lower end is not in it."""


@dataclass(frozen=True)
class Hazard:
    """Adoptions among so many periods in which somebody could still adopt, in a bin of exposure."""

    exposure: str
    person_periods: int
    adopted: int

    @property
    def hazard(self) -> float:
        """Chance to adopt in a period; NaN where nobody was exposed so much."""
        return self.adopted / self.person_periods if self.person_periods else math.nan


def hazards(neighbours: csr_array, adopted: np.ndarray, periods: int) -> tuple[Hazard, ...]:
    """The hazard in each bin of `BINS`.

    `neighbours` has a one at (i, j) where j is a neighbour to whom i looks; `adopted` float64[n] is
    the period of adoption, 1 to `periods`, and NaN or later for those who never did. Who has no
    neighbour is not counted, nor is the first period, in which nobody can have adopted before.
    """
    many = np.diff(neighbours.indptr)
    times = np.where(np.isnan(adopted), np.inf, adopted)
    at_risk, events = np.zeros(len(BINS), np.int64), np.zeros(len(BINS), np.int64)
    for period in range(2, periods + 1):
        still = (times >= period) & (many > 0)
        share = (neighbours @ (times < period).astype(np.float64))[still] / many[still]
        bins = np.searchsorted(EDGES, share, side="left")
        at_risk += np.bincount(bins, minlength=len(BINS))
        events += np.bincount(bins[times[still] == period], minlength=len(BINS))
    return tuple(
        Hazard(name, int(risk), int(event))
        for name, risk, event in zip(BINS, at_risk, events, strict=True)
    )


def graph(people: int, who: Sequence[int], to: Sequence[int]) -> csr_array:
    """Who looks to whom, each pair once and nobody to herself, from the ends of ties."""
    a, b = np.asarray(who), np.asarray(to)
    codes = np.unique((a * people + b)[a != b])
    a, b = np.divmod(codes, people)
    return csr_array((np.ones(len(codes)), (a, b)), shape=(people, people))


def rise(found: Sequence[Hazard]) -> float:
    """How many times as likely those adopt most of whose neighbours have, as those none of whose have.

    Most is more than half; NaN where nobody was so exposed or nobody adopted unexposed.
    """
    none, most = found[:1], found[3:]
    low, high = (
        sum(each.adopted for each in part) / max(1, sum(each.person_periods for each in part))
        for part in (none, most)
    )
    return high / low if low and any(each.person_periods for each in most) else math.nan
