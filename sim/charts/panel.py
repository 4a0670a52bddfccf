"""One plot of a measure over days: its place on the page, grid, bands and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes

from sim.charts import style, wording
from sim.charts.data import Language
from sim.charts.numbers import Scale, scale
from sim.charts.page import Page
from sim.charts.style import Tone
from sim.charts.typesetting import width

if TYPE_CHECKING:
    from sim.metrics.measure import Measure

_FEW_VALUES = 15
_DAY_STEPS = (1, 2, 5, 10, 15, 30, 60, 90, 120, 180, 365, 730, 1825, 3650)


@dataclass(frozen=True)
class Area:
    """A plot's rectangle in points from the page's upper left corner, with its two axes."""

    left: float
    top: float
    width: float
    height: float
    last_day: int
    scale: Scale

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def x(self, day: float) -> float:
        """Where a day stands on the page."""
        return self.left + self.width * day / max(self.last_day, 1)

    def y(self, value: float) -> float:
        """Where a value stands on the page, from the top."""
        return self.bottom - self.height * self.scale.part(value)

    def axes(self, page: Page) -> Axes:
        """The plot itself, in days and values."""
        across = (0.0, float(max(self.last_day, 1)))
        upwards = (self.scale.low, self.scale.high)
        return page.axes(self.left, self.top, self.width, self.height, across, upwards)


def plot_scale(
    measure: Measure,
    full: Iterable[pd.DataFrame],
    thin: Iterable[pd.DataFrame],
    language: Language,
) -> Scale:
    """The upward axis: wide enough for the bands of the one and the medians of the other."""
    full, thin = list(full), list(thin)
    if not full and not thin:
        return Scale(0.0, 1.0, (), ())
    lows = [rows["p05"].min() for rows in full] + [rows["p50"].min() for rows in thin]
    highs = [rows["p95"].max() for rows in full] + [rows["p50"].max() for rows in thin]
    return scale(float(min(lows)), float(max(highs)), language, whole=measure.whole)


def day_ticks(last_day: int, most: int) -> list[int]:
    """Round days, and the last one in place of a round one too close to it."""
    step = next((s for s in _DAY_STEPS if last_day / s < most), _DAY_STEPS[-1])
    ticks = list(range(0, last_day, step))
    if len(ticks) > 1 and last_day - ticks[-1] < 0.6 * step:
        ticks.pop()
    return [*ticks, last_day] if last_day else [0]


def furniture(page: Page, area: Area, days: Sequence[int], *, labelled: bool = True) -> None:
    """Horizontal grid lines, the axis at the bottom, marks at round days."""
    for value, text in zip(area.scale.ticks, area.scale.labels, strict=True):
        height = area.y(value)
        page.stroke((area.left, area.right), (height, height), color=style.GRID, lw=0.7, zorder=-2)
        if labelled:
            page.write(area.left - 5, height + 3, text, style.TICK, style.QUIET, align="right")
    ground = area.y(0.0)
    page.stroke((area.left, area.right), (ground, ground), color=style.AXIS, lw=0.8, zorder=-1)
    for day in days:
        across = area.x(day)
        page.stroke(
            (across, across), (area.bottom, area.bottom + 3), color=style.AXIS, lw=0.8, zorder=-1
        )


def day_axis(
    page: Page, area: Area, days: Sequence[int], start: date | None = None, *, inside: bool = False
) -> None:
    """Numbers of days under the lowest plot, and their dates when the start is known.

    `inside` keeps the first and the last number within the plot's width, beside other plots.
    """
    aligned = {days[0]: "left", days[-1]: "right"} if inside else {}
    for place, day in enumerate(days):
        text, align = wording.day(day, page.language, first=place == 0), aligned.get(day, "center")
        page.write(area.x(day), area.bottom + 14.5, text, style.TICK, style.QUIET, align=align)
        if start:
            _date(page, area.x(day), area.bottom + 24.5, start, day, days)
    page.used = area.bottom + (27 if start else 17)


def _date(
    page: Page, across: float, down: float, start: date, day: int, days: Sequence[int]
) -> None:
    """One date; the year is spelled on the first day and the last, and where a new one has begun."""
    when = start + timedelta(days=day)
    before = start + timedelta(days=max((other for other in days if other < day), default=0))
    new = day in (days[0], days[-1]) or when.year != before.year
    text = wording.calendar(when, page.language, with_year=new)
    page.write(across, down, text, style.SOURCE, style.OTHER.label, align="center")


def outcome(axes: Axes, rows: pd.DataFrame, tone: Tone) -> None:
    """What may happen under a highlighted strategy: median, middle half, middle 90 % of runs."""
    day = rows["day"].to_numpy()
    if rows["runs"].max() > 1:
        for low, high, alpha in (
            ("p05", "p95", style.NINETY_ALPHA),
            ("p25", "p75", style.HALF_ALPHA),
        ):
            band = axes.fill_between(day, rows[low], rows[high], color=tone.line, lw=0, zorder=1)
            band.set_alpha(alpha)
    few: dict[str, Any] = {"marker": "o", "ms": 2.6} if len(rows) <= _FEW_VALUES else {}
    line: dict[str, Any] = {"solid_capstyle": "round", "solid_joinstyle": "round", "clip_on": False}
    axes.plot(day, rows["p50"], color=style.PAPER, lw=style.MEDIAN_WIDTH + 1.6, zorder=3, **line)
    axes.plot(day, rows["p50"], color=tone.line, lw=style.MEDIAN_WIDTH, zorder=3, **few, **line)


def bystander(axes: Axes, rows: pd.DataFrame) -> None:
    """The median of a strategy that is not highlighted, thin and grey."""
    axes.plot(
        rows["day"],
        rows["p50"],
        color=style.OTHER.line,
        lw=style.OTHER_WIDTH,
        zorder=2,
        clip_on=False,
    )


def panel_head(page: Page, left: float, measure: Measure, inner: float) -> None:
    """The measure's name, and in grey what it counts: beside it, or below when it is long."""
    name, meaning = measure.title(page.language), wording.meaning(measure, page.language)
    wide = width(name, style.HEADING, page.language, bold=True)
    leading = style.HEADING * style.LEADING[page.language]
    beside = width(meaning, style.NOTE, page.language)
    page.block(left, [name], style.HEADING, style.INK, bold=True)
    if wide + 9 + beside <= inner:
        page.write(left + wide + 9, page.used - 0.32 * leading, meaning, style.NOTE, style.QUIET)
    else:
        page.paragraph(meaning, style.NOTE, style.QUIET)
        page.skip(2)


def nothing_measured(page: Page, area: Area) -> None:
    """What an empty plot says."""
    text = wording.NO_VALUES[page.language]
    page.write(area.left, area.top + 10, text, style.NOTE, style.OTHER.label)


def upright(page: Page, area: Area, day: int, colour: str) -> None:
    """A thin dotted line through the plot on a day that changed something."""
    across = area.x(day)
    look = {"color": colour, "lw": 0.9, "ls": (0, (1.2, 1.8)), "zorder": 0.5}
    page.stroke((across, across), (area.top, area.bottom), **look)
