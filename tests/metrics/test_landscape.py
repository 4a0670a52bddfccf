"""Where people stand in the square of values."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.metrics.landscape import (
    BINS,
    Landscape,
    camp_border,
    disagreement,
    main_divide,
    survey,
    turned_to_larger,
)


def landscape_of(values: np.ndarray, bond: np.ndarray | None = None) -> Landscape:
    """A landscape of people who are all there."""
    count = len(values)
    bonds = np.ones(count, np.float32) if bond is None else bond.astype(np.float32)
    rows, seen = np.arange(count, dtype=np.int32), np.zeros(count, np.int32)
    return survey(rows, seen, count, -1, values.astype(np.float32), bonds)


def two_camps(count: int, apart: float, share: float = 0.5, spread: float = 0.05) -> np.ndarray:
    """Values of two camps along the first axis, centred on the middle."""
    rng = np.random.default_rng(0)
    second = (np.arange(count) < share * count)[:, None] * np.array([apart, 0.0])
    return np.clip(
        0.5 - np.array([apart / 2, 0]) + second + rng.normal(0, spread, (count, 2)), 0, 1
    )


def test_people_are_counted_by_cell() -> None:
    values = np.random.default_rng(0).random((500, 2))
    expected, _, _ = np.histogram2d(*values.T, bins=BINS, range=((0, 1), (0, 1)))
    assert (landscape_of(values).people == expected).all()


def test_bonds_are_counted_by_their_roots() -> None:
    values, bond = np.full((3, 2), 0.5), np.array([0.0, 0.25, 1.0])
    survey_ = landscape_of(values, bond)
    assert survey_.bonds.sum() == pytest.approx(1.5)
    assert survey_.bond == pytest.approx(1.25)


def test_values_at_the_very_edge_lie_in_the_last_cell() -> None:
    assert landscape_of(np.ones((1, 2))).people[-1, -1] == 1


def test_who_left_counts_as_a_person_without_bonds() -> None:
    rows, seen = np.arange(2, dtype=np.int32), np.array([5, 5], np.int32)
    found = survey(rows, seen, 1, 0, np.full((2, 2), 0.5, np.float32), np.ones(2, np.float32))
    assert (found.people.sum(), found.bond) == (2, 1)


def test_who_has_not_been_seen_is_not_counted() -> None:
    rows, seen = np.arange(2, dtype=np.int32), np.array([5, 9], np.int32)
    found = survey(rows, seen, 2, 5, np.full((2, 2), 0.5, np.float32), np.ones(2, np.float32))
    assert (found.people.sum(), found.bond) == (1, 1)


@pytest.mark.parametrize("matrix", [(2, 0, 1), (1, 0, 2), (1, 0.5, 1), (3, -2, 1), (0, 1e-9, 0)])
def test_the_axis_is_the_leading_eigenvector(matrix: tuple[float, float, float]) -> None:
    p, q, r = matrix
    x, y = turned_to_larger(float(p), float(q), float(r))
    leading = np.linalg.eigh([[p, q], [q, r]])[1][:, -1]
    assert abs(leading @ [x, y]) == pytest.approx(1)


def test_the_divide_runs_along_the_camps() -> None:
    divide = main_divide(landscape_of(two_camps(400, 0.6)).people)
    assert abs(divide.x) == pytest.approx(1, abs=0.01)
    assert divide.people.sum() == pytest.approx(400)


@pytest.mark.parametrize("share", [0.5, 0.2])
def test_the_border_lies_between_the_camps(share: float) -> None:
    values = two_camps(400, 0.6, share)
    divide = main_divide(landscape_of(values).people)
    second = ((values - 0.5) @ [divide.x, divide.y]) > camp_border(divide.people)
    assert second.mean() == pytest.approx(share if divide.x > 0 else 1 - share)


def test_polarisation_is_four_times_the_variance_of_pairwise_distance() -> None:
    values = two_camps(600, 0.5, 0.3, 0.1)
    divide = main_divide(landscape_of(values).people)
    place = (values - 0.5) @ [divide.x, divide.y]
    direct = 4 * np.abs(place[:, None] - place).var()
    assert disagreement(divide.people) == pytest.approx(direct, rel=0.05)


def test_agreement_is_0_even_spread_a_fifth_and_two_far_camps_1() -> None:
    def value(values: np.ndarray) -> float:
        return disagreement(main_divide(landscape_of(values).people).people)

    grid = np.stack(np.meshgrid(*[np.linspace(0.01, 0.99, 50)] * 2), -1).reshape(-1, 2)
    edge_to_edge = (1 - 1 / BINS) ** 2  # cells are counted at their middle
    assert value(np.full((100, 2), 0.5)) == pytest.approx(0, abs=0.002)
    assert value(grid) == pytest.approx(4 * (1 / 6 - 1 / 9), abs=0.02)
    assert value(two_camps(400, 1.0, spread=0.0)) == pytest.approx(edge_to_edge, abs=0.02)


def test_polarisation_rises_as_camps_drift_apart() -> None:
    curve = [
        disagreement(main_divide(landscape_of(two_camps(1000, apart)).people).people)
        for apart in (0.0, 0.2, 0.4, 0.6, 0.8)
    ]
    assert (np.diff(curve) > 0).all()


def test_an_empty_landscape_has_no_polarisation() -> None:
    divide = main_divide(np.zeros((BINS, BINS)))
    assert disagreement(divide.people) == 0
    assert math.isfinite(camp_border(divide.people))
