"""Circles of friends and the null model of the ties between them."""

from __future__ import annotations

import numpy as np

from sim.metrics.circles import CIRCLE, between_circles, circles, end_sums, number, rewired

from .planted import CLIQUE, planted, random_graph, tie_graph


def test_circles_have_at_most_eight_people() -> None:
    graph = random_graph(1000, 12)
    circle = circles(graph.indptr, graph.indices, graph.weights, CIRCLE)
    assert np.bincount(circle).max() <= CIRCLE


def test_nearly_everybody_finds_the_circle_of_her_clique() -> None:
    graph, _ = planted(1000, 0.5)
    ties, whole = between_circles(graph)
    cliques = 1000 // CLIQUE
    assert len(ties.volume) < 1.3 * cliques
    # Half of all ties are within cliques, and half of them lead outside.
    assert abs(2 * ties.strength.sum() / whole - 0.5) < 0.06


def test_circles_are_numbered_without_gaps_in_order_of_appearance() -> None:
    circle = np.array([4, 2, 4, 3, 2])
    assert number(circle, np.array([True, True, True, False, True])) == 2
    assert circle.tolist() == [0, 1, 0, 3, 1]


def test_crumbs_are_left_out_but_count_in_the_whole() -> None:
    ring = np.arange(100)
    graph = tie_graph(102, [*ring, 100], [*np.roll(ring, -1), 101])
    ties, whole = between_circles(graph)
    assert whole == 202
    assert ties.volume.sum() == 200


def test_a_rewired_graph_keeps_everybodys_number_of_ties_and_has_no_loops() -> None:
    ties, _ = between_circles(planted(500, 0.1)[0])
    null = rewired(ties, 1)
    count = len(ties.volume)
    ones = np.ones(len(ties.a))
    assert (null.a != null.b).all()
    assert (end_sums(ties.a, ties.b, ones, count) == end_sums(null.a, null.b, ones, count)).all()
    assert np.isclose(null.volume.sum(), ties.volume.sum())


def test_a_star_can_only_be_rewired_into_itself() -> None:
    leaves = np.arange(1, 60)
    ties, _ = between_circles(tie_graph(60, np.zeros(59), leaves))
    null = rewired(ties, 3)
    hub = int(np.bincount(np.concatenate([ties.a, ties.b])).argmax())
    assert ((null.a == hub) ^ (null.b == hub)).all()


def test_rewiring_is_the_same_every_time_and_differs_by_seed() -> None:
    ties, _ = between_circles(planted(500, 0.1)[0])
    assert (rewired(ties, 1).a == rewired(ties, 1).a).all()
    assert (rewired(ties, 1).a != rewired(ties, 2).a).any()
