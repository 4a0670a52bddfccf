"""Belonging relaxes towards what all the pulls of the day add up to."""

import numpy as np
import pytest

from tests.village import photograph, settle, village


def belonging(model, days=1):
    for _ in range(days):
        model.mechanisms["belonging"].step(model.community)
    return model.community.people.belonging[model.community.members]


def test_a_days_belonging_is_that_of_the_equation():
    model = village("belonging", belonging={"usual": 0.7, "days": 12})
    community = model.community
    terms, luck = community.influences.belonging_pull, np.random.default_rng(6)
    for name, values in zip(terms.names, luck.normal(0, 0.4, terms.table.shape), strict=True):
        terms[name][:] = values
    past = photograph(community)
    belonging(model)
    for row in community.members:
        pull = np.log(0.7 / 0.3) + terms.table[:, row].sum(dtype=float)
        new = past.belonging[row] + (1 / (1 + np.exp(-pull)) - past.belonging[row]) / 12
        assert community.people.belonging[row] == pytest.approx(new, rel=1e-5)


def test_when_all_is_as_usual_belonging_settles_at_its_usual_level():
    assert belonging(village("belonging"), 500) == pytest.approx(0.6, abs=1e-4)


def test_a_pull_lifts_and_a_push_lowers_and_opposites_cancel():
    def with_terms(**terms):
        model = village("belonging")
        for name, value in terms.items():
            model.community.influences.belonging_pull[name][:] = value
        return belonging(model, 60)

    usual = with_terms()
    assert np.all(with_terms(bonds=0.5) > usual)
    assert np.all(with_terms(overload=-0.5) < usual)
    assert with_terms(bonds=0.5, overload=-0.5) == pytest.approx(usual)


def test_belonging_settles_in_the_time_it_is_given():
    model = village("belonging", belonging={"days": 20})
    model.community.people.belonging[:] = 0.2
    left = (0.6 - belonging(model, 20)) / 0.4
    assert left == pytest.approx((1 - 1 / 20) ** 20, rel=1e-3)


def test_only_members_belong_and_newcomers_begin_afresh():
    model = village("belonging", members=20, belonging={"start": 0.35})
    community = model.community
    outside = np.setdiff1d(np.arange(60), community.members)
    community.people.belonging[outside] = 0.9
    belonging(model)
    assert np.all(community.people.belonging[outside] == np.float32(0.9))
    settle(community, outside[:3])
    assert np.all(community.people.belonging[outside[:3]] == np.float32(0.35))
