"""Everybody who could join, and how they are acquainted."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.stats import kstest, norm

from sim.state.chance import Chance
from sim.state.market import Market, MarketParameters, _to_csr, read_edges


@cache
def market(**parameters):
    return Market(MarketParameters(**{"size": 12_000} | parameters), Chance(1))


def error(share, size):
    """Four standard errors of a share."""
    return 4 * np.sqrt(share * (1 - share) / size)


def test_values_are_uniform_and_alignment_is_theirs():
    people = market()
    for dimension in people.values.T:
        assert kstest(dimension, "uniform").pvalue > 0.001
    distance2 = ((people.values - 0.5) ** 2).sum(axis=1, dtype=float)
    assert people.alignment == pytest.approx(np.exp(-distance2 / (2 * 0.25**2)), rel=1e-4)
    assert people.alignment.mean() == pytest.approx(0.358, abs=4 * 0.3 / np.sqrt(people.size))


def test_willingness_to_pay_is_lognormal():
    score = np.log(market(pay_spread=1.3).willingness_to_pay / 148.4) / 1.3
    assert kstest(score, "norm").pvalue > 0.001


@pytest.mark.parametrize("rho", [0.0, 0.4, 0.9])
def test_willingness_to_pay_goes_with_alignment_as_far_as_asked(rho):
    people = market(pay_alignment=rho)
    found = np.corrcoef(people.alignment_score, np.log(people.willingness_to_pay))[0, 1]
    assert found == pytest.approx(rho, abs=4 * (1 - rho**2) / np.sqrt(people.size))
    assert kstest(people.alignment_score, "norm").pvalue > 0.99
    order = np.argsort(people.alignment, kind="stable")
    assert np.all(np.diff(people.alignment_score[order]) >= 0)


def test_talents_have_the_mean_and_spread_they_should():
    people = market(posting_spread=0.8)
    assert kstest(np.log(people.posting) / 0.8 + 0.4, "norm").pvalue > 0.001
    assert kstest(np.log(people.expressiveness) / 0.5 + 0.25, "norm").pvalue > 0.001
    assert kstest(people.sharing, "gamma", (2, 0, 0.5)).pvalue > 0.001
    assert kstest(np.log(people.capacity / 30) / 0.6, "norm").pvalue > 0.001
    assert kstest(people.expertise, "uniform").pvalue > 0.001


def test_shares_are_those_asked_for():
    people = market(contributors=0.3, outgoing=0.7, core_interest=0.4)
    assert people.contributor.mean() == pytest.approx(0.3, abs=error(0.3, people.size))
    assert people.outgoing.mean() == pytest.approx(0.7, abs=error(0.7, people.size))
    interests = np.bincount(people.interest, minlength=5) / people.size
    assert interests == pytest.approx([0.4] + [0.15] * 4, abs=error(0.4, people.size))
    assert not market(topics=1).interest.any()


def test_traits_are_drawn_apart_from_each_other():
    people, plain = market(), market(pay_median=10, contributors=0.9, acquaintances=1)
    assert np.array_equal(people.values, plain.values)
    assert np.array_equal(people.sharing, plain.sharing)
    traits = np.stack([people.sharing, people.expressiveness, people.posting, people.capacity])
    apart = np.corrcoef(np.log(traits)) - np.eye(4)
    assert np.abs(apart).max() < 4 / np.sqrt(people.size)


def test_regions_are_equal_stretches_of_rows():
    regions = market(regions=7).region
    assert set(np.diff(regions)) == {0, 1}
    assert np.bincount(regions) == pytest.approx(12_000 / 7, abs=1)


def test_the_founder_stands_nearest_to_her_values():
    people = market(founder_values=(0.1, 0.9))
    distance = np.linalg.norm(people.values - [0.1, 0.9], axis=1)
    assert people.founder == np.argmin(distance)
    assert people.alignment[people.founder] == people.alignment.max()


def pairs(people):
    """Both ends of every acquaintance."""
    return np.repeat(people.rows, people.degree), people.indices


def assert_graph(indptr, indices):
    """Symmetric, sorted, without loops and doubles."""
    rows = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    there = list(zip(rows.tolist(), indices.tolist(), strict=True))
    assert there == sorted(set(there))
    assert {(b, a) for a, b in there} == set(there)
    assert not np.any(rows == indices)


@pytest.mark.parametrize(
    "shape", [{}, {"clique_size": 1}, {"acquaintances": 0}, {"size": 3, "acquaintances": 9}]
)
def test_the_social_graph_is_a_graph(shape):
    people = market(**{"size": 1000} | shape)
    assert_graph(people.indptr, people.indices)
    assert np.array_equal(people.degree, np.diff(people.indptr))


EDGES = some.lists(some.tuples(some.integers(0, 9), some.integers(0, 9)), max_size=40)


@settings(deadline=None, derandomize=True)
@given(EDGES)
def test_any_list_of_pairs_becomes_a_graph(edges):
    a, b = np.array(edges, np.int32).reshape(-1, 2).T
    indptr, indices = _to_csr(np.concatenate([a, b]), np.concatenate([b, a]), 10)
    assert_graph(indptr, indices)
    assert len(indices) == 2 * len({frozenset(edge) for edge in edges if edge[0] != edge[1]})


@pytest.mark.parametrize("clique, acquaintances", [(6, 5.0), (1, 8.0), (10, 0.0)])
def test_people_have_their_small_group_and_acquaintances(clique, acquaintances):
    people = market(clique_size=clique, acquaintances=acquaintances)
    expected = clique - 1 + acquaintances
    assert people.degree.mean() == pytest.approx(expected, rel=0.02)
    assert people.degree.min() >= min(clique - 1, people.size % clique or clique)


def test_acquaintances_are_heavy_tailed():
    alike, unequal = (market(clique_size=1, acquaintance_spread=s).degree for s in (0.0, 1.0))
    assert unequal.std() > 2 * alike.std()
    heavy = np.quantile(unequal, 0.99) / np.median(unequal)
    assert heavy == pytest.approx(np.exp(norm.ppf(0.99)), rel=0.3)


@pytest.mark.parametrize("homophily", [0.0, 0.5, 1.0])
def test_values_of_a_small_group_correlate_as_far_as_homophily_says(homophily):
    people = market(homophily=homophily, acquaintances=0)
    score = norm.ppf(np.clip(people.values, 1e-6, 1 - 1e-6))
    a, b = pairs(people)
    for value in score.T:
        assert np.corrcoef(value[a], value[b])[0, 1] == pytest.approx(homophily, abs=0.03)
    assert abs(np.corrcoef(score.T)[0, 1]) < 0.05


def test_local_acquaintances_live_in_the_same_region():
    def local(share):
        people = market(clique_size=1, local_acquaintances=share)
        a, b = pairs(people)
        return np.mean(people.region[a] == people.region[b])

    assert local(1.0) > 0.98
    assert local(0.5) == pytest.approx(0.5 + 0.5 / 20, abs=0.03)
    assert local(0.0) == pytest.approx(1 / 20, abs=0.01)


@pytest.fixture
def csv(tmp_path):
    def write(text):
        path = tmp_path / "friends.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_an_edge_list_of_names_becomes_the_market(csv):
    text = "who,knows,since\n陈,Ann,2019\nAnn , Bob,\n# a comment\nBob,陈,2020\nAnn,陈,\nEve,Eve,\n"
    path = csv(text)
    indptr, indices = read_edges(path)
    assert_graph(indptr, indices)
    assert np.diff(indptr).tolist() == [2, 2, 0, 2], "Ann, Bob, Eve, 陈"
    people = Market(MarketParameters(edges=str(path)), Chance(1))
    assert people.size == 4
    assert people.degree.tolist() == [2, 2, 0, 2]
    assert people.values.shape == (4, 2)


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("", "needs two columns"),
        ("who\nAnn\nBob\n", "needs two columns"),
        ("who,knows\nAnn,Bob\nBob,Ann\n", "names 2 people; at least 3"),
        ("who,knows\nAnn,Bob\nEve\n", "row 2 .* only one person"),
        ("who,knows\nAnn,Bob\nBob,Eve\n ,Ann\n", "row 3 .* only one person"),
    ],
)
def test_an_edge_list_that_cannot_be_read_says_why(csv, text, complaint):
    with pytest.raises(ValueError, match=complaint):
        read_edges(csv(text))


def test_columns_beyond_the_first_two_never_name_people(csv):
    narrow_header = read_edges(csv("who,knows\nAnn,Bob,9\nBob,Eve,8\n"))
    assert [part.tolist() for part in narrow_header] == [[0, 1, 3, 4], [1, 0, 2, 1]]


def test_a_missing_file_is_named():
    with pytest.raises(FileNotFoundError, match=r"nowhere\.csv"):
        Market(MarketParameters(edges="nowhere.csv"), Chance(1))
