"""How alike and how bound people are."""

from __future__ import annotations

import numpy as np
import pytest

from sim.metrics import cohesion
from sim.metrics.cohesion import CELL_LIKENESS, WIDTH, mood, togetherness

from .planted import community, leave, measured
from .test_landscape import landscape_of, two_camps


def direct(values: np.ndarray, bond: np.ndarray) -> tuple[float, float]:
    """Cohesion and likeness by the double sum over pairs, as they are defined."""
    distance2 = ((values[:, None] - values) ** 2).sum(axis=2)
    likeness = np.exp(-distance2 / (2 * WIDTH**2))
    np.fill_diagonal(likeness, 0)
    pairs = len(values) * (len(values) - 1)
    root = np.sqrt(bond)
    return (root @ likeness @ root) / pairs, likeness.sum() / pairs


@pytest.mark.parametrize("apart, spread", [(0.0, 0.1), (0.6, 0.05), (0.3, 0.2)])
def test_cells_stand_in_for_all_pairs_of_people(apart: float, spread: float) -> None:
    values = two_camps(800, apart, 0.4, spread)
    bond = np.random.default_rng(1).random(800)
    found = togetherness(landscape_of(values, bond), CELL_LIKENESS)
    assert tuple(found) == pytest.approx(direct(values, bond), rel=0.01)


def test_people_who_agree_in_all_and_are_fully_bound_are_one() -> None:
    found = togetherness(landscape_of(np.full((50, 2), 0.4)), CELL_LIKENESS)
    assert tuple(found) == pytest.approx((1, 1), abs=0.01)


def test_bonds_alone_or_likeness_alone_do_not_make_cohesion() -> None:
    alike = togetherness(landscape_of(np.full((50, 2), 0.4), np.zeros(50)), CELL_LIKENESS)
    bound = togetherness(landscape_of(two_camps(50, 1.0, spread=0.0)), CELL_LIKENESS)
    assert (alike.cohesion, alike.likeness) == pytest.approx((0, 1), abs=0.01)
    assert bound.cohesion == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("count", [0, 1])
def test_one_person_is_no_pair(count: int) -> None:
    assert tuple(togetherness(landscape_of(np.full((count, 2), 0.5)), CELL_LIKENESS)) == (0, 0)


def test_mood_is_the_mean_over_members() -> None:
    rng = np.random.default_rng(0)
    feelings = rng.random((4, 20)).astype(np.float32)
    rows = np.array([3, 7, 11], np.int32)
    found = mood(rows, *feelings)
    means = feelings[:, rows].astype(float).mean(axis=1)
    assert (found.belonging, found.trust, found.satisfaction, found.bond) == pytest.approx(
        tuple(means)
    )
    assert found.belonging_low == pytest.approx((feelings[0, rows] < 0.3).mean())


def test_a_community_without_members_has_no_mood() -> None:
    assert tuple(mood(np.empty(0, np.int32), *np.ones((4, 5), np.float32))) == (0,) * 5


def test_leaving_lowers_cohesion_for_everybody() -> None:
    whole = community()
    before = measured(cohesion, whole)["cohesion"]
    leave(whole, np.arange(100, 150, dtype=np.int32))
    assert measured(cohesion, whole)["cohesion"] < before


def test_strength_is_counted_per_person_of_the_base() -> None:
    whole = community(members=100)
    found = measured(cohesion, whole)
    # Six meetings each, a few with themselves.
    assert found["tie_strength"] == pytest.approx(6, rel=0.03)
    assert 0 < found["reciprocity"] < 0.2
    assert found["core_share"] > 0.9
