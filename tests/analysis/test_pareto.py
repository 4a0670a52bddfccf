import numpy as np
import pytest

from sim.analysis.pareto import front, nondominated


def test_who_is_worse_in_everything_is_not_on_the_front():
    values = np.array([[3.0, 9.0], [2.0, 5.0], [1.0, 6.0], [3.0, 9.0]])
    assert nondominated(values, [True, False]).tolist() == [True, True, False, True]


def test_being_equal_in_one_goal_and_worse_in_another_is_being_beaten():
    assert nondominated(np.array([[1.0, 2.0], [1.0, 1.0]]), [True, True]).tolist() == [True, False]


def test_common_luck_makes_membership_sure_where_means_overlap():
    luck = np.random.default_rng(1).normal(0, 10, (30, 1, 1))
    values = luck + np.array([[1.0, 1.0], [0.5, 0.5]])
    found = front(values, [True, True])
    assert found.on_front.tolist() == [True, False]
    assert found.chance.tolist() == [1.0, 0.0]


def test_equal_strategies_with_luck_of_their_own_share_the_doubt():
    values = np.random.default_rng(1).normal(0, 1, (30, 2, 1))
    found = front(values, [True])
    assert found.chance.sum() == pytest.approx(1.0)
    assert found.cloud.shape == (1000, 2, 1)


def test_few_replicates_give_no_probability():
    found = front(np.random.default_rng(1).normal(0, 1, (5, 3, 2)), [True, True])
    assert np.isnan(found.chance).all()
    assert found.on_front.any()
