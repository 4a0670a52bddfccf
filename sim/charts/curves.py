"""The main figure: what may become of the community under each strategy, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from sim.charts import style, wording
from sim.charts.data import Language, Strategy
from sim.charts.lane import THROUGH, Row, draw_lane, lane_rows, marks
from sim.charts.line_ends import GAP, LineEnd, column_width, draw_ends, line_end
from sim.charts.page import LEFT, MARGIN, Page
from sim.charts.panel import (
    Area,
    bystander,
    day_axis,
    day_ticks,
    furniture,
    nothing_measured,
    outcome,
    panel_head,
    plot_scale,
    upright,
)
from sim.charts.style import Tone

if TYPE_CHECKING:
    from sim.metrics.measure import Measure

_FIRST_HEIGHT, _HEIGHT, _EMPTY_HEIGHT = 118.0, 90.0, 34.0


@dataclass(frozen=True)
class Cast:
    """Who is in the figure: strategies with their colours and their rows of the bands."""

    strategies: Sequence[Strategy]
    tones: Mapping[str, Tone]
    rows: Mapping[tuple[str, str], pd.DataFrame]
    """By scenario and measure; absent where nothing was measured."""

    last_day: int

    @property
    def greys(self) -> bool:
        """Whether somebody is in the background."""
        return style.OTHER in self.tones.values()

    def of(self, measure: Measure, *, grey: bool) -> dict[str, pd.DataFrame]:
        """The rows of a measure by scenario, of the background or of the others."""
        return {
            s.name: self.rows[s.name, measure.name]
            for s in self.strategies
            if (s.name, measure.name) in self.rows and (self.tones[s.name] is style.OTHER) == grey
        }


def cast(bands: pd.DataFrame, strategies: Sequence[Strategy]) -> Cast:
    """The cast from `sim.charts.prepare.outcome_bands`; acts after the last day are left out."""
    rows = {
        (str(scenario), str(measure)): part.sort_values("day")
        for (scenario, measure), part in bands.groupby(["scenario", "measure"], observed=True)
    }
    last_day = int(bands["day"].max()) if len(bands) else 0
    seen = [replace(s, acts=tuple(a for a in s.acts if a.day <= last_day)) for s in strategies]
    return Cast(seen, style.tones(seen), rows, last_day)


def curves(
    bands: pd.DataFrame,
    strategies: Sequence[Strategy],
    measures: Sequence[Measure],
    *,
    title: str,
    subtitle: str,
    source: str,
    language: Language = "en",
    start_date: date | None = None,
) -> Figure:
    """One plot per measure under a lane of acts; names and numbers at the lines' ends.

    Args:
        bands: from `sim.charts.prepare.outcome_bands`; also the CSV behind the figure.
        strategies: in the order of the lane; up to four highlighted, the others grey.
        measures: from top to bottom; the first gets the tallest plot.
        title: the finding. subtitle: who, and for how long. source: version, scenario, seeds.
        start_date: the date of day 0; dates are then shown under the days.

    Raises:
        ValueError: more than four strategies are highlighted.
    """
    players = cast(bands, strategies)
    with style.writing(language):
        page = Page(language)
        page.head(title, [subtitle, wording.reading(bands, language, greys=players.greys)])
        ends = {measure: _ends(players, measure, language) for measure in measures}
        column = column_width([end for some in ends.values() for end in some], language)
        right = page.width - MARGIN - column - GAP
        rows = lane_rows(players.strategies, players.tones, language)
        draw_lane(page, rows, LEFT, right, players.last_day, column)
        _plots(page, players, rows, ends, right, start_date)
        page.foot(source)
        return page.finish()


def _ends(players: Cast, measure: Measure, language: Language) -> list[LineEnd]:
    """What stands beside each line; nothing when the measure was taken nowhere."""
    taken = [(s, players.rows.get((s.name, measure.name))) for s in players.strategies]
    if all(rows is None for _, rows in taken):
        return []
    greatest = max(float(rows["p95"].iloc[-1]) for _, rows in taken if rows is not None)
    return [
        line_end(s, players.tones[s.name], measure, rows, language, greatest) for s, rows in taken
    ]


def _plots(
    page: Page,
    players: Cast,
    rows: Sequence[Row],
    ends: Mapping[Measure, list[LineEnd]],
    right: float,
    start_date: date | None,
) -> None:
    """The plots from top to bottom, and the days under the last."""
    days = day_ticks(players.last_day, 7)
    for place, (measure, some) in enumerate(ends.items()):
        panel_head(page, LEFT, measure, page.inner)
        page.skip(4)
        needed = sum(end.height(page.language) for end in some) - 8
        usual = _HEIGHT if place else _FIRST_HEIGHT
        height = max(usual, needed) if some else _EMPTY_HEIGHT
        area = _plot(page, players, rows, measure, right, height)
        furniture(page, area, days)
        draw_ends(page, area, some)
        page.used = area.bottom + 18
        if place == len(ends) - 1:
            day_axis(page, area, days, start_date)


def _plot(
    page: Page,
    players: Cast,
    rows: Sequence[Row],
    measure: Measure,
    right: float,
    height: float,
) -> Area:
    """Bands and lines of one measure; returns where they are."""
    full, thin = players.of(measure, grey=False), players.of(measure, grey=True)
    upwards = plot_scale(measure, full.values(), thin.values(), page.language)
    area = Area(LEFT, page.used, right - LEFT, height, players.last_day, upwards)
    axes = area.axes(page)
    for behind in thin.values():
        bystander(axes, behind)
    for name, front in full.items():
        outcome(axes, front, players.tones[name])
    if full or thin:
        _acts(page, area, rows)
    else:
        nothing_measured(page, area)
    return area


def _acts(page: Page, area: Area, rows: Sequence[Row]) -> None:
    """Dotted lines at shocks and rule changes; below the axis the events, if one row has any."""
    loud = [row for row in rows if row.tone is not style.OTHER]
    for row in loud:
        for day in sorted({act.day for act in row.acts if act.kind in THROUGH}):
            upright(page, area, day, row.tone.label)
    hosts = [row for row in loud if any(act.kind == "event" for act in row.acts)]
    if len(hosts) == 1:
        on = [area.x(act.day) for act in hosts[0].acts if act.kind == "event"]
        marks(page, "event", on, area.bottom + 3.4, hosts[0].tone, 0.75)
