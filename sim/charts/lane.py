"""The lane above the plots: what was done on which day, a row for each strategy that acted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.charts import style, wording
from sim.charts.data import Act, Kind, Language, Strategy
from sim.charts.page import Page
from sim.charts.style import Tone
from sim.charts.typesetting import width, wrap

MARKERS: dict[Kind, str] = {
    "seeding": "o",
    "event": "^",
    "rule": "s",
    "shock": "X",
    "campaign": "D",
}
_SIZES: dict[Kind, float] = {
    "seeding": 5.0,
    "event": 5.2,
    "rule": 4.8,
    "shock": 6.0,
    "campaign": 4.4,
}
THROUGH: tuple[Kind, ...] = ("shock", "rule")
"""What draws a dotted line through the plots."""

_MOST_ROWS = 6
_LINE = {"en": 13.4, "zh": 14.4}
_GAP = 5.5
_SHARED = Tone(style.INK, style.INK)


@dataclass(frozen=True)
class Row:
    """The acts of one strategy, of several that act alike, or of all."""

    title: str
    tone: Tone
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Series:
    """Acts that mean the same, on one line: marks, and one label among them (points across)."""

    kind: Kind
    marks: tuple[float, ...]
    text: str
    text_left: float
    text_right: float

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where it takes room."""
        places = (*self.marks, self.text_left, self.text_right)
        return min(places) - _GAP, max(places) + _GAP


def lane_rows(
    strategies: Sequence[Strategy], tones: Mapping[str, Tone], language: Language
) -> list[Row]:
    """What all strategies share in a row of its own, then what each did besides."""
    shared = shared_acts(strategies)
    rows = [Row(wording.EVERY_STRATEGY[language], _SHARED, shared)] if shared else []
    own = [(s, tuple(act for act in s.acts if act not in shared)) for s in strategies]
    acting = [(s, acts) for s, acts in own if acts]
    alone = [Row(s.label(language), tones[s.name], acts) for s, acts in acting]
    if len(rows) + len(alone) <= _MOST_ROWS:
        return rows + alone
    return rows + _merged(alone, language)


def shared_acts(strategies: Sequence[Strategy]) -> tuple[Act, ...]:
    """Acts that every strategy has; none when there is only one strategy."""
    if len(strategies) < 2:
        return ()
    first, *others = strategies
    return tuple(act for act in first.acts if all(act in other.acts for other in others))


def _merged(rows: list[Row], language: Language) -> list[Row]:
    """Strategies that acted alike in one row, named after the first highlighted of them."""
    alike: list[list[Row]] = []
    for row in rows:
        group = next((group for group in alike if group[0].acts == row.acts), None)
        if group:
            group.append(row)
        else:
            alike.append([row])
    return [_one(group, language) for group in alike]


def _one(group: list[Row], language: Language) -> Row:
    """One row for several; black when more than one of them is highlighted."""
    if len(group) == 1:
        return group[0]
    loud = [row for row in group if row.tone is not style.OTHER]
    title = wording.merged((loud or group)[0].title, len(group) - 1, language)
    tone = _SHARED if len(loud) > 1 else (loud or group)[0].tone
    return Row(title, tone, group[0].acts)


def draw_lane(
    page: Page, rows: Sequence[Row], left: float, right: float, last_day: int, column: float
) -> None:
    """All rows, from `page.used` down, with their names at the right."""
    for row in rows:
        lines = _packed(row.acts, page.language, left, right, last_day)
        titles = wrap(row.title, style.TICK, page.language, column)
        top, line_height = page.used, _LINE[page.language]
        for place, line in enumerate(lines):
            _draw_line(page, line, row.tone, left, right, top + (place + 0.5) * line_height)
        for place, title in enumerate(titles):
            down = top + 0.5 * line_height + 3 + place * 10.5
            page.write(right + 16, down, title, style.TICK, row.tone.label)
        page.used = top + max(len(lines) * line_height, len(titles) * 10.5 + 3)
    page.skip(10 if rows else 0)


def _packed(
    acts: Sequence[Act], language: Language, left: float, right: float, last_day: int
) -> list[list[Series]]:
    """Series on as few lines as they need not to touch each other."""
    lines: list[list[Series]] = []
    for series in _series(acts, language, left, right, last_day):
        start, end = series.ends
        free = [line for line in lines if all(s.ends[1] <= start or end <= s.ends[0] for s in line)]
        if free:
            free[0].append(series)
        else:
            lines.append([series])
    return lines


def _series(
    acts: Sequence[Act], language: Language, left: float, right: float, last_day: int
) -> list[Series]:
    """Acts of the same kind and label together, in order of their first day."""
    days: dict[tuple[Kind, str], list[int]] = {}
    for act in sorted(acts, key=lambda act: act.day):
        days.setdefault((act.kind, act.title(language)), []).append(act.day)
    across = (right - left) / max(last_day, 1)
    return [
        _labelled(kind, text, [left + day * across for day in on], language, left, right)
        for (kind, text), on in days.items()
    ]


def _labelled(
    kind: Kind, text: str, places: list[float], language: Language, left: float, right: float
) -> Series:
    """A series with its label after the first mark; marks under the label or too close are left
    out, and the label then says how many there are."""
    for words in (text, f"{text} ×{len(places)}"):
        wide = width(words, style.TICK, language)
        start = places[0] + _GAP
        if start + wide > right and places[0] - _GAP - wide >= left:
            start = places[0] - _GAP - wide
        marks = _apart(places, _SIZES[kind] + 1, (start - 4, start + wide + 4))
        if len(marks) == len(places):
            break
    return Series(kind, tuple(marks), words, start, start + wide)


def _apart(
    places: Sequence[float], closest: float, hidden: tuple[float, float] = (0.0, 0.0)
) -> list[float]:
    """Marks that do not touch each other, and none but the first where a label hides them."""
    kept = list(places[:1])
    for place in places[1:]:
        if place - kept[-1] >= closest and not hidden[0] < place < hidden[1]:
            kept.append(place)
    return kept


def _draw_line(
    page: Page, line: Sequence[Series], tone: Tone, left: float, right: float, down: float
) -> None:
    """A thin line with marks and labels standing on it."""
    for start, end in _between(line, left, right):
        page.stroke((start, end), (down, down), color=style.GRID, lw=0.8, zorder=-2)
    for series in line:
        marks(page, series.kind, series.marks, down, tone)
        page.write(series.text_left, down + 2.9, series.text, style.TICK, tone.label)


def _between(line: Sequence[Series], left: float, right: float) -> list[tuple[float, float]]:
    """The parts of a line that no label covers."""
    parts, here = [], left
    for series in sorted(line, key=lambda s: s.text_left):
        parts.append((here, series.text_left - 2))
        here = series.text_right + 3
    return [(a, b) for a, b in [*parts, (here, right)] if b > a]


def marks(
    page: Page, kind: Kind, across: Sequence[float], down: float, tone: Tone, part: float = 1.0
) -> None:
    """The signs of a kind of act, at a part of their full size; those that would touch are left
    out."""
    size = (_SIZES[kind] + 1.0) * part
    apart = _apart(across, size)
    page.stroke(
        apart,
        [down] * len(apart),
        ls="",
        marker=MARKERS[kind],
        ms=size,
        mfc=tone.label if kind in ("rule", "shock") else tone.line,
        mec=style.PAPER,
        mew=0.7,
        zorder=3,
    )
