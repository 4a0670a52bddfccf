"""Paired statistics: they hold what they promise, and never divide by nothing."""

import numpy as np
import pytest

from sim.study import statistics
from sim.study.statistics import (
    chance_of_best_mean,
    expected_regret,
    joint_intervals,
    mean_interval,
    share_of_futures_best,
    variance_reduction,
)


@pytest.fixture
def chance():
    return np.random.default_rng(5)


def coverage(draw, runs=200):
    """How often the interval holds the true mean, zero."""
    hits = 0
    for seed in range(runs):
        interval = mean_interval(draw(), seed=seed)
        hits += interval.low <= 0 <= interval.high
    return hits / runs


@pytest.mark.parametrize("n, method", [(6, "t"), (20, "bootstrap-t"), (80, "t")])
def test_intervals_of_normal_differences_hold_their_level(chance, monkeypatch, n, method):
    monkeypatch.setattr(statistics, "RESAMPLES", 600)
    assert mean_interval(chance.normal(size=n)).method == method
    assert 0.90 <= coverage(lambda: chance.normal(size=n)) <= 0.99


def test_skewed_differences_keep_most_of_their_level(chance, monkeypatch):
    monkeypatch.setattr(statistics, "RESAMPLES", 600)

    def draw():
        return chance.lognormal(size=20) - np.exp(0.5)

    assert coverage(draw) >= 0.86  # Student's t reaches .85 here


@pytest.mark.parametrize("n, method", [(20, "Bonferroni"), (60, "max-t")])
def test_joint_intervals_hold_all_at_once(chance, monkeypatch, n, method):
    monkeypatch.setattr(statistics, "RESAMPLES", 600)
    hits, runs = 0, 150
    for seed in range(runs):
        differences = chance.normal(size=(n, 5)) + chance.normal(size=(n, 1))
        intervals, used = joint_intervals(differences, seed=seed)
        assert used == method
        hits += all(each.low <= 0 <= each.high for each in intervals)
    assert hits / runs >= 0.91


def test_joint_intervals_of_skewed_differences_keep_their_level(chance, monkeypatch):
    monkeypatch.setattr(statistics, "RESAMPLES", 600)
    hits, runs = 0, 150
    for seed in range(runs):
        differences = chance.lognormal(sigma=0.8, size=(20, 5)) - np.exp(0.32)
        intervals, _ = joint_intervals(differences, seed=seed)
        hits += all(each.low <= 0 <= each.high for each in intervals)
    assert hits / runs >= 0.86  # Bonferroni's t alone reaches .76 here


def test_from_very_many_replicates_on_the_limit_is_what_the_bootstrap_tends_to(chance):
    differences = chance.normal(size=(1200, 6)) * 0.3 + chance.normal(size=(1200, 1))
    error = differences.std(axis=0, ddof=1) / np.sqrt(1200)
    limit, _ = joint_intervals(differences)
    weights = statistics._weights(1200, 1)
    drawn = np.abs(statistics._studentised(differences, weights)).max(axis=1)
    reach = (limit[0].high - limit[0].mean) / error[0]
    assert reach == pytest.approx(np.quantile(drawn, 0.95), rel=0.05)
    assert 1.96 < reach < 2.4
    near = np.array([0.0, 0.03, -5.0]) + chance.normal(size=(1200, 3))
    chances = chance_of_best_mean(near)
    means = weights @ near / 1200
    drawn = (means == means.max(axis=1, keepdims=True)).mean(axis=0)
    assert chances == pytest.approx(drawn, abs=0.04)
    assert chances[2] == 0


def test_max_t_is_narrower_than_bonferroni_where_strategies_share_their_luck(chance):
    differences = chance.normal(size=(200, 6)) * 0.1 + chance.normal(size=(200, 1))
    joint, _ = joint_intervals(differences)
    apart, _ = joint_intervals(differences[:49])
    error = differences.std(axis=0, ddof=1) / np.sqrt(200)
    assert (joint[0].high - joint[0].mean) / error[0] < 2.3
    error = differences[:49].std(axis=0, ddof=1) / np.sqrt(49)
    assert (apart[0].high - apart[0].mean) / error[0] > 2.6


def test_a_single_replicate_has_no_interval():
    alone = mean_interval(np.array([3.0]))
    assert (alone.mean, alone.method) == (3.0, "none")
    assert np.isnan(alone.low)
    joint, method = joint_intervals(np.array([[3.0, 4.0]]))
    assert method == "none"
    assert np.isnan(joint[1].high)


def test_strategies_that_do_the_same_have_a_point_for_an_interval():
    same = mean_interval(np.zeros(30))
    assert (same.mean, same.low, same.high, same.method) == (0, 0, 0, "identical")
    always_two_more = mean_interval(np.full(30, 2.0))
    assert (always_two_more.low, always_two_more.high) == (2, 2)


@pytest.mark.parametrize("n", [20, 60])
def test_a_strategy_that_does_the_same_does_not_widen_the_others(chance, n):
    moving = chance.normal(size=(n, 1))
    alone, _ = joint_intervals(moving)
    beside, _ = joint_intervals(np.hstack([moving, np.zeros((n, 1))]))
    assert beside[0].low == pytest.approx(alone[0].low)
    assert beside[0].high == pytest.approx(alone[0].high)
    assert beside[1].method == "identical"


def test_resamples_without_spread_are_passed_over():
    nearly_same = np.zeros(12)
    nearly_same[0] = 1.0
    interval = mean_interval(nearly_same)
    assert np.isfinite([interval.low, interval.high]).all()


def test_equal_numbers_give_equal_intervals_in_every_session(chance):
    values = chance.normal(size=25)
    assert mean_interval(values, seed=3) == mean_interval(values.copy(), seed=3)


def test_common_luck_shrinks_the_variance_of_differences(chance):
    luck = chance.normal(size=(400, 1)) * 3
    factors = variance_reduction(luck + chance.normal(size=(400, 3)), baseline=1)
    assert np.isnan(factors[1])
    assert factors[[0, 2]] == pytest.approx(10, rel=0.25)  # (10 + 10) / 2


def test_without_common_luck_nothing_is_saved(chance):
    assert variance_reduction(chance.normal(size=(4000, 2)), 0)[1] == pytest.approx(1, rel=0.1)


def test_variance_reduction_of_equal_and_of_still_strategies():
    moving = np.arange(5.0)
    values = np.column_stack([moving, moving + 2, np.zeros(5)])
    assert np.isinf(variance_reduction(values, 0)[1])
    assert np.isnan(variance_reduction(np.ones((5, 2)), 0)[1])
    assert np.isnan(variance_reduction(values[:1], 0)).all()


def test_who_is_best_in_a_future_and_what_the_others_forgo():
    values = np.array([[1.0, 3.0], [2.0, 2.0], [5.0, 1.0], [9.0, 1.0]])
    assert share_of_futures_best(values).tolist() == [0.625, 0.375]
    assert share_of_futures_best(values, higher=False).tolist() == [0.375, 0.625]
    assert expected_regret(values).tolist() == [0.5, 3.0]
    assert expected_regret(values, higher=False).tolist() == [3.0, 0.5]


def test_chances_of_the_best_mean_add_up_and_follow_the_means(chance):
    values = chance.normal(loc=(0.0, 0.3, 5.0), size=(40, 3))
    chances = chance_of_best_mean(values)
    assert chances.sum() == pytest.approx(1)
    assert chances[2] == pytest.approx(1)
    assert chance_of_best_mean(values, higher=False)[0] > 0.5
    assert np.isnan(chance_of_best_mean(values[:9])).all()
