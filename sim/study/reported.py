"""Simulated against reported: what a case's model gives beside what really happened.

Nothing is fitted to these figures. Where they are missed, it is said by how much.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from sim.scenario import Settings, Text

CLOSE = 1.1
"""Off by no more than this factor is close, though not within the range of runs."""


@dataclass(frozen=True)
class Point:
    """A reported number of members, and what the runs have on that day, in real people."""

    day: int
    date: datetime.date | None
    label: Text
    source: str
    reported: float
    low: float
    median: float
    high: float
    runs: int

    @property
    def met(self) -> bool:
        """Whether the reported number lies in the middle 90 % of runs."""
        return self.low <= self.reported <= self.high

    @property
    def factor(self) -> float:
        """The median run over what was reported."""
        return self.median / self.reported

    @property
    def close(self) -> bool:
        """Whether the median run is off by a small factor."""
        return 1 / CLOSE <= self.factor <= CLOSE

    def verdict(self) -> Text:
        """In words: met, close, or off by how much."""
        if self.met:
            return Text(en="met", zh="吻合")
        if not self.median > 0:
            return Text(en="not met: nobody is left", zh="不吻合：已无成员")
        way = ("too many", "偏高") if self.factor > 1 else ("too few", "偏低")
        if self.close:
            share = f"{abs(self.factor - 1):.1%}"
            return Text(en=f"close: {way[0]} by {share}", zh=f"接近：{way[1]} {share}")
        off = self.factor if self.factor > 1 else 1 / self.factor
        size = f"{off:,.0f}" if off >= 100 else f"{off:.2g}"
        return Text(
            en=f"not met: {way[0]}, off by a factor of {size}",
            zh=f"不吻合：{way[1]}，相差 {size} 倍",
        )


@dataclass(frozen=True)
class Stretch:
    """The time between two reported numbers: daily growth rates ln(b/a)/days, NaN if unknown."""

    start: int
    end: int
    reported: float
    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Reality:
    """A case: reported numbers and the growth between them, beside the simulated ones."""

    points: tuple[Point, ...]
    stretches: tuple[Stretch, ...]

    def __bool__(self) -> bool:
        return bool(self.points)

    def tally(self) -> Text:
        """How many of the reported numbers the runs have."""
        met, many = sum(point.met for point in self.points), len(self.points)
        close = sum(point.close for point in self.points if not point.met)
        return Text(
            en=f"{met} of {many} reported figures lie in the middle 90 % of runs"
            + f", {close} more within 10 %" * bool(close),
            zh=f"{many} 个实际数据中有 {met} 个落在居中 90% 的运行之内"
            + f"，另有 {close} 个相差不到 10%" * bool(close),
        )


def reality(members: pd.DataFrame, settings: Settings) -> Reality:
    """Compare runs with the figures reported of the case.

    `members` has a row per day and a column per run, in simulated people.
    """
    figures = sorted(settings.reported, key=lambda each: each.day_from(settings.start_date))
    days = [figure.day_from(settings.start_date) for figure in figures]
    runs = {day: members.loc[day].dropna().to_numpy() * settings.scale for day in days}
    points = tuple(
        Point(
            day,
            settings.date_of(day),
            figure.label,
            figure.source,
            figure.members,
            *_quantiles(runs[day]),
            runs=len(runs[day]),
        )
        for day, figure in zip(days, figures, strict=True)
    )
    stretches = tuple(
        Stretch(
            a.day,
            b.day,
            math.log(b.reported / a.reported) / (b.day - a.day),
            *_quantiles(_rates(runs[a.day], runs[b.day], b.day - a.day)),
        )
        for a, b in pairwise(points)
        if b.day > a.day
    )
    return Reality(points, stretches)


def _rates(before: np.ndarray, after: np.ndarray, days: int) -> np.ndarray:
    """Daily growth rates of the runs that have members at both ends."""
    alive = (before > 0) & (after > 0)
    rates: np.ndarray = np.log(after[alive] / before[alive]) / days
    return rates


def _quantiles(values: np.ndarray) -> tuple[float, float, float]:
    if not len(values):
        return math.nan, math.nan, math.nan
    low, median, high = (float(value) for value in np.percentile(values, (5, 50, 95)))
    return low, median, high
