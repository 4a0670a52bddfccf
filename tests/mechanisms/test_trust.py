"""Trust grows slowly out of content, product and order."""

import pytest

from tests.village import photograph, pulls, settle, village


def settled(days=800, orderly=0.5, **state):
    """The trust of a village after so many days of the same."""
    model = village("trust")
    community = model.community
    for column, value in state.items():
        community.people.columns[column][:] = value
    for _ in range(days):
        community.influences.climate.orderly = orderly
        model.mechanisms["trust"].step(community)
    return community.people.trust[community.members]


def test_a_days_trust_is_that_of_the_equation():
    model = village("trust", trust={"days": 20, "weight": 1.5})
    community, p = model.community, model.settings.trust
    community.influences.climate.orderly = 0.7
    past = photograph(community)
    model.mechanisms["trust"].step(community)
    for row in community.members:
        aim = 0.35 * past.information[row] + 0.35 * past.satisfaction[row] + 0.3 * 0.7
        trust = past.trust[row] + (aim - past.trust[row]) / 20
        assert community.people.trust[row] == pytest.approx(trust, rel=1e-5)
        pull = community.influences.belonging_pull["trust"][row]
        assert pull == pytest.approx(1.5 * (trust - p.usual), abs=1e-5)


def test_trust_settles_where_its_reasons_are():
    usual = {"information": 0.6, "satisfaction": 0.75}
    assert settled(**usual) == pytest.approx(0.35 * 0.6 + 0.35 * 0.75 + 0.3 * 0.5, abs=1e-4)
    assert settled(information=1, satisfaction=1, orderly=1) == pytest.approx(1, abs=1e-4)
    assert settled(information=0, satisfaction=0, orderly=0) == pytest.approx(0, abs=1e-4)


def test_trust_is_slow():
    sudden = {"information": 1, "satisfaction": 1, "orderly": 1, "trust": 0}
    assert settled(days=60, **sudden) == pytest.approx(1 - (1 - 1 / 60) ** 60, rel=1e-4)


def test_weights_above_one_trust_no_more_than_wholly():
    model = village("trust", trust={"from_content": 1, "from_product": 1, "days": 1})
    model.community.people.information[:] = model.community.people.satisfaction[:] = 1
    model.mechanisms["trust"].step(model.community)
    assert model.community.people.trust[model.community.members].max() == 1


def test_newcomers_begin_with_the_trust_they_bring():
    model = village("trust", members=1, trust={"start": 0.3})
    settle(model.community, [5])
    assert model.community.people.trust[5] == pytest.approx(0.3)
    assert pulls(model.community, "trust")[-1] == 0
