"""Members learn to judge the product."""

import numpy as np
import pytest

from tests.village import photograph, pulls, settle, village
from tests.worlds import curve, run, settings

WORLD = {"days": 200, "market": {"size": 1500, "regions": 5}}


def give_lesson(model, **arguments):
    verb = model.mechanisms["education"].verbs[0]
    getattr(model.mechanisms["education"], verb.method)(
        model.community, verb.arguments(**arguments)
    )


def test_what_is_learned_in_a_day_and_what_it_does_are_those_of_the_equation():
    model = village("education", education={"teaching": 0.5, "rate": 0.1, "complexity": 0.8})
    community = model.community
    community.people.product_expertise[:] = np.linspace(0, 0.9, 60)
    past = photograph(community)
    model.mechanisms["education"].step(community)
    assert 0 < past.visiting[community.members].mean() < 1
    for row in community.members:
        e = past.product_expertise[row]
        if past.visiting[row]:
            e += 0.1 * 0.5 * past.information[row] * (1 - e)
        assert community.people.product_expertise[row] == pytest.approx(e, rel=1e-5)
        pull = 0.8 * e * (0.6 + 1.0 * (past.information[row] - 0.6))
        got = community.influences.belonging_pull["learning"][row]
        assert got == pytest.approx(pull, abs=1e-5)
    assert community.ledger.costs["education"] == 25


def test_a_lesson_is_learned_by_those_who_are_there_once():
    model = village("education")
    community, past = model.community, photograph(model.community)
    give_lesson(model, gain=0.4, cost=70)
    for _ in range(2):
        model.mechanisms["education"].step(community)
    here = past.visiting[community.members]
    assert community.people.product_expertise[community.members] == pytest.approx(0.4 * here)
    assert community.ledger.costs["education"] == 70


def test_knowledge_never_passes_one_and_newcomers_begin_without():
    model = village("education", education={"teaching": 1, "rate": 1})
    community = model.community
    community.people.information[:] = 1.0
    for _ in range(50):
        give_lesson(model, gain=1)
        model.mechanisms["education"].step(community)
    assert community.people.product_expertise.max() == 1
    newcomer = np.setdiff1d(np.arange(60), community.members)[:1]
    community.people.product_expertise[newcomer] = 0.7
    settle(community, newcomer)
    assert community.people.product_expertise[newcomer] == 0


@pytest.mark.parametrize("complexity, known", [(0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (1.0, 0.6)])
def test_a_complex_product_is_hard_to_explain_unless_members_know_it(complexity, known):
    model = village("education", education={"complexity": complexity, "teaching": 0.1})
    community = model.community
    community.people.product_expertise[:] = known
    model.mechanisms["education"].start(community)
    model.mechanisms["education"].set_climate(community)
    expected = (1 - 0.4 * complexity * (1 - known)) / (1 - 0.4 * 0.5)
    assert community.influences.climate.join_factor == pytest.approx(expected, rel=1e-5)


def test_nothing_taught_the_default_community_lives_as_it_did():
    world = WORLD | {"days": 100}
    on, off = run(settings(**world)), run(settings(**world, education={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_teaching_is_worth_more_the_more_complex_the_product():
    """Content and complexity interact: what is gained by teaching rises with complexity."""
    gain = {}
    for complexity in (0.2, 1.0):
        chosen = {"complexity": complexity, "hard_to_explain": 0}
        taught, untaught = (
            run(settings(**WORLD, education={**chosen, "teaching": teaching}))
            for teaching in (1.0, 0.0)
        )
        gain[complexity] = curve(taught, "belonging")[-1] - curve(untaught, "belonging")[-1]
    assert gain[1.0] > gain[0.2] > 0
    assert gain[1.0] > gain[0.2] + 0.01


def test_switched_off_midway_it_pulls_nobody_any_more():
    timeline = [{"day": 30, "set": {"education.enabled": False}}]
    world = {"days": 40, "market": {"size": 400}, "education": {"teaching": 1.0}}
    model = run(settings(**world, timeline=timeline))
    assert not pulls(model.community, "learning").any()
