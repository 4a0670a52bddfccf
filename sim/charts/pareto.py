"""Two goals at once: the mean of each strategy, how well it is known, and who is beaten by nobody."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure

from sim.charts import style
from sim.charts.data import Language, Strategy
from sim.charts.line_ends import GAP, LineEnd, column_width, draw_ends
from sim.charts.numbers import Scale, number, scale
from sim.charts.page import LEFT, MARGIN, Page
from sim.charts.panel import Area, panel_head
from sim.charts.style import Tone
from sim.charts.typesetting import wrap
from sim.charts.wording import BETTER_SIDE

if TYPE_CHECKING:
    from sim.metrics.measure import Measure

READING = {
    "en": "Dot: mean of {runs} runs. Cloud: where the mean may lie, by resampling runs. Filled and "
    "joined: beaten by none in both goals at once. Percentage: how sure that is.",
    "zh": "圆点：{runs} 次运行的平均值。点云：重抽样得到的平均值可能位置。实心并相连："
    "没有其他策略在两个目标上同时胜过它。百分比：其把握程度。",
}
_HEIGHT = 250.0
_LENGTH = 1000
_MOST_DOTS = 250


def pareto(
    table: pd.DataFrame,
    cloud: pd.DataFrame,
    strategies: Sequence[Strategy],
    across: Measure,
    upwards: Measure,
    *,
    title: str,
    subtitle: str,
    source: str,
    language: Language = "en",
) -> Figure:
    """A dot and a cloud for each strategy, and the line of those on the front.

    Args:
        table: columns `scenario, runs, x, y, on_front, chance`; also the CSV behind the figure.
        cloud: columns `scenario, x, y`, means of resamples.
        across, upwards: what x and y are, and which way is good.
    """
    with style.writing(language):
        page = Page(language)
        said = READING[language].format(runs=f"{int(table['runs'].max()):,}")
        page.head(title, [subtitle, said])
        panel_head(page, LEFT, upwards, page.inner)
        page.skip(4)
        tones = style.tones(strategies)
        seen = pd.concat([table[["x", "y"]], cloud[["x", "y"]]])
        x = _tight(seen["x"], language, whole=across.whole)
        y = _tight(seen["y"], language, whole=upwards.whole)
        rows = {str(row["scenario"]): row for row in table.to_dict("records")}
        shown = [s for s in strategies if s.name in rows]
        ends = [_end(s, tones[s.name], rows[s.name], x, language) for s in shown]
        column = column_width(ends, language)
        right = page.width - MARGIN - column - GAP
        tall = max(_HEIGHT, sum(end.height(language) for end in ends) - 6)
        area = Area(LEFT, page.used, right - LEFT, tall, _LENGTH, y)
        axes = area.axes(page)
        for strategy in shown:
            own = cloud[cloud["scenario"] == strategy.name].head(_MOST_DOTS)
            axes.plot(
                [_LENGTH * x.part(v) for v in own["x"]], own["y"], ls="", marker="o", ms=2.2,
                mew=0, color=tones[strategy.name].line, alpha=0.22, zorder=1,
            )  # fmt: skip
        front = sorted((float(r["x"]), float(r["y"])) for r in rows.values() if r["on_front"])
        axes.plot([_LENGTH * x.part(v) for v, _ in front], [v for _, v in front],
                  color=style.AXIS, lw=1.2, ls=(0, (4, 2)), zorder=2)  # fmt: skip
        _grid(page, area)
        draw_ends(page, area, ends)
        for strategy in shown:
            _dot(page, area, x, rows[strategy.name], tones[strategy.name])
        _under(page, area, x, across)
        page.foot(source)
        return page.finish()


def _tight(values: pd.Series, language: Language, *, whole: bool) -> Scale:
    """An axis around the values only: positions are compared here, not lengths."""
    low, high = float(values.min()), float(values.max())
    room = 0.06 * (high - low) or max(abs(high), 1.0) * 0.1
    wide = scale(0.0, high - low + 2 * room, language, whole=whole)
    step = wide.ticks[1] - wide.ticks[0] if len(wide.ticks) > 1 else 1.0
    first = math.ceil((low - room) / step)
    ticks = [k * step for k in range(first, math.floor((high + room) / step) + 1)]
    biggest = max(abs(low), abs(high))
    labels = [
        number(t, language, whole=whole or step >= 1, biggest=min(biggest, step * 20))
        for t in ticks
    ]
    return Scale(low - room, high + room, tuple(ticks), tuple(labels))


def _end(
    strategy: Strategy, tone: Tone, row: Mapping[Any, Any], x: Scale, language: Language
) -> LineEnd:
    """The name, and how sure it is that the strategy is on the front."""
    chance, on_front = float(row["chance"]), bool(row["on_front"])
    said = f"{100 * chance:.0f}%" if math.isfinite(chance) else ""
    quiet = tone is style.OTHER
    name = f"{strategy.label(language)} {said}".strip() if quiet else strategy.label(language)
    size = style.SMALL if quiet else style.NAME
    lines = wrap(name, size, language, 122.0, bold=not quiet)
    words = {"en": "on the front", "zh": "位于前沿"} if on_front else {"en": "", "zh": ""}
    numbers = f"{said} {words[language]}".strip() if on_front else said
    place = _LENGTH * x.part(float(row["x"]))
    return LineEnd(tone, tuple(lines), numbers, place, float(row["y"]))


def _dot(page: Page, area: Area, x: Scale, row: Mapping[Any, Any], tone: Tone) -> None:
    """Filled when on the front."""
    colour = tone.label if tone is style.OTHER else tone.line
    at = area.x(_LENGTH * x.part(float(row["x"]))), area.y(float(row["y"]))
    fill = colour if row["on_front"] else style.PAPER
    page.stroke((at[0],), (at[1],), marker="o", ms=7.6, mfc=fill, mec=colour, mew=1.6, zorder=6)


def _grid(page: Page, area: Area) -> None:
    """Horizontal lines at round values; the axis is at the bottom, wherever zero is."""
    for value, text in zip(area.scale.ticks, area.scale.labels, strict=True):
        down = area.y(value)
        page.stroke((area.left, area.right), (down, down), color=style.GRID, lw=0.7, zorder=-2)
        page.write(area.left - 5, down + 3, text, style.TICK, style.QUIET, align="right")
    page.stroke((area.left, area.right), (area.bottom,) * 2, color=style.AXIS, lw=0.8, zorder=-1)


def _under(page: Page, area: Area, x: Scale, across: Measure) -> None:
    """Marks, the measure's name and which way is better."""
    for value, text in zip(x.ticks, x.labels, strict=True):
        place = area.x(_LENGTH * x.part(value))
        page.stroke((place, place), (area.bottom, area.bottom + 3), color=style.AXIS, lw=0.8)
        page.write(place, area.bottom + 14, text, style.TICK, style.QUIET, align="center")
    word, down = BETTER_SIDE[page.language], area.bottom + 29
    middle, name = (area.left + area.right) / 2, across.title(page.language)
    page.write(middle, down, name, style.NOTE, style.INK, align="center")
    if across.better == "lower":
        page.write(area.left, down, f"← {word}", style.SMALL, style.OTHER.label)
    elif across.better == "higher":
        page.write(area.right, down, f"{word} →", style.SMALL, style.OTHER.label, align="right")
    page.used = area.bottom + 36
