import pandas as pd
import pytest

from sim.charts import style
from sim.charts.numbers import scale
from sim.charts.page import Page
from sim.charts.panel import Area, day_ticks, outcome, panel_head, plot_scale
from sim.metrics.measure import Measure

from .looking import texts, written


def rows(runs=5, days=3):
    values = {name: [0.1 * k for k in range(days)] for name in ("p05", "p25", "p50", "p75", "p95")}
    return pd.DataFrame({"day": range(days), "runs": runs, **values})


def area(last_day=100):
    return Area(40, 10, 200, 100, last_day, scale(0, 50, "en", whole=True))


def drawn(runs=5, days=3):
    with style.writing("en"):
        axes = area().axes(Page("en"))
        outcome(axes, rows(runs, days), style.STRATEGIES[0])
    return axes


def test_days_and_values_have_their_place_on_the_page():
    assert area().x(50) == 140
    assert area().y(0) == area().bottom == 110
    assert area(last_day=0).x(0) == 40


@pytest.mark.parametrize("last_day", [1, 7, 30, 90, 365, 730, 1095, 3650])
def test_days_are_marked_at_round_numbers_and_at_the_end(last_day):
    ticks = day_ticks(last_day, 7)
    assert ticks[0] == 0
    assert ticks[-1] == last_day
    assert 2 <= len(ticks) <= 8


def test_a_year_is_marked_every_two_months():
    assert day_ticks(365, 7) == [0, 60, 120, 180, 240, 300, 365]


def test_two_bands_lie_behind_the_median():
    axes = drawn()
    assert [band.get_alpha() for band in axes.collections] == [0.10, 0.22]
    assert axes.lines[-1].get_linewidth() == 2.2


def test_a_single_run_has_no_bands():
    assert len(drawn(runs=1).collections) == 0


def test_few_values_are_marked_where_they_stand_and_many_are_not():
    assert drawn(days=3).lines[-1].get_marker() == "o"
    assert drawn(days=40).lines[-1].get_marker() == "None"


def test_the_axis_holds_the_bands_of_the_loud_and_the_medians_of_the_quiet():
    measure = Measure("m", "M", "指", "", "", "")
    loud = rows().assign(p95=5.0)
    quiet = rows().assign(p50=2.0, p95=90.0)
    assert 5 <= plot_scale(measure, [loud], [quiet], "en").high < 7
    assert plot_scale(measure, [], [], "en").ticks == ()


def head(meaning):
    with style.writing("en"):
        page = Page("en")
        panel_head(page, 40, Measure("m", "Cohesion", "凝聚力", "", meaning, ""), page.inner)
    return page


def test_a_long_meaning_goes_below_the_name():
    short, long = head("How alike."), head("How alike two people are. " * 6)
    assert written(short.figure) == ["Cohesion", "How alike"]
    assert long.used > short.used
    assert len(texts(long.figure)) >= 3
