"""Lurkers become active, active members rise to KOL, and back again."""

import numpy as np
import pytest

from sim.state.chance import purpose
from sim.state.people import Role
from tests.village import DAY, luck, photograph, village

CHANGE = purpose("roles.change")
LIVELY = {"to_active": 0.5, "to_lurker": 0.3, "to_kol": 0.4, "from_kol": 0.4, "kol_bond": 0.3}


def test_changes_are_those_of_the_equation():
    model = village("roles", roles=LIVELY)
    community, market, p = model.community, model.market, model.settings.roles
    community.influences.climate.kol_openness = 0.8
    community.people.answered_day[community.members[::3]] = DAY - 5
    community.people.answered_day[community.members[1::3]] = DAY - 8
    community.people.last_act[community.members[::2]] = DAY - 3
    past, moved = photograph(community), 0
    model.mechanisms["roles"].step(community)
    for row in community.members:
        u, b, role = luck(community, row, CHANGE)[0], 2 * past.belonging[row], past.role[row]
        chances = {}
        if role == Role.LURKER and market.contributor[row] and past.last_act[row] >= 0:
            hazard = p.to_active * b * min(5, market.posting[row])
            lately = past.answered_day[row] >= 0 and DAY - past.answered_day[row] <= 7
            chances = {Role.ACTIVE: hazard * np.exp(0.48 * lately)}
        elif role == Role.ACTIVE:
            bound = past.bond[row] >= p.kol_bond
            chances = {Role.LURKER: p.to_lurker * (2 - b), Role.KOL: p.to_kol * b * 0.8 * bound}
        elif role == Role.KOL:
            chances = {Role.ACTIVE: p.from_kol * (2 - b)}
        expected = role
        for i, (to, hazard) in enumerate(chances.items()):
            if (u if i == 0 else 1 - u) < 1 - np.exp(-hazard):
                expected = to
                break
        assert community.people.role[row] == expected
        moved += expected != role
    assert moved > 8


def after(role, prepare=lambda community: None, **parameters):
    """Roles of a village in which everybody had this one, all else made alike."""
    model = village("roles", market={"size": 60, "contributors": 1}, roles=LIVELY | parameters)
    community = model.community
    others = community.members[community.members != community.founder]
    community.people.role[others] = role
    community.people.belonging[:], community.people.bond[:] = 0.5, 1.0
    community.people.last_act[:] = DAY
    prepare(community)
    model.mechanisms["roles"].step(community)
    return community.people.role[others]


def rises(prepare, **parameters):
    return np.count_nonzero(after(Role.LURKER, prepare, **parameters) == Role.ACTIVE)


def test_belonging_and_replies_ease_the_rise():
    assert rises(lambda c: c.people.belonging.fill(0.9)) > rises(lambda c: None)
    assert rises(lambda c: c.people.belonging.fill(0.1)) < rises(lambda c: None)
    assert rises(lambda c: c.people.answered_day.fill(DAY)) > rises(lambda c: None)


def test_those_who_never_contribute_lurk_for_ever():
    def silent(community):
        community.market.contributor[:] = False

    def yet_silent(community):
        community.people.last_act[:] = -1

    for who in (silent, yet_silent):
        assert rises(who, to_active=1) == 0
        assert rises(who, to_active=1, hurdle=False) > 0


def test_a_kol_must_be_bound_and_power_shared():
    def count(bond, openness=1.0):
        def prepare(community):
            community.people.bond[:] = bond
            community.influences.climate.kol_openness = openness

        return np.count_nonzero(after(Role.ACTIVE, prepare, to_lurker=0) == Role.KOL)

    assert count(0.2) == 0
    assert count(0.4) > count(0.4, openness=0.3) > 0


def test_with_all_rates_zero_nobody_changes():
    rates = {"to_active": 0, "to_lurker": 0, "to_kol": 0, "from_kol": 0}
    for role in (Role.KOL, Role.ACTIVE, Role.LURKER):
        assert np.all(after(role, **rates) == role)


def test_the_founder_stays_founder_and_every_change_is_in_the_journal():
    model = village("roles", roles=LIVELY | {"to_lurker": 1, "from_kol": 1})
    community = model.community
    before = community.people.role.copy()
    model.mechanisms["roles"].step(community)
    assert community.people.role[community.founder] == Role.FOUNDER
    changed = np.flatnonzero(community.people.role != before)
    journal = community.journal.frame()
    for kind, rose in (("rise", True), ("fall", False)):
        told = journal[journal.kind == kind].person
        assert set(told) == {r for r in changed if (community.people.role[r] < before[r]) == rose}


@pytest.mark.parametrize("members", [0, 1])
def test_nobody_rises_in_an_empty_room(members):
    model = village("roles", members=members, roles=LIVELY)
    model.mechanisms["roles"].step(model.community)
    assert len(model.community.journal.frame()) == members


def test_those_most_bound_of_the_active_are_incubated_and_may_fall_again():
    model = village("roles")
    community, people, past = model.community, model.community.people, photograph(model.community)
    verb = model.mechanisms["roles"].verbs[0]
    getattr(model.mechanisms["roles"], verb.method)(community, verb.arguments(count=4))
    active = [row for row in community.members if past.role[row] == Role.ACTIVE]
    best = sorted(sorted(active, key=lambda row: -past.bond[row])[:4])
    assert len(active) > 4
    assert np.flatnonzero(people.role != past.role).tolist() == best
    assert np.all(people.role[best] == Role.KOL)
    assert not people.seeded[best].any()
    assert community.ledger.costs["training"] == 800
    journal = community.journal.frame().query("kind == 'rise'")
    assert journal.person.tolist() == best
