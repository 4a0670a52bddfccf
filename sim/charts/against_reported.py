"""What was reported of a real community, on the curve of its simulated members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from sim.charts import style, wording
from sim.charts.data import Language, Words, in_language
from sim.charts.line_ends import last_numbers
from sim.charts.page import LEFT, MARGIN, Page
from sim.charts.panel import Area, day_axis, day_ticks, furniture, outcome, panel_head, plot_scale
from sim.charts.typesetting import width, wrap

if TYPE_CHECKING:
    from sim.metrics.measure import Measure

_HEIGHT = 190.0
_SIGN = {"marker": "D", "ms": 5.4, "mfc": style.PAPER, "mec": style.INK, "mew": 1.3, "ls": "none"}
READING = {
    "en": " Diamond: what was reported.",
    "zh": "菱形：公开报道的数字。",
}


@dataclass(frozen=True)
class Report:
    """A reported number of members, and a sentence on it and the runs."""

    day: int
    members: float
    sentence: Words


def against_reported(
    rows: pd.DataFrame,
    reports: Sequence[Report],
    measure: Measure,
    *,
    title: str,
    subtitle: str,
    source: str,
    language: Language = "en",
    start_date: date | None = None,
) -> Figure:
    """One plot of members with a diamond for each report, and a line on each below it.

    Args:
        rows: of one scenario from `sim.charts.prepare.outcome_bands`, in real people.
        reports: from early to late.
        measure: what is counted.
        title: the finding. subtitle: who, and for how long. source: version, scenario, seeds.
        start_date: the date of day 0; dates are then shown under the days.
    """
    tone = style.STRATEGIES[0]
    with style.writing(language):
        page = Page(language)
        how = wording.reading(rows, language, greys=False) + READING[language]
        page.head(title, [subtitle, how])
        panel_head(page, LEFT, measure, page.inner)
        page.skip(10)
        middle, between = last_numbers(rows, measure, language)
        column = max(
            width(middle, style.NAME, language, bold=True), width(between, style.SMALL, language)
        )
        last_day = int(rows["day"].max())
        told = pd.DataFrame({"p50": [report.members for report in reports]})
        upwards = plot_scale(measure, [rows], [told], language)
        wide = page.width - MARGIN - column - 8 - LEFT
        area = Area(LEFT, page.used, wide, _HEIGHT, last_day, upwards)
        days = day_ticks(last_day, 6)
        furniture(page, area, days)
        outcome(area.axes(page), rows, tone)
        end = area.y(float(rows["p50"].iloc[-1]))
        page.write(area.right + 8, end + 3, middle, style.NAME, tone.label, bold=True)
        page.write(area.right + 8, end + 13, between, style.SMALL, style.QUIET)
        for report in reports:
            page.stroke((area.x(report.day),), (area.y(report.members),), zorder=5, **_SIGN)
        day_axis(page, area, days, start_date)
        page.skip(8)
        for report in reports:
            _told(page, report)
        page.foot(source)
        return page.finish()


def _told(page: Page, report: Report) -> None:
    """The diamond and its sentence, over as many lines as it takes."""
    said = in_language(report.sentence, page.language)
    lines = wrap(said, style.NOTE, page.language, page.inner - 12)
    middle = page.used + style.NOTE * style.LEADING[page.language] / 2
    page.stroke((LEFT + 3,), (middle,), zorder=5, **_SIGN)
    page.block(LEFT + 12, lines, style.NOTE, style.INK)
    page.skip(2)
