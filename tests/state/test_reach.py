"""How far a word travels, and from whom it travels farthest."""

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from sim.state.chance import make_key
from sim.state.reach import farthest, spread
from sim.validation.limits.cascades import SMALL, csr, enumerated

KEY = make_key(1, 0)


KNOWN = (1.9375, 1.726, 2.31656, 2.5625, 2.38721)
"""The spread from the first person, worked out elsewhere."""


@pytest.mark.parametrize("small, known", list(zip(SMALL, KNOWN, strict=True)))
def test_the_enumeration_gives_the_known_spread(small, known):
    _, graph, p = small
    assert enumerated(graph, p, (0,)) == pytest.approx(known, abs=5e-6)


@pytest.mark.parametrize("what, graph, p", SMALL)
def test_on_small_graphs_the_choice_is_the_greedy_one(what, graph, p):
    (first, second), reached = farthest(*csr(graph), 2, KEY, probability=p, epsilon=0.1)
    best = max(enumerated(graph, p, (one,)) for one in graph)
    assert enumerated(graph, p, (first,)) == pytest.approx(best, rel=0.01)
    best = max(enumerated(graph, p, (first, other)) for other in graph)
    assert enumerated(graph, p, (first, second)) == pytest.approx(best, rel=0.01)
    assert reached == pytest.approx(best, rel=0.03)


def greedy(graph, number, runs, p):
    """The plain algorithm of Kempe, Kleinberg and Tardos, on the same worlds for every choice."""
    rng, edges = np.random.default_rng(5), np.array(graph.edges)
    parts, sizes = [], []
    for _ in range(runs):
        lives = edges[rng.random(len(edges)) < p]
        world = coo_array((np.ones(len(lives)), lives.T), shape=(len(graph), len(graph)))
        parts.append(connected_components(world, directed=False)[1])
        sizes.append(np.bincount(parts[-1], minlength=len(graph)))
    parts, sizes, worlds, chosen = np.array(parts), np.array(sizes), np.arange(runs), []
    for _ in range(number):
        gains = sizes[worlds[:, None], parts].mean(axis=0)
        chosen.append(int(np.argmax(gains)))
        sizes[worlds, parts[:, chosen[-1]]] = 0
    return np.array(chosen)


def test_the_choice_reaches_as_many_as_that_of_the_plain_greedy_algorithm():
    graph = nx.barabasi_albert_graph(1000, 4, seed=3)
    number, p = 10, 0.05
    chosen, reached = farthest(*csr(graph), number, KEY, probability=p, epsilon=0.1)
    plain = greedy(graph, number, 1000, p)
    other = make_key(9, 9)
    ours, theirs = (
        spread(*csr(graph), each, other, probability=p, runs=20_000).mean()
        for each in (chosen, plain)
    )
    assert ours >= 0.985 * theirs
    assert reached == pytest.approx(ours, rel=0.015)


def test_the_choice_beats_the_best_connected_by_degree_where_they_know_each_other():
    graph = nx.disjoint_union(nx.complete_graph(12), nx.star_graph(8))
    chosen, _ = farthest(*csr(graph), 2, KEY)
    assert 12 in chosen
    degrees = dict(graph.degree)
    assert sorted(degrees, key=degrees.get)[-2:] != sorted(chosen)


def test_the_same_key_chooses_the_same_people():
    graph = csr(nx.barabasi_albert_graph(500, 3, seed=1))
    first, again = farthest(*graph, 20, KEY)[0], farthest(*graph, 20, KEY)[0]
    assert np.array_equal(first, again)
    assert len(set(first.tolist())) == 20


def test_who_tells_it_anyway_is_not_chosen_nor_are_those_whom_she_reaches():
    graph = csr(nx.disjoint_union(nx.star_graph(9), nx.star_graph(5)))
    taken = np.zeros(16, bool)
    taken[0] = True
    assert farthest(*graph, 1, KEY, probability=0.9)[0].tolist() == [0]
    assert farthest(*graph, 1, KEY, probability=0.9, taken=taken)[0].tolist() == [10]
    assert taken.sum() == 1, "what is passed is left alone"


def test_more_than_there_are_is_everybody():
    graph = csr(nx.path_graph(5))
    assert sorted(farthest(*graph, 99, KEY)[0]) == [0, 1, 2, 3, 4]
    assert len(farthest(*graph, 3, KEY, taken=np.ones(5, bool))[0]) == 0


def test_people_without_acquaintances_reach_themselves():
    lonely = np.zeros(6, np.int64), np.empty(0, np.int32)
    chosen, reached = farthest(*lonely, 2, KEY)
    assert len(set(chosen.tolist())) == 2
    assert reached == pytest.approx(2, abs=0.3)
