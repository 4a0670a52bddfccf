import pandas as pd

from sim.charts import style
from sim.charts.data import Strategy
from sim.charts.line_ends import column_width, last_numbers, line_end
from sim.metrics.measure import Measure

MEASURE = Measure("m", "Members", "成员", "people", "", "", whole=True)
PAID = Strategy("paid", {"en": "Paid growth", "zh": "付费增长"})


def rows(runs=20, size=1.0):
    last = {"day": [0, 360], "runs": runs, "p05": [0, 1339 * size], "p50": [0, 1730 * size]}
    return pd.DataFrame({**last, "p95": [0, 2490 * size]})


def test_a_highlighted_line_ends_with_its_median_and_range():
    end = line_end(PAID, style.STRATEGIES[0], MEASURE, rows(), "en")
    assert end.name == ("Paid growth",)
    assert end.numbers == "1,730 (1,339–2,490)"
    assert (end.day, end.value) == (360, 1730)


def test_a_single_run_has_no_range():
    assert last_numbers(rows(runs=1), MEASURE, "en") == ("1,730", "")


def test_a_grey_line_ends_with_name_and_median_on_one_line():
    end = line_end(PAID, style.OTHER, MEASURE, rows(), "zh")
    assert end.name == ("付费增长 1,730",)
    assert end.height("zh") < line_end(PAID, style.STRATEGIES[0], MEASURE, rows(), "zh").height(
        "zh"
    )


def test_who_was_not_measured_is_still_named():
    end = line_end(PAID, style.STRATEGIES[0], MEASURE, None, "en")
    assert end.value is None
    assert end.numbers == "not measured"


def test_neighbours_are_in_the_same_unit():
    assert last_numbers(rows(size=500), MEASURE, "en", 3e6)[0] == "0.86 M"


def test_a_long_name_is_wrapped_and_the_column_stays_bounded():
    long = Strategy("x", {"en": "Paid influencers of every region of the whole country"})
    end = line_end(long, style.STRATEGIES[0], MEASURE, rows(), "en")
    assert len(end.name) > 1
    assert column_width([end], "en") < 145
