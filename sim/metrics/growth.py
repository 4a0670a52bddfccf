"""Growth: how many are in, how many are awake, and whether they come faster than they go."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from sim.metrics.census import SPELL, Census, Section
from sim.metrics.measure import Measure
from sim.state.compiling import kernel

QUICK_RATIO_CAP = 20.0
"""The quick ratio is infinite when nobody is lost; it is not drawn beyond this."""
WEEK = 7
COHORTS = ((7, 7), (30, 14), (90, 28))
"""Retention after so many days, taken over those who joined in so many days before."""
RECRUITED_OVER = 60
"""The cohort whose recruits are counted joined between once and twice so many days ago."""


class Stay(NamedTuple):
    """A cohort: how many joined, how many of them are still members, how many were here lately."""

    joined: int
    staying: int
    visiting: int


@kernel
def cohort(joined, seen, here, day, age, width):
    """Those who joined `age` to `age + width - 1` days ago, left or not, as a Stay.

    Visiting is who is a member and was seen in the past 7 days; the day of joining is no return.
    """
    size = 0
    staying = 0
    visiting = 0
    for i in range(len(joined)):
        days_in = day - joined[i]
        if age <= days_in < age + width:
            size += 1
            if i < here:
                staying += 1
                visiting += seen[i] > day - WEEK
    return Stay(size, staying, visiting)


@kernel
def recruits(rows, joined, inviter, join_day, day):
    """Size of the cohort that joined 60 to 119 days ago, and how many it has brought since."""
    cohort_size = 0
    brought = 0
    for i in range(len(rows)):
        cohort_size += RECRUITED_OVER <= day - joined[i] < 2 * RECRUITED_OVER
        if day - joined[i] < 2 * RECRUITED_OVER:
            by = inviter[rows[i]]
            if by >= 0:
                brought += RECRUITED_OVER <= day - join_day[by] < 2 * RECRUITED_OVER
    return cohort_size, brought


class Flow(NamedTuple):
    """People who joined and left today, and who joined in the past 28 days."""

    joined: int
    left: int
    joined_lately: int


@kernel
def flow(joins, exits, day):
    """Joins and exits of a day, by the counts `joins`, `exits` [day, kind]."""
    left = 0
    for kind in range(exits.shape[1]):
        left += exits[day, kind]
    joined = 0
    lately = 0
    for kind in range(joins.shape[1]):
        joined += joins[day, kind]
        for one in range(max(0, day - SPELL + 1), day + 1):
            lately += joins[one, kind]
    return Flow(joined, left, lately)


@kernel
def growth_rate(members, joins, exits, day):
    """Least-squares slope of ln(members) over the past 28 days, per day.

    `joins`, `exits` are counts [day, kind]; the past is rebuilt backwards from today's members.
    Days without members are left out; 0 when fewer than two days are left.
    """
    n = 0.0
    sum_t = 0.0
    sum_y = 0.0
    sum_tt = 0.0
    sum_ty = 0.0
    count = members
    for back in range(min(SPELL, day) + 1):
        if count > 0:
            y = math.log(count)
            n += 1.0
            sum_t -= back
            sum_y += y
            sum_tt += back * back
            sum_ty -= back * y
        for kind in range(exits.shape[1]):
            count += exits[day - back, kind]
        for kind in range(joins.shape[1]):
            count -= joins[day - back, kind]
    spread = n * sum_tt - sum_t * sum_t
    return (n * sum_ty - sum_t * sum_y) / spread if spread > 0 else 0.0


def ratio(part: float, whole: float) -> float:
    """A part of a whole; NaN where there is no whole to take a part of."""
    return part / whole if whole else math.nan


def quick_ratio(joined: int, lost: int) -> float:
    """People who came per person lost, at most 20; NaN when nobody came and nobody was lost.

    The quick ratio of subscription businesses (new and returned over lost), on people.
    """
    if lost:
        return min(joined / lost, QUICK_RATIO_CAP)
    return QUICK_RATIO_CAP if joined else math.nan


DAILY = (
    Measure(
        "members", "Members", "成员数", "people",
        "Everybody who has joined and not left",
        "已加入且未离开的人数",
        "higher",
        whole=True,
    ),
    Measure(
        "active_members", "Active members", "活跃成员数", "people",
        "Members who visited in the past 30 days",
        "近 30 天内到访过的成员数",
        "higher",
        whole=True,
    ),
    Measure(
        "joins", "Joins a day", "每日加入", "people a day",
        "People who joined today",
        "当日加入人数",
        "higher",
        whole=True,
    ),
    Measure(
        "exits", "Exits a day", "每日退出", "people a day",
        "Members who left today",
        "当日退出人数",
        "lower",
        whole=True,
    ),
    Measure(
        "adopters", "Ever joined", "累计加入人数", "people",
        "People who have ever joined, whether or not they stayed",
        "曾经加入过的人数（含已退出者）",
        "higher",
        whole=True,
    ),
    Measure(
        "market_share", "Share of the market reached", "市场渗透率", "share",
        "People who have ever joined, as a share of everybody who could",
        "曾加入者占潜在用户总数的比例",
        "higher",
    ),
    Measure(
        "daily_active", "Daily active", "日活跃成员", "people",
        "Members who visited today",
        "当日到访的成员数",
        "higher",
        whole=True,
    ),
    Measure(
        "dau_mau", "Daily over monthly active", "日活/月活", "ratio",
        "Members who visited today, as a share of those who visited in the past 30 days; empty "
        "when nobody did",
        "当日到访成员占近 30 天到访成员的比例；无人到访时为空",
        "higher",
    ),
    Measure(
        "growth_rate", "Growth rate", "增长率", "per day",
        "Slope of the logarithm of members over the past 28 days; .01 doubles them in 69 days",
        "近 28 天成员数对数的日均斜率；0.01 约合 69 天翻一番",
        "higher",
    ),
    Measure(
        "quick_ratio", "Quick ratio", "速动比", "ratio",
        "People who joined per person who left or fell silent, over 28 days, at most 20; empty when "
        "neither happened",
        "近 28 天加入人数与流失人数（退出或沉默）之比，上限 20；两者皆无时为空",
        "higher",
    ),
    Measure(
        "retention_d7", "Retention after a week", "7 日留存", "share",
        "Of those who joined 7 to 13 days ago, the share who are members and came in the past "
        "week; empty when nobody joined then",
        "7–13 天前加入者中仍为成员且近一周到访过的比例；期间无人加入时为空",
        "higher",
    ),
    Measure(
        "retention_d30", "Retention after a month", "30 日留存", "share",
        "Of those who joined 30 to 43 days ago, the share who are members and came in the past "
        "week; empty when nobody joined then",
        "30–43 天前加入者中仍为成员且近一周到访过的比例；期间无人加入时为空",
        "higher",
    ),
    Measure(
        "retention_d90", "Retention after three months", "90 日留存", "share",
        "Of those who joined 90 to 117 days ago, the share who are members and came in the past "
        "week; empty when nobody joined then",
        "90–117 天前加入者中仍为成员且近一周到访过的比例；期间无人加入时为空",
        "higher",
    ),
    Measure(
        "stayed_d90", "Still members after three months", "90 日在册率", "share",
        "Of those who joined 90 to 117 days ago, the share who are members, seen or not; empty when "
        "nobody joined then",
        "90–117 天前加入者中仍为成员的比例（不论是否到访）；期间无人加入时为空",
        "higher",
    ),
)  # fmt: skip

MONTHLY = (
    Measure(
        "k_factor", "People brought by a member", "K 因子（人均带来人数）", "people",
        "People whom those who joined 60 to 119 days ago have brought since, per head; empty when "
        "nobody joined then",
        "60–119 天前加入者人均带来的新成员数；期间无人加入时为空",
        "higher",
    ),
)  # fmt: skip


def read_daily(census: Census) -> Sequence[float]:
    """Who is in, who is awake, and how fast that changes."""
    journal, day = census.community.journal, census.day
    seen = census.activity
    moves = flow(journal.joins, journal.exits, day)
    week, month, quarter = (
        cohort(census.joined, census.seen, census.here, day, *ages) for ages in COHORTS
    )
    return (
        census.here,
        seen.this_month,
        moves.joined,
        moves.left,
        census.adopters,
        census.adopters / census.community.size,
        seen.today,
        ratio(seen.today, seen.this_month),
        growth_rate(census.here, journal.joins, journal.exits, day),
        quick_ratio(moves.joined_lately, seen.lost),
        ratio(week.visiting, week.joined),
        ratio(month.visiting, month.joined),
        ratio(quarter.visiting, quarter.joined),
        ratio(quarter.staying, quarter.joined),
    )


def read_monthly(census: Census) -> Sequence[float]:
    """Recruits per head; NaN while nobody joined long enough ago."""
    people = census.people
    heads, brought = recruits(
        census.rows, census.joined, people.inviter, people.join_day, census.day
    )
    return (ratio(brought, heads),)


SECTIONS = (Section("day", DAILY, read_daily), Section("month", MONTHLY, read_monthly))
