from datetime import date

import pandas as pd

from sim.charts import wording
from sim.metrics.measure import Measure


def measure(unit, better=""):
    return Measure("m", "M", "指", unit, "How much.", "多少。", better)


def test_a_meaning_says_which_way_is_good():
    assert wording.meaning(measure("0-1", "higher"), "en") == "How much (0–1, higher is better)"
    assert wording.meaning(measure("", "lower"), "zh") == "多少（越低越好）"


def test_a_unit_that_is_an_english_word_is_left_to_the_sentence():
    assert wording.meaning(measure("people"), "zh") == "多少"


def bands(**runs):
    return pd.DataFrame({"scenario": list(runs), "runs": list(runs.values())})


def test_the_reading_says_how_many_runs_and_what_the_bands_are():
    text = wording.reading(bands(a=20, b=20), "en", greys=False)
    assert "median of 20 runs" in text
    assert "middle 90% of runs" in text
    assert "18–20 次运行" in wording.reading(bands(a=20, b=18), "zh", greys=False)


def test_few_runs_are_called_too_few():
    assert "2 runs are too few" in wording.reading(bands(a=2), "en", greys=False)
    assert "too few" not in wording.reading(bands(a=5), "en", greys=False)
    assert "仅 2 次运行" in wording.reading(bands(a=2), "zh", greys=True)


def test_a_single_run_says_why_there_are_no_bands():
    assert "no bands" in wording.reading(bands(a=1), "en", greys=False)
    assert "没有区间带" in wording.reading(bands(a=1), "zh", greys=False)


def test_greys_are_explained_only_when_there_are_any():
    assert "Grey" in wording.reading(bands(a=9), "en", greys=True)
    assert "Grey" not in wording.reading(bands(a=9), "en", greys=False)


def test_the_word_day_is_spelled_once():
    assert wording.day(0, "en", first=True) == "Day 0"
    assert wording.day(0, "zh", first=True) == "第 0 天"
    assert wording.day(1095, "en", first=False) == "1,095"


def test_dates_are_written_as_each_language_does():
    assert wording.calendar(date(2026, 3, 1), "en", with_year=True) == "1 Mar 2026"
    assert wording.calendar(date(2026, 3, 1), "zh", with_year=False) == "3 月 1 日"


def test_an_interval_of_a_mean_is_not_called_an_outcome_range():
    text = wording.reading_lifts("Offline-first", "en", known=True, practical=False)
    assert "interval of this mean" in text
    assert "not what one run may bring" in text
    assert "Too few" in wording.reading_lifts("Offline-first", "en", known=False, practical=False)
