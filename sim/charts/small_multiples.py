"""One column of plots for each strategy, with the medians of the others in grey behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from sim.charts import style, wording
from sim.charts.curves import Cast, cast
from sim.charts.data import Act, Language, Strategy
from sim.charts.lane import THROUGH, marks, shared_acts
from sim.charts.line_ends import last_numbers
from sim.charts.page import LEFT, MARGIN, WIDTH, Page
from sim.charts.panel import (
    Area,
    bystander,
    day_axis,
    day_ticks,
    furniture,
    outcome,
    panel_head,
    plot_scale,
    upright,
)
from sim.charts.style import Tone
from sim.charts.typesetting import width, wrap

if TYPE_CHECKING:
    from sim.metrics.measure import Measure

_BETWEEN = 16.0
_NARROWEST, _WIDEST = 104.0, 210.0
_HEIGHT, _EMPTY_HEIGHT = 74.0, 6.0
_ALONE = Tone("#59626e", "#414953")
"""A strategy that is not highlighted, in the column that is its own."""


def small_multiples(
    bands: pd.DataFrame,
    strategies: Sequence[Strategy],
    measures: Sequence[Measure],
    *,
    title: str,
    subtitle: str,
    source: str,
    language: Language = "en",
) -> Figure:
    """A grid: strategies across, measures down; each plot shows one strategy against the others.

    Takes what `sim.charts.curves.curves` takes. The page grows in width with the strategies.

    Raises:
        ValueError: more than four strategies are highlighted.
    """
    players = cast(bands, strategies)
    with style.writing(language):
        page, wide = _sheet(len(strategies), language)
        greys = len(strategies) > 1
        page.head(title, [subtitle, wording.reading(bands, language, greys=greys)])
        shared = shared_acts(players.strategies)
        _shared_line(page, shared)
        _column_heads(page, players, shared, wide)
        for place, measure in enumerate(measures):
            _row(page, players, measure, shared, wide, lowest=place == len(measures) - 1)
        page.foot(source)
        return page.finish()


def _sheet(columns: int, language: Language) -> tuple[Page, float]:
    """The page and the width of a column on it."""
    fitting = (WIDTH - LEFT - MARGIN - (columns - 1) * _BETWEEN) / columns
    wide = min(max(fitting, _NARROWEST), _WIDEST)
    needed = LEFT + MARGIN + columns * wide + (columns - 1) * _BETWEEN
    return Page(language, max(WIDTH, needed)), wide


def _lefts(count: int, wide: float) -> list[float]:
    return [LEFT + place * (wide + _BETWEEN) for place in range(count)]


def _own_tone(players: Cast, strategy: Strategy) -> Tone:
    tone = players.tones[strategy.name]
    return _ALONE if tone is style.OTHER else tone


def _shared_line(page: Page, shared: Sequence[Act]) -> None:
    """What happened under every strategy, with its day, on one line above the columns."""
    if not shared:
        return
    here, down, size = LEFT, page.used + 4, style.TICK
    ink = Tone(style.INK, style.INK)
    first = wording.EVERY_STRATEGY[page.language]
    page.write(here, down + 2.9, first, size, style.QUIET)
    here += width(first, size, page.language) + 16
    for act in shared:
        text = _dated(act.title(page.language), (act.day,), page.language)
        if here + width(text, size, page.language) > page.width - MARGIN:
            here, down = LEFT, down + 13
        marks(page, act.kind, (here,), down, ink)
        page.write(here + 6, down + 2.9, text, size, style.INK)
        here += width(text, size, page.language) + 24
    page.used = down + 22


def _dated(text: str, days: Sequence[int], language: Language) -> str:
    """A label with its day, or with how often when there are several."""
    if len(days) > 1:
        return f"{text} ×{len(days)}"
    when = wording.day(days[0], language, first=True)
    return f"{text}（{when}）" if language == "zh" else f"{text}, {when[0].lower()}{when[1:]}"


def _column_heads(page: Page, players: Cast, shared: Sequence[Act], wide: float) -> None:
    """Each strategy's name, and under it, line by line, what it did that others did not."""
    top, lowest = page.used, page.used
    for strategy, left in zip(
        players.strategies, _lefts(len(players.strategies), wide), strict=True
    ):
        tone, page.used = _own_tone(players, strategy), top
        name = strategy.label(page.language)
        size = style.NAME + 0.6
        lines = wrap(name, size, page.language, wide, bold=True)
        page.block(left, lines, size, tone.label, bold=True)
        for act, days in _own_acts(strategy, shared, page.language):
            _act_line(page, act, days, tone, left, wide)
        lowest = max(lowest, page.used)
    page.used = lowest + 8


