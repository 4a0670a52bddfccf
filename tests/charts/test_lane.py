import pytest
from matplotlib.lines import Line2D

from sim.charts import style
from sim.charts.data import Act, Strategy
from sim.charts.lane import draw_lane, lane_rows, marks, shared_acts
from sim.charts.page import Page

from .looking import collisions, written


def act(day, label, kind="event"):
    return Act(day, kind, {"en": label, "zh": label})


def strategy(name, *acts, highlighted=True):
    return Strategy(name, {"en": name.title()}, acts, highlighted)


def rows(*strategies):
    return lane_rows(strategies, style.tones(strategies), "en")


def lane(*strategies, last_day=365):
    with style.writing("en"):
        page = Page("en")
        draw_lane(page, rows(*strategies), 42, 380, last_day, 90)
        page.finish()
    return page


def test_what_all_do_stands_in_one_row():
    seeding = act(0, "Seeding", "seeding")
    both = strategy("a", seeding), strategy("b", seeding, act(9, "Meet-up"))
    assert [row.title for row in rows(*both)] == ["Every strategy", "B"]
    assert shared_acts(both) == (seeding,)


def test_a_single_strategy_has_a_row_of_its_own():
    assert [row.title for row in rows(strategy("a", act(1, "X")))] == ["A"]


def test_nobody_acting_needs_no_lane():
    assert rows(strategy("a"), strategy("b")) == []
    assert lane(strategy("a"), strategy("b")).used == 0


def test_many_rows_are_merged_where_they_are_equal():
    own = [strategy(f"s{k}", act(k // 4, "Move"), highlighted=k == 1) for k in range(8)]
    merged = rows(*own)
    assert [row.title for row in merged] == ["S1 and 3 more", "S4 and 3 more"]
    assert merged[0].tone == style.STRATEGIES[0]
    assert merged[1].tone is style.OTHER


def test_few_rows_are_not_merged():
    assert len(rows(strategy("a", act(1, "X")), strategy("b", act(2, "X")))) == 2


def test_a_repeated_act_is_named_once():
    page = lane(strategy("a", *(act(day, "Meet-up") for day in (30, 120, 210, 300))))
    assert written(page.figure).count("Meet-up") == 1


def test_a_name_that_hides_repeats_says_how_many_there_are():
    page = lane(strategy("a", *(act(day, "Weekly call") for day in range(7, 365, 7))))
    assert "Weekly call ×52" in written(page.figure)


@pytest.mark.parametrize("gap", [1, 10, 60])
def test_acts_close_together_do_not_run_into_each_other(gap):
    page = lane(strategy("a", *(act(150 + gap * k, f"Rule number {k}", "rule") for k in range(5))))
    assert collisions(page.figure) == []


def test_an_act_near_the_end_is_named_on_its_left():
    page = lane(strategy("a", act(364, "Anniversary")))
    text = next(t for t in page.figure.texts if t.get_text() == "Anniversary")
    assert text.get_position()[0] < 380 - 20


def test_marks_that_would_touch_are_left_out():
    with style.writing("en"):
        page = Page("en")
        marks(page, "event", [100, 101, 120], 10, style.OTHER)
    assert list(page.figure.findobj(Line2D)[0].get_xdata()) == [100, 120]
