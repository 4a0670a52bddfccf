"""The community earns money, and what that does to it."""

import numpy as np
import pytest

from sim.mechanisms.attention import read
from sim.mechanisms.commerce import MOST_SPAM
from sim.model import CommunityModel
from sim.state.chance import poisson, purpose
from sim.state.people import Role
from tests.village import DAY, luck, photograph, settle, village
from tests.worlds import curve, only, run, settings

DISLIKE, PURCHASES = purpose("commerce.dislike"), purpose("commerce.purchases")
WORLD = {"days": 200, "market": {"size": 1500, "regions": 5}}


def pushed(community, name="commerce"):
    return community.influences.belonging_pull[name]


def test_a_days_pull_and_expectation_are_those_of_the_equation():
    model = village("commerce", commerce={"ad_load": 0.3, "start_day": DAY})
    community = model.community
    community.people.commerce_expected[:] = np.linspace(0, 0.6, community.size)
    past = photograph(community)
    model.mechanisms["commerce"].step(community)
    for row in community.members:
        dislike = 2 * community.chance.uniforms(np.array([row]), 0, DISLIKE)[0, 0]
        expected = past.commerce_expected[row]
        pull = -dislike * (3 * 0.3 + 3 * max(0, 0.3 - expected))
        assert pushed(community)[row] == pytest.approx(pull, rel=1e-5)
        later = expected + (0.3 - expected) / 60
        assert community.people.commerce_expected[row] == pytest.approx(later, rel=1e-5)


@pytest.mark.parametrize(
    "announced, before, on_the_day", [(True, 3 * 0.3 * 0.2, 3 * 0.2), (False, 0, 6 * 0.2)]
)
def test_what_was_announced_weighs_before_and_is_no_breach(announced, before, on_the_day):
    chosen = {"ad_load": 0.2, "start_day": DAY + 1, "announced": announced}
    model = village("commerce", commerce=chosen)
    community, mechanism = model.community, model.mechanisms["commerce"]
    for expected in (before, on_the_day):
        mechanism.step(community)
        dislike = community.people.dislike_of_commerce
        members = community.members
        assert pushed(community)[members] == pytest.approx(-expected * dislike[members], abs=1e-6)
        community.begin_day(community.day + 1)


def test_newcomers_expect_what_they_are_told_or_find():
    for announced, told in ((True, 0.4), (False, 0)):
        chosen = {"ad_load": 0.4, "start_day": DAY + 5, "announced": announced}
        model = village("commerce", members=1, commerce=chosen)
        settle(model.community, [7])
        assert model.community.people.commerce_expected[7] == pytest.approx(told)
        model.mechanisms["commerce"].set_climate(model.community)
        dislike = model.community.people.dislike_of_commerce
        appeal = model.community.influences.appeal
        assert appeal == pytest.approx(1 - told / 2 * dislike, rel=1e-5)
        assert model.community.influences.climate.clutter == 0


def test_advertising_swells_the_feed_and_undermines_trust():
    model = village("commerce", commerce={"ad_load": 0.25})
    model.mechanisms["commerce"].set_climate(model.community)
    climate = model.community.influences.climate
    assert climate.clutter == pytest.approx(0.25)
    assert climate.distrust == pytest.approx(1.5 * 0.25)
    plain, cluttered = (read(30.0, 20.0, 30.0, 0.2, 0.0, 8.0, clutter) for clutter in (0, 0.25))
    feed = 30 / (1 - 0.25)
    reading = 30 * (1 - np.exp(-feed / 30))
    relevant = (20 + 0.2 * 10) / 30 * 0.75
    assert cluttered == pytest.approx((1 - np.exp(-reading * relevant / 8), 1 - reading / feed))
    assert cluttered[0] < plain[0]
    assert cluttered[1] > plain[1]


def test_who_visits_buys_as_she_is_satisfied_and_trusts():
    model = village("commerce", commerce={"purchases": 2, "basket": 50, "margin": 0.4})
    community, past = model.community, photograph(model.community)
    model.mechanisms["commerce"].step(community)
    bought = {}
    for row in community.members:
        mean = 2 * past.satisfaction[row] * past.trust[row]
        buys = past.visiting[row] and past.role[row] != Role.FOUNDER
        bought[row] = poisson(luck(community, row, PURCHASES)[0], mean) if buys else 0
        assert community.people.purchases[row] == bought[row]
    assert sum(bought.values()) > 5
    assert community.ledger.income["sales"] == pytest.approx(50 * 0.4 * sum(bought.values()))


def test_advertisers_pay_for_visits_from_the_first_day_on():
    model = village("commerce", commerce={"ad_load": 0.2, "start_day": DAY + 1})
    community = model.community
    model.mechanisms["commerce"].step(community)
    assert community.ledger.taken_in == 0
    community.begin_day(DAY + 1)
    model.mechanisms["commerce"].step(community)
    visits = np.count_nonzero(community.people.visiting[community.members])
    assert community.ledger.income["advertisers"] == pytest.approx(0.5 * 0.2 * visits)


