"""Participation: who is what in the community, who contributes, and how unequally."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.metrics.census import Census, Section
from sim.metrics.measure import Measure
from sim.state.compiling import kernel
from sim.state.people import ACTIVE, KOL, LURKER, Role

ROLES = len(Role)


class Work(NamedTuple):
    """Members by role, how many ever posted, and the posts of a day."""

    kols: int
    active: int
    lurkers: int
    contributors: int
    posts_today: int


@kernel
def work(members, role, posts, posts_today):
    """Count members by role, those who ever posted, and today's posts."""
    playing = np.zeros(ROLES, np.int64)
    contributors = 0
    today = 0
    for i in range(len(members)):
        row = np.uint32(members[i])
        playing[np.uint8(role[row])] += 1
        contributors += posts[row] > 0
        today += posts_today[row]
    return Work(playing[KOL], playing[ACTIVE], playing[LURKER], contributors, today)


def gini(amounts: np.ndarray) -> float:
    """Gini coefficient of non-negative amounts: 0 all equal, near 1 one has all.

    NaN when there is nothing to share out.
    """
    total = float(amounts.sum())
    if total <= 0:
        return math.nan
    n = len(amounts)
    ranks = np.arange(1, n + 1)
    return float(2 * (ranks * np.sort(amounts)).sum() / (n * total) - (n + 1) / n)


def top_share(amounts: np.ndarray, share: float) -> float:
    """Part of the whole that the top `share` of people hold, at least one of them.

    NaN when there is nothing to share out.
    """
    total = float(amounts.sum())
    if total <= 0:
        return math.nan
    top = max(1, math.ceil(share * len(amounts)))
    return float(np.sort(amounts)[-top:].sum()) / total


DAILY = (
    Measure(
        "share_lurkers", "Lurkers", "潜水者占比", "share",
        "Share of members in the role of lurker, who mostly read",
        "处于潜水角色（多为只看不说）的成员占比",
    ),
    Measure(
        "share_active", "Active contributors", "活跃分子占比", "share",
        "Share of members in the role of active member",
        "活跃分子角色占成员的比例",
        "higher",
    ),
    Measure(
        "share_kol", "Opinion leaders", "KOL 占比", "share",
        "Share of members who are KOLs, seeded or risen from within",
        "KOL（种子或内部成长）占成员的比例",
    ),
    Measure(
        "contributed_ever", "Ever contributed", "曾发言成员占比", "share",
        "Share of members who have posted at least once",
        "至少发过一次言的成员占比",
        "higher",
    ),
    Measure(
        "posts", "Posts a day", "每日发帖数", "posts a day",
        "Posts written by members today",
        "成员当日发帖总数",
        "higher",
        whole=True,
    ),
    Measure(
        "posts_per_member_month", "Posts per member and month", "人均月发帖数", "posts a month",
        "Today's posts per member, times 30",
        "当日人均发帖数乘以 30",
        "higher",
    ),
    Measure(
        "clutter", "Advertising and spam", "广告与垃圾占比", "share",
        "Share of the feed that nobody came for: advertising and spam",
        "信息流中广告与垃圾内容的占比",
        "lower",
    ),
)  # fmt: skip

MONTHLY = (
    Measure(
        "posts_gini", "Inequality of contributions", "贡献不平等（基尼系数）", "0-1",
        "Gini coefficient of lifetime posts among members who ever posted; empty without posts",
        "曾发言成员累计发帖数的基尼系数；无人发言时为空",
    ),
    Measure(
        "posts_top1", "Posts by the top 1 %", "前 1% 贡献占比", "share",
        "Share of lifetime posts that the top 1 % of those who ever posted wrote; empty without "
        "posts",
        "曾发言成员中前 1% 的发帖占比；无人发言时为空",
    ),
    Measure(
        "posts_top10", "Posts by the top 10 %", "前 10% 贡献占比", "share",
        "Share of lifetime posts that the top 10 % of those who ever posted wrote; empty without "
        "posts",
        "曾发言成员中前 10% 的发帖占比；无人发言时为空",
    ),
)  # fmt: skip


def read_daily(census: Census) -> Sequence[float]:
    """Roles, posts and clutter today; roles and posts are 0 without members."""
    people = census.people
    counts = work(census.members, people.role, people.posts, people.posts_today)
    n = max(census.here, 1)
    return (
        counts.lurkers / n,
        counts.active / n,
        counts.kols / n,
        counts.contributors / n,
        counts.posts_today,
        30 * counts.posts_today / n,
        census.community.influences.climate.clutter,
    )


def read_monthly(census: Census) -> Sequence[float]:
    """How unequally contributors contribute; NaN when nobody has posted."""
    posts = census.people.posts[census.members]
    written = posts[posts > 0]
    return gini(written), top_share(written, 0.01), top_share(written, 0.1)


SECTIONS = (Section("day", DAILY, read_daily), Section("month", MONTHLY, read_monthly))
