"""Strangers hear of the community."""

from itertools import pairwise

import numpy as np
import pytest

from sim.mechanisms.advertising import LARGEST_BURST, Campaign
from sim.state.chance import poisson, purpose, uniform
from tests.village import DAY, luck, village

NUMBER, RECEIVER = purpose("advertising.number"), purpose("advertising.receiver")


def heard(model):
    """Who heard today, in order, and what hazard each contact adds."""
    model.mechanisms["advertising"].step(model.community)
    if not model.community.contacts:
        return [], []
    senders, receivers, hazards, _ = model.community.contacts[-1]
    assert np.all(senders == -1)
    return receivers.tolist(), hazards.tolist()


def test_those_reached_are_poisson_many_and_anybody():
    model = village("advertising", advertising={"reach_per_day": 2300, "conversion": 0.02})
    community = model.community
    receivers, hazards = heard(model)
    number = sum(
        poisson(uniform(0, DAY, k, NUMBER, community.chance.key), mean)
        for k, mean in enumerate([1000, 1000, 300])
    )
    assert receivers == [int(luck(community, i, RECEIVER)[0] * 60) for i in range(number)]
    assert hazards == [0.02] * number


def test_a_larger_reach_only_adds_people():
    reaches = [0, 3, 400, 999, 1001, 1500, 4200]
    lists = [heard(village("advertising", advertising={"reach_per_day": r}))[0] for r in reaches]
    assert lists[0] == []
    for fewer, more in pairwise(lists):
        assert more[: len(fewer)] == fewer
        assert len(more) >= len(fewer)


def test_the_mean_number_reached_is_the_reach():
    model = village("advertising", advertising={"reach_per_day": 250})
    counts = []
    for day in range(60):
        model.community.begin_day(day)
        counts.append(len(heard(model)[0]))
    assert np.mean(counts) == pytest.approx(250, abs=4 * np.sqrt(250 / 60))


def test_a_campaign_lasts_its_days_and_is_paid_for():
    model = village("advertising", advertising={"reach_per_day": 100, "cost_per_person": 3})
    ads, community = model.mechanisms["advertising"], model.community
    ads.campaign(community, Campaign(reach=5000, days=3, cost_per_person=2))
    reached = []
    for day in range(DAY, DAY + 5):
        community.begin_day(day)
        reached.append(len(heard(model)[0]))
    assert all(count > 4000 for count in reached[:3])
    assert all(count < 200 for count in reached[3:])
    assert community.ledger.costs["advertising"] == 5 * 100 * 3 + 3 * 5000 * 2


def test_an_uncertain_campaign_is_never_smaller_and_has_a_bound():
    ads = village("advertising").mechanisms["advertising"]
    community = village("advertising").community
    for day in range(60):
        community.begin_day(day)
        ads.campaign(community, Campaign(spread=2.0))
    factors = [factor for _, _, factor in ads.campaigns]
    assert min(factors) >= 1
    assert max(factors) == LARGEST_BURST
    assert len(set(factors)) > 30


def test_an_uncertain_campaign_reaches_as_many_as_its_luck_says():
    model = village("advertising")
    ads = model.mechanisms["advertising"]
    ads.campaign(model.community, Campaign(reach=3000, spread=0.5))
    ((_, _, factor),) = ads.campaigns
    assert factor > 1.05
    assert len(heard(model)[0]) == pytest.approx(3000 * factor, abs=4 * np.sqrt(3000 * factor))


def test_two_campaigns_of_a_day_have_each_their_own_luck():
    model = village("advertising")
    ads = model.mechanisms["advertising"]
    for _ in range(3):
        ads.campaign(model.community, Campaign(spread=1.0, days=5))
    assert len({factor for _, _, factor in ads.campaigns}) == 3


def test_the_luck_of_a_campaign_does_not_depend_on_earlier_ones():
    alone, second = village("advertising"), village("advertising")
    uncertain = Campaign(spread=1.0, days=20)
    second.community.begin_day(DAY - 1)
    second.mechanisms["advertising"].campaign(second.community, uncertain)
    second.community.begin_day(DAY)
    for model in (alone, second):
        model.mechanisms["advertising"].campaign(model.community, uncertain)
    last = (model.mechanisms["advertising"].campaigns[-1][2] for model in (alone, second))
    assert len(set(last)) == 1
