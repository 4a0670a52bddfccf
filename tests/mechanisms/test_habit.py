"""Who contributed lately contributes again."""

import numpy as np
import pytest

from sim.patterns import retention
from sim.patterns.contributing import on_one_day
from tests.village import DAY, village
from tests.worlds import run, settings


def factors(**parameters):
    """By how much habit multiplies what each member says, and how long ago she last did."""
    model = village("habit", habit=parameters)
    community, people = model.community, model.community.people
    members = community.members
    people.last_act[members] = np.where(members % 2 == 0, -1, members % (DAY + 1))
    model.mechanisms["habit"].set_climate(community)
    influences = community.influences
    assert np.array_equal(influences.post_factor, influences.talk_factor)
    last = np.maximum(people.last_act, people.join_day)[members]
    others = members != community.founder
    assert influences.talk_factor[community.founder] == 1
    return influences.talk_factor[members][others], DAY - last[others]


def test_habit_is_that_of_the_equation():
    found, ago = factors(fading=1.3, patience_days=2)
    assert found == pytest.approx((1 + np.maximum(ago - 1, 0) / 2) ** -1.3, rel=1e-6)
    assert len(np.unique(ago)) > 4


def test_yesterdays_contributors_and_newcomers_are_as_ready_as_ever():
    found, ago = factors()
    assert np.all(found[ago <= 1] == 1)
    assert np.all(found[ago > 1] < 1)


def test_without_fading_there_is_no_habit():
    assert np.all(factors(fading=0)[0] == 1)


def test_habit_makes_contributors_of_one_day_and_retention_that_falls():
    world = {"days": 120, "market": {"size": 4000}, "advertising": {"reach_per_day": 2000}}
    world["seeding"] = {"count": 5}
    fading, steady = (
        run(settings(**world, habit={"fading": power}), log=True).log() for power in (1.0, 0.0)
    )
    assert on_one_day(fading) > on_one_day(steady) + 0.1
    fall = [retention.again_in_week(week, fading) for week in (1, 4)]
    assert fall[0] > fall[1] > 0
    assert fall[1] < retention.again_in_week(4, steady)
