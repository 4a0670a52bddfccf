"""Figures of explored studies: nothing collides, and they say what they should."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from sim.analysis.prim import knee, peel
from sim.charts.boxes import boxes, described, frame
from sim.charts.importance import importance
from sim.charts.over_time import shares_over_time
from sim.charts.pareto import pareto

from .looking import WORDS, collisions, cut_off, written

NAMES = {
    "word_of_mouth.conversion": {
        "en": "Probability that a contact converts",
        "zh": "一次接触促成加入的概率",
    },
    "belonging.usual": {
        "en": "Belonging of a member for whom everything is as usual, where she settles",
        "zh": "一切如常的成员的归属感水平，她会停在哪里",
    },
    "admission.fee": {"en": "Fee of entry", "zh": "入门费"},
}
READING = {"en": "Bar: how much it matters.", "zh": "条形：影响有多大。"}


def draw_importance(language, make_strategies, measures):
    table = pd.DataFrame(
        {
            "parameter": [*NAMES, "luck"],
            "value": [0.5, 0.3, 0.02, 0.2],
            "low": [0.4, 0.2, -0.02, 0.1],
            "high": [0.6, 0.4, 0.05, 0.3],
            "part": [0.4, 0.1, 0.0, np.nan],
        }
    )
    reading = READING[language]
    return importance(
        table, NAMES, reading=reading, share=True, language=language, **WORDS[language]
    )


def test_no_part_is_drawn_longer_than_its_whole():
    """Of few samples an effect alone may come out above the total."""
    known = pd.DataFrame({"parameter": ["admission.fee"], "value": 0.5, "low": 0.1, "high": 0.9})
    words = {"reading": READING["en"], "share": True, "language": "en", **WORDS["en"]}
    seen = []
    for part in (0.5, 0.8):
        figure = importance(known.assign(part=part), NAMES, **words)
        seen.append([patch.get_width() for patch in figure.findobj(Rectangle)])
    assert seen[0] == seen[1]


def draw_over_time(language, make_strategies, measures):
    parts = [
        pd.DataFrame({"name": s.name, "day": [0, 60, 120], "value": [0.2, 0.3, 0.1 + i / 10]})
        for i, s in enumerate(make_strategies(5))
    ]
    table = pd.concat(parts).assign(
        low=lambda t: t["value"] - 0.05, high=lambda t: t["value"] + 0.05
    )
    reading = READING[language]
    lines = make_strategies(5)
    return shares_over_time(table, lines, reading=reading, language=language, **WORDS[language])


def draw_pareto(language, make_strategies, measures):
    cast = make_strategies(4)
    table = pd.DataFrame(
        {
            "scenario": [s.name for s in cast],
            "runs": 20,
            "x": [900.0, 950, 700, 650],
            "y": [0.2, 0.3, 0.25, 0.1],
            "on_front": [True, True, False, True],
            "chance": [0.9, 0.8, 0.1, 1.0],
        }
    )
    cloud = pd.DataFrame({"scenario": [cast[0].name] * 3, "x": [890.0, 900, 910], "y": [0.2] * 3})
    goals = measures[0], measures[2]
    return pareto(table, cloud, cast, *goals, language=language, **WORDS[language])


def a_box():
    chance = np.random.default_rng(1)
    table = pd.DataFrame({"admission.fee": chance.uniform(0, 200, 500), "seeding.source": "a"})
    table.loc[::2, "seeding.source"] = "b"
    case = ((table["admission.fee"] < 80) & (table["seeding.source"] == "a")).to_numpy()
    path = peel(table, case)
    return knee(path), path, table


def draw_boxes(language, make_strategies, measures):
    box, path, table = a_box()
    ranges = {name: list(table[name]) for name in table}
    return boxes(box, path, ranges, NAMES, language=language, **WORDS[language])


FIGURES = [
    draw_importance,
    draw_over_time,
    draw_pareto,
    draw_boxes,
]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("draw", FIGURES, ids=lambda each: each.__name__[5:])
def test_no_text_runs_into_another_or_off_the_page(draw, language, make_strategies, measures):
    figure = draw(language, make_strategies, measures)
    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_luck_has_a_bar_of_its_own_at_the_end(make_strategies, measures):
    words = written(draw_importance("en", make_strategies, measures))
    assert "20% (10–30)" in words
    assert words.index("Luck") > words.index("Fee of entry")


def test_a_box_is_told_in_plain_words():
    box, path, _ = a_box()
    assert described(box, NAMES, "en") == "seeding.source a and Fee of entry below 79.6"
    assert described(box, NAMES, "zh") == "seeding.source为 a，且入门费低于 79.6"
    assert described(path[0], NAMES, "en") == "everywhere"
    assert list(frame(path)["box"]) == list(range(len(path)))
