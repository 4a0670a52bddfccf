from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sim.analysis.optimise import Trial, best, optimise

SPACE = {"x": 0, "y": 0, "colour": 3}


def hill(point):
    bonus = (0.0, 0.5, 0.1)[point["colour"]]
    return -((point["x"] - 0.7) ** 2) - (point["y"] - 0.2) ** 2 + bonus


def climb(points):
    return np.array([[hill(point)] for point in points])


def test_it_finds_the_top_of_a_hill():
    tried = optimise(SPACE, climb, higher=[True], trials=96)
    top = best(tried, [True], 1)[0]
    assert top.point["colour"] == 1
    assert top.point["x"] == pytest.approx(0.7, abs=0.12)
    assert top.point["y"] == pytest.approx(0.2, abs=0.12)


def test_workers_that_finish_in_another_order_change_nothing():
    def scattered(points):
        with ThreadPoolExecutor(4) as pool:
            return np.array([[each] for each in pool.map(hill, points)])

    assert optimise(SPACE, scattered, higher=[True], trials=40) == optimise(
        SPACE, climb, higher=[True], trials=40
    )


def test_points_of_ones_own_are_tried_first():
    mine = {"x": 0.7, "y": 0.2, "colour": 1}
    tried = optimise(SPACE, climb, higher=[True], trials=8, first=[mine])
    assert tried[0].point == mine


def test_a_point_that_fails_is_kept_and_is_never_best():
    def fragile(points):
        return np.array([[np.nan if point["colour"] == 1 else hill(point)] for point in points])

    tried = optimise(SPACE, fragile, higher=[True], trials=40)
    assert len(tried) == 40
    assert any(trial.failed for trial in tried)
    assert best(tried, [True], 1)[0].point["colour"] != 1


def test_of_two_objectives_the_front_is_returned():
    def both(points):
        return np.array([[point["x"], point["x"] + point["y"]] for point in points])

    tried = optimise({"x": 0, "y": 0}, both, higher=[True, False], trials=64)
    found = best(tried, [True, False], 50)
    assert len(found) > 3
    assert np.median([trial.point["y"] for trial in found]) < 0.2


def of_a_front(*values, **more):
    return [Trial(i, {"x": i}, each, **more) for i, each in enumerate(values)]


def test_few_of_a_front_are_the_best_in_each_goal_and_who_lies_between():
    tried = of_a_front((5, 1), (5.1, 0.9), (9, 0.1), (4.9, 1.1), (1, 2), (3, 0))
    numbers = [trial.number for trial in best(tried, [True, True], 3)]
    assert numbers[:2] == [2, 4]
    assert numbers[2] in (0, 1, 3)
    assert [trial.number for trial in best(tried, [True, True], 1)] == [2]
    assert len(best(tried, [True, True], 9)) == 5


def test_a_front_on_which_a_goal_does_not_differ_is_spread_by_the_other():
    tried = of_a_front((1, 2), (1, 2), (1, 2))
    assert len(best(tried, [True, False], 2)) == 2


def test_nothing_is_best_where_all_has_failed():
    tried = optimise(
        SPACE, lambda points: np.full((len(points), 2), np.nan), higher=[True, True], trials=8
    )
    assert best(tried, [True, True], 3) == []
