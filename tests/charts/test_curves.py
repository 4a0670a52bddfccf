import warnings
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.charts.curves import cast, curves
from sim.charts.data import Act
from sim.charts.prepare import outcome_bands

from .looking import WORDS, collisions, cut_off, written


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("count", [1, 2, 4, 7])
def test_no_text_runs_into_another_or_off_the_page(
    count, language, make_bands, make_strategies, measures
):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bands, strategies = make_bands(count), make_strategies(count)
        figure = curves(bands, strategies, measures, language=language, **WORDS[language])
        assert collisions(figure) == []
    assert cut_off(figure) == []


def test_strategies_are_named_at_the_end_of_every_plot(make_bands, make_strategies, measures):
    words = written(curves(make_bands(2), make_strategies(2), measures, **WORDS["en"]))
    assert words.count("Shared governance") == 1 + len(measures)
    assert words.count("Day 0") == 1


def test_a_single_run_says_why_there_are_no_bands(make_bands, make_strategies, measures):
    figure = curves(make_bands(1, 1), make_strategies(1), measures, **WORDS["en"])
    assert any("no bands" in text for text in written(figure))
    assert not any(axes.collections for axes in figure.axes)


def test_a_community_that_died_lies_on_the_axis(make_frame, make_strategies, measures):
    frame = make_frame(2)
    frame.loc[frame["scenario"] == "kol", ["members", "cohesion"]] = 0.0
    bands = outcome_bands(frame, measures)
    figure = curves(bands, make_strategies(2), measures, **WORDS["en"])
    assert "0 (0–0)" in written(figure)


def test_what_was_not_measured_is_said(make_frame, make_strategies, measures):
    frame = make_frame(2)
    frame.loc[frame["scenario"] == "kol", "cohesion"] = np.nan
    frame["fragmentation"] = np.nan
    bands = outcome_bands(frame, measures)
    words = written(curves(bands, make_strategies(2), measures, **WORDS["en"]))
    assert words.count("not measured") == 1
    assert "Not measured in these runs" in words


def test_no_runs_at_all_still_make_a_figure(make_frame, make_strategies, measures):
    empty = outcome_bands(make_frame(1).iloc[:0], measures)
    assert curves(empty, make_strategies(2), measures, **WORDS["zh"], language="zh").axes


def test_millions_keep_the_axis_short(make_bands, make_strategies, measures):
    bands = make_bands(2, scale=1e6)
    assert "2 M" in written(curves(bands, make_strategies(2), measures, **WORDS["en"]))
    chinese = curves(bands, make_strategies(2), measures, language="zh", **WORDS["zh"])
    assert "200 万" in written(chinese)


def test_dates_stand_below_the_days_when_the_start_is_known(make_bands, make_strategies, measures):
    figure = curves(
        make_bands(1), make_strategies(1), measures, start_date=date(2026, 1, 1), **WORDS["en"]
    )
    assert "1 Jan 2026" in written(figure)
    assert collisions(figure) == []


def test_acts_after_the_last_day_are_left_out(make_bands, make_strategies):
    late = Act(999, "rule", {"en": "Later"})
    strategies = [replace(s, acts=(*s.acts, late)) for s in make_strategies(2)]
    assert all(late not in s.acts for s in cast(make_bands(2), strategies).strategies)


def test_five_highlights_are_refused(make_bands, make_strategies, measures):
    with pytest.raises(ValueError, match="at most 4"):
        curves(make_bands(5), make_strategies(5, 5), measures, **WORDS["en"])
