"""Inequality: how few do how much."""

from __future__ import annotations

import math

import numpy as np

from sim.metrics.participation import gini
from sim.patterns.log import Log
from sim.patterns.pattern import EVERYBODY_KNOWN, FORUMS, Pattern

FEWEST = 10
"""People who acted on two days, for a correlation."""


def top(amounts: np.ndarray, part: float) -> float:
    """Share of the whole that the top `part` of people hold, rounded to whole people.

    NaN when there is nothing to share out.
    """
    if not len(amounts) or amounts.sum() == 0:
        return math.nan
    heads = max(1, round(part * len(amounts)))
    return float(np.sort(amounts)[-heads:].sum() / amounts.sum())


def _contributors(log: Log) -> np.ndarray:
    return log.contributions[log.contributions > 0]


def _members(log: Log) -> np.ndarray:
    """Acts of every member; of nobody where members are not listed."""
    return log.contributions if log.lists_everybody else np.empty(0, np.int64)


def contributors_gini(log: Log) -> float:
    """Gini coefficient of acts among contributors."""
    return gini(_contributors(log))


def contributors_top1(log: Log) -> float:
    """Share of acts by the top 1 % of contributors."""
    return top(_contributors(log), 0.01)


def contributors_top10(log: Log) -> float:
    """Share of acts by the top 10 % of contributors."""
    return top(_contributors(log), 0.1)


def members_bottom90(log: Log) -> float:
    """Share of acts by the lower 90 % of all members."""
    return 1 - top(_members(log), 0.1)


def members_next9(log: Log) -> float:
    """Share of acts by the 9 % of all members below the top 1 %."""
    return top(_members(log), 0.1) - top(_members(log), 0.01)


def members_top1(log: Log) -> float:
    """Share of acts by the top 1 % of all members."""
    return top(_members(log), 0.01)


def habitual(log: Log) -> float:
    """Correlation of the logarithms of acts on a person's first and second day of acting.

    Days are counted from the beginning of the log. NaN where too few people acted on two days, or
    all did as much.
    """
    days = np.column_stack([log.person, np.floor(log.time)]).astype(np.int64)
    days, acts = np.unique(days, axis=0, return_counts=True)
    person = days[:, 0]
    first = np.flatnonzero(np.diff(person, prepend=-1))
    first = first[np.diff(first, append=len(person)) > 1]
    one, other = acts[first], acts[first + 1]
    if len(first) < FEWEST or not np.ptp(one) or not np.ptp(other):
        return math.nan
    return float(np.corrcoef(np.log(one), np.log(other))[0, 1])


PATTERNS = (
    Pattern(
        "gini", "Gini of contributions", "发言基尼系数",
        "How unequally contributors contribute: 0 all the same, near 1 one does all",
        "贡献者之间发言数量的不平等程度：0 为人人相同，接近 1 为一人包揽",
        0.60, 0.90, FORUMS, contributors_gini, "P3",
    ),
    Pattern(
        "top1", "By the top 1 %", "前 1% 贡献者占比",
        "Share of all acts by the top 1 % of contributors",
        "前 1% 贡献者的发言占全部发言的比例",
        0.12, 0.50, FORUMS, contributors_top1, "P4",
    ),
    Pattern(
        "top10", "By the top 10 %", "前 10% 贡献者占比",
        "Share of all acts by the top 10 % of contributors",
        "前 10% 贡献者的发言占全部发言的比例",
        0.47, 0.87, FORUMS, contributors_top10, "P5",
    ),
    Pattern(
        "members_bottom90", "By the lower 90 % of members", "后 90% 成员占比",
        "Share of all acts by the lower 90 % of everybody registered",
        "全体注册成员中后 90% 的发言占比",
        0.01, 0.10, EVERYBODY_KNOWN, members_bottom90, "P6",
    ),
    Pattern(
        "members_next9", "By the next 9 % of members", "中间 9% 成员占比",
        "Share of all acts by the 9 % of everybody registered below the top 1 %",
        "全体注册成员中前 1% 之后 9% 的发言占比",
        0.28, 0.46, EVERYBODY_KNOWN, members_next9, "P7",
    ),
    Pattern(
        "members_top1", "By the top 1 % of members", "前 1% 成员占比",
        "Share of all acts by the top 1 % of everybody registered",
        "全体注册成员中前 1% 的发言占比",
        0.45, 0.71, EVERYBODY_KNOWN, members_top1, "P8",
    ),
    Pattern(
        "habitual", "As talkative on the next day of acting", "发言多寡的一贯性",
        "Correlation of the logarithms of acts on a person's first and second day of acting; "
        "`market.posting_spread` decides it",
        "同一人第一个与第二个发言日的发言数（取对数）之间的相关系数；由 `market.posting_spread` 决定",
        math.nan, math.nan, "it differs between kinds of communities", habitual,
    ),
)  # fmt: skip
