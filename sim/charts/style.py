"""How figures look: colours, sizes of text in points, and the settings they are drawn under.

The strategy colours stay apart under simulated protanopia, deuteranopia and tritanopia (least
distance in OKLab x100: 15.7 on white, 11.9 on dark ground); a test computes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl

from sim.charts.data import Language, Strategy
from sim.charts.fonts import families


@dataclass(frozen=True)
class Tone:
    """A colour for lines and bands, and a darker one in which text is readable on white."""

    line: str
    label: str


STRATEGIES = (
    Tone("#2364aa", "#1c5088"),
    Tone("#3da5a0", "#1d716c"),
    Tone("#ea7317", "#a64b00"),
    Tone("#73233f", "#73233f"),
)
STRATEGIES_ON_DARK = ("#58a6ff", "#7ee0c3", "#f2994a", "#c75b9b")
FACTIONS = ("#199bf8", "#da5e9a", "#7e7d01", "#553dc2", "#b7ae28", "#91286b")
OTHER = Tone("#bcc2ca", "#68717d")
"""Strategies that are not highlighted."""

INK = "#1a1a1a"
QUIET = "#5a6470"
AXIS = "#8a929c"
GRID = "#e2e5e9"
SHADE = "#f1f3f5"
TAG = "#ea7317"
PAPER = "#ffffff"

TITLE = 14.5
SUBTITLE = 8.6
HEADING = 10.5
NAME = 9.0
NOTE = 8.2
TICK = 8.0
FIGURES = 7.8
"""Numbers under a name."""

SMALL = 7.4
SOURCE = 7.2

MEDIAN_WIDTH = 2.2
OTHER_WIDTH = 1.1
HALF_ALPHA = 0.22
NINETY_ALPHA = 0.10

LEADING = {"en": 1.34, "zh": 1.56}
"""Distance of two lines over the size of the text: Chinese has no gaps between its letters."""


def tones(strategies: Sequence[Strategy]) -> dict[str, Tone]:
    """The colour of each strategy by name: four at most, grey for who is not highlighted.

    When nobody is highlighted the first four are.

    Raises:
        ValueError: more than four are highlighted; colours beyond four cannot be told apart.
    """
    chosen = [s.name for s in strategies if s.highlighted]
    chosen = chosen or [s.name for s in strategies[: len(STRATEGIES)]]
    if len(chosen) > len(STRATEGIES):
        raise ValueError(
            f"{len(chosen)} strategies are highlighted ({', '.join(chosen)}); at most "
            f"{len(STRATEGIES)} colours can be told apart: highlight fewer, the others stay grey"
        )
    colours = dict(zip(chosen, STRATEGIES, strict=False))
    return {s.name: colours.get(s.name, OTHER) for s in strategies}


@contextmanager
def writing(language: Language) -> Iterator[None]:
    """Everything drawn or saved inside has this language's typefaces and our settings."""
    settings: Any = {
        "font.family": families(language),
        "axes.unicode_minus": False,
        "text.parse_math": False,
        "pdf.fonttype": 42,
        "svg.fonttype": "path",
        "svg.hashsalt": "seed100",
        "path.simplify_threshold": 0.2,
    }
    with mpl.rc_context(settings):
        yield
