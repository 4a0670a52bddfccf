"""Names and numbers at the ends of lines, in place of a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from sim.charts import style, wording
from sim.charts.data import Language, Strategy
from sim.charts.labels import push_apart
from sim.charts.numbers import spread
from sim.charts.page import Page, baseline
from sim.charts.panel import Area
from sim.charts.style import Tone
from sim.charts.typesetting import width, wrap

if TYPE_CHECKING:
    from sim.metrics.measure import Measure

GAP = 16.0
"""Between the plot and its labels: room for the leaders."""

_NARROWEST, _WIDEST = 76.0, 122.0
_BETWEEN = 3.5


@dataclass(frozen=True)
class LineEnd:
    """The end of one line: where it is and what is written beside it."""

    tone: Tone
    name: tuple[str, ...]
    numbers: str
    day: float
    value: float | None
    """None when the measure was not taken under this strategy."""

    @property
    def quiet(self) -> bool:
        """Whether this is a strategy in the background."""
        return self.tone is style.OTHER

    def height(self, language: Language) -> float:
        """How tall the label is, gap included."""
        lines = len(self.name) * self._leading(language)
        return lines + (2.5 if self.quiet else style.FIGURES * 1.3 + _BETWEEN)

    def _leading(self, language: Language) -> float:
        size = style.SMALL if self.quiet else style.NAME
        return size * (1.22 if language == "en" else 1.32)

    def draw(self, page: Page, left: float, top: float) -> float:
        """Write it from `top` down; returns where its first line has its middle."""
        size, leading = style.SMALL if self.quiet else style.NAME, self._leading(page.language)
        here = top
        for line in self.name:
            down = baseline(here, size, leading)
            page.write(left, down, line, size, self.tone.label, bold=not self.quiet)
            here += leading
        if not self.quiet:
            down = baseline(here, style.FIGURES, style.FIGURES * 1.3)
            page.write(left, down, self.numbers, style.FIGURES, style.QUIET)
        return top + leading / 2


def line_end(
    strategy: Strategy,
    tone: Tone,
    measure: Measure,
    rows: pd.DataFrame | None,
    language: Language,
    greatest: float = 0.0,
) -> LineEnd:
    """What to write beside a line, from its last day that has a value.

    `greatest` is the greatest number among its neighbours, so that all are in the same unit.
    """
    name, quiet = strategy.label(language), tone is style.OTHER
    if rows is None:
        absent = wording.NOT_MEASURED[language]
        text = f"{name} {absent}" if quiet else name
        return LineEnd(tone, _name(text, quiet, language), absent, 0.0, None)
    last = rows.iloc[-1]
    place = float(last["day"]), float(last["p50"])
    middle, between = last_numbers(rows, measure, language, greatest)
    if quiet:
        return LineEnd(tone, _name(f"{name} {middle}", quiet, language), "", *place)
    return LineEnd(tone, _name(name, quiet, language), f"{middle} {between}".rstrip(), *place)


def _name(text: str, quiet: bool, language: Language) -> tuple[str, ...]:
    size = style.SMALL if quiet else style.NAME
    return tuple(wrap(text, size, language, _WIDEST, bold=not quiet))


def last_numbers(
    rows: pd.DataFrame, measure: Measure, language: Language, greatest: float = 0.0
) -> tuple[str, str]:
    """`2,416` and `(2,063–2,963)`, the median and range at the end; no range of a single run."""
    last = rows.iloc[-1]
    middle, low, high = (float(last[name]) for name in ("p50", "p05", "p95"))
    text, between = spread(middle, low, high, language, whole=measure.whole, beside=greatest)
    return text, f"({between})" if last["runs"] > 1 else ""


def column_width(ends: Sequence[LineEnd], language: Language) -> float:
    """How wide the column of labels must be."""
    wide = [
        width(line, style.SMALL if end.quiet else style.NAME, language, bold=not end.quiet)
        for end in ends
        for line in end.name
    ]
    wide += [width(end.numbers, style.FIGURES, language) for end in ends]
    return min(max([_NARROWEST, *wide]), _WIDEST + 20)


def draw_ends(page: Page, area: Area, ends: Sequence[LineEnd]) -> None:
    """Dots, leaders and labels of all lines of a plot."""
    heights = [end.height(page.language) for end in ends]
    wanted = [area.y(end.value) if end.value is not None else area.bottom for end in ends]
    middles = push_apart(wanted, heights, area.top - 3, area.bottom + 8)
    for end, middle, height in sorted(
        zip(ends, middles, heights, strict=True), key=lambda item: not item[0].quiet
    ):
        first_line = end.draw(page, area.right + GAP, middle - height / 2)
        if end.value is not None:
            _leader(page, area, end, first_line)


def _leader(page: Page, area: Area, end: LineEnd, down: float) -> None:
    """A dot on the line's end and a thin line to its label."""
    across, height = area.x(end.day), area.y(end.value or 0.0)
    colour = style.OTHER.line if end.quiet else end.tone.line
    page.stroke(
        (across + 3, area.right + GAP - 3),
        (height, down),
        color=colour,
        lw=0.6 if end.quiet else 0.8,
        zorder=1.5,
    )
    look = {"mfc": colour, "mec": style.PAPER, "zorder": 4 if not end.quiet else 2}
    page.stroke((across,), (height,), marker="o", ms=3.4 if end.quiet else 6.2, mew=1.0, **look)