def _own_acts(
    strategy: Strategy, shared: Sequence[Act], language: Language
) -> list[tuple[Act, list[int]]]:
    """Acts of one strategy alone, those that mean the same together, with their days."""
    groups: dict[tuple[str, str], tuple[Act, list[int]]] = {}
    for act in sorted(strategy.acts, key=lambda act: act.day):
        if act not in shared:
            groups.setdefault((act.kind, act.title(language)), (act, []))[1].append(act.day)
    return list(groups.values())


def _act_line(
    page: Page, act: Act, days: Sequence[int], tone: Tone, left: float, wide: float
) -> None:
    """The sign of an act and what it was, below a column's name."""
    text = _dated(act.title(page.language), days, page.language)
    lines = wrap(text, style.SMALL, page.language, wide - 9)
    middle = page.used + style.SMALL * style.LEADING[page.language] / 2 + 0.2
    marks(page, act.kind, (left + 2.6,), middle, tone, 0.85)
    page.block(left + 9, lines, style.SMALL, style.QUIET)


def _row(
    page: Page,
    players: Cast,
    measure: Measure,
    shared: Sequence[Act],
    wide: float,
    *,
    lowest: bool,
) -> None:
    """One measure under every strategy, on one scale."""
    panel_head(page, LEFT, measure, page.inner)
    rows = _rows_of(players, measure)
    upwards = plot_scale(measure, rows.values(), (), page.language)
    days = day_ticks(players.last_day, 3)
    top = page.used + 17
    lefts = _lefts(len(players.strategies), wide)
    for place, (strategy, left) in enumerate(zip(players.strategies, lefts, strict=True)):
        area = Area(left, top, wide, _HEIGHT if rows else _EMPTY_HEIGHT, players.last_day, upwards)
        furniture(page, area, days, labelled=place == 0)
        _value(page, players, strategy, measure, area)
        _cell(page, area, rows, strategy, _own_tone(players, strategy))
        if rows:
            _through(page, area, strategy, shared, _own_tone(players, strategy))
        page.used = area.bottom + 18
        if lowest:
            day_axis(page, area, days, inside=True)


def _rows_of(players: Cast, measure: Measure) -> dict[str, pd.DataFrame]:
    return players.of(measure, grey=True) | players.of(measure, grey=False)


def _value(page: Page, players: Cast, strategy: Strategy, measure: Measure, area: Area) -> None:
    """The last median and its range above the plot, where no data are."""
    rows, down = players.rows.get((strategy.name, measure.name)), area.top - 6
    if rows is None:
        absent = wording.NOT_MEASURED[page.language]
        page.write(area.left, down, absent, style.FIGURES, style.OTHER.label)
        return
    middle, between = last_numbers(rows, measure, page.language)
    tone = _own_tone(players, strategy)
    page.write(area.left, down, middle, style.NAME, tone.label, bold=True)
    after = area.left + width(middle, style.NAME, page.language, bold=True) + 4
    page.write(after, down, between, style.SMALL, style.QUIET)


def _cell(
    page: Page, area: Area, rows: Mapping[str, pd.DataFrame], strategy: Strategy, tone: Tone
) -> None:
    """One strategy's bands and median over the medians of the others, and a dot at its end."""
    axes = area.axes(page)
    for name, behind in rows.items():
        if name != strategy.name:
            bystander(axes, behind)
    if strategy.name not in rows:
        return
    own = rows[strategy.name]
    outcome(axes, own, tone)
    last = own.iloc[-1]
    page.stroke(
        (area.x(last["day"]),),
        (area.y(last["p50"]),),
        marker="o",
        ms=5.6,
        mfc=tone.line,
        mec=style.PAPER,
        mew=1.0,
        zorder=4,
    )


def _through(page: Page, area: Area, strategy: Strategy, shared: Sequence[Act], tone: Tone) -> None:
    """Dotted lines at shocks and rule changes; the strategy's other acts below the axis."""
    for act, days in _own_acts(strategy, shared, page.language):
        if act.kind not in THROUGH:
            on = [area.x(day) for day in days]
            marks(page, act.kind, on, area.bottom + 3.4, tone, 0.7)
    for act in strategy.acts:
        if act.kind in THROUGH:
            upright(page, area, act.day, style.INK if act in shared else tone.label)
