"""How wide a text is, and where its lines break: measured with the renderer, in points."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from sim.charts.data import Language
from sim.charts.fonts import families, printable

_DPI = 288
_CLOSING = "，。、；：？！）」』》〉】”’%‰·…—–,.;:?!)]}"
_OPENING = "（「『《〈【“‘([{"
_PIECES = re.compile(r"[\u2e80-\u9fff\uf900-\uffef]\s*|[^\s\u2e80-\u9fff\uf900-\uffef]+\s*")
_STOPS, _PAUSES = "。；.;?!？！", "，、,—）)"


@cache
def _renderer() -> Any:
    agg: Any = RendererAgg
    return agg(8, 8, _DPI)


@lru_cache(maxsize=8192)
def width(text: str, size: float, language: Language, bold: bool = False) -> float:
    """Width in points of one line of text."""
    face = FontProperties(family=families(language), size=size, weight="bold" if bold else "normal")
    wide, _, _ = _renderer().get_text_width_height_descent(printable(text), face, False)
    return float(wide) * 72 / _DPI


@lru_cache(maxsize=8192)
def _advance(piece: str, size: float, language: Language, bold: bool) -> float:
    """How far a piece moves the pen: its width with the gaps around it, measured between bars."""
    return width(f"|{piece}|", size, language, bold) - width("||", size, language, bold)


def wrap(
    text: str, size: float, language: Language, limit: float, *, bold: bool = False
) -> list[str]:
    """Lines no wider than `limit` points, as few and as even as can be.

    Breaks fall between words or Chinese characters, never before a closing mark or after an
    opening one, and rather after a pause. A word wider than the limit stands alone.
    """
    pieces = _unbreakable(printable(text))
    if not pieces:
        return []
    wide = [_advance(piece, size, language, bold) for piece in pieces]
    space = _advance(" ", size, language, bold)
    tails = [space * (len(piece) - len(piece.rstrip())) for piece in pieces]
    ends = _even(pieces, wide, tails, limit, _count(wide, tails, limit))
    starts = [0, *ends[:-1]]
    return ["".join(pieces[a:b]).rstrip() for a, b in zip(starts, ends, strict=True)]


def _unbreakable(text: str) -> list[str]:
    """The text cut wherever a line may end."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        glued = piece[0] in _CLOSING or (pieces and pieces[-1][-1] in _OPENING)
        if glued and pieces and not pieces[-1].endswith(" "):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _count(wide: list[float], tails: list[float], limit: float) -> int:
    """How many lines are needed when each is as full as it can be."""
    lines, here = 1, 0.0
    for piece, tail in zip(wide, tails, strict=True):
        if here and here + piece - tail > limit:
            lines, here = lines + 1, 0.0
        here += piece
    return lines


def _even(
    pieces: list[str], wide: list[float], tails: list[float], limit: float, count: int
) -> list[int]:
    """After which pieces to break for `count` lines that disturb least, by dynamic programming."""
    best: list[dict[int, tuple[float, list[int]]]] = [{0: (0.0, [])}]
    for end in range(1, len(pieces) + 1):
        here: dict[int, tuple[float, list[int]]] = {}
        length = -tails[end - 1]
        for start in range(end - 1, -1, -1):
            length += wide[start]
            if length > limit and start < end - 1:
                break
            cost = _disturbance(pieces[end - 1], length / limit, last=end == len(pieces))
            for used, (spent, ends) in best[start].items():
                if used < count and spent + cost < here.get(used + 1, (float("inf"), []))[0]:
                    here[used + 1] = (spent + cost, [*ends, end])
        best.append(here)
    return best[-1][count][1]


def _disturbance(piece: str, fullness: float, *, last: bool) -> float:
    """How much a line disturbs: what it leaves empty, and a break in mid-phrase after `piece`."""
    slack = max(0.0, 1.0 - fullness) ** 2
    sign = piece.rstrip()[-1]
    if last:
        return slack
    if sign in _STOPS:
        return slack - 0.15
    if sign in _PAUSES:
        return slack - 0.05
    return slack + (0.04 if "\u2e80" <= sign <= "\u9fff" else 0.0)
