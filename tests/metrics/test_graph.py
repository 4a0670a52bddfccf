"""The graph of living ties."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from sim.metrics.graph import TieGraph, component_of, in_core

from .planted import planted, random_graph, tie_graph, zachary


def as_networkx(graph: TieGraph) -> nx.Graph:
    matrix = csr_array((graph.weights, graph.indices, graph.indptr), shape=(graph.size,) * 2)
    return nx.from_scipy_sparse_array(matrix)


def test_a_bond_is_the_sum_of_both_directions() -> None:
    graph = tie_graph(3, [0, 1, 2], [1, 0, 0], [2.0, 3.0, 4.0])
    matrix = csr_array((graph.weights, graph.indices, graph.indptr), shape=(3, 3)).toarray()
    assert matrix.tolist() == [[0, 5, 4], [5, 0, 0], [4, 0, 0]]


def test_a_tie_to_oneself_is_no_bond() -> None:
    graph = tie_graph(2, [0, 0], [0, 1])
    assert graph.indices.tolist() == [1, 0]


def test_two_of_three_ties_are_returned() -> None:
    assert tie_graph(3, [0, 1, 2], [1, 0, 0]).reciprocity() == pytest.approx(2 / 3)


def test_given_and_received_strength_are_told_apart() -> None:
    graph = tie_graph(3, [0, 1, 2], [1, 0, 0], [2.0, 3.0, 4.0])
    assert graph.given.tolist() == [2, 3, 4]
    assert graph.received.tolist() == [7, 2, 0]


def test_the_karate_club_has_34_people_78_bonds_and_all_ties_returned() -> None:
    graph, _ = zachary()
    assert (graph.size, len(graph.indices) // 2, graph.reciprocity()) == (34, 78, 1.0)


def test_the_karate_clubs_largest_core_is_the_4_core() -> None:
    graph, _ = zachary()
    assert graph.core_share(4) == pytest.approx(10 / 34)
    assert graph.core_share(5) == 0


@pytest.mark.parametrize("k", [2, 5, 9, 12])
def test_cores_agree_with_networkx(k: int) -> None:
    graph, _ = planted(400, 0.3)
    core = set(nx.k_core(as_networkx(graph), k))
    assert set(np.flatnonzero(in_core(graph.indptr, graph.indices, k))) == core


def test_components_agree_with_networkx() -> None:
    graph = random_graph(300, 1.5)
    component = component_of(graph.indptr, graph.indices)
    ours = {frozenset(np.flatnonzero(component == c)) for c in np.unique(component)}
    assert ours == {frozenset(c) for c in nx.connected_components(as_networkx(graph))}


@pytest.mark.parametrize("size", [0, 1, 3])
def test_people_without_ties_have_no_graph_to_speak_of(size: int) -> None:
    graph = tie_graph(size, [], [])
    assert graph.reciprocity() == 0
    assert graph.core_share(5) == 0
    assert graph.largest_component() == (pytest.approx(1 / size) if size else 0)
