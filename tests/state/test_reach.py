"""How far a word travels, and from whom it travels farthest."""

import itertools

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from sim.state.chance import make_key
from sim.state.reach import BY_DEGREE, Sets, farthest, spread

KEY = make_key(1, 0)
BRIDGED = nx.Graph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)])


def csr(graph):
    """A graph as the market keeps it."""
    table = nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), dtype=np.int8)
    return table.indptr.astype(np.int64), table.indices.astype(np.int32)


def enumerated(graph, p, seeds):
    """The exact spread: every way in which each acquaintance does or does not pass it on."""
    edges, total = list(graph.edges), 0.0
    for alive in itertools.product([True, False], repeat=len(edges)):
        world = nx.Graph([edge for edge, lives in zip(edges, alive, strict=True) if lives])
        world.add_nodes_from(graph)
        heard = set().union(*(nx.node_connected_component(world, seed) for seed in seeds))
        total += p ** sum(alive) * (1 - p) ** (len(edges) - sum(alive)) * len(heard)
    return total


SMALL = [
    (nx.path_graph(5), 0.5, 1.9375),
    (nx.complete_graph(3), 0.3, 1.726),
    (nx.complete_graph(4), 0.3, 2.31656),
    (nx.cycle_graph(4), 0.5, 2.5625),
    (BRIDGED, 0.4, 2.38721),
]


@pytest.mark.parametrize("graph, p, known", SMALL)
def test_l14_spread_on_small_graphs_is_exact(graph, p, known):
    assert enumerated(graph, p, [0]) == pytest.approx(known, abs=5e-6)
    counts = spread(*csr(graph), np.array([0]), KEY, probability=p, runs=40_000)
    assert counts.mean() == pytest.approx(known, abs=4 * counts.std() / np.sqrt(len(counts)))


@pytest.mark.parametrize("graph, p, known", SMALL)
def test_l14_reverse_reachable_sets_count_the_same_spread(graph, p, known):
    sets = Sets(*csr(graph), p, KEY)
    sets.draw_to(60_000)
    hit = np.mean([0 in each for each in np.split(sets.flat, sets.ends[:-1])])
    error = np.sqrt(hit * (1 - hit) / len(sets.ends))
    assert hit == pytest.approx(known / sets.size, abs=4 * error)


@pytest.mark.parametrize("graph, p, known", SMALL)
def test_on_small_graphs_the_choice_is_the_greedy_one(graph, p, known):
    (first, second), reached = farthest(*csr(graph), 2, KEY, probability=p, epsilon=0.1)
    best = max(enumerated(graph, p, [one]) for one in graph)
    assert enumerated(graph, p, [first]) == pytest.approx(best, rel=0.01)
    best = max(enumerated(graph, p, [first, other]) for other in graph)
    assert enumerated(graph, p, [first, second]) == pytest.approx(best, rel=0.01)
    assert reached == pytest.approx(best, rel=0.03)


# p, then the spread from members 1, 34, both, and 12 of the karate club, by 400,000 runs.
KARATE = [
    (0.05, 1.966, 2.003, 3.906, 1.096),
    (0.1, 3.416, 3.506, 6.420, 1.333),
    (0.2, 8.757, 9.006, 13.093, 2.717),
    (BY_DEGREE, 10.02, 10.55, 17.74, None),
]


@pytest.mark.parametrize("p, one, last, both, twelve", KARATE)
def test_l15_spread_in_the_karate_club_is_the_known_one(p, one, last, both, twelve):
    graph = csr(nx.karate_club_graph())
    for seeds, known in (([0], one), ([33], last), ([0, 33], both), ([11], twelve)):
        if known is None:
            continue
        counts = spread(*graph, np.array(seeds), KEY, probability=p, runs=200_000)
        error = counts.std() / np.sqrt(len(counts))
        # The known values have an error too, and are rounded.
        assert counts.mean() == pytest.approx(known, abs=4 * error * 1.25 + 0.005), seeds


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
