"""Aligned bars of shares: how much of an outcome each of several things makes.

A thin bar within a bar is a part of it; a capped line is the interval of the whole bar.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from sim.charts import style
from sim.charts.data import Language, Words, in_language
from sim.charts.line_ends import GAP
from sim.charts.page import LEFT, MARGIN, Page
from sim.charts.style import Tone
from sim.charts.typesetting import width, wrap

_ROW, _LINE, _BAR, _INNER, _CAP = 23.0, 9.6, 9.0, 4.0, 2.4
_NAMES = 190.0
_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Bar:
    """A share from 0 to 1 with its interval (NaN if unknown), and a part of it within."""

    name: Words
    share: float
    low: float = math.nan
    high: float = math.nan
    within: float = math.nan
    tone: Tone = style.STRATEGIES[0]


@dataclass(frozen=True)
class Group:
    """Bars below one heading."""

    heading: Words
    note: Words
    bars: tuple[Bar, ...]


def bars(
    groups: Sequence[Group],
    *,
    title: str,
    notes: Sequence[str],
    source: str,
    language: Language = "en",
) -> Figure:
    """A row a bar, its name before and its number behind, on one axis from 0 to 100 %."""
    with style.writing(language):
        page = Page(language)
        page.head(title, notes)
        everything = [bar for group in groups for bar in group.bars]
        names = [in_language(bar.name, language) for bar in everything]
        room = min(_NAMES, max(width(name, style.NOTE, language) for name in names))
        numbers = max(width(_number(bar), style.FIGURES, language) for bar in everything)
        left, right = LEFT + room + 8, page.width - MARGIN - numbers - GAP
        for group in groups:
            _group(page, group, left, right)
        page.foot(source)
        return page.finish()


def table(groups: Sequence[Group]) -> pd.DataFrame:
    """The numbers behind the figure."""
    return pd.DataFrame(
        {
            "group": in_language(group.heading, "en"),
            "name": in_language(bar.name, "en"),
            "share": bar.share,
            "low": bar.low,
            "high": bar.high,
            "within": bar.within,
        }
        for group in groups
        for bar in group.bars
    )


def _group(page: Page, group: Group, left: float, right: float) -> None:
    heading, note = (in_language(words, page.language) for words in (group.heading, group.note))
    page.block(LEFT, [heading], style.HEADING, style.INK, bold=True)
    if note:
        page.paragraph(note, style.NOTE, style.QUIET)
    page.skip(4)
    top = page.used
    for place, bar in enumerate(group.bars):
        _bar(page, bar, top + (place + 0.5) * _ROW, left, right)
    page.used = top + _ROW * len(group.bars)
    for step in _STEPS:
        across = left + (right - left) * step
        page.stroke((across, across), (top, page.used + 2), color=style.GRID, lw=0.7, zorder=-2)
        label = f"{step:.0%}"
        page.write(across, page.used + 12, label, style.TICK, style.QUIET, align="center")
    page.skip(30)


def _bar(page: Page, bar: Bar, middle: float, left: float, right: float) -> None:
    wide = right - left
    lines = wrap(in_language(bar.name, page.language), style.NOTE, page.language, _NAMES)
    if len(lines) > 2:
        lines = [lines[0], lines[1] + " …"]
    first = middle + 3 - _LINE / 2 * (len(lines) - 1)
    for place, line in enumerate(lines):
        down = first + place * _LINE
        page.write(left - 6, down, line, style.NOTE, style.INK, align="right")
    half = math.isfinite(bar.within)
    size = max(0.6, wide * min(1.0, max(0.0, bar.share)))
    colour = style.OTHER.line if half else bar.tone.line
    page.box(left, middle - _BAR / 2, size, _BAR, colour)
    if half:
        inner = wide * min(1.0, max(0.0, bar.within))
        page.box(left, middle - _INNER / 2, inner, _INNER, bar.tone.line, zorder=1.5)
    if math.isfinite(bar.low) and math.isfinite(bar.high):
        ends = [left + wide * min(1.0, max(0.0, end)) for end in (bar.low, bar.high)]
        page.stroke(ends, (middle, middle), color=style.INK, lw=0.9, zorder=2)
        for end in ends:
            caps = (middle - _CAP, middle + _CAP)
            page.stroke((end, end), caps, color=style.INK, lw=0.9, zorder=2)
    page.write(right + GAP, middle + 3, _number(bar), style.FIGURES, style.QUIET)


def _number(bar: Bar) -> str:
    share = f"{max(0.0, bar.share):.0%}"
    if not (math.isfinite(bar.low) and math.isfinite(bar.high)):
        return share
    return f"{share} ({max(0.0, bar.low):.0%}–{max(0.0, bar.high):.0%})"
