"""Members are paid for those whom they bring."""

import numpy as np
import pytest

from tests.village import DAY, settle, village
from tests.worlds import curve, run, settings

WORLD = {"days": 100, "market": {"size": 6000, "regions": 5}, "admission": {"fee": 50}}


@pytest.mark.parametrize("reward, incentive", [(0, 0), (50, 0.5), (150, 0.75)])
def test_an_incentive_makes_talk_more_frequent_and_less_believed(reward, incentive):
    model = village("commission", commission={"reward": reward})
    model.mechanisms["commission"].set_climate(model.community)
    influences = model.community.influences
    assert influences.contact_factor == pytest.approx(1 + 2 * incentive)
    assert influences.climate.persuasion == pytest.approx(1 - 0.5 * incentive)


def test_what_is_believed_less_wins_fewer():
    """The same people hear the same, at a fraction of the hazard."""
    heard = []
    for persuasion in (1.0, 0.4):
        model = village("word_of_mouth", word_of_mouth={"contacts_per_visit": 5})
        model.community.influences.climate.persuasion = persuasion
        model.mechanisms["word_of_mouth"].step(model.community)
        heard.append(model.community.contacts[0])
    for usual, less in zip(heard[0][:2], heard[1][:2], strict=True):
        assert np.array_equal(usual, less)
    assert heard[0][2].sum() > 0
    assert heard[1][2] == pytest.approx(0.4 * heard[0][2])


def test_who_was_brought_by_somebody_is_paid_for_on_her_first_day():
    model = village("commission", members=3, commission={"reward": 20})
    community = model.community
    brought = np.setdiff1d(np.arange(community.size), community.members)[:4]
    settle(community, brought[3:])
    nobody_and_some = np.full(3, community.founder)
    community.join(brought[:3], source=np.zeros(3, int), inviters=nobody_and_some)
    community.people.join_day[brought[0]] = DAY - 1
    model.mechanisms["commission"].step(community)
    assert community.ledger.costs["commissions"] == 20 * 2


def test_without_a_reward_the_default_community_lives_as_if_there_were_no_commission():
    on, off = run(settings(**WORLD)), run(settings(**WORLD, commission={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_a_small_commission_repays_and_a_large_one_does_not():
    members, profit = {}, {}
    for reward in (0, 5, 50):
        chosen = settings(days=365, admission={"fee": 50}, commission={"reward": reward})
        runs = [run(chosen, replicate=one) for one in range(4)]
        members[reward] = sum(curve(model, "members")[-1] for model in runs)
        profit[reward] = sum(curve(model, "profit")[-1] for model in runs)
    assert members[0] < members[5] < members[50]
    assert profit[5] > profit[0] > profit[50]


def test_the_same_seed_gives_the_same_bits_with_a_commission():
    one, two = (run(settings(**WORLD, commission={"reward": 15})) for _ in range(2))
    assert one.series.tobytes() == two.series.tobytes()
