"""Who leaves, and why."""

import numpy as np
import pytest
from scipy.stats import kstest

from sim.mechanisms.churn import FounderLeaves, KolsLeave, _find_cause
from sim.state.chance import exponential, purpose, uniform
from sim.state.influences import Terms
from sim.state.people import Role, Status
from tests.village import DAY, photograph, settle, village
from tests.worlds import curve, only, run, settings

THRESHOLD, CAUSE = purpose("churn.threshold"), purpose("churn.cause")
CROWD = {"size": 4000, "regions": 3}
IMPATIENT = {"hazard": 0.2, "inactive_days": 5}


def days_of(model, count):
    """Live through days of churn; rows of who left, by day."""
    left = {}
    for day in range(DAY, DAY + count):
        model.community.begin_day(day)
        before = set(model.community.members)
        model.mechanisms["churn"].step(model.community)
        left |= dict.fromkeys(before - set(model.community.members), day)
    return left


def causes(model):
    """Why each person left, by row."""
    journal = model.community.journal.frame()
    exits = journal[journal.kind == "exit"]
    return dict(zip(exits.person, exits.why, strict=True))


def test_members_leave_when_their_hazards_have_added_up():
    model = village("churn", churn={"hazard": 0.1, "belonging_power": 3, "inactive_days": 3650})
    community, key = model.community, model.chance.key
    past, left = photograph(community), days_of(model, 6)
    assert len(left) > 10
    assert community.founder not in left
    for row in np.setdiff1d(np.flatnonzero(past.status == Status.MEMBER), [community.founder]):
        hazard = 0.1 * past.frailty[row] * np.exp(-3 * (past.belonging[row] - 0.5))
        days = int(np.ceil(exponential(row, 1, 0, THRESHOLD, key) / hazard))
        assert left.get(row) == (DAY + days - 1 if days <= 6 else None)


@pytest.mark.parametrize("shape", [1.0, 4.0])
def test_frailty_is_gamma_with_mean_one(shape):
    model = village("churn", churn={"frailty_shape": shape}, market=CROWD)
    frailty = model.community.people.frailty
    assert kstest(frailty, "gamma", (shape, 0, 1 / shape)).pvalue > 0.001
    assert frailty.mean() == pytest.approx(1, abs=4 / np.sqrt(4000 * shape))


def test_more_alike_members_can_be_had_midway():
    timeline = [{"day": 2, "set": {"churn.frailty_shape": 1000.0}}]
    community = run(settings(days=3, market={"size": 300}, timeline=timeline)).community
    assert community.people.frailty == pytest.approx(1, abs=0.2)


def test_belonging_keeps_members_and_nobody_stays_who_left_with_more_of_it():
    def leavers(belonging):
        model = village("churn", churn=IMPATIENT)
        model.community.people.belonging[:] = belonging
        model.community.people.visiting[:] = True
        return set(days_of(model, 3))

    assert leavers(0.9) < leavers(0.5) < leavers(0.1)


def test_a_push_is_the_cause_by_its_share_of_the_hazard():
    model = village("churn", members=4000, market=CROWD, churn={"hazard": 0.1})
    community, people = model.community, model.community.people
    people.frailty[:], people.belonging[:] = 1.0, 0.5
    community.influences.exit_hazard["break_up"][:] = 0.3
    community.influences.belonging_pull["overload"][:] = -0.6
    left = days_of(model, 2)
    told = causes(model)
    for row, day in left.items():
        pushed = uniform(row, day, 0, CAUSE, community.chance.key) < 0.75
        assert told[row] == ("break_up" if pushed else "overload")
    assert set(told.values()) == {"break_up", "overload"}


def test_a_cause_is_drawn_among_what_pulled_down_in_proportion():
    model = village("churn", members=4000, market=CROWD, churn={"hazard": 0.2})
    community = model.community
    pull = community.influences.belonging_pull
    pull["overload"][:], pull["misfit"][:], pull["bonds"][:] = -0.6, -0.2, 0.9
    left = days_of(model, 2)
    told = causes(model)
    assert set(told.values()) == {"overload", "misfit"}
    share = np.mean([cause == "overload" for cause in told.values()])
    assert share == pytest.approx(0.75, abs=4 * np.sqrt(0.75 * 0.25 / len(left)))
    for row, day in left.items():
        first = uniform(row, day, 0, CAUSE, community.chance.key) * 0.8
        assert told[row] == ("overload" if first <= 0.6 else "misfit")


