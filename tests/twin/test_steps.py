"""Newcomers by week as few levels."""

import numpy as np
import pytest

from sim.twin.steps import MOST, divided, steps


def test_a_launch_and_a_trickle_are_two_steps():
    arrivals = np.concatenate([np.linspace(0, 13.9, 400), np.linspace(14, 99, 170)])
    launch, trickle = steps(arrivals, 100)
    assert (launch.first, launch.last, launch.newcomers) == (0, 14, 400)
    assert (trickle.first, trickle.last, trickle.newcomers) == (14, 100, 170)
    assert launch.a_week == pytest.approx(200)


def test_chance_alone_is_no_step():
    for seed in range(5):
        counts = np.random.default_rng(seed).poisson(40, 52)
        assert divided(counts.astype(float)) == [0, 52]


def test_every_week_belongs_to_one_step():
    counts = np.array([3, 90, 4, 0, 0, 0, 50, 51, 2], float)
    bounds = divided(counts)
    assert bounds[0] == 0
    assert bounds[-1] == 9
    assert bounds == sorted(set(bounds))
    assert {1, 2, 3, 6, 8} <= set(bounds)


def test_there_are_never_more_steps_than_a_reader_can_take_in():
    counts = np.tile([5.0, 500.0], 200)
    assert len(divided(counts)) <= MOST + 1


def test_nobody_after_the_first_day_is_one_empty_step():
    (only,) = steps(np.empty(0), 40)
    assert (only.days, only.newcomers, only.a_week) == (40, 0, 0)
