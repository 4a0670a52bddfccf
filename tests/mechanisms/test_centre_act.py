"""The founder breaks with part of the community."""

import numpy as np
import pytest

from sim.mechanisms.centre_act import FounderExpels, FounderQuarrels, choose_sides
from sim.state.people import Role
from tests.village import village
from tests.worlds import curve, run, settings


def after(act, **parameters):
    """A village after the founder's act; the community as it was before it is given, too."""
    model = village("centre_act", members=50, centre_act=parameters)
    community = model.community
    community.people.last_visit[community.members] = community.day
    mechanism = model.mechanisms["centre_act"]
    if isinstance(act, FounderExpels):
        mechanism.expel(community, act)
    else:
        mechanism.quarrel(community, act)
    return community


def test_sides_are_chosen_as_the_equations_say():
    rng = np.random.default_rng(8)
    values, belonging = rng.random((60, 2)).astype(np.float32), rng.random(60).astype(np.float32)
    rows, u, v = np.arange(0, 60, 2, dtype=np.int32), rng.random(30), rng.random(30)
    founders, others = np.array([0.2, 0.3]), np.array([0.7, 0.6])
    side = np.empty(30, np.int8)
    choose_sides(
        rows, u, v, 0.6, 2.0, 0.5, 0.3, 8.0, founders, others, values, belonging, side
    )  # fmt: skip
    for i, row in enumerate(rows):
        drifts = np.log(0.6 / 0.4) - 2 * (belonging[row] - 0.5)
        gap = np.hypot(*(values[row] - others)) - np.hypot(*(values[row] - founders))
        founder = np.log(0.3 / 0.7) + 8 * gap
        expected = 0
        if u[i] >= 1 / (1 + np.exp(-drifts)):
            expected = 1 if v[i] < 1 / (1 + np.exp(-founder)) else 2
        assert side[i] == expected
    assert set(side) == {0, 1, 2}


def test_a_founder_who_quarrels_goes_with_her_followers():
    community = after(FounderQuarrels())
    line = community.journal.divisions[0]
    went = community.members_of(1)
    assert community.founder in went
    assert (line.why, line.size, line.moved, line.left) == ("quarrel", 50, len(went), 0)
    assert community.chapters.camp.tolist() == [0, 1]
    assert community.founders_camp == 1


def test_most_follow_neither_side_and_begin_to_drift_off():
    community = after(FounderQuarrels(neither=0.7), drift_days=40)
    push = community.influences.exit_hazard["break_up"]
    drifting = np.flatnonzero(push)
    assert push[drifting] == pytest.approx(1 / 40)
    assert 25 <= len(drifting) <= 43
    assert np.all(community.people.chapter[drifting] == 0)
    assert push[community.founder] == 0


def test_a_founder_who_expels_stays_and_the_farthest_go():
    community = after(FounderExpels(share=0.2))
    people, founder = community.people, community.founder
    assert community.journal.divisions[0].why == "expulsion"
    assert people.chapter[founder] == 0
    assert community.founders_camp == 0
    active = np.isin(people.role, (Role.KOL, Role.ACTIVE))
    core = community.members[active[community.members]]
    far = np.hypot(*(people.values[core] - people.values[founder]).T)
    expelled = core[np.argsort(-far, kind="stable")[: round(0.2 * len(core))]]
    assert np.all(people.chapter[expelled] == 1)


def test_who_was_away_notices_nothing():
    model = village("centre_act", members=50)
    community = model.community
    community.day = 200
    community.people.last_visit[:] = 0
    model.mechanisms["centre_act"].quarrel(community, FounderQuarrels())
    assert community.members_of(1).tolist() == [community.founder]
    assert not community.influences.exit_hazard["break_up"].any()


def test_nothing_happens_once_the_founder_has_left():
    model = village("centre_act", members=50)
    community = model.community
    community.leave(np.array([community.founder], np.int32), np.zeros(1, int))
    for act in (FounderQuarrels(), FounderExpels()):
        verb = "expel" if isinstance(act, FounderExpels) else "quarrel"
        getattr(model.mechanisms["centre_act"], verb)(community, act)
    assert community.journal.divisions == []


WORLD = {
    "days": 200, "market": {"size": 1500, "regions": 5}, "word_of_mouth": {"conversion": 1},
    "schism": {"enabled": False},
}  # fmt: skip


def test_of_the_people_active_before_most_are_gone_half_a_year_later():
    """REAL DATA: about 70 % of the active follow neither side after an owner's act."""
    chosen = settings(**WORLD, timeline=[{"day": 60, "founder_quarrels": {}}])
    model = run(chosen)
    exits = curve(model, "exits:break_up")
    active = curve(model, "active_members")[59]
    assert exits[:60].sum() == 0
    assert 0.4 < exits.sum() / active < 0.8
    quiet = run(settings(**WORLD))
    assert curve(quiet, "members")[-1] > curve(model, "members")[-1]
    assert np.array_equal(curve(quiet, "members")[:60], curve(model, "members")[:60])


def test_without_an_act_it_is_as_if_it_were_off():
    off = run(settings(**WORLD, centre_act={"enabled": False}))
    assert run(settings(**WORLD)).series.tobytes() == off.series.tobytes()
