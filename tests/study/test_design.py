"""Which settings are tried."""

import numpy as np
import pytest

from sim.study.design import (
    LEVELS,
    amid_levels,
    grid,
    saltelli,
    settings_at,
    space_filling,
    trajectories,
)
from sim.study.distribution import read
from sim.study.worlds import cross_worlds


def test_a_grid_has_every_combination_once():
    points = grid({"a": [1, 2, 3], "b": ["x", "y"]})
    assert points[:3] == [{"a": 1, "b": "x"}, {"a": 1, "b": "y"}, {"a": 2, "b": "x"}]
    assert len({tuple(point.items()) for point in points}) == 6


@pytest.mark.parametrize("method", ["latin_hypercube", "sobol"])
def test_designs_fill_every_side_of_the_cube_evenly(method):
    cube = space_filling(method, 64, 3, seed=1)
    for side in cube.T:
        assert sorted((side * 64).astype(int)) == list(range(64))
    assert (cube == space_filling(method, 64, 3, seed=1)).all()
    assert (cube != space_filling(method, 64, 3, seed=2)).any()


def test_a_sample_of_sobols_design_changes_one_parameter_at_a_time():
    pytest.importorskip("SALib")
    cube = saltelli(8, 3, seed=1).reshape(8, 5, 3)
    for i in range(3):
        changed = cube[:, i + 1] != cube[:, 0]
        assert changed[:, i].all()
        assert not np.delete(changed, i, axis=1).any()
        assert (cube[:, i + 1, i] == cube[:, 4, i]).all()


def test_levels_of_trajectories_stand_for_equal_probability():
    pytest.importorskip("SALib")
    cube = amid_levels(trajectories(20, 3, seed=1))
    assert np.unique(cube.round(6)).tolist() == [(i + 0.5) / LEVELS for i in range(LEVELS)]


def test_values_are_those_of_the_distributions():
    parameters = {"a": read({"low": 0, "high": 10})[0], "b": read({"choice": ["x", "y"]})[0]}
    cube = np.array([[0.25, 0.2], [1.0, 0.0]])
    found = settings_at(cube, parameters)
    assert found[0] == {"a": 2.5, "b": "x"}
    assert found[1]["a"] == pytest.approx(10)


def test_points_of_a_group_share_their_luck_and_more_lucks_keep_those_there_were():
    points = [{"a": i} for i in range(6)]
    worlds = cross_worlds(points, 2, group=3)
    assert [world.luck for world in worlds] == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert [world.draw for world in worlds] == [*range(6), *range(6)]
    assert cross_worlds(points, 5, group=3)[:12] == worlds
