"""The best two-way split against chance, on factions that are known."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import coo_array, diags_array

from sim.metrics.circles import between_circles, end_sums
from sim.metrics.graph import TieGraph
from sim.metrics.split import best_cut, dividing_vector, fragmentation

from .planted import planted, random_graph, tie_graph, zachary

DRIFT = (0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.0)


def cliques(count: int, size: int) -> TieGraph:
    pairs = [
        (c * size + a, c * size + b) for c in range(count) for a in range(size) for b in range(a)
    ]
    return tie_graph(count * size, *zip(*pairs, strict=True))


def test_two_islands_are_1() -> None:
    assert fragmentation(planted(2000, 0.0)[0]) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("size", [30, 100, 500, 5000])
def test_chance_alone_is_near_0_at_every_size(size: int) -> None:
    values = [fragmentation(random_graph(size, 12, seed)) for seed in range(5)]
    assert np.mean(values) < 0.05


@pytest.mark.parametrize("size", [200, 500, 5000])
def test_circles_of_friends_are_no_factions(size: int) -> None:
    values = [fragmentation(planted(size, 0.5, seed=seed)[0]) for seed in range(5)]
    assert np.mean(values) < 0.15


@pytest.mark.parametrize("size", [500, 5000])
def test_it_rises_as_factions_drift_apart(size: int) -> None:
    curve = [
        np.mean([fragmentation(planted(size, crossing, seed=seed)[0]) for seed in range(3)])
        for crossing in DRIFT[1:]
    ]
    assert (np.diff(curve) > 0).all()
    assert curve[0] < 0.15
    assert curve[-1] > 0.97


@pytest.mark.parametrize("crossing", [0.5, 0.2, 0.05, 0.0])
def test_it_does_not_move_with_size(crossing: float) -> None:
    small, large = (
        np.mean([fragmentation(planted(size, crossing, seed=seed)[0]) for seed in range(seeds)])
        for size, seeds in ((500, 10), (5000, 3))
    )
    assert small == pytest.approx(large, abs=0.06)


@pytest.mark.slow
@pytest.mark.parametrize("crossing", [0.5, 0.2, 0.05, 0.0])
def test_it_does_not_move_with_size_up_to_50_000(crossing: float) -> None:
    small, large = (fragmentation(planted(size, crossing)[0]) for size in (5000, 50_000))
    assert small == pytest.approx(large, abs=0.06)


def test_a_fifth_that_breaks_away_counts_for_its_balance() -> None:
    assert fragmentation(planted(2000, 0.0, second=0.2)[0]) == pytest.approx(0.64, abs=0.03)


def test_a_star_cannot_be_split() -> None:
    assert fragmentation(tie_graph(200, np.zeros(199), np.arange(1, 200))) < 0.05


def test_dust_is_not_two_camps() -> None:
    assert fragmentation(cliques(60, 3)) == 0


def test_a_crumb_beside_one_community_hardly_counts() -> None:
    united, _ = planted(1000, 0.5)
    rows = np.repeat(np.arange(1000), np.diff(united.indptr))
    upper = rows < united.indices
    with_crumbs = tie_graph(
        1060,
        [*rows[upper], *range(1000, 1060, 2)],
        [*united.indices[upper], *range(1001, 1060, 2)],
        [*united.weights[upper], *[1.0] * 30],
    )
    assert fragmentation(with_crumbs) == pytest.approx(fragmentation(united), abs=0.03)


@pytest.mark.parametrize("count", [2, 3])
def test_a_few_cliques_without_a_tie_between_them_are_islands(count: int) -> None:
    assert fragmentation(cliques(count, 20)) > 0.85


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_a_handful_of_people_is_no_camp(size: int) -> None:
    assert fragmentation(tie_graph(size, np.arange(size - 1), np.arange(1, size))) == 0
    assert fragmentation(tie_graph(size, [], [])) == 0


def test_the_karate_club_is_divided() -> None:
    # It broke in two soon after: well above any chance graph of its size.
    assert fragmentation(zachary()[0]) > 0.25
    assert fragmentation(zachary(weighted=True)[0]) > 0.25


def test_the_order_of_people_hardly_matters() -> None:
    graph, _ = planted(2000, 0.2)
    rows = np.repeat(np.arange(2000), np.diff(graph.indptr))
    shuffled = np.random.default_rng(1).permutation(2000)
    upper = rows < graph.indices
    other = tie_graph(
        2000, shuffled[rows[upper]], shuffled[graph.indices[upper]], graph.weights[upper]
    )
    assert fragmentation(other) == pytest.approx(fragmentation(graph), abs=0.04)


def test_the_unit_of_strength_does_not_matter() -> None:
    graph, _ = planted(500, 0.2)
    rows = np.repeat(np.arange(500), np.diff(graph.indptr))
    upper = rows < graph.indices
    double = tie_graph(500, rows[upper], graph.indices[upper], 2 * graph.weights[upper])
    single = tie_graph(500, rows[upper], graph.indices[upper], graph.weights[upper])
    assert fragmentation(double) == pytest.approx(fragmentation(single), abs=1e-9)


def test_the_dividing_vector_is_the_leading_eigenvector() -> None:
    ties, _ = between_circles(planted(1000, 0.1)[0])
    count = len(ties.volume)
    outside = end_sums(ties.a, ties.b, ties.strength, count)
    half = coo_array((ties.strength, (ties.a, ties.b)), shape=(count, count)).toarray()
    modularity = half + half.T - np.outer(outside, outside) / outside.sum()
    scale = diags_array(1 / np.sqrt(outside + outside.mean()))
    leading = np.linalg.eigh(scale @ modularity @ scale)[1][:, -1]
    found = dividing_vector(ties) * np.sqrt(outside + outside.mean())
    assert abs(leading @ found) / np.linalg.norm(found) > 0.99


def test_the_best_cut_is_the_best_modularity_along_the_order() -> None:
    graph, _ = zachary(weighted=True)
    ties, whole = between_circles(graph)
    order = np.argsort(dividing_vector(ties), kind="stable")
    split = best_cut(ties, order, whole, 1.0)
    club = nx.MultiGraph()
    club.add_nodes_from(range(len(ties.volume)))
    for a, b, weight in zip(ties.a, ties.b, ties.strength, strict=True):
        club.add_edge(int(a), int(b), weight=weight)
    inside = ties.volume - end_sums(ties.a, ties.b, ties.strength, len(ties.volume))
    for circle, weight in enumerate(inside):
        club.add_edge(circle, circle, weight=weight / 2)
    best = max(
        nx.community.modularity(club, [set(order[:k].tolist()), set(order[k:].tolist())])
        for k in range(1, len(order))
    )
    assert 2 * split.one * split.other - split.cut == pytest.approx(best)
