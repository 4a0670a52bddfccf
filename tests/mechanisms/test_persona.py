"""The product is made for somebody, and fits her better than others."""

import numpy as np
import pytest

from tests.village import settle, village
from tests.worlds import curve, run, settings

WORLD = {"days": 150, "market": {"size": 1500, "regions": 5}}


def made_for(share, **parameters):
    """A village for so narrow a target."""
    sections = {"persona": {"target_share": share, **parameters}}
    return village("persona", market={"size": 4000, "regions": 3}, **sections).community


def distance(community):
    market = community.market
    apart = np.linalg.norm(market.values.astype(float) - 0.5, axis=1)
    return apart + 0.25 * (market.interest != 0)


def test_fit_is_that_of_the_equation():
    community = made_for(0.2, gain=0.5, width=0.2)
    apart = distance(community)
    radius = np.quantile(apart, 0.2)
    for row in range(0, community.size, 37):
        beyond = max(0.0, apart[row] - radius)
        fit = (1 + 0.5 * 0.8) * np.exp(-(beyond**2) / (2 * 0.2**2))
        assert community.people.fit[row] == pytest.approx(fit, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7])
def test_the_target_is_the_share_of_the_market_that_is_nearest(share):
    community = made_for(share)
    best = community.people.fit == community.people.fit.max()
    assert best.mean() == pytest.approx(share, abs=0.002)
    assert distance(community)[best].max() < distance(community)[~best].min()


def test_the_narrower_the_target_the_better_it_fits_and_the_fewer():
    fits = {share: made_for(share).people.fit for share in (0.05, 0.2, 0.5)}
    assert fits[0.05].max() > fits[0.2].max() > fits[0.5].max() > 1
    assert fits[0.05].mean() < fits[0.2].mean() < fits[0.5].mean() < 1.01


def test_quality_counts_as_it_fits():
    model = village("persona", "product", persona={"target_share": 0.3}, product={"quality": 0.7})
    community = model.community
    for _ in range(400):
        model.mechanisms["product"].step(community)
    members = community.members
    liked = np.minimum(0.7 * community.people.fit[members], 1)
    assert community.people.satisfaction[members] == pytest.approx(liked, abs=0.01)
    assert liked.std() > 0.1


def test_people_are_won_as_it_fits_them():
    model = village("persona", persona={"target_share": 0.3, "attraction": 2})
    model.mechanisms["persona"].set_climate(model.community)
    influences, people = model.community.influences, model.community.people
    assert influences.appeal == pytest.approx(people.fit**2)


def test_who_is_less_drawn_needs_more_contacts_to_join():
    def joined(appeal):
        model = village("admission", members=1)
        community = model.community
        receivers = np.setdiff1d(np.arange(60), [community.founder]).astype(np.int32)
        senders = np.full(len(receivers), community.founder, np.int32)
        community.influences.appeal[:] = appeal
        community.hear(senders, receivers, np.full(len(receivers), 0.7), 1)
        model.mechanisms["admission"].step(community)
        return set(community.members)

    assert joined(0.0) < joined(0.5) < joined(1.0) < joined(3.0)


def test_a_product_for_everybody_leaves_the_default_community_as_it_was():
    on, off = run(settings(**WORLD)), run(settings(**WORLD, persona={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_a_narrow_target_wins_more_of_those_it_is_for_and_fewer_others():
    inside = made_for(0.2).people.fit == made_for(0.2).people.fit.max()

    def members(share):
        world = WORLD | {"market": {"size": 4000, "regions": 3}}
        community = run(settings(**world, persona={"target_share": share})).community
        return [np.count_nonzero(inside[community.members] == there) for there in (True, False)]

    narrow, everybody = members(0.2), members(1.0)
    assert narrow[0] > everybody[0]
    assert narrow[1] < 0.8 * everybody[1]


def test_a_target_can_be_widened_and_a_persona_given_up():
    timeline = [{"day": 5, "set": {"persona.target_share": 1.0}}]
    world = {"days": 8, "market": {"size": 300}, "persona": {"target_share": 0.1}}
    assert run(settings(**world)).community.people.fit.min() < 0.5
    for change in ({"persona.target_share": 1.0}, {"persona.enabled": False}):
        timeline = [{"day": 5, "set": change}]
        assert np.all(run(settings(**world, timeline=timeline)).community.people.fit == 1)


def test_newcomers_for_whom_it_is_not_made_are_disappointed():
    model = village("persona", "product", members=1, persona={"target_share": 0.1})
    community = model.community
    order = np.argsort(community.people.fit)
    others = [row for row in order[[0, -1]] if row != community.founder]
    settle(community, others)
    for _ in range(30):
        model.mechanisms["product"].step(community)
    assert community.people.satisfaction[order[0]] < 0.3
    assert curve(run(settings(days=3, market={"size": 200})), "members")[0] > 0