@pytest.mark.parametrize("thin, strictness", [(0.1, 0.0), (0.1, 0.9), (0.9, 0.4)])
def test_spam_follows_its_equation(thin, strictness):
    chosen = {"spam_growth": 0.2, "spam_removal": 0.05}
    model = village("commerce", commerce=chosen)
    community, mechanism = model.community, model.mechanisms["commerce"]
    community.people.information[:] = thin
    s = 0.01
    for _ in range(80):
        community.influences.climate.strictness = strictness
        mechanism.step(community)
        grown = 0.2 * s * (1 - s / MOST_SPAM) * max(0, 1 - thin / 0.6)
        s = min(max(s + grown - 0.05 * strictness * s, 0.01), MOST_SPAM)
        assert mechanism.spam == pytest.approx(s)
    assert pushed(community, "spam")[community.members] == pytest.approx(-3 * s)
    known = {(0.1, 0.0): MOST_SPAM, (0.1, 0.9): MOST_SPAM * (1 - 0.045 / (0.2 * 5 / 6))}
    assert s == pytest.approx(known.get((thin, strictness), 0.01), rel=0.05)


def test_those_whose_term_ends_and_who_stay_pay_again():
    world = {"days": 90, "market": {"size": 300}}
    chosen = only(
        "seeding", "churn", "commerce", seeding={"count": 20, "crowd": 100},
        churn={"contract_days": 30, "hazard": 0.02, "frailty_shape": 1000},
        commerce={"renewal_fee": 10}, **world,
    )  # fmt: skip
    model = run(chosen)
    people, members = model.community.people, model.community.members
    crowd = members[~people.seeded[members] & (people.role[members] != Role.FOUNDER)]
    exits = model.community.journal.frame().query("kind == 'exit'")
    gone = exits[~people.seeded[exits.person]]
    renewed = 3 * len(crowd) + (gone.day // 30 - 1).sum()
    assert 0 < len(crowd) < 100
    assert model.community.ledger.income["renewals"] == 10 * renewed
    unlimited = run(
        only("seeding", "commerce", seeding={"crowd": 100}, commerce={"renewal_fee": 10}, **world)
    )
    assert unlimited.community.ledger.taken_in == 0


def test_nothing_sold_the_default_community_lives_as_if_there_were_no_commerce():
    on, off = run(settings(**WORLD)), run(settings(**WORLD, commerce={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_the_same_seed_gives_the_same_bits_with_everything_sold():
    chosen = {"ad_load": 0.2, "purchases": 0.1, "spam_growth": 0.1, "renewal_fee": 5}
    world = {"days": 60, "market": {"size": 800}, "churn": {"contract_days": 20}}
    one, two = (run(settings(**world, commerce=chosen)) for _ in range(2))
    assert one.series.tobytes() == two.series.tobytes()
    assert curve(one, "income")[-1] > 0


def test_advertising_costs_members_trust_and_belonging():
    without, much = (run(settings(**WORLD, commerce={"ad_load": load})) for load in (0, 0.4))
    for measure in ("belonging", "members"):
        assert curve(much, measure)[-1] < 0.9 * curve(without, measure)[-1], measure
    trust = [m.community.people.trust[m.community.members].mean() for m in (without, much)]
    assert trust[1] < trust[0] - 0.3


def test_the_best_advertising_load_is_neither_the_least_nor_the_most():
    income = {
        load: curve(run(settings(days=365, commerce={"ad_load": load})), "income")[-1]
        for load in (0.05, 0.25, 0.6)
    }
    assert income[0.25] > max(income[0.05], income[0.6])


@pytest.mark.parametrize("replicate", range(4))
def test_what_is_announced_costs_newcomers_before_and_fewer_members_after(replicate):
    """Who accepts stays, who does not stays away; a late turn drives more people out."""
    world = {"days": 200, "market": {"size": 6000, "regions": 5}}
    turn = {"ad_load": 0.3, "start_day": 120}
    told, late = (
        run(settings(**world, commerce=turn | {"announced": announced}), replicate=replicate)
        for announced in (True, False)
    )
    before = [curve(model, "members")[119] for model in (told, late)]
    assert before[0] < before[1]
    lost = [
        curve(model, "exits:commerce")[120:].sum() / members
        for model, members in zip((told, late), before, strict=True)
    ]
    assert lost[1] > lost[0]
    lowest = [curve(model, "belonging")[121:150].min() for model in (told, late)]
    assert lowest[0] > lowest[1]


def test_selling_without_advertising_moves_nobody():
    """Purchases are read off the community; nobody's luck or liking depends on them."""
    without, sold = (run(settings(**WORLD, commerce={"purchases": rate})) for rate in (0, 0.2))
    assert np.array_equal(curve(without, "belonging"), curve(sold, "belonging"))
    assert curve(sold, "income")[-1] > curve(without, "income")[-1] == 0


def test_a_commerce_that_ends_leaves_nothing_behind():
    timeline = [{"day": 20, "set": {"commerce.ad_load": 0}}]
    chosen = settings(days=30, market={"size": 500}, commerce={"ad_load": 0.3}, timeline=timeline)
    model = CommunityModel(chosen).run()
    assert not pushed(model.community)[model.community.members].any()


def test_who_dislikes_commerce_stays_away_when_it_is_announced():
    """Whoever joins after an announcement minds advertising less than those who joined without."""
    world = {"days": 150, "market": {"size": 4000, "regions": 5}}
    turn = {"ad_load": 0.4, "start_day": 150, "deters": 1.0, "foreboding": 0}
    minds = []
    for announced in (True, False):
        community = run(settings(**world, commerce=turn | {"announced": announced})).community
        joined = community.members[~community.people.seeded[community.members]]
        minds.append(community.people.dislike_of_commerce[joined].mean())
    assert minds[0] < minds[1] - 0.03
