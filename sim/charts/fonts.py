"""The typefaces of the figures: shipped with the package, so that Chinese prints everywhere.

Both are cuts of Noto under names of their own (`fonts/OFL.txt`): a copy of Noto that happens to
be installed is never taken instead, and figures are the same on every machine.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

from sim.charts.data import Language

FOLDER = Path(__file__).parent / "fonts"
LATIN = "seed100 Sans"
CHINESE = "seed100 Sans SC"
LAST_RESORT = "DejaVu Sans"
"""Comes with matplotlib: Cyrillic and many signs."""

MISSING = "□"


@cache
def register() -> None:
    """Make the shipped typefaces known to matplotlib, once."""
    for path in sorted(FOLDER.glob("*.ttf")):
        fontManager.addfont(path)


def families(language: Language) -> list[str]:
    """Typefaces in order of preference; each character is taken from the first that has it."""
    register()
    if language == "zh":
        return [CHINESE, LATIN, LAST_RESORT]
    return [LATIN, CHINESE, LAST_RESORT]


@cache
def characters() -> frozenset[int]:
    """Code points that some typeface can draw."""
    register()
    known: set[int] = set()
    for family in (LATIN, CHINESE, LAST_RESORT):
        known |= set(get_font(findfont(FontProperties(family=family))).get_charmap())
    return frozenset(known)


def printable(text: str) -> str:
    """The text with nothing in it that no typeface can draw.

    Line breaks and tabs become spaces, emoji and invisible signs vanish, and a letter that is
    missing becomes a square, so that the reader sees that something stood there.
    """
    return " ".join("".join(_drawn(sign) for sign in " ".join(text.split())).split())


def _drawn(sign: str) -> str:
    """One character as it can be drawn: itself, nothing, or a square."""
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Cf", "Cs"):
        return ""
    if ord(sign) in characters():
        return sign
    return MISSING if kind[0] in "LN" else ""
