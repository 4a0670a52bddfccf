"""How people enter and leave, and what a day begins with."""

import numpy as np
import pytest

from sim.state.chance import purpose, uniform
from sim.state.people import NEVER, NOBODY, Role, Status
from tests.village import DAY, settle, village


@pytest.fixture
def community():
    return village(members=0).community


def rows(*numbers):
    return np.array(numbers, np.int32)


def test_joining_sets_everything_that_a_member_is(community):
    pulls = community.influences.belonging_pull
    for name in pulls.names:
        pulls[name][:] = -1.0
    settle(community, [community.founder], Role.FOUNDER)
    people = community.people
    people.chapter[community.founder] = 3
    guests = np.setdiff1d(rows(4, 9), community.founder)
    inviters = np.full(len(guests), community.founder)
    community.join(guests, source=np.full(len(guests), 1), inviters=inviters)
    for row in guests:
        assert people.status[row] == Status.MEMBER
        assert people.role[row] == Role.LURKER
        assert people.join_day[row] == people.last_visit[row] == DAY
        assert people.exit_day[row] == NEVER
        assert people.generation[row] == 1
        assert people.chapter[row] == 3
        assert people.visiting[row]
    assert not pulls.table[:, guests].any()
    assert community.members.tolist() == sorted([community.founder, *guests])
    assert community.journal.joins[DAY].sum() == 1 + len(guests)


def test_generations_count_from_those_whom_nobody_invited(community):
    for row, inviter in ((3, NOBODY), (4, 3), (5, 4), (6, NOBODY)):
        community.join(rows(row), source=rows(0), inviters=rows(inviter))
    assert community.people.generation[3:7].tolist() == [0, 1, 2, 0]


def test_leaving_and_coming_back_begins_a_new_spell(community):
    settle(community, [7], Role.KOL, seeded=True)
    community.day = 12
    community.leave(rows(7), np.zeros(1, int))
    people = community.people
    assert people.status[7] == Status.GONE
    assert people.exit_day[7] == 12
    assert not people.visiting[7]
    assert len(community.members) == 0
    community.day = 20
    community.join(rows(7), source=rows(1), inviters=rows(NOBODY))
    assert people.spells[7] == 2
    assert people.join_day[7] == 20
    assert people.exit_day[7] == NEVER
    assert people.role[7] == Role.LURKER
    assert not people.seeded[7]


def test_visitors_are_the_members_who_are_here_today(community):
    settle(community, [7, 3, 5])
    assert community.visitors.tolist() == [3, 5, 7]
    community.people.visiting[[2, 5]] = True, False
    assert community.visitors.tolist() == [3, 7]


def test_mechanisms_welcome_and_watchers_are_told(community):
    welcomed, told = [], []
    community.welcomes = [lambda _, rows: welcomed.extend(rows.tolist())]
    community.on_role.append(lambda rows: told.extend(rows.tolist()))
    settle(community, [2, 8])
    community.change_role("rise", rows(8), Role.ACTIVE)
    community.leave(rows(2), np.zeros(1, int))
    assert welcomed == [2, 8]
    assert told == [2, 8, 8, 2]
    assert community.people.role[8] == Role.ACTIVE


def test_nobody_joins_leaves_or_changes_when_nobody_is_named(community):
    told = []
    community.on_role.append(told.append)
    nobody = np.empty(0, np.int32)
    community.join(nobody, source=nobody, inviters=nobody)
    community.leave(nobody, nobody)
    community.change_role("rise", nobody, Role.KOL)
    assert told == []
    assert len(community.journal.frame()) == 0


def test_a_day_begins_with_nothing_said_and_nobody_met(community):
    community.hear(rows(1), rows(2), np.array([0.1]), 0)
    community.encounters.add(rows(1), rows(2), 1.0)
    community.influences.climate.join_factor = 9.0
    community.begin_day(DAY + 1)
    assert community.day == DAY + 1
    assert community.contacts == []
    assert len(community.encounters.by_owner()[0]) == 0
    assert community.influences.climate.join_factor == 1


def test_the_founder_is_in_until_she_leaves(community):
    assert not community.founder_is_in
    settle(community, [community.founder], Role.FOUNDER)
    assert community.founder_is_in
    community.leave(rows(community.founder), np.zeros(1, int))
    assert not community.founder_is_in


def test_draws_are_todays_luck_of_members_or_of_whom_one_asks(community):
    settle(community, [3, 5, 8])
    what, key = purpose("test.draw"), community.chance.key
    expected = [uniform(row, DAY, 0, what, key) for row in (3, 5, 8)]
    assert community.draw(what)[0].tolist() == expected
    assert community.draw(what, rows=rows(8))[0].tolist() == expected[2:]


def test_money_is_kept_by_kind(community):
    community.ledger.spend("events", 200)
    community.ledger.spend("seeding", 50)
    community.ledger.spend("events", 100)
    community.ledger.receive("entry fees", 80)
    assert community.ledger.costs == {"events": 300, "seeding": 50}
    assert community.ledger.total == 350
    assert community.ledger.income == {"entry fees": 80}
