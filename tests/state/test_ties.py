"""Ties fade unless renewed, and attention for them is bounded."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sim.state.chance import Chance, purpose
from sim.state.people import Status
from sim.state.ties import RESCALE_AT, SLOTS, Encounters, Ties, _apply, pick_tie

FOUNDER = 0
HALF = 20.0


def ties_of(size=10, slots=SLOTS, half_life=HALF):
    ties = Ties(size, FOUNDER, half_life)
    ties.who, ties.strength = ties.who[:, :slots].copy(), ties.strength[:, :slots].copy()
    return ties


def meet(ties, day, *meetings):
    """Owners meet partners: (owner, partner, weight)."""
    met = Encounters()
    for owner, partner, weight in meetings:
        met.add(np.array([owner], np.int32), np.array([partner], np.int32), weight)
    ties.apply(*met.by_owner(), day)


def table(ties, day, rows=None):
    """Strength of everybody's tie to everybody on a day."""
    rows = np.arange(ties.size, dtype=np.int32) if rows is None else np.asarray(rows, np.int32)
    return ties.to_csr(rows, day).toarray()


def test_ties_add_up_and_halve_in_their_half_life():
    rng = np.random.default_rng(1)
    ties, plain = ties_of(30), np.zeros((30, 30))
    for day in range(60):
        plain *= 0.5 ** (1 / HALF)
        meetings = [
            (a, b, w) for a, b in rng.integers(0, 30, (8, 2)) if (w := rng.exponential()) and a != b
        ]
        for owner, partner, weight in meetings:
            plain[owner, partner] += weight
        meet(ties, day, *meetings)
    assert table(ties, 59) == pytest.approx(np.where(plain >= 0.1, plain, 0), rel=1e-4)
    later = plain / 2
    assert table(ties, 79) == pytest.approx(np.where(later >= 0.1, later, 0), rel=1e-4)


def test_the_weakest_makes_room_for_a_new_tie():
    ties = ties_of(60)
    for i in range(SLOTS):
        meet(ties, i, (1, 2 + i, 5.0))
    meet(ties, SLOTS, (1, 2, 9.0), (1, 50, 0.5))
    held = table(ties, SLOTS)[1]
    assert np.count_nonzero(held) == SLOTS
    assert held[3] == 0, "the one that had faded longest"
    assert held[50] == 0.5
    assert ties.total[1] / ties.scale(SLOTS) == pytest.approx(held.sum(), rel=1e-5)


@pytest.mark.parametrize("width", [1, 3, 7, 40])
def test_any_cut_into_parts_gives_the_same_bits(width):
    rng = np.random.default_rng(2)
    owner = np.sort(rng.integers(0, 6, 40)).astype(np.int32)
    partner = rng.integers(6, 12, 40).astype(np.int32)
    weight = rng.random(40).astype(np.float32)
    whole, parts = ties_of(12, slots=3), ties_of(12, slots=3)
    for ties, step in ((whole, 40), (parts, width)):
        for begin in range(0, 40, step):
            meetings = owner, partner, weight, 1.0, FOUNDER
            _apply(begin, min(begin + step, 40), *meetings, ties.who, ties.strength, ties.total)
    assert np.array_equal(whole.who, parts.who)
    assert np.array_equal(whole.strength, parts.strength)
    assert np.array_equal(whole.total, parts.total)


def test_a_star_has_many_fans_and_few_friends():
    ties = ties_of(200)
    meet(
        ties,
        0,
        *[(fan, 7, 1.0) for fan in range(8, 200)],
        *[(7, fan, 1.0) for fan in range(8, 200)],
    )
    held = table(ties, 0)
    assert np.count_nonzero(held[:, 7]) == 192
    assert np.count_nonzero(held[7]) == SLOTS


PEOPLE = some.integers(0, 7)
MEETING = some.tuples(PEOPLE, PEOPLE, some.floats(0.05, 20)).filter(lambda m: m[0] != m[1])
DAYS = some.lists(
    some.tuples(
        some.integers(0, 200),
        some.lists(MEETING, max_size=12),
        some.sampled_from(["", "review", "half"]),
        some.sets(some.integers(1, 7), max_size=2),
    ),
    max_size=12,
)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(DAYS)
def test_the_total_is_the_sum_of_ties_to_members_other_than_the_founder(days):
    ties, status, day = ties_of(8, slots=3), np.full(8, Status.MEMBER, np.int8), 0
    for gap, meetings, act, leavers in days:
        day += gap
        meet(ties, day, *meetings)
        if act == "half":
            ties.set_half_life(5.0 + gap, day)
        if act == "review":
            status[:] = Status.MEMBER
            status[list(leavers)] = Status.GONE
            for turn in range(28):  # everybody's turn comes
                ties.review(status, day + turn)
            day += 27
        partner = ties.who - 1
        counts = (ties.who > 0) & (partner != FOUNDER)
        assert ties.total == pytest.approx((ties.strength * counts).sum(axis=1), rel=1e-3, abs=1e-3)
        if act == "review":
            here = status == Status.MEMBER
            assert np.all(status[partner[here][ties.who[here] > 0]] == Status.MEMBER)
            assert not ties.total[here & ~counts.any(axis=1)].any()


