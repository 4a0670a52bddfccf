"""Retention: who contributes again, and whether an answer at the start makes the difference."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from sim.patterns.log import Log
from sim.patterns.pattern import FORUMS, Pattern, mean

WEEK = 7.0
MONTH = 30.0
WELCOME = 7.0
"""Days within which somebody must be answered to have been welcomed."""
SURVIVED = 28.0
WATCHED = 60.0
"""Days that must have passed since a first act before who is silent can be called gone."""
CAMPUS = f"{FORUMS}; the closed campus community CollegeMsg has more: .51, .27 and .10"


def again_in_week(week: int, log: Log) -> float:
    """Share of contributors who do something in the week that begins so many weeks after the first.

    Only those count whose week was watched to its end.
    """
    since = (log.time - log.first_act[log.person]) // WEEK
    came = np.zeros(log.people, np.bool_)
    came[log.person[since == week]] = True
    return mean(came[log.first_act <= log.end - WEEK * (week + 1)])


def welcomed(log: Log) -> np.ndarray:
    """Whether anybody turned to each person within seven days of her first act, bool[people]."""
    when, _, to = log.pairs
    waited = when - log.first_act[to]
    answered = np.zeros(log.people, np.bool_)
    answered[to[(waited >= 0) & (waited <= WELCOME)]] = True
    return answered


def survival(answered: bool, log: Log) -> float:
    """Share of contributors still active four weeks after the first act, answered or not.

    Only those count who began 60 days before the end or earlier.
    """
    old = (log.first_act <= log.end - WATCHED) & (welcomed(log) == answered)
    return mean((log.last_act - log.first_act)[old] >= SURVIVED)


def enduring(log: Log) -> float:
    """Acts a person in the fourth month after the first act, relative to the third.

    Of those who began 120 days before the end or earlier; NaN when nobody acts in the third month.
    Near 1 where a few go on, whoever else has gone.
    """
    old = log.first_act <= log.end - 4 * MONTH
    month = ((log.time - log.first_act[log.person]) // MONTH)[old[log.person]]
    third, fourth = np.sum(month == 2), np.sum(month == 3)
    return float(fourth / third) if third else math.nan


PATTERNS = (
    Pattern(
        "week1", "Contribute again in week 1", "第 1 周再次发言",
        "Share of contributors who act again 7 to 13 days after their first act",
        "首次发言后第 7–13 天内再次发言的贡献者占比",
        0.05, 0.27, CAMPUS, partial(again_in_week, 1), "P9",
    ),
    Pattern(
        "week4", "Contribute again in week 4", "第 4 周再次发言",
        "Share of contributors who act again 28 to 34 days after their first act",
        "首次发言后第 28–34 天内再次发言的贡献者占比",
        0.03, 0.18, CAMPUS, partial(again_in_week, 4), "P10",
    ),
    Pattern(
        "week12", "Contribute again in week 12", "第 12 周再次发言",
        "Share of contributors who act again 84 to 90 days after their first act",
        "首次发言后第 84–90 天内再次发言的贡献者占比",
        0.01, 0.11, CAMPUS, partial(again_in_week, 12), "P11",
    ),
    Pattern(
        "enduring", "Acts in the fourth month to the third", "第 4 个月与第 3 个月发言之比",
        "Acts in days 90 to 119 after the first act relative to days 60 to 89, of the same people; "
        "`novelty.lasting` decides it",
        "同一批人首次发言后第 90–119 天与第 60–89 天的发言数之比；由 `novelty.lasting` 决定",
        math.nan, math.nan, "1.2 on a question site, .9 in a student network", enduring,
    ),
    Pattern(
        "survival_answered", "Still there after 4 weeks, answered", "4 周后仍在（得到回复）",
        "Share still active four weeks after their first act, among those answered within a week",
        "首次发言一周内得到回复者中，四周后仍活跃的占比",
        0.28, 0.50, FORUMS, partial(survival, True), "P12",
    ),
    Pattern(
        "survival_unanswered", "Still there after 4 weeks, not answered", "4 周后仍在（未获回复）",
        "Share still active four weeks after their first act, among those nobody answered in a week",
        "首次发言一周内未获回复者中，四周后仍活跃的占比",
        0.14, 0.43, FORUMS, partial(survival, False), "P13",
    ),
)  # fmt: skip
