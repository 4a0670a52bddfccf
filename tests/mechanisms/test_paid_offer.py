"""Members may pay for more."""

import numpy as np
import pytest
from scipy.stats import norm

from tests.village import DAY, photograph, pulls, settle, village
from tests.worlds import curve, run, settings

WORLD = {"days": 150, "market": {"size": 1500, "regions": 5}}


def test_who_visits_takes_a_month_that_is_worth_its_price_to_her():
    model = village("paid_offer", paid_offer={"price": 20, "value": 0.3, "margin": 0.5})
    community, past = model.community, photograph(model.community)
    community.people.subscribed_until[community.members[:10]] = DAY + 3
    model.mechanisms["paid_offer"].step(community)
    sold = 0
    for i, row in enumerate(community.members):
        worth = 0.3 * community.market.willingness_to_pay[row] * past.trust[row] / 0.6
        takes = i >= 10 and past.visiting[row] and worth >= 20
        sold += takes
        until = DAY + 3 if i < 10 else DAY + 30 if takes else 0
        assert community.people.subscribed_until[row] == until
        pull = 0.3 if until else -0.1
        assert community.influences.belonging_pull["paid_offer"][row] == pytest.approx(pull)
    assert 3 < sold < 25
    assert community.ledger.income["subscriptions"] == pytest.approx(10 * sold)


def test_a_month_lasts_thirty_days():
    model = village("paid_offer", paid_offer={"price": 1})
    community, mechanism = model.community, model.mechanisms["paid_offer"]
    community.people.visiting[:], community.people.trust[:] = True, 1.0
    sold = []
    for day in range(DAY, DAY + 61):
        community.begin_day(day)
        before = community.ledger.income["subscriptions"]
        mechanism.step(community)
        sold.append(community.ledger.income["subscriptions"] > before)
    assert np.flatnonzero(sold).tolist() == [0, 30, 60]


@pytest.mark.parametrize("price", [10, 40])
def test_the_share_that_subscribes_follows_willingness_to_pay(price):
    count = 6000
    model = village(
        "paid_offer", members=count, market={"size": count, "regions": 3},
        paid_offer={"price": price},
    )  # fmt: skip
    community = model.community
    community.people.visiting[:], community.people.trust[:] = True, 0.6
    model.mechanisms["paid_offer"].step(community)
    share = np.mean(community.people.subscribed_until[community.members] > 0)
    expected = norm.sf(np.log(price / 0.2 / 148.4))
    assert share == pytest.approx(expected, abs=4 * np.sqrt(expected * (1 - expected) / count))


def test_there_is_a_best_price():
    income = {
        price: curve(run(settings(**WORLD, paid_offer={"price": price})), "income")[-1]
        for price in (3, 30, 300)
    }
    assert income[30] > max(income[3], income[300]) > 0


def test_nothing_offered_the_default_community_lives_as_it_did():
    world = WORLD | {"days": 100}
    on, off = run(settings(**world)), run(settings(**world, paid_offer={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_what_is_worth_nothing_is_bought_by_nobody():
    model = village("paid_offer", paid_offer={"price": 1, "value": 0})
    model.mechanisms["paid_offer"].step(model.community)
    assert model.community.ledger.income["subscriptions"] == 0


def test_newcomers_have_not_subscribed_and_an_offer_that_ends_pulls_nobody():
    model = village("paid_offer", paid_offer={"price": 5})
    community = model.community
    newcomer = np.setdiff1d(np.arange(60), community.members)[:1]
    community.people.subscribed_until[newcomer] = 99
    settle(community, newcomer)
    assert community.people.subscribed_until[newcomer] == 0
    for change in ({"paid_offer.price": 0}, {"paid_offer.enabled": False}):
        world = {"days": 12, "market": {"size": 400}, "paid_offer": {"price": 10}}
        model = run(settings(**world, timeline=[{"day": 10, "set": change}]))
        assert model.community.ledger.income["subscriptions"] > 0
        assert not pulls(model.community, "paid_offer").any()
