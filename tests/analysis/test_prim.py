from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from sim.analysis.prim import Limit, knee, measured, peel, significant


@pytest.fixture
def table():
    chance = np.random.default_rng(1)
    return pd.DataFrame(
        {
            "a": chance.random(2000),
            "b": chance.random(2000),
            "c": chance.integers(1, 11, 2000),
            "d": chance.choice(["red", "green", "blue"], 2000),
            "e": chance.random(2000),
        }
    )


def test_a_planted_box_is_found_to_within_a_slice(table):
    case = ((table["a"] > 0.6) & (table["b"] < 0.5)).to_numpy()
    box = significant(knee(peel(table, case)), table, case)
    assert set(box.limits) == {"a", "b"}
    assert box.limits["a"].low == pytest.approx(0.6, abs=0.03)
    assert box.limits["b"].high == pytest.approx(0.5, abs=0.03)
    assert box.coverage > 0.9
    assert box.density > 0.9


def test_words_and_whole_numbers_are_peeled_too(table):
    case = ((table["d"] != "blue") & (table["c"] >= 8)).to_numpy()
    box = significant(knee(peel(table, case)), table, case)
    assert box.limits["d"].values == ("green", "red")
    assert box.limits["c"].low == pytest.approx(7.5)
    assert box.density == 1.0
    assert box.coverage == 1.0


def test_yes_and_no_are_peeled_as_words():
    flags = pd.DataFrame({"on": np.arange(100) % 2 == 0})
    box = knee(peel(flags, flags["on"].to_numpy()))
    assert box.limits["on"].values == (True,)


def test_noise_moves_density_and_not_the_place(table):
    probability = np.where((table["a"] > 0.6) & (table["b"] < 0.5), 0.8, 0.1)
    case = np.random.default_rng(2).random(2000) < probability
    box = significant(knee(peel(table, case)), table, case)
    assert set(box.limits) == {"a", "b"}
    assert box.density == pytest.approx(0.8, abs=0.08)
    assert box.limits["a"].low == pytest.approx(0.6, abs=0.08)


def test_each_box_is_inside_the_one_before_and_denser(table):
    case = np.random.default_rng(3).random(2000) < table["a"].to_numpy() * table["b"].to_numpy()
    boxes = peel(table, case)
    assert len(boxes) > 5
    for outer, inner in pairwise(boxes):
        assert not (inner.holds(table) & ~outer.holds(table)).any()
        assert inner.density > outer.density
        assert inner.coverage <= outer.coverage


def test_where_there_is_nothing_to_find_no_limit_convinces_on_fresh_runs(table):
    chance = np.random.default_rng(5)
    case = chance.random(2000) < 0.3
    box = significant(knee(peel(table, case)), table, case)
    fresh = measured(box.limits, table, chance.random(2000) < 0.3)
    assert fresh.density == pytest.approx(0.3, abs=0.12)


def test_the_same_runs_give_the_same_boxes_whatever_their_order(table):
    case = ((table["a"] > 0.6) & (table["b"] < 0.5)).to_numpy()
    order = np.random.default_rng(4).permutation(len(table))
    again = peel(table.iloc[order].reset_index(drop=True), case[order])
    assert again == peel(table, case)


def test_of_no_runs_nothing_is_known(table):
    box = measured({}, table.iloc[:0], np.zeros(0, bool))
    assert np.isnan([box.coverage, box.density, box.size]).all()


def test_no_case_at_all_leaves_everything(table):
    boxes = peel(table, np.zeros(len(table), dtype=bool))
    assert len(boxes) == 1
    assert boxes[0].density == 0
    assert np.isnan(boxes[0].coverage)


def test_a_limit_says_which_values_keep_to_it():
    column = pd.Series([1.0, 2.0, 3.0])
    assert Limit(low=2, high=3).holds(column).tolist() == [False, True, True]
    assert Limit(values=(1.0,)).holds(column).tolist() == [True, False, False]
