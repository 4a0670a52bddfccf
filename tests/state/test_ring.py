"""Whoever comes next on the ring after a random point."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sim.state.chance import Chance, purpose, uniform
from sim.state.ring import make_ring, next_on_ring

KEY, RING, DAY = Chance(1).key, purpose("test.ring"), 4
ONE = np.zeros(50, np.int16)


def ring(weights, chapter=ONE):
    """The ring of people with so many points each: {row: weight}."""
    rows = np.array(sorted(weights), np.int32)
    counts = np.array([weights[row] for row in rows.tolist()], np.int64)
    return make_ring(rows, counts, chapter, DAY, RING, KEY)


WEIGHTS = some.dictionaries(some.integers(0, 49), some.integers(1, 4), min_size=1, max_size=12)
POINT = some.integers(0, 2**32 - 1).map(lambda word: (word + 0.5) / 2**32)


@settings(deadline=None, derandomize=True)
@given(WEIGHTS, POINT)
def test_the_next_one_is_next(weights, u):
    places = {
        uniform(row, DAY, k, RING, KEY): row for row, count in weights.items() for k in range(count)
    }
    beyond = [place for place in places if place >= u] or list(places)
    assert next_on_ring(*ring(weights), 0, u) == places[min(beyond)]


@settings(deadline=None, derandomize=True)
@given(WEIGHTS, some.integers(0, 49), POINT)
def test_one_candidate_more_is_the_only_one_who_gains(weights, newcomer, u):
    before = next_on_ring(*ring(weights), 0, u)
    after = next_on_ring(*ring(weights | {newcomer: weights.get(newcomer, 0) + 1}), 0, u)
    assert after in (before, newcomer)


def test_people_are_found_in_proportion_to_their_points():
    points, owners = make_ring(
        np.array([1, 2], np.int32), np.array([300, 900]), ONE, DAY, RING, KEY
    )
    found = [next_on_ring(points, owners, 0, u) for u in (np.arange(2000) + 0.5) / 2000]
    assert np.mean(np.array(found) == 2) == pytest.approx(0.75, abs=0.06)


def test_everybody_stays_in_her_own_chapter():
    chapter = np.zeros(50, np.int16)
    chapter[[5, 6]] = 2
    points, owners = ring({3: 1, 5: 2, 6: 1}, chapter)
    us = np.linspace(0.001, 0.999, 40)
    assert {next_on_ring(points, owners, 0, u) for u in us} == {3}
    assert {next_on_ring(points, owners, 1, u) for u in us} == {-1}
    assert {next_on_ring(points, owners, 2, u) for u in us} == {5, 6}
    assert {next_on_ring(points, owners, 3, u) for u in us} == {-1}


def test_on_an_empty_ring_nobody_is_found():
    points, owners = make_ring(np.empty(0, np.int32), np.empty(0, np.int64), ONE, DAY, RING, KEY)
    assert next_on_ring(points, owners, 0, 0.5) == -1
