"""Ties across the divide, and the number of factions."""

from __future__ import annotations

import numpy as np
import pytest

from sim.metrics.fragmentation import (
    effective_factions,
    effective_number,
    ei_beyond_chance,
    ei_index,
    value_camps,
)
from sim.metrics.graph import TieGraph
from sim.metrics.landscape import main_divide

from .planted import planted, random_graph, tie_graph, zachary
from .test_landscape import landscape_of, two_camps


def test_the_karate_clubs_ei_index_is_known() -> None:
    graph, officers = zachary()
    assert ei_index(graph, officers) == pytest.approx(-0.718, abs=5e-4)


@pytest.mark.parametrize("weighted, modularity", [(False, 0.3582), (True, 0.3914)])
def test_beyond_chance_it_is_minus_twice_the_modularity(weighted: bool, modularity: float) -> None:
    graph, officers = zachary(weighted)
    assert ei_beyond_chance(graph, officers) == pytest.approx(-2 * modularity, abs=2e-4)


@pytest.mark.parametrize("share", [0.5, 0.2, 0.05])
def test_ties_at_random_are_as_chance_has_it_whatever_the_sides(share: float) -> None:
    graph, side = random_graph(4000, 12), np.random.default_rng(1).random(4000) < share
    assert ei_beyond_chance(graph, side) == pytest.approx(0, abs=0.02)


def test_two_halves_without_a_tie_between_them_are_minus_1() -> None:
    graph, side = planted(1000, 0.0)
    assert ei_index(graph, side) == -1
    assert ei_beyond_chance(graph, side) == pytest.approx(-1, abs=0.01)


def test_without_ties_there_is_no_index() -> None:
    graph, side = tie_graph(4, [], []), np.array([True, False, True, False])
    assert ei_index(graph, side) == 0
    assert ei_beyond_chance(graph, side) == 0


def test_camps_of_values_are_the_two_sides_of_the_divide() -> None:
    values = two_camps(500, 0.5, 0.3).astype(np.float32)
    camps = value_camps(values, main_divide(landscape_of(values).people))
    truth = np.arange(500) < 150
    assert (camps == truth).mean() > 0.99 or (camps != truth).mean() > 0.99


@pytest.mark.parametrize("size", [500, 5000])
@pytest.mark.parametrize("crossing, second, factions", [
    (0.5, 0.5, 1.0),
    (0.1, 0.5, 2.0),
    (0.0, 0.5, 2.0),
    (0.05, 0.2, 1.5),
])  # fmt: skip
def test_the_number_of_factions_is_found_at_every_size(
    size: int, crossing: float, second: float, factions: float
) -> None:
    found = effective_factions(planted(size, crossing, second)[0])
    assert found == pytest.approx(factions, abs=0.1)


def test_four_factions_are_four() -> None:
    halves = [planted(500, 0.02, seed=seed)[0] for seed in (0, 1)]
    ends, weights = [], []
    for half, graph in enumerate(halves):
        rows = np.repeat(np.arange(500), np.diff(graph.indptr))
        upper = rows < graph.indices
        ends.append(500 * half + np.column_stack([rows[upper], graph.indices[upper]]))
        weights.append(graph.weights[upper])
    bridge = np.column_stack([np.arange(0, 500, 9), np.arange(500, 1000, 9)])
    together = np.concatenate([*ends, bridge])
    graph = tie_graph(1000, *together.T, np.concatenate([*weights, np.ones(len(bridge))]))
    assert effective_factions(graph) == pytest.approx(4, abs=0.15)


@pytest.mark.parametrize("mean_degree", [2, 3, 5])
def test_a_sparse_random_graph_has_one_faction(mean_degree: float) -> None:
    assert effective_factions(random_graph(1000, mean_degree)) < 1.6


def test_the_number_of_factions_repeats_exactly() -> None:
    graph, _ = planted(2000, 0.15)
    assert effective_factions(graph) == effective_factions(graph)


@pytest.mark.parametrize("shares, number", [
    ([1.0], 1.0), ([0.5, 0.5], 2.0), ([0.2, 0.8], 1.0 / 0.68), ([0.96, 0.04], 1.0), ([0.01] * 100, 1.0),
])  # fmt: skip
def test_groups_are_counted_by_size_and_crumbs_not_at_all(shares: list, number: float) -> None:
    assert effective_number(np.array(shares)) == pytest.approx(number)


def test_nobody_and_no_ties_have_no_factions() -> None:
    assert effective_factions(tie_graph(0, [], [])) == 0
    assert effective_factions(tie_graph(5, [], [])) == 0


def test_three_people_are_one_faction() -> None:
    assert effective_factions(tie_graph(3, [0, 1], [1, 2])) == 1


def test_a_graph_is_never_changed_by_looking() -> None:
    graph, _ = planted(300, 0.2)
    before = graph.weights.copy(), graph.indices.copy()
    effective_factions(graph)
    assert isinstance(graph, TieGraph)
    assert (graph.weights == before[0]).all()
    assert (graph.indices == before[1]).all()
