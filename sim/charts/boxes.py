"""A box of circumstances: within which limits something happens far more often than elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from sim.analysis.prim import Box, Limit
from sim.charts import style
from sim.charts.axis import LENGTH, Axis, axis, plain
from sim.charts.data import Language, Words, in_language
from sim.charts.numbers import Scale
from sim.charts.page import LEFT, MARGIN, Page
from sim.charts.panel import Area, furniture
from sim.charts.typesetting import width, wrap

READING = {
    "en": "Bar: what the box leaves of a parameter’s whole range (grey). Coverage: share of all "
    "cases that lie inside. Density: share of the runs inside that are cases; {everywhere} of all "
    "runs are.",
    "zh": "色条：该参数的整个范围（灰色）中属于此区域的部分。覆盖率：落在区域内的情形占全部此类情形的比例。"
    "密度：区域内此类情形所占的比例；在全部运行中为 {everywhere}。",
}
TRADE = {
    "en": "Every box on the way: smaller boxes are denser and cover less",
    "zh": "搜索途中的每个区域：越小越密，覆盖越少",
}
COVERAGE = {"en": "Coverage", "zh": "覆盖率"}
DENSITY = {"en": "Density", "zh": "密度"}
NOTHING = {
    "en": "No circumstance stands out: the box is everything.",
    "zh": "没有突出的因素：区域即全部情形。",
}
EVERYWHERE = {"en": "everywhere", "zh": "在任何情况下"}
_ROW, _NAMES, _NUMBERS = 34.0, 175.0, 88.0
_PERCENT = Scale(0.0, 1.0, (0.0, 0.5, 1.0), ("0", "50%", "100%"))


def boxes(
    box: Box,
    path: Sequence[Box],
    ranges: Mapping[str, Sequence[Any]],
    names: Mapping[str, Words],
    *,
    fresh: Box | None = None,
    everywhere: float | None = None,
    title: str,
    subtitle: str,
    source: str,
    language: Language = "en",
) -> Figure:
    """The limits of a box on the ranges they restrict, and the boxes on the way to it.

    Args:
        box: from `sim.analysis.prim`; path: all boxes from everything down.
        ranges: the values a parameter has taken, by its key.
        names: what a parameter is called, above its key.
        fresh: the box on runs it was not found on, whose numbers are then told.
        everywhere: the share of cases among all runs, where `path` has only some of them.
    """
    with style.writing(language):
        page = Page(language)
        all_runs = _percent(path[0].density if everywhere is None else everywhere)
        page.head(title, [subtitle, READING[language].format(everywhere=all_runs)])
        if not box.limits:
            page.paragraph(NOTHING[language], style.NAME, style.INK)
            page.skip(8)
        for key, limit in box.limits.items():
            _row(page, key, limit, axis(list(ranges[key]), language), names)
        page.skip(8)
        _trade_off(page, box, path, fresh or box)
        page.foot(source)
        return page.finish()


def frame(path: Sequence[Box]) -> pd.DataFrame:
    """All boxes as a table: the CSV behind the figure."""
    return pd.DataFrame(
        [
            {
                "box": number,
                "coverage": box.coverage,
                "density": box.density,
                "size": box.size,
                "limits": described(box, {}, "en"),
            }
            for number, box in enumerate(path)
        ]
    )


def described(box: Box, names: Mapping[str, Words], language: Language) -> str:
    """The box in plain words: `fee above 120 and conversion below 0.3`."""
    if not box.limits:
        return EVERYWHERE[language]
    said = [
        in_language(names.get(key, {}), language, key)
        + (" " if language == "en" else "")
        + limit_said(limit, language)
        for key, limit in box.limits.items()
    ]
    if language == "zh":
        return "，且".join(said)
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def limit_said(limit: Limit, language: Language) -> str:
    """`above 120`, `below 0.3`, `between 1 and 2`, `a or b`."""
    if limit.values is not None:
        values = [str(value) for value in limit.values]
        return ("为 " if language == "zh" else "") + (" 或 " if language == "zh" else " or ").join(
            values
        )
    low, high = (None if v is None else plain(v) for v in (limit.low, limit.high))
    if low is not None and high is not None:
        return f"between {low} and {high}" if language == "en" else f"在 {low} 与 {high} 之间"
    if low is not None:
        return f"above {low}" if language == "en" else f"高于 {low}"
    return f"below {high}" if language == "en" else f"低于 {high}"


def _row(page: Page, key: str, limit: Limit, along: Axis, names: Mapping[str, Words]) -> None:
    """Name and key, the range, the part inside, and the limit in words."""
    left, right = LEFT + _NAMES, page.width - MARGIN - _NUMBERS
    middle = page.used + _ROW / 2 - 3
    lines = wrap(in_language(names.get(key, {}), page.language, key), style.NAME, page.language,
                 _NAMES - 12)[:2]  # fmt: skip
    size = style.NAME if len(lines) == 1 else style.FIGURES
    down = middle - 1.5 - 7 * (len(lines) - 1)
    for line in lines:
        page.write(LEFT, down, line, size, style.INK)
        down += 10.5
    if key in names:
        page.write(LEFT, down, key, style.SOURCE, style.OTHER.label)
    page.box(left, middle - 4, right - left, 8, style.GRID)
    for start, end in _inside(limit, along):
        first, last = (left + (right - left) * place / LENGTH for place in (start, end))
        page.box(first, middle - 4, max(last - first, 1.5), 8, style.STRATEGIES[0].line, zorder=2)
    if limit.values is None:
        ends = (plain(float(along.values[0])), plain(float(along.values[-1])))
        page.write(left, middle + 14, ends[0], style.SOURCE, style.QUIET)
        page.write(right, middle + 14, ends[1], style.SOURCE, style.QUIET, align="right")
    said = wrap(
        limit_said(limit, page.language), style.NAME, page.language, _NUMBERS - 10, bold=True
    )
    for number, line in enumerate(said[:2]):
        page.write(right + 10, middle + 3 + 11 * number, line, style.NAME,
                   style.STRATEGIES[0].label, bold=True)  # fmt: skip
    page.skip(_ROW)


def _inside(limit: Limit, along: Axis) -> list[tuple[float, float]]:
    """The parts of the axis that are inside."""
    if limit.values is not None:
        edges = along.edges()
        return [
            (edges[i], edges[i + 1])
            for i, value in enumerate(along.values)
            if value in limit.values
        ]
    start = 0.0 if limit.low is None else along.place(limit.low)
    end = float(LENGTH) if limit.high is None else along.place(limit.high)
    return [(start, end)]


def _trade_off(page: Page, box: Box, path: Sequence[Box], judged: Box) -> None:
    """Coverage against density of all boxes on the way, the chosen one large."""
    page.paragraph(TRADE[page.language], style.NOTE, style.QUIET)
    page.skip(6)
    words = {"across": COVERAGE[page.language], "up": DENSITY[page.language]}
    page.block(LEFT, [words["up"]], style.NOTE)
    page.skip(3)
    area = Area(LEFT, page.used, 230.0, 120.0, LENGTH, _PERCENT)
    furniture(page, area, [])
    for each in path:
        if each.coverage == each.coverage:
            at = area.x(LENGTH * each.coverage), area.y(each.density)
            page.stroke((at[0],), (at[1],), marker="o", ms=3.2, mew=0, color=style.OTHER.line)
    if box.coverage == box.coverage:
        at = area.x(LENGTH * box.coverage), area.y(box.density)
        tone = style.STRATEGIES[0]
        page.stroke((at[0],), (at[1],), marker="o", ms=8, mfc=tone.line, mec=style.PAPER, zorder=5)
        said = (
            f"{words['across']} {_percent(judged.coverage)}",
            f"{words['up']} {_percent(judged.density)}",
        )
        left = area.right + 24
        for number, line in enumerate(said):
            wide = width(line, style.HEADING, page.language, bold=True)
            page.write(min(left, page.width - MARGIN - wide), area.top + 16 + 17 * number, line,
                       style.HEADING, tone.label, bold=True)  # fmt: skip
    for value, text in ((0.0, "0"), (0.5, "50%"), (1.0, "100%")):
        across = area.x(LENGTH * value)
        page.write(across, area.bottom + 13, text, style.TICK, style.QUIET, align="center")
    page.write(area.x(LENGTH / 2), area.bottom + 26, words["across"], style.NOTE, align="center")
    page.used = area.bottom + 34


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%" if share == share else "–"
