"""The claims at a glance: effects at the defaults and over the ranges, four figures a language."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from sim.charts import style
from sim.charts.data import Language
from sim.charts.page import LEFT, Page
from sim.charts.typesetting import wrap
from sim.scenario import packaged
from sim.study import experiment
from sim.study.block import measures_of_a_run

COLOURS = {
    "confirmed": "#1d716c",
    "conditional": "#a64b00",
    "contradicted": "#9b1c31",
    "assumed": "#5a6470",
}
WORDS = {
    "en": {name: name for name in COLOURS},
    "zh": {"confirmed": "证实", "conditional": "有条件", "contradicted": "相悖", "assumed": "假定"},
}
AGAINST = {"en": " against ", "zh": " 对 "}
COLON = {"en": ": ", "zh": "："}
LISTED = {"en": ", ", "zh": "、"}
TITLES = {"en": "What practitioners claim, and what came of it", "zh": "实践者的主张与检验结果"}
NOTES = {
    "en": "Dot: mean relative effect at the defaults. Bar: the middle 90% of worlds over the ranges of "
    "the assumptions. Arrow: what the claim expects; “=” no difference. Beyond the edge: cut off.",
    "zh": "圆点：默认参数下的平均相对效应。横条：假设取值范围内 90% 的世界。箭头：主张预期的方向，“=”为无差别。超出边缘者截断。",
}
SPLITS = ("C01", "C07", "C13", "C19", "C28")
"""Where each figure begins, and the last ends."""
EDGE = 1.0
WIDTH = 560.0
NAMES, PLOT_LEFT, PLOT_RIGHT = 250.0, 312.0, 470.0
ROW = 13.0
DPI = 110


def write_figures(claims: Sequence[dict[str, Any]], folder: Path) -> None:
    """`claims-1.en.png` and so on, with as few colours as they need, so that they stay small."""
    for language in ("en", "zh"):
        for number, (first, end) in enumerate(pairwise(SPLITS), 1):
            chosen = [claim for claim in claims if first <= claim["id"] < end and claim["verdict"]]
            if not chosen:
                continue
            with style.writing(language):
                page = _page(chosen, language)
                buffer = BytesIO()
                figure = page.finish()
                FigureCanvasAgg(figure)
                figure.savefig(buffer, format="png", dpi=DPI)
            picture = (
                Image.open(buffer)
                .convert("RGB")
                .quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            )
            picture.save(folder / f"claims-{number}.{language}.png", optimize=True)


def _page(claims: Sequence[dict[str, Any]], language: Language) -> Page:
    page = Page(language, WIDTH)
    span = f"{claims[0]['id'][:3]}–{claims[-1]['id'][:3]}"
    page.head(f"{TITLES[language]}{COLON[language]}{span}", [NOTES[language]])
    top = page.used
    for claim in claims:
        _claim(page, claim, language)
    for value in (-1.0, -0.5, 0.0, 0.5, 1.0):
        across = _x(value)
        strong = style.AXIS if value == 0 else style.GRID
        page.stroke([across, across], [top, page.used], color=strong, lw=0.8, zorder=0)
        page.write(across, page.used + 10, f"{value:+.0%}".replace("-", "−").replace("+0%", "0"),
                   style.TICK, style.QUIET, align="center")  # fmt: skip
    page.skip(16)
    page.foot("docs/claims.json")
    return page


def _x(value: float) -> float:
    part = (min(max(value, -EDGE), EDGE) + EDGE) / (2 * EDGE)
    return PLOT_LEFT + (PLOT_RIGHT - PLOT_LEFT) * part


def _claim(page: Page, claim: dict[str, Any], language: Language) -> None:
    read = experiment.load(packaged.folder(packaged.CLAIMS) / f"{claim['file']}.yaml")
    titles = {each.name: each.settings.title.say(language) for each in read.scenarios}
    measures = {each.name: each.title(language) for each in measures_of_a_run()}
    page.skip(5)
    colour = COLOURS[claim["verdict"]]
    lines = wrap(read.title.say(language), style.NAME, language, NAMES + 20, bold=True)
    page.write(LEFT, page.used + 9, lines[0], style.NAME, style.INK, bold=True)
    page.write(
        PLOT_RIGHT + 10,
        page.used + 9,
        WORDS[language][claim["verdict"]],
        style.NAME,
        colour,
        bold=True,
    )
    page.skip(ROW + 1)
    for part in claim["parts"]:
        who = (
            titles[part["strategy"]]
            + AGAINST[language]
            + LISTED[language].join(titles[each] for each in part["against"])
        )
        name, _, _ = part["outcome"].partition("@")
        _row(page, f"{measures[name]}{COLON[language]}{who}", part, colour)
    page.skip(2)


def _row(page: Page, text: str, part: dict[str, Any], colour: str) -> None:
    lines = wrap(text, style.SMALL, page.language, NAMES)
    for line in lines:
        page.write(LEFT, page.used + 8.5, line, style.SMALL, style.QUIET)
        page.skip(ROW - 3)
    page.skip(2)
    middle = page.used - (len(lines) * (ROW - 3)) / 2 - 2
    mark = {"+": "▸", "-": "◂", "hump": "▸", "none": "="}[part["sign"]]
    page.write(PLOT_LEFT - 14, middle + 3, mark, style.SMALL, style.INK, align="center")
    if part["middle"]:
        low, high = (_x(value) for value in part["middle"])
        page.stroke(
            [low, high], [middle, middle], color=style.OTHER.line, lw=3.2, solid_capstyle="butt"
        )
    if part["effect"] is not None:
        page.stroke(
            [_x(part["effect"])], [middle], color=colour, marker="o", ms=4.6, mec="white", mew=0.6
        )
    held = WORDS[page.language][part["judgement"]]
    page.write(PLOT_RIGHT + 10, middle + 3, held, style.SMALL, COLOURS[part["judgement"]])
