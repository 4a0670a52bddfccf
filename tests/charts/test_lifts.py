import math

import pandas as pd
import pytest

from sim.charts.lifts import Lift, lifts
from sim.charts.style import OTHER

from .looking import WORDS, collisions, cut_off, written


def table(strategies, measures, low=-20.0, high=40.0):
    rows = [(s.name, m.name, 10.0, low, high) for s in strategies[1:] for m in measures]
    return pd.DataFrame(rows, columns=["scenario", "measure", "mean", "low", "high"])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("count", [2, 7])
def test_no_text_runs_into_another_or_off_the_page(count, language, make_strategies, measures):
    strategies = make_strategies(count)
    figure = lifts(
        table(strategies, measures),
        strategies,
        measures,
        practical={"members": 5.0},
        language=language,
        **WORDS[language],
    )
    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_the_baseline_is_the_line_and_not_a_row(make_strategies, measures):
    words = written(
        lifts(table(make_strategies(2), measures), make_strategies(2), measures, **WORDS["en"])
    )
    assert "KOL-first blitz" not in words
    assert any("mean difference from KOL-first blitz" in text for text in words)
    assert "+10 (−20 to +40)" in words


def test_rows_stand_as_the_table_lists_them(make_strategies, measures):
    strategies = make_strategies(4)
    turned = table(strategies, measures)[::-1]
    words = written(lifts(turned, strategies, measures[:1], **WORDS["en"]))
    names = [s.label("en") for s in strategies[1:]]
    assert [word for word in words if word in names] == names[::-1]


def test_a_dot_is_filled_only_when_zero_is_left_out(make_strategies):
    one = make_strategies(1)[0]
    assert Lift(one, OTHER, 3, 1, 5).clear
    assert not Lift(one, OTHER, 3, -1, 5).clear
    assert not Lift(one, OTHER, 3, math.nan, math.nan).clear


def test_without_intervals_only_dots_are_drawn_and_it_says_why(make_strategies, measures):
    strategies = make_strategies(2)
    bare = table(strategies, measures, math.nan, math.nan)
    words = written(lifts(bare, strategies, measures, **WORDS["en"]))
    assert any("Too few runs" in text for text in words)
    assert "+10" in words


def test_the_good_side_is_pointed_at(make_strategies, measures):
    strategies = make_strategies(2)
    words = written(lifts(table(strategies, measures), strategies, measures, **WORDS["en"]))
    assert "better →" in words
    assert "← better" in words


def test_a_measure_without_lifts_is_left_out(make_strategies, measures):
    strategies = make_strategies(2)
    words = written(lifts(table(strategies, measures[:1]), strategies, measures, **WORDS["en"]))
    assert "Cohesion" not in words
