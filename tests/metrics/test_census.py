"""Who is counted."""

from __future__ import annotations

import numpy as np
import pytest

from sim.metrics.census import Census, activity

from .planted import community, join, last_seen, leave, member_rows


def rows(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int32)


def test_members_come_first_then_who_left_lately() -> None:
    whole = community(members=10)
    leave(whole, rows(3, 5))
    census = Census(whole)
    assert census.rows.tolist() == [0, 1, 2, 4, 6, 7, 8, 9, 3, 5]
    assert census.here == 8
    assert census.adopters == 10


@pytest.mark.parametrize("days_ago, counted", [(119, True), (120, False)])
def test_who_left_120_days_ago_is_forgotten(days_ago: int, counted: bool) -> None:
    whole = community(members=10, day=300)
    leave(whole, rows(3), day=300 - days_ago)
    assert (3 in Census(whole).rows) == counted


def test_on_the_first_days_nobody_has_left() -> None:
    assert Census(community(members=5, day=0)).rows.tolist() == [0, 1, 2, 3, 4]


def test_who_came_back_is_a_member_once() -> None:
    whole = community(members=10)
    leave(whole, rows(3), day=90)
    join(whole, rows(3), day=95)
    assert sorted(Census(whole).rows) == list(range(10))


@pytest.mark.parametrize("days_ago, counted", [(0, True), (89, True), (90, False)])
def test_the_base_was_active_in_the_past_90_days(days_ago: int, counted: bool) -> None:
    whole = community(members=10)
    last_seen(whole, rows(4), days_ago)
    assert (4 in Census(whole).base) == counted


def test_the_base_keeps_who_left_for_90_days() -> None:
    whole = community(members=10, day=300)
    leave(whole, rows(3), day=211)
    leave(whole, rows(5), day=210)
    assert sorted(Census(whole).base) == [0, 1, 2, 3, 4, 6, 7, 8, 9]


def test_who_visits_today_is_seen_though_nobody_dates_visits() -> None:
    whole = community(members=3)
    whole.people.last_visit[:3] = -1
    assert Census(whole).seen.tolist() == [100, 100, 100]


def test_today_and_this_month_are_counted_among_members() -> None:
    whole = community(members=10)
    last_seen(whole, rows(1, 2), 29)
    last_seen(whole, rows(3), 30)
    leave(whole, rows(9))
    found = Census(whole).activity
    assert (found.today, found.this_month) == (6, 8)


def test_everybody_is_lost_once() -> None:
    whole = community(members=10)
    last_seen(whole, rows(1), 27)  # still around
    last_seen(whole, rows(2), 28)  # fell silent
    last_seen(whole, rows(3), 56)  # was silent already
    leave(whole, rows(4), day=90)  # left
    leave(whole, rows(5), day=72)  # had left already
    last_seen(whole, rows(6), 60)
    whole.leave(rows(6), np.zeros(1, np.int8))  # left today, but was silent already
    assert Census(whole).activity.lost == 2


def test_counts_agree_with_plain_python() -> None:
    whole = community(members=150, day=200)
    rng = np.random.default_rng(3)
    for row in range(150):
        last_seen(whole, rows(row), int(rng.integers(0, 100)))
    leave(whole, rows(*range(100, 120)), day=180)
    census = Census(whole)
    seen = {int(row): int(whole.people.last_visit[row]) for row in census.rows}
    members = set(member_rows(whole).tolist())
    today = sum(seen[row] == 200 for row in members)
    month = sum(seen[row] > 170 for row in members)
    lost = sum(
        144 < day <= 172 if row in members else whole.people.exit_day[row] > 172 and day > 144
        for row, day in seen.items()
    )
    found = activity(census.rows, census.seen, census.here, whole.people.exit_day, 200)
    assert tuple(found) == (today, month, lost)
    assert set(census.base.tolist()) == {row for row, day in seen.items() if day > 110}
