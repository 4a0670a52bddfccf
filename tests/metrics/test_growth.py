"""How many are in, and how fast that changes."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.metrics import growth
from sim.metrics.census import Census, activity
from sim.metrics.growth import cohort, flow, growth_rate, quick_ratio, ratio, recruits

from .planted import community, join, last_seen, leave, measured


def test_members_and_adopters_part_when_people_leave() -> None:
    whole = community(size=400, members=100)
    leave(whole, np.arange(90, 100, dtype=np.int32))
    found = measured(growth, whole)
    assert (found["members"], found["adopters"], found["exits"]) == (90, 100, 10)
    assert found["market_share"] == 0.25


@pytest.mark.parametrize("p", [0.03, 0.1, 0.3])
def test_dau_over_mau_of_independent_visits_is_as_theory_says(p: float) -> None:
    # p / (1 - (1 - p)^30)
    days_since = np.random.default_rng(0).geometric(p, 200_000) - 1
    found = activity(
        np.arange(200_000, dtype=np.int32),
        (500 - days_since).astype(np.int32),
        200_000,
        np.full(200_000, -1, np.int32),
        500,
    )
    assert found.today / found.this_month == pytest.approx(p / (1 - (1 - p) ** 30), abs=0.005)


def test_the_growth_rate_of_exponential_growth_is_its_exponent() -> None:
    members = np.round(1e6 * np.exp(0.01 * np.arange(60))).astype(np.int64)
    joins = np.diff(members, prepend=0)[:, None]
    assert growth_rate(members[-1], joins, 0 * joins, 59) == pytest.approx(0.01, abs=1e-6)


def test_the_growth_rate_is_the_slope_of_a_least_squares_line() -> None:
    rng = np.random.default_rng(0)
    joins, exits = rng.integers(5, 20, (50, 3)), rng.integers(0, 4, (50, 2))
    members = (joins.sum(axis=1) - exits.sum(axis=1)).cumsum()
    slope = np.polyfit(np.arange(29), np.log(members[-29:]), 1)[0]
    assert growth_rate(members[-1], joins, exits, 49) == pytest.approx(slope)


def test_nothing_grows_on_day_0_or_without_members() -> None:
    joins, none = np.full((10, 1), 7), np.zeros((10, 1), np.int64)
    assert growth_rate(7, joins, none, 0) == 0
    assert growth_rate(0, none, none, 9) == 0


def test_joins_and_exits_are_added_up_over_their_kinds() -> None:
    joins, exits = np.ones((60, 2), np.int64), np.full((60, 3), 2)
    assert tuple(flow(joins, exits, 50)) == (2, 6, 56)
    assert tuple(flow(joins, exits, 3)) == (2, 6, 8)


def test_the_quick_ratio_is_capped_and_empty_without_movement() -> None:
    assert quick_ratio(30, 20) == 1.5
    assert quick_ratio(100, 1) == 20
    assert quick_ratio(5, 0) == 20
    assert math.isnan(quick_ratio(0, 0))


def test_a_part_of_nothing_is_not_a_number() -> None:
    assert ratio(1, 4) == 0.25
    assert math.isnan(ratio(0, 0))


def test_retention_counts_who_came_back_and_who_stayed() -> None:
    whole = community(size=400, members=0, day=40)
    join(whole, np.arange(10, dtype=np.int32), day=10)
    leave(whole, np.array([0, 1], np.int32), day=20)
    last_seen(whole, np.array([2, 3, 4], np.int32), 7)
    census = Census(whole)
    found = cohort(census.joined, census.seen, census.here, 40, 30, 14)
    assert tuple(found) == (10, 8, 5)
    assert measured(growth, whole)["retention_d30"] == 0.5


@pytest.mark.parametrize("age, counted", [(6, False), (7, True), (13, True), (14, False)])
def test_a_weeks_cohort_joined_7_to_13_days_ago(age: int, counted: bool) -> None:
    whole = community(size=400, members=0, day=40)
    join(whole, np.array([1], np.int32), day=40 - age)
    assert (measured(growth, whole)["retention_d7"] == 1) == counted


def test_joining_is_not_coming_back() -> None:
    whole = community(size=400, members=0, day=40)
    join(whole, np.array([1], np.int32), day=33)
    last_seen(whole, np.array([1], np.int32), 7)
    assert measured(growth, whole)["retention_d7"] == 0


def test_recruits_are_counted_per_head_of_a_cohort_whoever_left() -> None:
    whole = community(size=400, members=0, day=200)
    join(whole, np.arange(4, dtype=np.int32), day=120)  # the cohort
    join(whole, np.array([10, 11], np.int32), day=20)  # too old
    by = np.array([0, 0, 1, 10], np.int32)
    join(whole, np.arange(20, 24, dtype=np.int32), day=150, inviters=by)
    leave(whole, np.array([1, 20], np.int32), day=160)
    census, people = Census(whole), whole.people
    heads, brought = recruits(
        census.rows, census.joined, people.inviter, people.join_day, whole.day
    )
    assert (heads, brought) == (4, 3)
    assert measured(growth, whole)["k_factor"] == 0.75


def test_nobody_has_recruited_yet_in_a_young_community() -> None:
    assert math.isnan(measured(growth, community(day=30))["k_factor"])
