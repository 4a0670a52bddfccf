"""Growth: how many are in, how many are awake, and whether they come faster than they go."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.metrics.census import Census, Section
from sim.metrics.measure import Measure
from sim.state.compiling import kernel
from sim.state.people import Status

ACTIVE_DAYS = 30
"""An active member visited within so many days, today included."""
SPELL = 28
"""Days over which the growth rate and the quick ratio are taken."""
QUICK_RATIO_CAP = 20.0
"""The quick ratio is infinite when nobody is lost; it is not drawn beyond this."""
WEEK = 7
RECRUITED_OVER = 60
"""The cohort whose recruits are counted joined between once and twice so many days ago."""


class Activity(NamedTuple):
    """People by when they were last seen."""

    today: int
    this_month: int
    lost: int


@kernel
def activity(rows, seen, here, exit_day, day):
    """Members seen today, members seen in 30 days, and people lost in the past 28 days.

    `rows` are `here` members and then people who left, `seen` the day of the last visit. Lost is
    who was around in the 28 days before and then fell silent, and who left, each person once:
    who leaves after a silence was lost when she fell silent.
    """
    today = 0
    this_month = 0
    lost = 0
    for i in range(here):
        today += seen[i] == day
        this_month += seen[i] > day - ACTIVE_DAYS
        lost += (seen[i] > day - 2 * SPELL) & (seen[i] <= day - SPELL)
    for i in range(here, len(rows)):
        lost += (exit_day[rows[i]] > day - SPELL) & (seen[i] > day - 2 * SPELL)
    return Activity(today, this_month, lost)


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
        count += exits[day - back].sum() - joins[day - back].sum()
    spread = n * sum_tt - sum_t * sum_t
    return (n * sum_ty - sum_t * sum_y) / spread if spread > 0 else 0.0


def ratio(part: float, whole: float) -> float:
    """A part of a whole; NaN where there is no whole to take a part of."""
    return part / whole if whole else math.nan


def quick_ratio(joined: int, lost: int) -> float:
    """People who came per person lost, at most 20; NaN when nobody came and nobody was lost.

    The quick ratio of subscription businesses (new and returned over lost), on people.
    """
    return min(joined / lost, QUICK_RATIO_CAP) if lost else (QUICK_RATIO_CAP if joined else math.nan)
