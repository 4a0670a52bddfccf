"""What is new wears off."""

import numpy as np
import pytest

from sim.patterns import seeds
from tests.village import DAY, village
from tests.worlds import run, settings


def factors(**parameters):
    """By how much novelty multiplies what each does, how long she is in, what lasts with her."""
    model = village("novelty", novelty=parameters)
    community, people = model.community, model.community.people
    members = community.members
    people.join_day[members] = members % (DAY + 1)
    model.mechanisms["novelty"].set_climate(community)
    influences = community.influences
    assert np.array_equal(influences.post_factor, influences.talk_factor)
    assert np.array_equal(influences.post_factor, influences.come_factor)
    assert influences.talk_factor[community.founder] == 1
    others = members[members != community.founder]
    lasts = model.mechanisms["novelty"].lasts[others]
    return influences.talk_factor[others], DAY - people.join_day[others], lasts


def test_novelty_is_that_of_the_equation():
    found, tenure, lasts = factors(fading=0.7, patience_days=3, lasting=0.2)
    assert found == pytest.approx(lasts + (1 - lasts) * (1 + tenure / 3) ** -0.7, rel=1e-6)
    assert len(np.unique(tenure)) > 4
    assert len(np.unique(lasts)) == len(lasts)


def test_who_joins_today_is_as_ready_as_anybody_ever_is():
    found, tenure, lasts = factors()
    assert found[tenure == 0] == pytest.approx(1)
    assert np.all(found[tenure > 0] < 1)
    assert np.all(found[tenure > 0] > lasts[tenure > 0])


@pytest.mark.parametrize("share", [0.02, 0.07, 0.3, 0.5, 0.9])
def test_what_lasts_is_the_share_in_the_mean_and_unequal(share):
    size = 20_000
    model = village("novelty", market={"size": size, "regions": 3}, novelty={"lasting": share})
    lasts = model.mechanisms["novelty"].lasts
    power = 1 / share - 1
    deviation = np.sqrt(1 / (2 * power + 1) - share**2)
    assert abs(lasts.mean() - share) < 4 * deviation / np.sqrt(size)
    for level in (0.1, 0.5, 0.9):
        expected = level ** (1 / power)
        slack = 4 * np.sqrt(expected * (1 - expected) / size)
        assert abs(np.mean(lasts <= level) - expected) < slack


@pytest.mark.parametrize("share", [0, 1])
def test_nothing_or_everything_lasts_at_the_ends(share):
    found, tenure, lasts = factors(fading=3, patience_days=0.001, lasting=share)
    assert np.all(lasts == share)
    assert found[tenure > 0] == pytest.approx(share, abs=1e-8)


def test_without_fading_nothing_wears_off():
    assert np.all(factors(fading=0)[0] == 1)


def test_what_lasts_is_left_when_all_else_has_worn_off():
    found, tenure, lasts = factors(fading=3, patience_days=0.01, lasting=0.3)
    assert found[tenure > 0] == pytest.approx(lasts[tenure > 0], abs=1e-5)


def test_the_first_fade_and_newcomers_take_their_place():
    world = {"days": 240, "market": {"size": 4000}, "advertising": {"reach_per_day": 500}}
    fading, lasting = (
        run(settings(**world, novelty={"enabled": on}), log=True).log() for on in (True, False)
    )
    assert seeds.by_first_later(fading) < seeds.by_first_later(lasting)
