"""Members share in what the community earns, and prospects may try."""

import numpy as np
import pytest

from sim.state.people import Role
from tests.village import pulls, village
from tests.worlds import curve, only, run, settings

WORLD = {"days": 150, "market": {"size": 1500, "regions": 5}}


def test_a_member_price_pulls_and_lowers_the_price():
    model = village("benefit_sharing", benefit_sharing={"member_discount": 0.3})
    mechanism = model.mechanisms["benefit_sharing"]
    mechanism.set_climate(model.community)
    mechanism.step(model.community)
    assert pulls(model.community, "member_price") == pytest.approx(0.3)
    assert model.community.influences.climate.price == pytest.approx(0.7)


def test_at_a_lower_price_more_is_sold_at_less_margin():
    def sold(price, count=4000):
        market = {"size": count, "regions": 3}
        chosen = {"purchases": 1.0, "basket": 100, "margin": 0.4, "price_elasticity": 2.0}
        model = village("commerce", members=count, market=market, commerce=chosen)
        community = model.community
        community.influences.climate.price = price
        model.mechanisms["commerce"].step(community)
        number = community.people.purchases.sum()
        left = 100 * (0.4 - (1 - price))
        assert community.ledger.income["sales"] == pytest.approx(left * number)
        return number

    usual = sold(1.0)
    assert sold(0.8) / usual == pytest.approx(1 / 0.8**2, abs=5 * 2 / np.sqrt(usual))


def test_trials_reach_anybody_and_cost_money():
    chosen = {"trials_per_day": 40.0, "trial_conversion": 0.2}
    model = village("benefit_sharing", benefit_sharing=chosen)
    community, mechanism = model.community, model.mechanisms["benefit_sharing"]
    given, who = 0, set()
    for day in range(100):
        community.begin_day(day)
        mechanism.step(community)
        ((senders, receivers, hazards, source),) = community.contacts
        satisfaction = community.people.satisfaction[community.members].mean(dtype=float)
        assert hazards == pytest.approx(0.2 * satisfaction / 0.75)
        assert np.all(senders == -1)
        assert source == community.journal.source("trial")
        given += len(receivers)
        who |= set(receivers.tolist())
    assert given == pytest.approx(4000, abs=4 * np.sqrt(4000))
    assert who == set(range(60))
    assert community.ledger.costs["trials"] == 10 * given


def test_people_join_by_trial_as_the_product_satisfies():
    def joined(satisfaction):
        chosen = {"trials_per_day": 60.0}
        model = village(
            "benefit_sharing", "admission", market={"size": 2000}, benefit_sharing=chosen
        )
        community = model.community
        community.people.satisfaction[:] = satisfaction
        for day in range(10, 40):
            community.begin_day(day)
            for name in ("benefit_sharing", "admission"):
                model.mechanisms[name].step(community)
        by = community.people.join_source[community.members] == community.journal.source("trial")
        return set(community.members[by])

    assert joined(0.2) < joined(0.75)
    heard = 60 * 30 / 2000 * 0.1
    expected = 1960 * (1 - np.exp(-heard))
    assert len(joined(0.75)) == pytest.approx(expected, abs=5 * np.sqrt(expected))


def test_nothing_shared_the_default_community_lives_as_it_did():
    on, off = run(settings(**WORLD)), run(settings(**WORLD, benefit_sharing={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_a_member_price_keeps_members_and_costs_margin():
    selling = {"purchases": 0.1}
    full, less = (
        run(settings(**WORLD, commerce=selling, benefit_sharing={"member_discount": d}))
        for d in (0, 0.25)
    )
    assert curve(less, "belonging")[-1] > curve(full, "belonging")[-1]
    assert curve(less, "members")[-1] > curve(full, "members")[-1]
    assert 0 < curve(less, "income")[-1] < 0.6 * curve(full, "income")[-1]


def test_a_price_taken_back_leaves_nothing_behind():
    for change in ({"benefit_sharing.member_discount": 0}, {"benefit_sharing.enabled": False}):
        world = {"days": 12, "market": {"size": 400}, "benefit_sharing": {"member_discount": 0.2}}
        model = run(settings(**world, timeline=[{"day": 10, "set": change}]))
        assert not pulls(model.community, "member_price").any()
        assert model.community.influences.climate.price == 1


def test_before_anybody_is_in_there_is_nothing_to_try():
    model = village("benefit_sharing", members=0, benefit_sharing={"trials_per_day": 50.0})
    model.mechanisms["benefit_sharing"].step(model.community)
    assert not model.community.contacts
    alone = run(only("benefit_sharing", days=2, market={"size": 50}))
    assert alone.community.people.role[alone.community.members].tolist() == [Role.FOUNDER]
