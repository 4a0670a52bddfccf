"""What each strategy adds to the baseline: means of paired differences, with their intervals.

An interval of a mean says how well the mean is known. It is drawn as a dot on a capped line, so
that nobody takes it for the bands of `sim.charts.curves`, which say what may happen in one run.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from sim.charts import style, wording
from sim.charts.data import Language, Strategy
from sim.charts.line_ends import GAP
from sim.charts.numbers import Scale, scale, signed, spread_signed
from sim.charts.page import LEFT, MARGIN, Page
from sim.charts.panel import panel_head
from sim.charts.style import Tone
from sim.charts.typesetting import width

if TYPE_CHECKING:
    from sim.metrics.measure import Measure

_ROW = 24.0
_CAP = 2.6


@dataclass(frozen=True)
class Lift:
    """A mean paired difference from the baseline and the interval of that mean (NaN if unknown)."""

    strategy: Strategy
    tone: Tone
    mean: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether there is an interval."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.known and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class Ground:
    """The rectangle of one measure's rows, in points, and its axis of differences."""

    top: float
    bottom: float
    right: float
    scale: Scale

    def x(self, value: float) -> float:
        """Where a difference stands on the page."""
        return LEFT + (self.right - LEFT) * self.scale.part(value)


def lifts(
    table: pd.DataFrame,
    strategies: Sequence[Strategy],
    measures: Sequence[Measure],
    *,
    title: str,
    subtitle: str,
    source: str,
    practical: Mapping[str, float] | None = None,
    language: Language = "en",
) -> Figure:
    """A dot and an interval per strategy and measure, against a line at no difference.

    Args:
        table: columns `scenario, measure, mean, low, high`: the mean paired difference from the
            baseline and its simultaneous 95 % interval, from top to bottom in each measure; also
            the CSV behind the figure.
        strategies: as all figures colour them; the one with `baseline` is the line at zero.
        measures: from top to bottom; those without rows in the table are left out.
        practical: by measure, how small a difference does not matter; shaded.
    """
    tones = style.tones(strategies)
    base = next((s.label(language) for s in strategies if s.baseline), "")
    base = base or wording.THE_BASELINE[language]
    sections = {measure: _lifts_of(table, measure, strategies, tones) for measure in measures}
    with style.writing(language):
        page = Page(language)
        known = any(lift.known for some in sections.values() for lift in some)
        page.head(title, [subtitle, wording.reading_lifts(base, language, known, bool(practical))])
        column = _column(sections, language)
        for measure, some in sections.items():
            if some:
                _section(page, measure, some, column, (practical or {}).get(measure.name, 0.0))
        page.foot(source)
        return page.finish()


def _lifts_of(
    table: pd.DataFrame,
    measure: Measure,
    strategies: Sequence[Strategy],
    tones: Mapping[str, Tone],
) -> list[Lift]:
    """A measure's lifts in the order of the table, the baseline left out."""
    rows = table[table["measure"] == measure.name].set_index("scenario")
    shown = {s.name: s for s in strategies if not s.baseline}
    return [
        Lift(shown[str(name)], tones[str(name)], *(float(number) for number in row))
        for name, row in rows[["mean", "low", "high"]].iterrows()
        if name in shown
    ]


def _column(sections: Mapping[Measure, Sequence[Lift]], language: Language) -> float:
    """How wide the column of names and numbers must be."""
    wide = [96.0]
    for measure, some in sections.items():
        for lift in some:
            name = lift.strategy.label(language)
            wide.append(width(name, style.NAME, language, bold=True))
            wide.append(width(_numbers(lift, measure, language), style.FIGURES, language))
    return min(max(wide), 190.0)


def _numbers(lift: Lift, measure: Measure, language: Language) -> str:
    """`−408 (−620 to −190)`."""
    if not lift.known:
        return signed(lift.mean, language, whole=measure.whole, biggest=abs(lift.mean))
    mean, between = spread_signed(lift.mean, lift.low, lift.high, language, whole=measure.whole)
    return f"{mean} ({between})"


def _section(
    page: Page, measure: Measure, some: Sequence[Lift], column: float, practical: float
) -> None:
    """One measure: head, axis, a row for each strategy."""
    panel_head(page, LEFT, measure, page.inner)
    page.skip(5)
    ends = [v for lift in some for v in (lift.mean, lift.low, lift.high) if math.isfinite(v)]
    lowest, highest = min(*ends, -practical), max(*ends, practical)
    ground = Ground(
        page.used,
        page.used + _ROW * len(some),
        page.width - MARGIN - column - GAP,
        scale(lowest, highest, page.language, whole=measure.whole),
    )
    _shade(page, ground, practical)
    _axis(page, ground, measure)
    for place, lift in enumerate(some):
        middle = ground.top + (place + 0.5) * _ROW
        _dot(page, ground, lift, middle)
        _label(page, lift, _numbers(lift, measure, page.language), ground.right + GAP, middle)
    page.used = ground.bottom + 32


def _shade(page: Page, ground: Ground, practical: float) -> None:
    """The differences that do not matter."""
    left, right = ground.x(-practical), ground.x(practical)
    size = right - left, ground.bottom - ground.top
    page.box(left, ground.top, *size, style.SHADE, zorder=-3)


def _axis(page: Page, ground: Ground, measure: Measure) -> None:
    """Upright grid lines, the line of no difference, and which way is better."""
    for value, text in zip(ground.scale.ticks, ground.scale.labels, strict=True):
        place, plus = ground.x(value), "+" if value > 0 else ""
        look = {"color": style.GRID, "lw": 0.7} if value else {"color": style.INK, "lw": 0.9}
        page.stroke((place, place), (ground.top, ground.bottom + 2), zorder=-1, **look)
        page.write(place, ground.bottom + 13, plus + text, style.TICK, style.QUIET, align="center")
    word, down = wording.BETTER_SIDE[page.language], ground.bottom + 24
    if measure.better == "higher":
        right = ground.right
        page.write(right, down, f"{word} →", style.SMALL, style.OTHER.label, align="right")
    elif measure.better == "lower":
        page.write(LEFT, down, f"← {word}", style.SMALL, style.OTHER.label)


def _dot(page: Page, ground: Ground, lift: Lift, middle: float) -> None:
    """The mean, filled when its interval leaves zero out, on its interval with caps."""
    colour = lift.tone.label if lift.tone is style.OTHER else lift.tone.line
    if lift.known:
        ends = ground.x(lift.low), ground.x(lift.high)
        page.stroke(ends, (middle, middle), color=colour, lw=1.5, zorder=2)
        for end in ends:
            page.stroke((end, end), (middle - _CAP, middle + _CAP), color=colour, lw=1.5, zorder=2)
    fill = colour if lift.clear else style.PAPER
    look = {"marker": "o", "ms": 6.4, "mfc": fill, "mec": colour, "mew": 1.5, "zorder": 3}
    page.stroke((ground.x(lift.mean),), (middle,), **look)


def _label(page: Page, lift: Lift, numbers: str, left: float, middle: float) -> None:
    """Name and numbers at the right, as at the ends of curves."""
    bold = lift.tone is not style.OTHER
    name = lift.strategy.label(page.language)
    page.write(left, middle - 1.6, name, style.NAME, lift.tone.label, bold=bold)
    page.write(left, middle + 8.4, numbers, style.FIGURES, style.QUIET)
