"""Each pattern on logs small enough to be worked out by hand."""

import math

import numpy as np
import pytest

from sim import patterns
from sim.patterns import (
    attendance,
    contributing,
    division,
    inequality,
    joining,
    network,
    retention,
    seeds,
)
from tests.patterns.communities import log


def test_who_never_contributes_is_told_only_where_members_are_listed():
    acts = [(0, 0, None), (1, 1, 0)]
    listed = log(acts, people=5, joined=np.zeros(5))
    assert contributing.never_contributed(listed) == pytest.approx(3 / 5)
    assert math.isnan(contributing.never_contributed(log(acts, people=5)))


def test_one_day_contributors_are_those_who_never_came_back_in_time():
    acts = [(0, 0, None), (0.9, 0, None), (0, 1, None), (1.1, 1, None), (30, 2, None)]
    assert contributing.on_one_day(log(acts, end=70.0)) == pytest.approx(1 / 2)


def test_inequality_of_contributors_and_of_all():
    acts = [(k, 0, None) for k in range(91)] + [(k, 1 + k, None) for k in range(9)]
    found = log(acts, people=100, joined=np.zeros(100))
    assert inequality.contributors_top10(found) == pytest.approx(0.91)
    assert inequality.members_top1(found) == pytest.approx(0.91)
    assert inequality.members_next9(found) == pytest.approx(0.09)
    assert inequality.members_bottom90(found) == pytest.approx(0)
    assert inequality.contributors_gini(log([(0, k, None) for k in range(7)])) == pytest.approx(0)


