"""Who people meet moves what they value, within bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sim.mechanisms.values import converge
from sim.state.chance import purpose
from sim.state.people import Role
from tests.village import luck, photograph, village

NOISE = purpose("values.noise")
STILL = {"influence": 0, "anchor": 0, "culture": 0, "noise": 0}


def met(values, pairs, confidence=0.3, influence=0.1):
    """Values after a day on which each pair's first met its second."""
    before = np.asarray(values, np.float32)
    owner, partner = np.array(sorted(pairs), np.int32).reshape(-1, 2).T.copy()
    after = before.copy()
    converge(0, len(owner), owner, partner, confidence, influence, before, after)
    return after


def test_meetings_move_values_as_the_equation_says():
    rng = np.random.default_rng(2)
    values = rng.random((30, 2))
    pairs = [tuple(pair) for pair in rng.integers(0, 30, (150, 2))]
    after = met(values, pairs, confidence=0.4, influence=0.2)
    for row in range(30):
        heard = [values[b] - values[row] for a, b in pairs if a == row]
        heard = [gap for gap in heard if np.hypot(*gap) < 0.4]
        expected = values[row]
        if heard:
            expected = expected + (1 - (1 - 0.2) ** len(heard)) * np.mean(heard, axis=0)
        assert after[row] == pytest.approx(expected, abs=1e-5)


def test_a_day_drifts_back_to_oneself_and_towards_the_norm():
    model = village("values", values={"anchor": 0.05, "culture": 0.1, "noise": 0.01})
    community, p = model.community, model.settings.values
    community.people.values[:] = np.random.default_rng(4).random((60, 2))
    past = photograph(community)
    model.mechanisms["values"].step(community)
    weight = np.where(past.role[community.members] == Role.LURKER, 1.0, 4.0)
    norm = np.average(past.values[community.members], axis=0, weights=weight)
    assert community.chapters.norm[0] == pytest.approx(norm, abs=1e-5)
    spread = past.values[community.members].var(axis=0, dtype=float)
    assert community.chapters.dispersion[0] == pytest.approx(np.sqrt(spread.mean()), rel=1e-4)
    pull = community.influences.belonging_pull["misfit"]
    for row in community.members:
        x, born = past.values[row], model.market.values[row]
        u = np.array(luck(community, row, NOISE)[:2])
        x = x + 0.05 * (born - x) + 0.1 * past.trust[row] * (norm - x)
        x = np.clip(x + 0.01 * np.sqrt(12) * (u - 0.5), 0, 1)
        assert community.people.values[row] == pytest.approx(x, abs=1e-5)
        fit = np.exp(-np.sum((x - norm) ** 2) / (2 * p.width**2))
        assert pull[row] == pytest.approx(p.weight * (fit - p.usual), abs=1e-4)


SOME_PEOPLE = some.lists(
    some.tuples(some.floats(0, 1, width=32), some.floats(0, 1, width=32)), min_size=2, max_size=12
)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(SOME_PEOPLE, some.data())
def test_nobody_moves_beyond_those_she_hears(values, data):
    people = some.integers(0, len(values) - 1)
    pairs = data.draw(some.lists(some.tuples(people, people), min_size=1, max_size=60))
    after = met(values, pairs, confidence=2.0, influence=0.5)
    assert np.all(after >= np.min(values, axis=0) - 1e-6)
    assert np.all(after <= np.max(values, axis=0) + 1e-6)
    silent = sorted(set(range(len(values))) - {owner for owner, _ in pairs})
    assert np.array_equal(after[silent], np.asarray(values, np.float32)[silent])


def test_a_star_of_many_contacts_does_not_jump_about():
    crowd = [(0.5, 0.5)] + [(0.6, 0.5)] * 200
    after = met(crowd, [(0, other) for other in range(1, 201)])
    assert 0.59 < after[0, 0] <= 0.6


def test_people_too_far_apart_do_not_influence_each_other():
    values = [(0.1, 0.5), (0.9, 0.5), (0.3, 0.5)]
    pairs = [(0, 1), (1, 0), (0, 2), (2, 0)]
    after = met(values, pairs)
    assert after[1, 0] == np.float32(0.9)
    assert after[0, 0] > 0.1
    assert after[2, 0] < 0.3


def test_any_cut_into_parts_gives_the_same_bits():
    rng = np.random.default_rng(1)
    before = rng.random((20, 2)).astype(np.float32)
    owner, partner = np.sort(rng.integers(0, 20, 90)), rng.integers(0, 20, 90)
    whole, parts = before.copy(), before.copy()
    converge(0, 90, owner, partner, 0.5, 0.1, before, whole)
    for begin in range(0, 90, 7):
        converge(begin, min(begin + 7, 90), owner, partner, 0.5, 0.1, before, parts)
    assert np.array_equal(whole, parts)


def test_left_alone_people_stay_as_they_are_and_fit_as_they_do():
    model = village("values", values=STILL)
    before = model.community.people.values.copy()
    model.mechanisms["values"].step(model.community)
    assert np.array_equal(model.community.people.values, before)


def test_an_empty_chapter_keeps_its_norm():
    model = village("values", members=0)
    model.community.chapters.norm[:] = 0.25
    model.mechanisms["values"].step(model.community)
    assert model.community.chapters.norm.tolist() == [[0.25, 0.25]]


def test_who_is_trusted_less_shapes_less():
    def distance(trust):
        model = village("values", values=STILL | {"culture": 0.05})
        community = model.community
        community.people.trust[:] = trust
        for day in range(30):
            community.begin_day(day)
            model.mechanisms["values"].step(community)
        return community.chapters.dispersion[0]

    assert distance(1.0) < distance(0.5) < distance(0.0)


def test_values_drift_by_the_noise_they_are_given():
    model = village("values", values=STILL | {"noise": 0.02})
    community = model.community
    community.people.values[:] = 0.5
    for day in range(25):
        community.begin_day(day)
        model.mechanisms["values"].step(community)
    moved = community.people.values[community.members] - 0.5
    assert moved.std() == pytest.approx(0.02 * 5, rel=0.25)
