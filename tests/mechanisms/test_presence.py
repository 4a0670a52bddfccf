"""Who visits today, and who sleeps."""

import numpy as np
import pytest

from sim.state.chance import purpose
from sim.state.people import Role
from tests.village import DAY, luck, photograph, village
from tests.worlds import run, settings

VISIT = purpose("presence.visit")
BUSY = {"sleep_per_day": 0.3, "waking_per_day": 0.4}


def test_visits_are_those_of_the_equation():
    model = village("presence", presence=BUSY)
    community, p = model.community, model.settings.presence
    community.people.dormant[community.members[::3]] = True
    past = photograph(community)
    awake = 1 - past.dormant[community.members].mean()
    model.mechanisms["presence"].step(community)
    rates = (
        p.founder_visits_per_day, p.kol_visits_per_day, p.active_visits_per_day,
        p.lurker_visits_per_day,
    )  # fmt: skip
    for row in community.members:
        to_visit, to_sleep, _, _ = luck(community, row, VISIT)
        lift = 1 + p.belonging_weight * (2 * past.belonging[row] - 1)
        sleeps = bool(past.dormant[row])
        if past.role[row] != Role.FOUNDER:
            hazard = p.waking_per_day * awake if sleeps else p.sleep_per_day * (2 - lift)
            turns = to_sleep < 1 - np.exp(-hazard)
            sleeps = sleeps != turns
        missed = max(DAY - past.last_visit[row] - 1, 0)
        hazard = rates[past.role[row]] * lift * (1 + missed / p.patience_days) ** -p.fading
        here = not sleeps and to_visit < 1 - np.exp(-hazard)
        assert community.people.dormant[row] == sleeps
        assert community.people.visiting[row] == here
        assert community.people.last_visit[row] == (DAY if here else past.last_visit[row])


def visitors(column=None, value=None, **parameters):
    model = village("presence", presence={"sleep_per_day": 0} | parameters)
    if column:
        model.community.people.columns[column][model.community.members] = value
    model.mechanisms["presence"].step(model.community)
    members = model.community.members
    return set(members[model.community.people.visiting[members]])


def test_whoever_visits_also_visits_with_more_belonging():
    assert visitors("belonging", 0.2) < visitors("belonging", 0.9)


def test_a_place_once_left_is_forgotten():
    quickly = {"patience_days": 1}
    assert visitors("last_visit", 0, **quickly) < visitors("last_visit", DAY - 1, **quickly)
    assert visitors("last_visit", 0, fading=0) == visitors("last_visit", DAY - 1, fading=0)


def test_sleepers_stay_away_and_the_founder_never_sleeps():
    model = village("presence", presence={"sleep_per_day": 1, "waking_per_day": 0})
    community = model.community
    for day in range(DAY, 40):
        community.begin_day(day)
        model.mechanisms["presence"].step(community)
    asleep = community.people.dormant[community.members]
    assert asleep.mean() > 0.9
    assert not community.people.dormant[community.founder]
    assert not community.people.visiting[community.people.dormant].any()


def test_one_member_more_moves_nobody_elses_visit():
    few, many = (village("presence", members=n, presence={"sleep_per_day": 0}) for n in (20, 21))
    many.community.people.belonging[:] = few.community.people.belonging[:] = 0.5
    many.community.people.last_visit[:] = few.community.people.last_visit[:] = 4
    many.community.people.role[:] = few.community.people.role[:] = Role.ACTIVE
    for model in (few, many):
        model.mechanisms["presence"].step(model.community)
    both = few.community.members
    visiting = (model.community.people.visiting[both] for model in (few, many))
    assert np.array_equal(*visiting)


@pytest.mark.parametrize("day", [20])
def test_switched_off_midway_everybody_visits(day):
    timeline = [{"day": day, "set": {"presence.enabled": False}}]
    frame = run(settings(days=25, market={"size": 500}, timeline=timeline)).frame()
    assert frame.daily_active[day - 1] < frame.members[day - 1]
    assert frame.daily_active[day] == frame.members[day]
