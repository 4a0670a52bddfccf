"""Simulated against reported."""

import math

import numpy as np
import pandas as pd
import pytest

from sim.study.reported import reality
from tests.study.fabricated import tiny


def case(members, reported, **sections):
    figures = [{"day": day, "members": count} for day, count in reported.items()]
    settings = tiny(reported=figures, **sections)
    table = pd.DataFrame(members).T  # days x runs
    return reality(table, settings)


def test_growth_rates_stand_side_by_side():
    found = case({0: [100.0, 100.0], 10: [200.0, 400.0]}, {0: 100, 10: 800})
    (stretch,) = found.stretches
    assert stretch.reported == pytest.approx(math.log(8) / 10)
    assert stretch.median == pytest.approx((math.log(2) + math.log(4)) / 2 / 10)
    assert (stretch.start, stretch.end) == (0, 10)


def test_a_figure_within_the_range_of_runs_is_met():
    found = case({5: [90.0, 100.0, 110.0]}, {5: 101})
    assert found.points[0].met
    assert found.points[0].verdict().say("zh") == "吻合"


def test_a_miss_is_told_with_its_factor_and_its_way():
    low = case({5: [90.0, 100.0, 110.0]}, {5: 250}).points[0]
    assert low.verdict().en == "not met: too few, off by a factor of 2.5"
    high = case({5: [90.0, 100.0, 110.0]}, {5: 20}).points[0]
    assert high.verdict().say("zh") == "不吻合：偏高，相差 5 倍"


def test_a_near_miss_is_told_in_percent():
    near = case({5: [104.0, 104.0]}, {5: 100}).points[0]
    assert near.verdict().en == "close: too many by 4.0%"


def test_simulated_people_stand_for_real_ones():
    point = case({5: [10.0, 10.0]}, {5: 5000}, scale=500).points[0]
    assert point.median == 5000
    assert point.met


def test_a_community_that_died_out_is_told_so():
    found = case({0: [10.0], 5: [0.0]}, {0: 10, 5: 100})
    assert found.points[1].verdict().en == "not met: nobody is left"
    assert np.isnan(found.stretches[0].median)


def test_figures_come_in_the_order_of_their_days():
    found = case({2: [1.0], 8: [1.0]}, {8: 30, 2: 10})
    assert [point.day for point in found.points] == [2, 8]


def test_without_figures_there_is_nothing_to_say():
    assert not case({0: [1.0]}, {})