def test_who_says_much_on_one_day_says_much_on_the_next():
    def days(second):
        return log(
            [(0.1, k, None) for k in range(12) for _ in range(1 + k)]
            + [(3.2, k, None) for k in range(12) for _ in range(second(k))]
            + [(5, 13, None), (8, 0, None)]
        )

    assert inequality.habitual(days(lambda k: 2 * (1 + k))) == pytest.approx(1)
    assert inequality.habitual(days(lambda k: 12 // (1 + k))) < -0.9
    assert math.isnan(inequality.habitual(days(lambda k: 1)))
    assert math.isnan(inequality.habitual(days(lambda k: 3)))
    assert math.isnan(inequality.habitual(log([(0, 0, None), (1, 0, None)])))


def test_retention_counts_those_whose_week_was_watched_to_its_end():
    acts = [(0, 0, None), (7, 0, None), (0, 1, None), (6.9, 1, None), (13.9, 2, None)]
    found = log([*acts, (20, 3, None)])
    assert retention.again_in_week(1, found) == pytest.approx(1 / 2)
    assert math.isnan(retention.again_in_week(4, found))


def test_who_acts_in_the_third_month_and_the_fourth():
    acts = [(0, 0, None), (60, 0, None), (89, 0, None), (90, 0, None), (119, 0, None)]
    acts += [(0, 1, None), (59, 1, None), (70, 1, None), (120, 1, None)]
    late = [(40, 2, None), (100, 2, None), (130, 2, None)]
    assert retention.enduring(log([*acts, *late])) == pytest.approx(2 / 3)
    assert math.isnan(retention.enduring(log(acts[:2])))


def test_survival_of_those_who_were_answered_and_of_those_who_were_not():
    acts = [(0, 0, None), (7, 9, 0), (28, 0, None), (0, 1, None), (7.1, 9, 1), (27, 1, None)]
    acts += [(0, 2, None), (40, 2, None), (0, 9, None), (100, 8, None)]
    found = log(acts)
    assert retention.survival(True, found) == 1
    assert retention.survival(False, found) == pytest.approx(1 / 3)


def test_bursts_of_newcomers():
    steady = log(
        [(7 * week + k, 7 * week + k, None) for week in range(20) for k in range(7)], end=140.0
    )
    assert joining.burst(steady) == 0
    one = [(0.5 + 0.001 * k, k, None) for k in range(100)] + [(100, 100, None)]
    weeks = 100 // 7
    mean = 100 / weeks
    expected = (100**2 / weeks - mean**2) / mean
    assert joining.burst(log(one)) == pytest.approx(expected)
    assert joining.half_time(log(one)) == pytest.approx(0.0005, abs=1e-3)
    assert math.isnan(joining.burst(log([(0, 0, None), (20, 1, None)])))


def grown(days, rate):
    """A log of 2,000 newcomers whose number up to a share of the time is given."""
    shares = np.linspace(0, 1, 4001)
    counts = 2000 * (rate(shares) - rate(0.0)) / (rate(1.0) - rate(0.0))
    luck = np.sort(np.random.default_rng(2).uniform(0, 2000, 2000))
    when = days * np.interp(luck, counts, shares)
    return log([(t, k, None) for k, t in enumerate(when)])


@pytest.mark.parametrize("rate, shape", [
    (lambda x: x, "linear"),
    (lambda x: np.sqrt(x), "power"),
    (lambda x: 1 / (1 + np.exp(-12 * (np.asarray(x) - 0.5))), "logistic"),
])  # fmt: skip
def test_shapes_of_growth_are_told_apart(rate, shape):
    found = grown(364, rate)
    assert joining.shape(found) == shape
    assert (joining.bend(found) > 0) == (shape == "logistic")


def test_ties_returned_single_and_closing():
    acts = [(0, 0, 1), (1, 1, 0), (2, 1, 2), (3, 0, 2), (4, 3, 0)]
    found = log(acts)
    assert network.reciprocity(found) == pytest.approx(2 / 5)
    assert network.single(found) == pytest.approx(3 / 4)
    assert network.closure(found) == 1  # of 0 and 2, through 1; 3 is new
    assert division.giant(found) == 1
    assert network.grown(found).ties.tolist() == [1, 1, 2, 3, 4]


def test_first_acts_are_returned_within_a_week_or_not():
    soon = [(0, 0, 1), (7, 1, 0)]
    late = [(0, 2, 3), (1, 2, 3), (7.5, 3, 2)]
    never = [(2, 4, 5)]
    too_young_to_tell = [(14, 0, 5)]
    found = log(soon + late + never + too_young_to_tell, end=20.0)
    assert network.returned(found) == pytest.approx(1 / 3)
    assert math.isnan(network.returned(log([(0, 0, None), (20, 1, None)])))


@pytest.mark.parametrize("power", [1, 2])
def test_densification_is_the_power_of_ties_in_people(power):
    """A chain has a tie a person; in a clique everybody is tied to all who were there."""
    acts = []
    for new in range(1, 150):
        acts += [(len(acts), new, old) for old in range(new if power == 2 else 1)]
    assert network.densification(log(acts)) == pytest.approx(power, abs=0.04)


def test_newcomers_turn_to_the_core_or_away_from_it():
    star = [(k, k + 1, 0) for k in range(300)]
    leaves = [(k, k + 1, k - 149) for k in range(300)]
    assert network.to_core(log(star)) == 1
    assert network.to_core(log([*star[:150], *leaves[150:]])) < 0.3
    assert math.isnan(network.to_core(log(star[:50])))


def test_modularity_beyond_chance_sees_groups_and_not_sparsity():
    rng = np.random.default_rng(1)
    tree = [(k, k, int(rng.integers(k))) for k in range(1, 400)]
    camps = [(k, *(2 * rng.integers(0, 60, 2) + k % 2)) for k in range(900)]
    assert division.modularity(*division.bonds(log(tree))) > 0.8
    assert abs(division.excess_modularity(log(tree))) < 0.1
    assert division.excess_modularity(log(camps)) > 0.2


def test_ties_dealt_anew_leave_everybody_as_many():
    rng = np.random.default_rng(4)
    a, b, people = division.bonds(log([(k, *rng.integers(0, 40, 2)) for k in range(200)]))
    x, y = division.dealt_anew(a, b, people, rng)
    before = np.bincount(np.concatenate([a, b]), minlength=people)
    assert np.array_equal(np.bincount(np.concatenate([x, y]), minlength=people), before)
    codes = np.minimum(x, y) * people + np.maximum(x, y)
    assert len(np.unique(codes)) == len(a)
    assert not np.any(x == y)
    assert not np.array_equal(np.sort(codes), np.sort(np.minimum(a, b) * people + np.maximum(a, b)))


def test_what_the_first_ten_say():
    acts = [(k, k, None) for k in range(20)] + [(30, 0, None), (40, 15, None)]
    found = log(acts)
    assert seeds.by_first(found) == pytest.approx(11 / 22)
    assert seeds.by_first_later(found) == pytest.approx(1 / 2)


def test_attendance():
    found = log([], people=10, attended=np.array([0] * 5 + [1, 1, 5, 6, 7]))
    assert attendance.never(found) == pytest.approx(0.5)
    assert attendance.once(found) == pytest.approx(0.2)
    assert attendance.often(found) == pytest.approx(0.3)
    assert attendance.again(1, found) == pytest.approx(3 / 5)
    assert attendance.again(6, found) == pytest.approx(1 / 2)


def test_every_pattern_speaks_both_languages_and_is_nan_where_nothing_is_known():
    empty = patterns.of(log([], people=1))
    assert list(empty) == list(patterns.BANDS)
    assert len(patterns.by_name()) == len(patterns.PATTERNS)
    for one in patterns.PATTERNS:
        assert math.isnan(empty[one.name]), one.name
        assert all((one.en, one.zh, one.meaning_en, one.meaning_zh, one.source))
        assert math.isnan(one.low) == math.isnan(one.high)


def test_a_pattern_with_a_band_has_a_row_whose_number_stays():
    banded = [one for one in patterns.PATTERNS if not math.isnan(one.low)]
    assert len({one.id for one in banded}) == len(banded)
    assert {one.id for one in patterns.PATTERNS} - {one.id for one in banded} == {""}
    numbers = {one.id: one.name for one in banded}
    known = {"P1": "never_contributed", "P2": "one_day", "P13": "survival_unanswered"}
    known |= {"P22": "first_ten", "P28": "again_after_6"}
    assert known.items() <= numbers.items()


def test_verdicts_round_as_bands_do():
    gini = patterns.by_name()["gini"]
    said = [gini.verdict(value) for value in (0.594, 0.596, 0.904, 0.906, math.nan)]
    assert said == ["below", "within", "within", "above", "unknown"]
    assert patterns.by_name()["half_time"].verdict(0.3) == "unbounded"


def test_an_end_with_three_decimals_is_judged_by_three():
    first_ten = patterns.by_name()["first_ten"]
    said = [first_ten.verdict(value) for value in (0.0044, 0.0046, 0.0049, 0.104, 0.106)]
    assert said == ["below", "within", "within", "within", "above"]


def test_a_value_that_rounds_to_an_end_is_told_as_that_end():
    late = patterns.by_name()["first_ten_late"]
    assert [late.told(value) for value in (0.062, 0.0624, 0.066, 0.031)] == [
        0.06,
        0.06,
        0.066,
        0.031,
    ]
    assert math.isnan(late.told(math.nan))
    assert patterns.by_name()["half_time"].told(0.3) == 0.3