def test_a_review_forgets_the_faded_and_the_gone_by_turns():
    ties, status = ties_of(60), np.full(60, Status.MEMBER, np.int8)
    meet(ties, 0, *[(row, (row + 1) % 60, 1.0) for row in range(60)])
    status[11] = Status.GONE
    ties.review(status, 10)
    assert not ties.who[10].any(), "her friend has left"
    assert ties.who[38].any()
    status[38] = Status.GONE
    ties.review(status, 10 + 28 * 3)
    assert ties.who[38].any(), "she is not a member any more"
    status[38] = Status.MEMBER
    ties.review(status, 10 + 28 * 3)
    assert not ties.who[38].any(), "faded below a tenth of a meeting"
    assert ties.who[37].any(), "not her turn"


def test_long_runs_rescale_without_a_trace():
    steady, ties = ties_of(4, half_life=1e9), ties_of(4, half_life=2.0)
    for day in range(0, 400, 5):
        meet(ties, day, (1, 2, 1.0), (2, 3, 2.0))
        meet(steady, day, (1, 2, 1.0))
    assert ties.scale(395) <= 2**RESCALE_AT
    level = 1 / (1 - 2 ** (-5 / 2))
    assert table(ties, 395)[1, 2] == pytest.approx(level, rel=1e-4)
    assert table(ties, 395)[2, 3] == pytest.approx(2 * level, rel=1e-4)
    assert table(steady, 395)[1, 2] == pytest.approx(80, rel=1e-4)


def test_a_half_life_changed_midway_settles_what_has_faded():
    ties = ties_of(3)
    meet(ties, 0, (1, 2, 8.0))
    ties.set_half_life(5.0, 20)
    assert table(ties, 20)[1, 2] == pytest.approx(4, rel=1e-5)
    assert table(ties, 25)[1, 2] == pytest.approx(2, rel=1e-5)
    assert ties.total[1] / ties.scale(25) == pytest.approx(2, rel=1e-5)


def test_settling_on_the_first_day_touches_nothing():
    ties = ties_of(3)
    ties.strength = None
    ties.set_half_life(50.0, 0)
    assert ties.half_life_days == 50


def test_a_matrix_holds_only_those_asked_for_in_their_order():
    ties = ties_of(6)
    meet(ties, 0, (5, 1, 3.0), (1, 5, 2.0), (1, 4, 7.0), (5, 0, 1.0))
    assert table(ties, 0, rows=[5, 1]).tolist() == [[0, 3], [2, 0]]
    assert table(ties, 0, rows=[]).shape == (0, 0)


def pick(ties, k=0, status=None, row=1):
    status = np.full(ties.size, Status.MEMBER, np.int8) if status is None else status
    key = Chance(1).key
    return pick_tie(ties.who, ties.strength, status, row, 5, k, purpose("test.ties"), key)


def test_a_friend_is_picked_in_proportion_to_the_tie():
    ties = ties_of(6)
    meet(ties, 0, (1, 2, 1.0), (1, 3, 2.0), (1, 4, 5.0))
    picked = np.bincount([pick(ties, k) for k in range(8000)], minlength=6) / 8000
    expected = np.array([0, 0, 1, 2, 5, 0]) / 8
    assert picked == pytest.approx(expected, abs=4 * 0.5 / np.sqrt(8000))


def test_the_luck_of_a_pair_does_not_depend_on_the_slot():
    ties, shuffled = ties_of(20), ties_of(20)
    friends = [(1, partner, 1.0 + partner / 7) for partner in range(2, 20)]
    meet(ties, 0, *friends)
    meet(shuffled, 0, *reversed(friends))
    assert not np.array_equal(ties.who, shuffled.who)
    assert [pick(ties, k) for k in range(50)] == [pick(shuffled, k) for k in range(50)]


def test_one_friend_more_takes_only_her_own_picks():
    few, many = ties_of(20), ties_of(20)
    friends = [(1, partner, 1.0) for partner in range(2, 12)]
    meet(few, 0, *friends)
    meet(many, 0, *friends, (1, 15, 1.0))
    changed = {pick(many, k) for k in range(300) if pick(many, k) != pick(few, k)}
    assert changed == {15}


def test_who_has_left_is_not_picked_and_without_friends_nobody():
    ties, status = ties_of(6), np.full(6, Status.MEMBER, np.int8)
    meet(ties, 0, (1, 2, 1.0), (1, 3, 50.0))
    status[3] = Status.GONE
    assert {pick(ties, k, status) for k in range(50)} == {2}
    status[2] = Status.GONE
    assert pick(ties, 0, status) == -1
    assert pick(ties, row=4) == -1


def test_encounters_are_kept_in_order_within_an_owner():
    met = Encounters()
    assert [len(column) for column in met.by_owner()] == [0, 0, 0]
    met.add(np.array([5, 1, 5], np.int32), np.array([7, 8, 9], np.int32), 2.0)
    met.add(np.array([1], np.int32), np.array([3], np.int32), 4.0)
    owner, partner, weight = met.by_owner()
    assert owner.tolist() == [1, 1, 5, 5]
    assert partner.tolist() == [8, 3, 7, 9]
    assert weight.tolist() == [2, 4, 2, 2]
    met.clear()
    assert len(met.by_owner()[0]) == 0
