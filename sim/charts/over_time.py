"""Shares over time: one plot of several lines between 0 and 1, day by day.

Two figures have this form: whose share of the variance an outcome's uncertainty is, and how probable
it is that a strategy is the best.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.charts import style
from sim.charts.curves import cast
from sim.charts.data import Language, Strategy
from sim.charts.line_ends import GAP, LineEnd, column_width, draw_ends
from sim.charts.numbers import Scale
from sim.charts.page import LEFT, MARGIN, Page
from sim.charts.panel import Area, bystander, day_axis, day_ticks, furniture
from sim.charts.style import Tone
from sim.charts.typesetting import wrap

_HEIGHT = 190.0
_PERCENT = Scale(0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0), ("0", "25%", "50%", "75%", "100%"))


def shares_over_time(
    table: pd.DataFrame,
    lines: Sequence[Strategy],
    *,
    title: str,
    subtitle: str,
    reading: str,
    source: str,
    language: Language = "en",
) -> Figure:
    """A line per name, up to four in colour, with the interval of each where there is one.

    Args:
        table: columns `name, day, value, low, high`, shares; also the CSV behind the figure.
        lines: what each is called and which are highlighted.
        reading: how to read lines and bands.
    """
    with style.writing(language):
        page = Page(language)
        page.head(title, [subtitle, reading])
        kept = table.dropna(subset=["value"])
        bands = kept.assign(
            scenario=kept["name"], measure="share", runs=2, p05=kept["low"], p50=kept["value"],
            p95=kept["high"],
        )  # fmt: skip
        players = cast(bands, lines)
        shown = [line for line in lines if (line.name, "share") in players.rows]
        ends = [
            _end(line, players.tones[line.name], players.rows[line.name, "share"], language)
            for line in shown
        ]
        column = column_width(ends, language)
        tall = max(_HEIGHT, sum(end.height(language) for end in ends) - 6)
        right = page.width - MARGIN - column - GAP
        area = Area(LEFT, page.used, right - LEFT, tall, players.last_day, _PERCENT)
        axes = area.axes(page)
        for line in sorted(shown, key=lambda each: players.tones[each.name] is not style.OTHER):
            _line(axes, players.rows[line.name, "share"], players.tones[line.name])
        days = day_ticks(players.last_day, 7)
        furniture(page, area, days)
        draw_ends(page, area, ends)
        page.used = area.bottom + 18
        day_axis(page, area, days)
        page.foot(source)
        return page.finish()


def _end(line: Strategy, tone: Tone, rows: pd.DataFrame, language: Language) -> LineEnd:
    """The name and the last share."""
    last = rows.iloc[-1]
    quiet = tone is style.OTHER
    share = _percent(float(last["p50"]))
    name = line.label(language)
    size = style.SMALL if quiet else style.NAME
    lines = wrap(f"{name} {share}" if quiet else name, size, language, 122.0, bold=not quiet)
    between = ""
    if last["p95"] > last["p05"]:
        between = f" ({_percent(float(last['p05']))}–{_percent(float(last['p95']))})"
    numbers = "" if quiet else share + between
    return LineEnd(tone, tuple(lines), numbers, float(last["day"]), float(last["p50"]))


def _line(axes: Axes, rows: pd.DataFrame, tone: Tone) -> None:
    if tone is style.OTHER:
        bystander(axes, rows)
        return
    day = rows["day"].to_numpy()
    band = axes.fill_between(day, rows["p05"], rows["p95"], color=tone.line, lw=0, zorder=1)
    band.set_alpha(0.16)
    axes.plot(day, rows["p50"], color=style.PAPER, lw=style.MEDIAN_WIDTH + 1.6, zorder=3)
    axes.plot(day, rows["p50"], color=tone.line, lw=style.MEDIAN_WIDTH, zorder=3)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%".replace("-", "−") if abs(share) >= 0.005 else "0%"
