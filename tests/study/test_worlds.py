"""What replicates draw."""

import numpy as np

from sim.study.distribution import read
from sim.study.worlds import draw_worlds, drawn


def uncertainties(*paths):
    return {path: read({"low": 0, "high": 1})[0] for path in paths}


def test_more_replicates_change_no_draw():
    few, many = (draw_worlds(uncertainties("a", "b"), draws, seed=1) for draws in (5, 50))
    assert many[:5] == few


def test_one_uncertainty_more_changes_no_draw_of_the_others():
    one, two = drawn(uncertainties("a"), 1, 7), drawn(uncertainties("b", "a"), 1, 7)
    assert two["a"] == one["a"]


def test_draws_fill_the_unit_interval_and_do_not_go_together():
    worlds = draw_worlds(uncertainties("a", "b"), 2000, seed=1)
    a, b = (np.sort([world.values[path] for world in worlds]) for path in "ab")
    even = (np.arange(2000) + 0.5) / 2000
    assert max(np.abs(a - even).max(), np.abs(b - even).max()) < 0.04
    pairs = np.array([[world.values["a"], world.values["b"]] for world in worlds])
    assert abs(np.corrcoef(pairs.T)[0, 1]) < 0.07


def test_another_seed_draws_others():
    assert drawn(uncertainties("a"), 1, 0) != drawn(uncertainties("a"), 2, 0)


def test_repeats_share_their_draw_and_nothing_of_their_luck():
    worlds = draw_worlds(uncertainties("a"), 3, seed=1, repeats=2)
    assert [world.draw for world in worlds] == [0, 0, 1, 1, 2, 2]
    assert [world.luck for world in worlds] == [0, 1, 2, 3, 4, 5]
    assert len({world.values["a"] for world in worlds}) == 3
