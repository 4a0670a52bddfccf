"""What a reader would notice in a figure: texts, and whether they collide or leave the page."""

from __future__ import annotations

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

WORDS = {
    "en": {
        "title": "Shared governance gives up a fifth of KOL-first’s growth and keeps one community",
        "subtitle": "One founder and 100 seed KOLs, followed for four months.",
        "source": "seed100 · toy data · seeds 0–4",
    },
    "zh": {
        "title": "共同治理放弃了 KOL 先行五分之一的增长，却让社群在创始人纠纷之后仍然是一个整体",
        "subtitle": "一位创始人与 100 位种子 KOL，跟踪四个月。",
        "source": "seed100 · 示例数据 · 种子 0–4",
    },
}


def texts(figure: Figure) -> list[Text]:
    """Everything written in a figure."""
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]


def written(figure: Figure) -> list[str]:
    """The words of a figure."""
    return [text.get_text() for text in texts(figure)]


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Each text with its place in pixels, a little smaller than its ink."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    return [(t.get_text(), t.get_window_extent(renderer).padded(-1.5)) for t in texts(figure)]


def collisions(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that run into each other."""
    return [(a, b) for (a, one), (b, two) in combinations(boxes(figure), 2) if one.overlaps(two)]


def cut_off(figure: Figure) -> list[str]:
    """Texts that leave the page."""
    page = figure.bbox
    return [
        text
        for text, box in boxes(figure)
        if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1
    ]
