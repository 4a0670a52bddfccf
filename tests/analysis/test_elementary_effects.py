import numpy as np
import pytest
from SALib.analyze import morris

from sim.analysis.elementary_effects import elementary_effects
from sim.study import design
from sim.study.design import LEVELS


def trajectories(parameters, count, seed):
    cube = design.trajectories(count, parameters, seed)
    return design.amid_levels(cube).reshape(count, parameters + 1, parameters)


def test_a_straight_line_moves_by_half_its_slope():
    points = trajectories(3, 8, 1)
    found = elementary_effects(points, (points @ np.array([2.0, -6.0, 0.0]))[:, :, None])
    assert found.mu == pytest.approx([1.0, -3.0, 0.0])
    assert found.mu_star == pytest.approx([1.0, 3.0, 0.0])
    assert found.sigma == pytest.approx([0.0, 0.0, 0.0], abs=1e-6)


def test_it_agrees_with_another_implementation():
    points = trajectories(4, 20, 3)
    values = points[..., 0] ** 2 + points[..., 1] * points[..., 2]
    found = elementary_effects(points, values[:, :, None])
    grid = (points.reshape(-1, 4) * LEVELS - 0.5) / (LEVELS - 1)
    problem = {"num_vars": 4, "names": list("abcd"), "bounds": [[0, 1]] * 4}
    theirs = morris.analyze(problem, grid, values.ravel(), num_levels=LEVELS)
    step = LEVELS / (2 * (LEVELS - 1))
    assert found.mu_star == pytest.approx(np.asarray(theirs["mu_star"]) * step)
    assert found.sigma == pytest.approx(np.asarray(theirs["sigma"]) * step)


def test_a_parameter_without_effect_is_not_told_from_luck():
    wrong = 0
    for seed in range(20):
        points = trajectories(5, 30, seed)
        signal = 4 * points[..., 0]
        noise = np.random.default_rng(seed).normal(0, 1, (*signal.shape, 4))
        found = elementary_effects(points, signal[:, :, None] + noise)
        assert found.heard[0]
        assert found.mu_star[1:] == pytest.approx(found.floor[1:], rel=0.5)
        wrong += bool(found.heard[1:].any())
    assert wrong <= 4


def test_with_one_replicate_luck_is_not_known_and_all_are_heard():
    points = trajectories(2, 6, 1)
    found = elementary_effects(points, points[..., :1])
    assert np.isnan(found.floor).all()
    assert found.heard.all()


def test_days_are_done_at_once():
    points = trajectories(2, 6, 1)
    found = elementary_effects(points, points[..., 0][:, :, None, None] * np.arange(3.0))
    assert found.mu_star.shape == (2, 3)
    assert found.mu_star[0] == pytest.approx([0.0, 0.5, 1.0])
