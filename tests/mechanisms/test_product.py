"""Members use the product, and find it better or worse than they were led to expect."""

import numpy as np
import pytest

from sim.mechanisms.product import FEEDBACK_SCALE, Fault
from sim.state.people import Role
from tests.village import DAY, photograph, pulls, settle, village


def lived(days=1, prepare=lambda community: None, **parameters):
    """A village after some days with the product."""
    model = village("product", product=parameters)
    prepare(model.community)
    for day in range(DAY, DAY + days):
        model.community.begin_day(day)
        prepare(model.community)
        model.mechanisms["product"].step(model.community)
    return model


def test_a_days_experience_is_that_of_the_equation():
    model = village("product", product={"quality": 0.6, "disappointment": 1.5, "co_creation": 0.5})
    community, p = model.community, model.settings.product
    community.people.expectation[:] = np.linspace(0, 1, 60)
    community.people.posts_today[:] = 0
    past = photograph(community)
    model.mechanisms["product"].step(community)
    product, say = (
        community.influences.belonging_pull[name] for name in ("product", "participation")
    )
    for row in community.members:
        surprise = 0.6 - past.expectation[row]
        aim = np.clip(0.6 + 1.5 * surprise, 0, 1)
        new = past.satisfaction[row] + (aim - past.satisfaction[row]) / p.satisfaction_days
        assert community.people.satisfaction[row] == pytest.approx(new, rel=1e-5)
        expected = past.expectation[row] + surprise / p.expectation_days
        assert community.people.expectation[row] == pytest.approx(expected, rel=1e-5)
        assert product[row] == pytest.approx(p.weight * (new - p.usual), abs=1e-5)
        lurks = past.role[row] == Role.LURKER
        assert say[row] == pytest.approx(0 if lurks else p.participation_weight * 0.5)


def test_things_as_usual_pull_nobody():
    model = lived(days=30, prepare=_as_usual)
    assert pulls(model.community, "product") == pytest.approx(0, abs=1e-6)
    assert not pulls(model.community, "participation").any()


def _as_usual(community):
    community.people.satisfaction[:] = 0.75
    community.people.expectation[:] = 0.75


def test_hype_wins_more_and_disappoints_them():
    def newcomer(hype):
        model = village("product", members=1, product={"hype": hype})
        community, product = model.community, model.mechanisms["product"]
        product.set_climate(community)
        settle(community, [7])
        factor = community.influences.climate.join_factor
        for day in range(DAY, DAY + 20):
            community.begin_day(day)
            product.step(community)
        return factor, community.people.satisfaction[7]

    (honest, content), (loud, let_down) = newcomer(0.0), newcomer(0.3)
    assert honest == 1
    assert loud == pytest.approx(1.3)
    assert let_down < content - 0.1


def test_a_fault_lasts_its_days_and_faults_add_up():
    model = village("product")
    product, community = model.mechanisms["product"], model.community
    community.people.satisfaction[:] = community.people.expectation[:] = 0.75
    product.break_down(community, Fault(severity=0.2, days=5))
    product.break_down(community, Fault(severity=0.9, days=2))
    falls = []
    for day in range(DAY, DAY + 8):
        community.begin_day(day)
        before = community.people.satisfaction[community.founder]
        product.step(community)
        falls.append(before - community.people.satisfaction[community.founder])
    assert falls[0] == pytest.approx(0.75 / 14, rel=1e-4), "nothing is worse than worthless"
    assert all(fall > 0 for fall in falls[:5])
    assert all(fall < 0 for fall in falls[5:]), "mended, it is better than they had come to expect"
    assert product.quality == 0.75


def test_members_improve_what_they_help_to_make():
    def talkative(community):
        community.people.posts_today[:] = 2

    silent = lived(days=10, co_creation=1, prepare=lambda c: c.people.posts_today.fill(0))
    heard = lived(days=10, co_creation=1, co_creation_rate=0.01, prepare=talkative)
    unasked = lived(days=10, co_creation=0, prepare=talkative)
    assert silent.mechanisms["product"].quality == unasked.mechanisms["product"].quality == 0.75
    worth = 0.01 * (1 - np.exp(-80 / FEEDBACK_SCALE))
    assert heard.mechanisms["product"].quality == pytest.approx(1 - 0.25 * (1 - worth) ** 10)


def test_a_closed_beta_improves_the_product_as_far_as_there_are_kols():
    def closed(community):
        community.influences.climate.open_to_word_of_mouth = False

    def without_kols(community):
        closed(community)
        community.people.role[:] = Role.LURKER

    assert lived(days=10, prepare=closed).mechanisms["product"].quality > 0.75
    assert lived(days=10, prepare=without_kols).mechanisms["product"].quality == 0.75
    assert lived(days=10).mechanisms["product"].quality == 0.75


def test_what_feedback_has_gained_stays_gained():
    product = village("product").mechanisms["product"]
    product.quality = 0.85
    product.adjust(product.parameters.model_copy(update={"hype": 0.1}), None)
    assert product.quality == 0.85
    product.adjust(product.parameters.model_copy(update={"quality": 0.5}), None)
    assert product.quality == 0.5
