"""What is new wears off."""

import numpy as np
import pytest

from sim.patterns import inequality, seeds
from tests.village import DAY, village
from tests.worlds import run, settings


def factors(**parameters):
    """By how much novelty multiplies what each member does, and how long she is in."""
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
    return influences.talk_factor[others], DAY - people.join_day[others]


def test_novelty_is_that_of_the_equation():
    found, tenure = factors(fading=0.7, patience_days=3, lasting=0.2)
    assert found == pytest.approx(0.2 + 0.8 * (1 + tenure / 3) ** -0.7, rel=1e-6)
    assert len(np.unique(tenure)) > 4


def test_who_joins_today_is_as_ready_as_anybody_ever_is():
    found, tenure = factors()
    assert np.all(found[tenure == 0] == 1)
    assert np.all(found[tenure > 0] < 1)


def test_without_fading_nothing_wears_off():
    assert np.all(factors(fading=0)[0] == 1)


def test_what_lasts_is_left_when_all_else_has_worn_off():
    found, tenure = factors(fading=3, patience_days=0.01, lasting=0.3)
    assert found[tenure > 0] == pytest.approx(0.3, abs=1e-5)


def test_the_first_fade_and_newcomers_take_their_place():
    world = {"days": 240, "market": {"size": 4000}, "advertising": {"reach_per_day": 500}}
    fading, lasting = (
        run(settings(**world, novelty={"enabled": on}), log=True).log() for on in (True, False)
    )
    assert seeds.by_first_later(fading) < seeds.by_first_later(lasting)
    assert inequality.contributors_top10(fading) < inequality.contributors_top10(lasting)
