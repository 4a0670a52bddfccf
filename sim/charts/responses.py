"""What comes of each setting: response curves over one parameter, a map over two.

A capped line is the interval of a mean (how well it is known), a light bar the middle 90 % of runs
(what one run may bring). On a map the line is where the outcome passes a level: the tipping point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.charts import style
from sim.charts.data import Language, Words, in_language
from sim.charts.numbers import number, scale
from sim.charts.page import LEFT, MARGIN, Page
from sim.charts.panel import panel_head
from sim.charts.typesetting import width, wrap

if TYPE_CHECKING:
    from sim.metrics.measure import Measure

_HEIGHT, _CELL, _CAP, _BAR = 120.0, 26.0, 2.6, 7.0
_MOST_LABELS = 12
_APART, _PALE = 6.0, 0.25
_WIDE_RANGE = 50.0
"""Values that span more than this factor stand by their ratios."""

_MAP = LinearSegmentedColormap.from_list("settings", ["#f1f6fb", "#8db8dd", "#1c5088"])
_DARK = 0.55


@dataclass(frozen=True)
class Swept:
    """A parameter that was varied: its values in order, and what it is called."""

    path: str
    name: Words
    values: tuple[Any, ...]

    @property
    def numeric(self) -> bool:
        """Whether the values are numbers, which have distances."""
        return all(isinstance(v, int | float) and not isinstance(v, bool) for v in self.values)

    @property
    def by_ratio(self) -> bool:
        """Whether the values stand by their ratios."""
        return (
            self.numeric and self.values[0] > 0 and self.values[-1] / self.values[0] >= _WIDE_RANGE
        )

    def places(self) -> NDArray[np.float64]:
        """Where the values stand from 0 to 1: by size, by ratio, or one after the other."""
        many = len(self.values)
        if not self.numeric or many < 2:
            return (np.arange(many) + 0.5) / many
        sizes = np.array(self.values, np.float64)
        sizes = np.log(sizes) if self.by_ratio else sizes
        placed: NDArray[np.float64] = 0.03 + 0.94 * (sizes - sizes[0]) / (sizes[-1] - sizes[0])
        return placed

    def labels(self) -> list[str]:
        """The values as they are written."""
        return [f"{v:,.6g}" if self.numeric else _word(v) for v in self.values]


def response_curves(
    tables: Mapping[str, pd.DataFrame],
    swept: Swept,
    measures: Sequence[Measure],
    *,
    title: str,
    notes: Sequence[str],
    source: str,
    lines: Swept | None = None,
    language: Language = "en",
) -> Figure:
    """One plot a measure: its mean at each value of one parameter.

    Args:
        tables: by measure: a row a setting, in the order of the values, with columns `mean`, `low`,
            `high` (the interval of the mean) and `p05`, `p95` (of runs).
        lines: a second parameter, of which each value, at most four, has a line of its own; the
            tables have a column of its path then.
    """
    with style.writing(language):
        page = Page(language)
        page.head(title, notes)
        if lines is not None:
            _legend(page, lines)
        for measure in measures:
            _curve(page, measure, tables[measure.name], swept, lines)
        page.block(LEFT, _name(swept, language), style.NOTE, style.INK, bold=True)
        page.foot(source)
        return page.finish()


def heatmap(
    table: pd.DataFrame,
    across: Swept,
    down: Swept,
    measure: Measure,
    *,
    level: float,
    title: str,
    notes: Sequence[str],
    source: str,
    language: Language = "en",
) -> Figure:
    """A cell for every pair of values, with its mean, and the line where the mean passes `level`.

    Args:
        table: columns named by the two parameters' paths, and `mean`.
    """
    means = np.array(
        [[_mean(table, across.path, x, down.path, y) for x in across.values] for y in down.values]
    )
    with style.writing(language):
        page = Page(language)
        page.head(title, notes)
        panel_head(page, LEFT, measure, page.inner)
        page.skip(6)
        page.block(LEFT, _name(down, language, " ↓"), style.NOTE, style.INK, bold=True)
        page.skip(4)
        _cells(page, means, across, down, measure, level)
        page.block(LEFT, _name(across, language, " →"), style.NOTE, style.INK, bold=True)
        page.foot(source)
        return page.finish()


def _legend(page: Page, lines: Swept) -> None:
    """Which colour is which value."""
    page.block(LEFT, _name(lines, page.language), style.NOTE, style.INK, bold=True)
    page.skip(9)
    at = LEFT
    for label, tone in zip(lines.labels(), style.STRATEGIES, strict=False):
        page.stroke((at, at + 16), (page.used, page.used), color=tone.line, lw=2.2)
        page.write(at + 21, page.used + 3, label, style.NAME, tone.label)
        at += 21 + width(label, style.NAME, page.language) + 18
    page.skip(16)


def _curve(
    page: Page, measure: Measure, rows: pd.DataFrame, swept: Swept, lines: Swept | None
) -> None:
    panel_head(page, LEFT, measure, page.inner)
    page.skip(6)
    top, wide = page.used, page.width - LEFT - MARGIN
    numbers = ["mean", "low", "high", "p05", "p95"]
    known = rows[numbers].to_numpy(np.float64)
    axis = scale(np.nanmin(known), np.nanmax(known), page.language, whole=measure.whole)
    for value, text in zip(axis.ticks, axis.labels, strict=True):
        at = top + _HEIGHT * (1 - axis.part(value))
        page.stroke((LEFT, LEFT + wide), (at, at), color=style.GRID, lw=0.7, zorder=-2)
        page.write(LEFT - 5, at + 3, text, style.TICK, style.QUIET, align="right")
    spots = LEFT + wide * swept.places()
    groups = [rows[rows[lines.path] == value] for value in lines.values] if lines else [rows]
    for place, (group, tone) in enumerate(zip(groups, style.STRATEGIES, strict=False)):
        heights = top + _HEIGHT * (1 - np.vectorize(axis.part)(group[numbers].to_numpy(np.float64)))
        aside = spots + (place - (len(groups) - 1) / 2) * _APART
        _line(page, aside, heights, tone, joined=swept.numeric, alone=lines is None)
    _labels(page, spots, swept.labels(), top + _HEIGHT + 14)
    page.used = top + _HEIGHT + 30


def _line(
    page: Page,
    spots: NDArray[np.float64],
    heights: NDArray[np.float64],
    tone: style.Tone,
    *,
    joined: bool,
    alone: bool,
) -> None:
    """The means of one line, each with its interval before the middle 90 % of runs."""
    if joined:
        page.stroke(spots.tolist(), heights[:, 0].tolist(), color=tone.line, lw=1.6, zorder=1)
    colour = style.OTHER.line if alone else _pale(tone.line)
    bar = _BAR if alone else _APART - 1
    for spot, (mean, low, high, least, most) in zip(spots, heights, strict=True):
        page.box(spot - bar / 2, most, bar, least - most, colour, zorder=-1)
        _dot(page, spot, mean, low, high, tone.line)


def _pale(colour: str) -> str:
    """A colour, mixed with the paper."""
    pairs = zip(to_rgb(colour), to_rgb(style.PAPER), strict=True)
    red, green, blue = (_PALE * ink + (1 - _PALE) * paper for ink, paper in pairs)
    return to_hex((red, green, blue))


def _dot(page: Page, spot: float, mean: float, low: float, high: float, colour: str) -> None:
    if np.isfinite([low, high]).all():
        page.stroke((spot, spot), (low, high), color=colour, lw=1.4, zorder=2)
        for end in (low, high):
            page.stroke((spot - _CAP, spot + _CAP), (end, end), color=colour, lw=1.4, zorder=2)
    look = {"marker": "o", "ms": 4.6, "mfc": colour, "mec": style.PAPER, "mew": 0.8, "zorder": 3}
    page.stroke((spot,), (mean,), **look)


def _labels(page: Page, spots: NDArray[np.float64], labels: Sequence[str], down: float) -> None:
    """Values under an axis, as many as have room."""
    end = -np.inf
    for spot, label in zip(spots, labels, strict=True):
        half = width(label, style.TICK, page.language) / 2
        if spot - half > end + 4:
            page.write(spot, down, label, style.TICK, style.QUIET, align="center")
            end = spot + half


def _cells(
    page: Page,
    means: NDArray[np.float64],
    across: Swept,
    down: Swept,
    measure: Measure,
    level: float,
) -> None:
    labels = down.labels()
    room = max(width(label, style.TICK, page.language) for label in labels) + 8
    left, top = LEFT + room, page.used
    rows, columns = means.shape
    wide, tall = (page.width - MARGIN - left) / columns, _CELL
    low, high = float(np.nanmin(means)), float(np.nanmax(means))
    biggest = max(abs(low), abs(high))
    for i in range(rows):
        page.write(
            left - 6, top + (i + 0.6) * tall, labels[i], style.TICK, style.QUIET, align="right"
        )
        for j in range(columns):
            part = (means[i, j] - low) / (high - low) if high > low else 0.5
            colour: Any = _MAP(part) if np.isfinite(part) else style.SHADE
            page.box(left + j * wide, top + i * tall, wide - 0.8, tall - 0.8, colour, zorder=-2)
            text = number(means[i, j], page.language, whole=measure.whole, biggest=biggest)
            ink = style.PAPER if part > _DARK else style.INK
            if columns <= _MOST_LABELS:
                middle = left + (j + 0.5) * wide
                page.write(middle, top + (i + 0.62) * tall, text, style.TICK, ink, align="center")
    if across.numeric and down.numeric and min(rows, columns) > 1 and low < level < high:
        axes = page.axes(left, top, wide * columns, tall * rows, (0, columns), (rows, 0))
        centres = np.arange(columns) + 0.5, np.arange(rows) + 0.5
        axes.contour(*centres, means, levels=[level], colors=style.TAG, linewidths=1.8)
    spots = left + (np.arange(columns) + 0.5) * wide
    _labels(page, spots, across.labels(), top + rows * tall + 12)
    page.used = top + rows * tall + 24


def _mean(table: pd.DataFrame, across: str, x: Any, down: str, y: Any) -> float:
    rows = table[(table[across] == x) & (table[down] == y)]
    return float(rows["mean"].iloc[0]) if len(rows) else float("nan")


def _word(value: Any) -> str:
    """A value as a file has it: `true`, not `True`."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _name(swept: Swept, language: Language, sign: str = "") -> list[str]:
    """What a parameter is called, in lines, and how its values stand."""
    name = f"{in_language(swept.name, language)} ({swept.path})"
    if swept.by_ratio:
        name += ", log scale" if language == "en" else "，对数刻度"
    return wrap(name + sign, style.NOTE, language, 440)
