"""A rhythm that members grow used to, and feedback on what they did."""

import numpy as np
import pytest

from tests.village import DAY, photograph, pulls, settle, village
from tests.worlds import curve, run, settings

WORLD = {"days": 120, "market": {"size": 1500, "regions": 5}}


def test_a_days_pulls_are_those_of_the_equation():
    chosen = {"rhythm": 0.8, "feedback": 0.5, "accustom_days": 10, "feedback_days": 4}
    model = village("organisation", organisation=chosen)
    community = model.community
    community.people.accustomed[:] = np.linspace(0, 1, community.size)
    community.people.last_post[:] = np.arange(community.size) % (DAY + 2) - 1
    past = photograph(community)
    model.mechanisms["organisation"].step(community)
    for row in community.members:
        used = past.accustomed[row] + (past.visiting[row] - past.accustomed[row]) / 10
        assert community.people.accustomed[row] == pytest.approx(used, abs=1e-6)
        lately = past.last_post[row] >= 0 and DAY - past.last_post[row] < 4
        term = community.influences.belonging_pull
        assert term["rhythm"][row] == pytest.approx(0.5 * 0.8 * used, abs=1e-6)
        assert term["feedback"][row] == pytest.approx(0.4 * 0.5 * lately, abs=1e-6)
    assert community.ledger.costs["organisation"] == pytest.approx(50 * 0.8 + 30 * 0.5)


def test_who_never_comes_never_feels_the_rhythm():
    model = village("organisation", organisation={"rhythm": 1})
    community = model.community
    for _ in range(300):
        model.mechanisms["organisation"].step(community)
    here = community.people.visiting[community.members]
    assert pulls(community, "rhythm") == pytest.approx(0.5 * here, abs=1e-3)
    settle(community, np.setdiff1d(np.arange(community.size), community.members)[:1])
    assert community.people.accustomed.min() == 0


def test_organisation_makes_the_place_orderly_within_bounds():
    model = village("organisation", organisation={"rhythm": 1, "feedback": 0.5})
    climate = model.community.influences.climate
    model.mechanisms["organisation"].set_climate(model.community)
    assert climate.orderly == pytest.approx(0.5 + 0.2 + 0.05)
    climate.orderly = 0.95
    model.mechanisms["organisation"].set_climate(model.community)
    assert climate.orderly == 1


def test_unorganised_the_default_community_lives_as_if_the_mechanism_were_off():
    on, off = run(settings(**WORLD)), run(settings(**WORLD, organisation={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_rhythm_and_feedback_raise_belonging_and_trust_and_cost_money():
    without = run(settings(**WORLD))
    organised, again = (
        run(settings(**WORLD, organisation={"rhythm": 1, "feedback": 1})) for _ in range(2)
    )
    assert organised.series.tobytes() == again.series.tobytes()
    for measure in ("belonging", "trust"):
        if measure in without.frame():
            assert curve(organised, measure)[-1] > curve(without, measure)[-1], measure
    assert organised.community.ledger.costs["organisation"] == pytest.approx(121 * 80)
