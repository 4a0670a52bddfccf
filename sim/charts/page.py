"""A sheet of paper filled from the top: everything is placed in points below the upper edge.

The height follows from what was laid out, so that no language runs into the next line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D, ScaledTranslation

from sim.charts import style, wording
from sim.charts.data import Language
from sim.charts.fonts import printable
from sim.charts.typesetting import wrap

POINTS = 72.0
LEFT = 42.0
MARGIN = 14.0
WIDTH = 504.0
"""Seven inches: a column of a report, or a page of a paper."""


class Page:
    """A figure under construction. `used` is how far down it is filled."""

    def __init__(self, language: Language, width: float = WIDTH) -> None:
        self.language: Language = language
        self.width = width
        self.used = 0.0
        self.figure = Figure(figsize=(width / POINTS, 1.0), facecolor=style.PAPER)
        self._panels: list[tuple[Axes, tuple[float, float, float, float]]] = []
        corner: Any = self.figure.transFigure
        self.points = (
            Affine2D().scale(1 / POINTS, -1 / POINTS)
            + self.figure.dpi_scale_trans
            + ScaledTranslation(0, 1, corner)
        )

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - LEFT - MARGIN

    def skip(self, points: float) -> None:
        """Leave room."""
        self.used += points

    def write(
        self,
        left: float,
        baseline: float,
        text: str,
        size: float,
        colour: str = style.INK,
        *,
        bold: bool = False,
        align: str = "left",
        **more: Any,
    ) -> None:
        """One line of text on its baseline."""
        self.figure.text(
            left,
            baseline,
            printable(text),
            size=size,
            color=colour,
            weight="bold" if bold else "normal",
            ha=align,
            va="baseline",
            transform=self.points,
            **more,
        )

    def block(
        self,
        left: float,
        lines: Sequence[str],
        size: float,
        colour: str = style.INK,
        *,
        bold: bool = False,
    ) -> None:
        """Lines below each other, from `used` down, spaced as the language needs."""
        leading = size * style.LEADING[self.language]
        for line in lines:
            self.write(left, baseline(self.used, size, leading), line, size, colour, bold=bold)
            self.used += leading

    def paragraph(self, text: str, size: float, colour: str, *, bold: bool = False) -> None:
        """A text broken into lines over the whole width."""
        lines = wrap(text, size, self.language, self.inner, bold=bold)
        self.block(LEFT, lines, size, colour, bold=bold)

    def head(self, title: str, notes: Sequence[str]) -> None:
        """The tag, the finding and what one must know to read the figure."""
        self.used = 12.0
        self.box(LEFT, self.used, 25, 5, style.TAG)
        self.skip(11)
        self.paragraph(title, style.TITLE, style.INK, bold=True)
        self.skip(6)
        for note in notes:
            self.paragraph(note, style.SUBTITLE, style.QUIET)
        self.skip(14)

    def foot(self, source: str) -> None:
        """Where the numbers come from."""
        self.skip(8)
        if source:
            self.paragraph(wording.SOURCE[self.language] + source, style.SOURCE, style.OTHER.label)
        self.skip(10)

    def axes(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        across: tuple[float, float],
        upwards: tuple[float, float],
    ) -> Axes:
        """A bare plot; ticks and grid are drawn by who wants them."""
        axes = self.figure.add_axes((0, 0, 1, 1), xlim=across, ylim=upwards)
        axes.set_axis_off()
        self._panels.append((axes, (left, top, width, height)))
        return axes

    def stroke(self, across: Sequence[float], down: Sequence[float], **look: Any) -> None:
        """A line, or marks, in points from the upper left corner."""
        self.figure.add_artist(Line2D(across, down, transform=self.points, **look))

    def box(
        self, left: float, top: float, width: float, height: float, colour: str, zorder: float = 1
    ) -> None:
        """A filled rectangle."""
        self.figure.add_artist(
            Rectangle(
                (left, top), width, height, color=colour, lw=0, zorder=zorder, transform=self.points
            )
        )

    def finish(self) -> Figure:
        """The figure, as tall as it has been filled."""
        height = self.used
        self.figure.set_size_inches(self.width / POINTS, height / POINTS)
        for axes, (left, top, wide, tall) in self._panels:
            bottom = (height - top - tall) / height
            axes.set_position((left / self.width, bottom, wide / self.width, tall / height))
        return self.figure


def baseline(top: float, size: float, leading: float) -> float:
    """Where the letters of a line stand whose box begins at `top`."""
    return top + (leading - size) / 2 + 0.86 * size
