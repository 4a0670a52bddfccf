"""A rival draws members and prospects off."""

import numpy as np
import pytest

from sim.state.chance import purpose
from tests.village import DAY, photograph, village
from tests.worlds import curve, only, run, settings

REACH = purpose("competition.reach")
WORLD = {"days": 200, "market": {"size": 2000, "regions": 5}}


def pushed(community):
    return community.influences.exit_hazard["rival"]


def test_the_push_is_that_of_the_equation():
    chosen = {"hazard": 0.1, "start_share": 0.3, "quality": 0.9, "exit_cost": 0.5, "growth": 0}
    model = village("competition", competition=chosen)
    community = model.community
    community.people.product_expertise[:] = np.linspace(0, 1, 60)
    past = photograph(community)
    model.mechanisms["competition"].step(community)
    reached = [luck < 0.5 for luck in community.chance.uniforms(np.arange(60), 0, REACH)[0]]
    assert 10 < sum(reached) < 50
    for row in community.members:
        draw = 2 * (0.9 - past.satisfaction[row]) - 4 * (past.belonging[row] - 0.5)
        draw -= (past.trust[row] - 0.5) + 2 * past.product_expertise[row] + 0.5
        hazard = 0.1 * 0.3 * np.exp(draw) if reached[row] else 0
        assert pushed(community)[row] == pytest.approx(hazard, rel=1e-4)


def test_the_rival_becomes_known_like_a_logistic_curve():
    chosen = {"hazard": 1e-6, "start_share": 0.05, "growth": 0.01, "start_day": DAY + 2}
    model = village("competition", competition=chosen)
    mechanism, seen = model.mechanisms["competition"], []
    for day in range(DAY, DAY + 50):
        model.community.begin_day(day)
        mechanism.step(model.community)
        seen.append(mechanism.known)
    assert seen[:2] == [0, 0]
    time = np.arange(1, len(seen) - 1)
    logistic = 1 / (1 + (0.95 / 0.05) * np.exp(-0.01 * time))
    assert seen[2:] == pytest.approx(logistic, rel=0.01)


def test_those_whom_it_takes_make_it_better_known():
    world = {"days": 60, "market": {"size": 2000}, "seeding": {"crowd": 1500}}
    chosen = {"hazard": 0.05, "growth": 0, "start_share": 0.1, "overlap": 0.6}
    model = run(
        only("seeding", "churn", "competition", churn={"hazard": 0}, competition=chosen, **world)
    )
    taken = curve(model, "exits:rival")[:-1].sum()
    assert taken > 100
    known = model.mechanisms["competition"].known
    assert known == pytest.approx(0.1 + taken / (0.6 * 2000), rel=1e-6)


def test_prospects_within_its_reach_are_harder_to_win():
    model = village("competition", competition={"hazard": 0.01, "start_share": 0.5, "growth": 0})
    community = model.community
    model.mechanisms["competition"].step(community)
    community.begin_day(DAY + 1)
    model.mechanisms["competition"].set_climate(community)
    expected = 1 - 0.5 * 0.5 * community.people.in_rivals_reach
    assert community.influences.appeal == pytest.approx(expected)


def test_without_a_rival_the_default_community_lives_as_it_did():
    world = WORLD | {"days": 100}
    on, off = run(settings(**world)), run(settings(**world, competition={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_a_rival_takes_members_and_those_who_know_the_product_less():
    rival = {"hazard": 0.01, "keeps": 0, "start_share": 0.5}
    alone, beside = run(settings(**WORLD)), run(settings(**WORLD, competition=rival))
    assert curve(beside, "members")[-1] < 0.9 * curve(alone, "members")[-1]
    # Knowledge holds, whatever else it does: here it pulls on nobody's belonging.
    taught = {"teaching": 1.0, "rate": 0.1, "learning_weight": 0, "information_weight": 0}
    moat = run(settings(**WORLD, competition=rival, education=taught))
    untaught = curve(beside, "exits:rival")[60:].sum() / curve(beside, "members")[60:].sum()
    held = curve(moat, "exits:rival")[60:].sum() / curve(moat, "members")[60:].sum()
    assert held < 0.8 * untaught


def test_a_cost_of_moving_keeps_members():
    rival = {"hazard": 0.02, "start_share": 0.5}
    taken = [
        curve(run(settings(**WORLD, competition={**rival, "exit_cost": cost})), "exits:rival").sum()
        for cost in (0, 2)
    ]
    assert taken[0] > 3 * taken[1] > 0


def test_a_rival_that_goes_tempts_nobody_any_more():
    for change in ({"competition.hazard": 0}, {"competition.enabled": False}):
        world = {"days": 12, "market": {"size": 400}, "competition": {"hazard": 0.05}}
        model = run(settings(**world, timeline=[{"day": 10, "set": change}]))
        assert not pushed(model.community).any()
        assert np.all(model.community.influences.appeal == 1)


def test_its_reach_can_be_changed_midway():
    timeline = [{"day": 5, "set": {"competition.overlap": 1.0}}]
    world = {"days": 6, "market": {"size": 400}, "competition": {"hazard": 0.05, "overlap": 0.1}}
    assert run(settings(**world)).community.people.in_rivals_reach.mean() < 0.2
    assert run(settings(**world, timeline=timeline)).community.people.in_rivals_reach.all()
