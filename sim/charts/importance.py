"""Importance: which parameter moves an outcome how much, with luck as a bar of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from sim.charts import style
from sim.charts.data import Language, Words, in_language
from sim.charts.line_ends import GAP
from sim.charts.numbers import Scale, number, scale, spread
from sim.charts.page import LEFT, MARGIN, Page
from sim.charts.style import Tone
from sim.charts.typesetting import width, wrap

LUCK = "luck"
"""The row that is no parameter."""

NAMES: dict[str, Words] = {LUCK: {"en": "Luck", "zh": "运气"}}
_ROW, _BAR, _CAP = 31.0, 9.0, 2.4
_MORE = 6.0
"""What a name of two lines adds to a row."""
_NAMES = 190.0


@dataclass(frozen=True)
class _Row:
    """One bar: `part`, if known, is the darker beginning of `value`."""

    name: str
    key: str
    tone: Tone
    value: float
    low: float
    high: float
    part: float
    floor: float


def importance(
    table: pd.DataFrame,
    names: Mapping[str, Words],
    *,
    title: str,
    subtitle: str,
    reading: str,
    source: str,
    share: bool = False,
    whole: bool = False,
    language: Language = "en",
) -> Figure:
    """A bar for each parameter, from the greatest down; luck last, in another colour.

    Args:
        table: columns `parameter, value, low, high` and, where known, `part` (drawn darker inside
            the bar) and `floor` (a tick: what luck alone would give); the row `luck` is luck. Also
            the CSV behind the figure.
        names: what a parameter is called, above its key.
        reading: how to read the bars.
        share: whether values are shares, told in percent.
        whole: whether they are counts, told without decimals.
    """
    with style.writing(language):
        page = Page(language)
        page.head(title, [subtitle, reading])
        rows = _rows(table, names, language)
        texts = [_percent(row) if share else _numbers(row, language, whole) for row in rows]
        column = max([width(text, style.FIGURES, language) for text in texts], default=0.0)
        right = page.width - MARGIN - column - GAP
        ends = [v for r in rows for v in (r.value, r.high, r.floor) if math.isfinite(v)]
        across = _scale(min([0.0, *ends]), max([0.0, *ends]), language, share, whole)
        top = page.used
        for row, text in zip(rows, texts, strict=True):
            _draw(page, row, text, across, LEFT + _NAMES, right)
        _grid(page, across, top, LEFT + _NAMES, right)
        page.foot(source)
        return page.finish()


def _rows(table: pd.DataFrame, names: Mapping[str, Words], language: Language) -> list[_Row]:
    """Parameters by value, luck at the end."""
    known = table.assign(last=table["parameter"] == LUCK)
    ordered = known.sort_values(["last", "value"], ascending=[True, False], kind="stable")
    found = []
    for row in ordered.to_dict("records"):
        key = str(row["parameter"])
        words = (NAMES | dict(names)).get(key, {})
        numbers = [float(row.get(k, math.nan)) for k in ("value", "low", "high", "part", "floor")]
        numbers[3] = min(
            numbers[3], numbers[0]
        )  # few samples: a part that comes out above the whole
        tone = style.STRATEGIES[2] if key == LUCK else style.STRATEGIES[0]
        shown = "" if key == LUCK else key
        found.append(_Row(in_language(words, language, key), shown, tone, *numbers))
    return found


def _scale(low: float, high: float, language: Language, share: bool, whole: bool) -> Scale:
    bare = scale(low, high, language, whole=whole)
    if not share:
        return bare
    labels = tuple(f"{round(100 * tick):d}%".replace("-", "−") for tick in bare.ticks)
    return Scale(bare.low, bare.high, bare.ticks, labels)


def _numbers(row: _Row, language: Language, whole: bool) -> str:
    """`310 (250–380)`."""
    if not math.isfinite(row.value):
        return "–"
    if not math.isfinite(row.low):
        return number(row.value, language, whole=whole)
    value, between = spread(row.value, row.low, row.high, language, whole=whole)
    return f"{value} ({between})"


def _percent(row: _Row) -> str:
    """`50% (42–58)`."""
    if not math.isfinite(row.value):
        return "–"
    value, low, high = (f"{100 * v:.0f}" for v in (row.value, row.low, row.high))
    between = f" ({low}–{high})" if math.isfinite(row.low) else ""
    return f"{value}%{between}".replace("-0", "0").replace("-", "−")


def _draw(page: Page, row: _Row, text: str, across: Scale, left: float, right: float) -> None:
    """One row: name over key, bar, interval, numbers."""
    lines = wrap(row.name, style.NAME, page.language, _NAMES - 14)[:2]
    high = _ROW + _MORE * (len(lines) - 1)
    middle = page.used + high / 2 - 2
    size, leading = style.NAME if len(lines) == 1 else style.FIGURES, 10.5
    down = (
        middle + (3 if not row.key else 0) - leading * (len(lines) - 1) + (2.5 * (len(lines) > 1))
    )
    for line in lines:
        page.write(LEFT, down, line, size, style.INK)
        down += leading
    if row.key:
        page.write(LEFT, down - 0.5, row.key, style.SOURCE, style.OTHER.label)
    place = {v: left + (right - left) * across.part(v) for v in (0.0, row.value, row.part, row.floor)
             if math.isfinite(v)}  # fmt: skip
    zero = place[0.0]
    if row.value in place:
        _bar(page, zero, place[row.value], middle, row.tone.line, 0.42 if row.part in place else 1)
    if row.part in place:
        _bar(page, zero, place[row.part], middle, row.tone.line, 1.0)
    if row.floor in place:
        at = place[row.floor]
        look = {"color": style.STRATEGIES[2].line, "lw": 2.0, "zorder": 4}
        page.stroke((at, at), (middle - _BAR / 2 - 3, middle + _BAR / 2 + 3), **look)
    if math.isfinite(row.low):
        ends = [left + (right - left) * across.part(v) for v in (row.low, row.high)]
        look = {"color": style.INK, "lw": 1.0, "zorder": 3}
        page.stroke(ends, (middle, middle), **look)
        for end in ends:
            page.stroke((end, end), (middle - _CAP, middle + _CAP), **look)
    page.write(right + GAP, middle + 2.8, text, style.FIGURES, style.QUIET)
    page.skip(high)


def _bar(page: Page, zero: float, end: float, middle: float, colour: str, strength: float) -> None:
    start, wide = min(zero, end), max(abs(end - zero), 0.6)
    page.box(start, middle - _BAR / 2, wide, _BAR, _paler(colour, strength), zorder=1 + strength)


def _paler(colour: str, strength: float) -> str:
    """A colour mixed with paper: no transparency, so bars over bars keep their shade."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    mixed = [round(255 - (255 - part) * strength) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _grid(page: Page, across: Scale, top: float, left: float, right: float) -> None:
    """Upright lines behind the bars, their numbers below."""
    for value, text in zip(across.ticks, across.labels, strict=True):
        place = left + (right - left) * across.part(value)
        colour = style.GRID if value else style.AXIS
        page.stroke((place, place), (top, page.used), color=colour, lw=0.8, zorder=-1)
        page.write(place, page.used + 11, text, style.TICK, style.QUIET, align="center")
    page.skip(20)
