"""Where members came from and why they left: a row for each strategy, a column for each cause.

Aligned bars rather than stacked ones: the same cause stands on the same ground under every
strategy, so that shares can be compared by eye, and no legend is needed for eight causes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd
from matplotlib.figure import Figure

from sim.charts import style, wording
from sim.charts.data import Language, Strategy, Words, in_language
from sim.charts.numbers import number
from sim.charts.page import LEFT, MARGIN, WIDTH, Page
from sim.charts.style import Tone
from sim.charts.typesetting import width, wrap

Kind = Literal["joins", "exits"]

_MOST_CAUSES = 8
_OTHERS = "…"
_NAME, _TOTAL, _CELL = 106.0, 50.0, 52.0
_ROW = 30.0
_BAR = 6.0


def joins_by_source(
    tallies: pd.DataFrame,
    strategies: Sequence[Strategy],
    names: Mapping[str, Words],
    *,
    title: str,
    subtitle: str,
    source: str,
    language: Language = "en",
) -> Figure:
    """By what way members came, as share of all who joined and as people.

    Args:
        tallies: from `sim.charts.prepare.tallies(frame, "joins")`; also the CSV behind the figure.
        strategies: rows, from top to bottom.
        names: what each source is called; one without a name appears under its key.
    """
    with style.writing(language):
        page = _page("joins", tallies, strategies, names, title, subtitle, language)
        page.foot(source)
        return page.finish()


def exits_by_cause(
    tallies: pd.DataFrame,
    strategies: Sequence[Strategy],
    names: Mapping[str, Words],
    *,
    title: str,
    subtitle: str,
    source: str,
    language: Language = "en",
) -> Figure:
    """Why members left, as share of all who left and as people; see `joins_by_source`."""
    with style.writing(language):
        page = _page("exits", tallies, strategies, names, title, subtitle, language)
        page.foot(source)
        return page.finish()


def _page(
    kind: Kind,
    tallies: pd.DataFrame,
    strategies: Sequence[Strategy],
    names: Mapping[str, Words],
    title: str,
    subtitle: str,
    language: Language,
) -> Page:
    """The whole figure but for its foot."""
    table = _table(tallies, strategies)
    columns = list(table.columns)
    cell = max(_CELL, min(92.0, (WIDTH - LEFT - MARGIN - _NAME - _TOTAL) / max(len(columns), 1)))
    needed = LEFT + MARGIN + _NAME + _TOTAL + cell * len(columns)
    page = Page(language, max(WIDTH, needed))
    runs = int(tallies["runs"].max()) if len(tallies) else 0
    page.head(title, [subtitle, wording.reading_causes(kind, runs, language)])
    _headings(page, kind, columns, names, cell)
    tones = style.tones(strategies)
    people = {str(name): counts for name, counts in table.iterrows()}
    for strategy in strategies:
        _row(page, strategy.label(language), tones[strategy.name], people[strategy.name], cell)
    page.stroke((LEFT, page.width - MARGIN), (page.used,) * 2, color=style.GRID, lw=0.7)
    page.skip(4)
    return page


def _table(tallies: pd.DataFrame, strategies: Sequence[Strategy]) -> pd.DataFrame:
    """People by strategy and cause; causes from frequent to rare, the rarest together.

    A cause that is rare on average has a column of its own where it counts under one strategy, such
    as the founder's going. Causes that occur nowhere are left out.
    """
    wide = tallies.pivot(index="scenario", columns="cause", values="mean")
    wide = wide.reindex([s.name for s in strategies]).fillna(0.0)
    wide = wide.loc[:, wide.sum() > 0]
    shares = wide.div(wide.sum(axis=1).where(lambda total: total > 0), axis=0)
    order = list(shares.mean().sort_values(ascending=False, kind="stable").index)
    if len(order) <= _MOST_CAUSES:
        return wide[order]
    own = set(shares.max().sort_values(ascending=False, kind="stable").index[: _MOST_CAUSES - 1])
    kept = [cause for cause in order if cause in own]
    rest = [cause for cause in order if cause not in own]
    return wide[kept].assign(**{_OTHERS: wide[rest].sum(axis=1)})


def _headings(
    page: Page, kind: Kind, causes: Sequence[str], names: Mapping[str, Words], cell: float
) -> None:
    """Names of the columns, standing on one line."""
    others = wording.OTHER_CAUSES
    titles = [(LEFT + _NAME, in_language(wording.TOTALS[kind], page.language), _TOTAL, True)]
    for place, cause in enumerate(causes):
        words = others if cause == _OTHERS else names.get(cause, {})
        left = LEFT + _NAME + _TOTAL + place * cell
        titles.append((left, in_language(words, page.language, cause), cell, False))
    wrapped = [
        (left, wrap(text, style.TICK, page.language, wide - 6), quiet)
        for left, text, wide, quiet in titles
    ]
    top, most = page.used, max(len(lines) for _, lines, _ in wrapped)
    leading = style.TICK * style.LEADING[page.language]
    for left, lines, quiet in wrapped:
        page.used = top + (most - len(lines)) * leading
        page.block(left, lines, style.TICK, style.QUIET if quiet else style.INK)
    page.used = top + most * leading + 5


def _row(page: Page, name: str, tone: Tone, people: pd.Series, cell: float) -> None:
    """One strategy: its name, how many in all, and its cells."""
    page.stroke((LEFT, page.width - MARGIN), (page.used,) * 2, color=style.GRID, lw=0.7)
    lines = wrap(name, style.NAME, page.language, _NAME - 10, bold=True)
    total = float(people.sum())
    height = max(_ROW, 13 + 12.5 * len(lines))
    for place, line in enumerate(lines):
        page.write(LEFT, page.used + 14 + 12 * place, line, style.NAME, tone.label, bold=True)
    text = number(total, page.language, whole=True) if total else wording.NOBODY[page.language]
    page.write(LEFT + _NAME, page.used + 14, text, style.NAME, style.INK)
    for place, count in enumerate(people):
        _cell(page, LEFT + _NAME + _TOTAL + place * cell, float(count), total, tone, cell)
    page.skip(height)


def _cell(page: Page, left: float, count: float, total: float, tone: Tone, cell: float) -> None:
    """A share with its count and, below, its bar; the full cell is all of the strategy's people."""
    down, room = page.used + 14, cell - 9
    page.box(left, down + 4, room, _BAR, style.SHADE)
    if not total or not count:
        page.write(left, down, "–", style.FIGURES, style.OTHER.label)
        return
    share = _percent(count / total)
    page.write(left, down, share, style.FIGURES, tone.label, bold=True)
    after = left + width(share, style.FIGURES, page.language, bold=True) + 4
    people = number(count, page.language, whole=True) if count >= 0.5 else "<1"
    if after + width(people, style.SOURCE, page.language) <= left + cell - 2:
        page.write(after, down, people, style.SOURCE, style.OTHER.label)
    page.box(left, down + 4, max(0.7, room * count / total), _BAR, tone.line)


def _percent(share: float) -> str:
    return "<1%" if 0 < share < 0.005 else f"{100 * share:.0f}%"