def test_pushes_make_members_leave_and_are_named_in_proportion():
    model = village("churn", members=4000, market=CROWD, churn={"hazard": 0})
    community = model.community
    community.influences.exit_hazard = pushes = Terms(["price", "rules"], community.size)
    pushes["price"][:], pushes["rules"][:] = 0.1, 0.3
    community.people.visiting[:] = True
    left = np.array(sorted(days_of(model, 1)), np.int32)
    gone = 1 - np.exp(-0.4)
    assert len(left) / 3999 == pytest.approx(gone, abs=4 * np.sqrt(gone * (1 - gone) / 3999))
    why, key = np.empty(len(left), np.int64), community.chance.key
    people, unmoved = community.people, np.zeros((1, community.size), np.float32)
    _find_cause(
        left, DAY, key, 0.0, 4.0, people.belonging, people.frailty, unmoved, np.full(1, -1, np.int8),
        community.influences.seeking, pushes.table, why,
    )  # fmt: skip
    assert set(why) == {1, 2}
    assert np.mean(why == 2) == pytest.approx(0.75, abs=4 * np.sqrt(0.75 * 0.25 / len(left)))


def test_whoever_leaves_though_nothing_pulled_down_drifted_away():
    model = village("churn", churn=IMPATIENT)
    model.community.people.visiting[:] = True
    model.community.influences.belonging_pull["bonds"][:] = 0.4
    assert days_of(model, 3)
    assert set(causes(model).values()) == {"drifted"}


def test_a_contract_binds_until_its_term_ends():
    model = village("churn", churn=IMPATIENT | {"contract_days": 30})
    community = model.community
    community.people.join_day[:] = DAY - 30 + np.arange(60) % 12
    left = days_of(model, 40)
    assert len(left) > 20
    assert {(day - community.people.join_day[row]) % 30 for row, day in left.items()} == {0}


def test_nobody_leaves_on_the_day_of_a_contract():
    model = village("churn", churn={"hazard": 0.2, "contract_days": 1})
    model.community.people.join_day[:] = DAY
    assert days_of(model, 1) == {}
    assert days_of(model, 2) != {}


def test_whoever_has_not_come_by_for_long_has_left():
    model = village("churn", churn={"hazard": 0, "inactive_days": 5})
    community = model.community
    past = photograph(community)
    left = days_of(model, 1)
    expected = [
        row
        for row in np.flatnonzero(past.status == Status.MEMBER)
        if not past.visiting[row] and DAY - past.last_visit[row] >= 5 and row != community.founder
    ]
    assert sorted(left) == expected
    assert set(causes(model).values()) == {"inactivity"}


def test_the_founder_leaves_only_when_the_timeline_says_so():
    model = village("churn", churn=IMPATIENT)
    community, churn = model.community, model.mechanisms["churn"]
    community.people.visiting[:] = False
    days_of(model, 40)
    assert community.members.tolist() == [community.founder]
    churn.lose_founder(community, FounderLeaves())
    assert len(community.members) == 0
    assert causes(model)[community.founder] == "called_away"
    churn.lose_founder(community, FounderLeaves())
    days_of(model, 1)


def test_a_founder_who_left_does_not_come_back():
    timeline = [{"day": 20, "founder_leaves": {}}]
    community = run(settings(days=200, market={"size": 500}, timeline=timeline)).community
    assert len(community.members) > 100
    assert not community.founder_is_in


def test_the_kols_with_the_strongest_ties_leave_together():
    model = village("churn")
    community, churn = model.community, model.mechanisms["churn"]
    kols = community.members[community.people.role[community.members] == Role.KOL]
    community.ties.total[kols] = np.arange(len(kols))
    churn.lose_kols(community, KolsLeave(count=3))
    assert sorted(causes(model)) == kols[-3:].tolist()
    churn.lose_kols(community, KolsLeave(count=2, which="random"))
    assert len(causes(model)) == 5
    churn.lose_kols(community, KolsLeave(count=1000))
    assert sorted(causes(model)) == kols.tolist(), "no more than there are"


def test_each_spell_of_membership_has_its_own_luck():
    model = village("churn", members=1)
    first = []
    for _ in range(2):
        settle(model.community, [4])
        first.append(model.community.people.endurance[4])
        model.community.people.tiredness[4] = 3.0
        model.community.leave(np.array([4], np.int32), np.zeros(1, int))
    settle(model.community, [4])
    assert len(set(first)) == 2
    assert model.community.people.tiredness[4] == 0


def test_switched_on_midway_it_does_not_empty_the_house():
    later = only(
        "seeding", days=20, market={"size": 1000}, seeding={"crowd": 900},
        churn={"hazard": 0.003}, timeline=[{"day": 10, "set": {"churn.enabled": True}}],
    )  # fmt: skip
    members = curve(run(later), "members")
    assert members[9] == 901
    assert 0.9 * 901 < members[-1] < 901
