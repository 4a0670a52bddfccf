"""The door: who of those that want to join is let in."""

import numpy as np
import pytest
from scipy.stats import norm

from sim.state.chance import exponential, mixed, purpose, words
from sim.state.people import Role, Status
from tests.village import DAY, FOUNDING, settle, village

THRESHOLD, INVITER = purpose("admission.threshold"), purpose("admission.inviter")
JUDGEMENT = purpose("admission.judgement")
CROWD = {"size": 6000, "regions": 3}


def tell(model, receivers, hazard, sender=-1):
    """These people hear of the community today."""
    receivers = np.asarray(receivers, np.int32)
    senders = np.full(len(receivers), sender, np.int32)
    hazards = np.broadcast_to(np.asarray(hazard, float), receivers.shape).copy()
    model.community.hear(senders, receivers, hazards, FOUNDING)


def open_door(model, day=None):
    """The day's admissions: rows of those who joined."""
    before = set(model.community.members)
    model.mechanisms["admission"].step(model.community)
    joined = sorted(set(model.community.members) - before)
    if day is not None:
        model.community.begin_day(day)
        model.mechanisms["admission"].set_climate(model.community)
    return joined


def prospects(model):
    return np.flatnonzero(model.community.people.status == Status.PROSPECT).astype(np.int32)


def test_exposure_adds_up_until_it_passes_ones_own_threshold():
    model = village("admission", members=10)
    key, joined = model.community.chance.key, {}
    outside = prospects(model)
    for day in range(DAY, DAY + 8):
        tell(model, outside, 0.1)
        tell(model, outside[::2], 0.15)
        joined |= dict.fromkeys(open_door(model, day + 1), day)
    for i, row in enumerate(outside):
        a_day = 0.25 if i % 2 == 0 else 0.1
        days = int(np.ceil(exponential(row, 0, 0, THRESHOLD, key) / a_day))
        assert joined.get(row) == (DAY + days - 1 if days <= 8 else None)


def test_the_chance_to_join_is_that_of_the_summed_hazard():
    model = village("admission", members=10, market=CROWD)
    outside = prospects(model)
    for hazard in (0.2, 0.3, 0.1):
        tell(model, outside, hazard)
    share = len(open_door(model)) / len(outside)
    chance = 1 - np.exp(-0.6)
    assert share == pytest.approx(chance, abs=4 * np.sqrt(chance * (1 - chance) / len(outside)))


def test_the_inviter_wins_a_race_of_todays_speakers():
    model = village("admission", members=10)
    community, outside = model.community, prospects(model)
    hazards = dict(zip(community.members[:5].tolist(), [0.5, 1, 1, 2, 3], strict=True))
    for sender, hazard in hazards.items():
        tell(model, outside, hazard, sender)
    tell(model, outside, 0.7)
    joined = open_door(model)
    assert len(joined) > 40
    for row in joined:
        key, nth = community.chance.key, outside.tolist().index(row)
        heat = np.uint64(words(row, DAY, purpose("source.founding"), INVITER, key)[0])
        times = {
            sender: -np.log(mixed(heat, (sender + 1 << 32) + nth)) / hazard
            for sender, hazard in (hazards | {-1: 0.7}).items()
        }
        assert community.people.inviter[row] == min(times, key=times.get)


def test_inviters_win_in_proportion_to_their_hazards():
    model = village("admission", members=3, market=CROWD)
    outside, (a, b, _) = prospects(model), model.community.members
    tell(model, outside, 3.0, a)
    tell(model, outside, 9.0, b)
    joined = open_door(model)
    share = np.mean(model.community.people.inviter[joined] == b)
    assert share == pytest.approx(0.75, abs=4 * np.sqrt(0.75 * 0.25 / len(joined)))


def test_whoever_is_told_twice_by_one_counts_both_times():
    model = village("admission", members=3, market=CROWD)
    outside, (a, b, _) = prospects(model), model.community.members
    tell(model, np.tile(outside, 3), 3.0, a)
    tell(model, outside, 3.0, b)
    joined = open_door(model)
    share = np.mean(model.community.people.inviter[joined] == a)
    assert share == pytest.approx(0.75, abs=4 * np.sqrt(0.75 * 0.25 / len(joined)))


