"""Chance is Philox 4x32-10, keyed by person, day and purpose."""

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as some
from scipy import stats

from sim.state.chance import (
    Chance,
    happens,
    mixed,
    normal,
    philox,
    poisson,
    purpose,
    uniform,
    words,
)

KNOWN_ANSWERS = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
"""Published with the generator (Random123, kat_vectors, philox4x32 10)."""


@pytest.mark.parametrize("counter, key, expected", KNOWN_ANSWERS)
def test_the_generator_gives_its_published_answers(counter, key, expected):
    words = philox(*(np.uint64(word) for word in (*counter, *key)))
    assert tuple(int(word) for word in words) == expected


def test_the_vectorised_draws_are_those_of_the_single_person():
    chance = Chance(seed=7, replicate=3)
    rows = np.array([0, 5, 999, 123_456], np.int32)
    many = chance.uniforms(rows, 41, purpose("test"), count=4)
    for i, row in enumerate(rows):
        alone = words(row, 41, 0, purpose("test"), chance.key)
        assert many[:, i].tolist() == [(int(word) + 0.5) / 2**32 for word in alone]


def test_a_number_depends_on_nothing_but_its_owner():
    chance = Chance(1)
    few = chance.uniforms(np.arange(10, dtype=np.int32), 3, purpose("test"))
    many = chance.uniforms(np.arange(1000, dtype=np.int32), 3, purpose("test"))
    assert np.array_equal(few[0], many[0, :10])


def test_seeds_replicates_days_and_purposes_all_matter():
    one = Chance(1).uniform(5, 3, purpose("a"))
    others = [
        Chance(2).uniform(5, 3, purpose("a")),
        Chance(1, replicate=1).uniform(5, 3, purpose("a")),
        Chance(1).uniform(5, 4, purpose("a")),
        Chance(1).uniform(5, 3, purpose("b")),
        Chance(1).uniform(6, 3, purpose("a")),
        Chance(1).uniform(5, 3, purpose("a"), k=1),
    ]
    assert one not in others
    assert len(set(others)) == len(others)


def test_uniforms_are_uniform_and_neighbours_unrelated():
    u = Chance(1).uniforms(np.arange(100_000, dtype=np.int32), 0, purpose("test"), count=2)
    assert stats.kstest(u[0], "uniform").pvalue > 0.001
    assert abs(np.corrcoef(u[0], u[1])[0, 1]) < 0.015
    assert abs(np.corrcoef(u[0, :-1], u[0, 1:])[0, 1]) < 0.015


def test_a_mixed_word_is_uniform_over_identities():
    word = np.uint64(0x12345678)
    u = np.array([mixed(word, identity) for identity in range(20_000)])
    assert stats.kstest(u, "uniform").pvalue > 0.001


@pytest.mark.parametrize("mean", [0.02, 0.7, 5.0, 80.0, 2000.0])
def test_poisson_counts_have_their_mean_and_variance(mean):
    u = (np.arange(20_000) + 0.5) / 20_000
    counts = np.array([poisson(value, mean) for value in u])
    assert counts.mean() == pytest.approx(mean, rel=0.01)
    assert counts.var() == pytest.approx(mean, rel=0.03)


def test_more_of_a_rate_never_gives_less_of_the_count():
    for u in (0.01, 0.37, 0.9, 0.999):
        counts = [poisson(u, mean) for mean in np.linspace(0, 900, 500)]
        assert all(np.diff(counts) >= 0)


def test_normal_numbers_match_the_normal_distribution():
    u = np.array([0.001, 0.2, 0.5, 0.8, 0.999])
    assert [normal(value) for value in u] == pytest.approx(stats.norm.ppf(u), abs=5e-4)


def test_a_hazard_happens_with_its_probability():
    u = (np.arange(10_000) + 0.5) / 10_000
    share = np.mean([happens(value, 0.5) for value in u])
    assert share == pytest.approx(1 - np.exp(-0.5), abs=1e-3)


def test_purposes_are_stable_numbers():
    assert purpose("presence.visit") == 0x6E95E66F or purpose("presence.visit") > 0
    assert uniform(1, 2, 3, purpose("x"), Chance(1).key) == uniform(
        1, 2, 3, purpose("x"), Chance(1).key
    )


@hypothesis.settings(deadline=None, derandomize=True, max_examples=300)
@hypothesis.given(
    some.integers(0, 2**32 - 1),
    some.floats(0, 1500),
    some.one_of(some.just(0.01), some.floats(0, 900)),
)
def test_more_of_any_rate_never_gives_less_of_the_count(word, mean, more):
    u = (word + 0.5) / 2**32
    assert poisson(u, mean) <= poisson(u, mean + more)


@pytest.mark.parametrize("word", [0, 2**20, 2**31, 2**32 - 2**20, 2**32 - 1])
def test_counts_meet_where_they_turn_from_exact_to_approximate(word):
    u = (word + 0.5) / 2**32
    assert poisson(u, 500.01) - poisson(u, 499.99) in (0, 1)
    assert poisson(u, 2000) == pytest.approx(stats.poisson.ppf(u, 2000), abs=1)
