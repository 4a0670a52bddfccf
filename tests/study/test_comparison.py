"""Strategies against a baseline."""

import numpy as np
import pytest

from sim.study.statistics import mean_interval
from tests.study.fabricated import comparison

RISING = [100.0, 110.0, 120.0, 130.0]


def test_a_lift_is_the_mean_of_paired_differences(tmp_path):
    study = comparison(tmp_path, {"base": RISING, "more": [112.0, 119.0, 133.0, 140.0]})
    (lift,) = study.lifts()
    assert (lift.lift, lift.median) == (11.0, 11.0)
    assert (lift.baseline_mean, lift.mean) == (115.0, 126.0)
    assert lift.relative == pytest.approx(11 / 115)
    own = mean_interval(np.array([12.0, 9.0, 13.0, 10.0]))
    assert (lift.low, lift.high) == (own.low, own.high)


def test_pairing_sees_what_spread_hides(tmp_path):
    wide = [10.0, 1000.0, 5000.0, 90.0]
    more = [value + 200 for value in wide]
    study = comparison(tmp_path, {"base": wide, "more": more}, "members")
    (lift,) = study.lifts("members")
    assert (lift.joint_low, lift.joint_high) == (200, 200)
    assert np.isinf(study.luck_saved)


def test_a_difference_too_small_to_matter_is_not_clear(tmp_path):
    study = comparison(tmp_path, {"base": RISING, "bit": [value + 2 for value in RISING]})
    (lift,) = study.lifts()
    assert lift.joint_low > 0
    assert not lift.clear
    assert lift.practically_none


def test_a_failed_run_takes_its_whole_replicate_along(tmp_path):
    outcomes = {"base": RISING, "a": [90.0, np.nan, 90.0, 90.0], "b": RISING}
    study = comparison(tmp_path, outcomes)
    assert {lift.replicates for lift in study.lifts()} == {3}
    assert study.failed() == {"base": 0, "a": 1, "b": 0}
    assert study.lifts()[1].baseline_mean == pytest.approx(np.mean([100, 120, 130]))


def test_a_strategy_that_always_fails_leaves_nothing_to_compare(tmp_path):
    study = comparison(tmp_path, {"base": [1.0, 2.0], "bad": [np.nan, np.nan]})
    assert study.nothing_succeeded
    assert study.lifts() == []
    assert np.isnan(study.luck_saved)


def test_where_less_is_better_the_least_is_best(tmp_path):
    outcomes = {"base": [0.5, 0.6], "whole": [0.1, 0.2]}
    study = comparison(tmp_path, outcomes, "fragmentation")
    base, whole = study.standings("fragmentation")
    assert whole.best_future == 1
    assert base.regret == pytest.approx(0.4)


def test_differences_of_all_pairs_are_each_others_opposites(tmp_path):
    outcomes = {"a": RISING, "b": [150.0, 155.0, 149.0, 160.0], "c": [90.0, 95.0, 80.0, 99.0]}
    pairs = comparison(tmp_path, outcomes).differences("active_members")
    assert pairs["a"][0].mean == -pairs["b"][0].mean
    assert (pairs["a"][1].low, pairs["a"][1].high) == (-pairs["c"][0].high, -pairs["c"][0].low)


def test_tables_have_a_row_per_strategy_measure_and_day(tmp_path):
    study = comparison(tmp_path, {"base": RISING, "a": RISING, "b": RISING})
    assert study.lift()["scenario"].to_list() == ["a", "b"]
    assert len(study.lift_table()) == 2 * 3 * len(study.horizons)
    names = [path.name for path in study.write_analysis()]
    assert names == ["ranges.csv", "lifts.csv", "standings.csv"]
    assert (tmp_path / "analysis" / "lifts.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("measure", "order"),
    [("active_members", ("b", "base", "a")), ("fragmentation", ("a", "base", "b"))],
)
def test_the_best_mean_comes_first_whichever_side_is_good(tmp_path, measure, order):
    outcomes = {"base": [0.4, 0.5], "a": [0.1, 0.2], "b": [0.9, 0.8]}
    study = comparison(tmp_path, outcomes, measure)
    vars(study)["headline"] = (measure,)
    assert study.ranked == order


def test_strategies_of_which_nothing_is_known_stand_as_given(tmp_path):
    study = comparison(tmp_path, {"base": [1.0, 2.0], "a": [float("nan")] * 2, "b": [3.0, 4.0]})
    assert study.ranked == ("base", "a", "b")


def test_a_real_comparison_shares_its_luck(compared):
    assert compared.baseline == "random"
    assert compared.luck_saved > 0
    day_0 = compared.values("market_share", 0)
    assert day_0["nobody"].nunique() == 1


def test_of_two_strategies_the_difference_is_known_as_well_in_words_as_in_tables(tmp_path):
    luck = np.random.default_rng(1).normal(0, 5, 20)
    study = comparison(tmp_path, {"a": list(100 + luck), "b": list(130 + luck[::-1])})
    (lift,) = study.lifts("active_members")
    ((ahead,), (behind,)) = (study.differences("active_members")[name] for name in ("b", "a"))
    assert (ahead.low, ahead.high) == (lift.joint_low, lift.joint_high)
    assert (behind.low, behind.high) == (-lift.joint_high, -lift.joint_low)