def test_whoever_is_invited_knows_her_inviter_and_who_is_not_knows_nobody():
    model = village("admission", members=10)
    host, outside = model.community.members[4], prospects(model)
    tell(model, outside[:20], 50.0, host)
    tell(model, outside[20:], 50.0)
    open_door(model)
    owner, partner, weight = model.community.encounters.by_owner()
    met = set(zip(owner.tolist(), partner.tolist(), strict=True))
    assert met == {(host, guest) for guest in outside[:20]} | {
        (guest, host) for guest in outside[:20]
    }
    assert np.all(weight == 1)


def test_who_comes_back_must_be_won_anew():
    model = village("admission", members=10)
    tell(model, prospects(model), 50.0)
    joined = np.array(open_door(model, DAY + 1), np.int32)
    model.community.leave(joined, np.zeros(len(joined), int))
    tell(model, joined, 0.01)
    assert len(open_door(model)) < 5


def test_more_hazard_never_comes_later():
    few, many = (village("admission", members=10) for _ in range(2))
    tell(few, prospects(few), 0.4)
    tell(many, prospects(many), 0.6)
    assert set(open_door(few)) < set(open_door(many))


def test_members_hear_nothing_new_and_zero_hazards_persuade_nobody():
    model = village("admission")
    tell(model, model.community.members, 50.0)
    tell(model, prospects(model), 0.0)
    assert open_door(model) == []


def test_a_fee_keeps_out_who_would_not_pay_and_is_taken_in():
    model = village("admission", members=10, market=CROWD, admission={"fee": 200})
    tell(model, prospects(model), 50.0)
    joined = open_door(model)
    assert len(joined) > 1000
    pays = model.market.willingness_to_pay >= 200
    assert pays[joined].all()
    assert not pays[prospects(model)].any()
    assert model.community.ledger.income["entry fees"] == 200 * len(joined)


def test_only_who_has_paid_is_committed():
    model = village("admission", members=1, market=CROWD, admission={"fee": 100})
    invited = prospects(model)[:5]
    settle(model.community, invited, Role.KOL, seeded=True)
    tell(model, prospects(model), 50.0)
    joined = open_door(model)
    pull = model.community.influences.belonging_pull["commitment"]
    assert np.all(pull[joined] == np.float32(model.settings.admission.commitment))
    assert not pull[invited].any()
    assert not pull[model.community.founder]


def test_screening_sees_alignment_with_one_error_a_person():
    screening = {"screening": 0.5, "screening_error": 0.2, "reapply_after_days": 1}
    model = village("admission", members=10, market=CROWD, admission=screening)
    outside = prospects(model)
    errors = norm.ppf(model.chance.uniforms(outside, 0, JUDGEMENT)[0])
    passes = outside[model.market.alignment[outside] + 0.2 * errors > 0.5]
    tell(model, outside, 50.0)
    assert open_door(model, DAY + 3) == passes.tolist()
    tell(model, prospects(model), 50.0)
    assert open_door(model) == [], "asking again does not change how one is seen"


def test_a_refusal_is_remembered_until_the_threshold_changes():
    model = village("admission", members=10, market=CROWD, admission={"fee": 1e6})
    tell(model, prospects(model), 50.0)
    assert open_door(model, DAY + 1) == []
    parameters = model.settings.admission.model_copy(update={"fee": 0.0})
    model.mechanisms["admission"].parameters = parameters
    tell(model, prospects(model), 50.0)
    assert open_door(model) == []
    model.mechanisms["admission"].adjust(parameters, model.community)
    assert len(open_door(model)) > 5000


def test_in_a_closed_beta_nobody_comes_in_but_what_was_heard_is_not_lost():
    model = village("admission", members=10, admission={"closed_until_day": DAY + 1})
    model.mechanisms["admission"].set_climate(model.community)
    assert not model.community.influences.climate.open_to_word_of_mouth
    tell(model, prospects(model), 50.0)
    assert open_door(model, DAY + 1) == []
    assert model.community.influences.climate.open_to_word_of_mouth
    tell(model, prospects(model), 1e-9)
    assert len(open_door(model)) == 50


def test_who_left_may_come_back_but_not_the_founder():
    model = village("admission")
    community = model.community
    leavers = community.members.copy()
    community.leave(leavers, np.zeros(len(leavers), int))
    tell(model, leavers, 50.0)
    assert open_door(model) == sorted(set(leavers) - {community.founder})
    assert not community.founder_is_in
    assert np.all(community.people.spells[community.members] == 2)
