"""Centralisation: how far the community hangs on its founder and a few leaders.

Growth curves and connectivity hide it until the founder is lost; these measures do not.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.metrics.census import Census, Section
from sim.metrics.growth import ratio
from sim.metrics.measure import Measure
from sim.state.people import Role


def freeman(degree: np.ndarray) -> float:
    """Freeman's degree centralisation: 1 a star, 0 everybody alike (Freeman 1978).

    Sum of (largest - degree) over ((n - 1)(n - 2)); 0 below three people.
    """
    n = len(degree)
    if n < 3:
        return 0.0
    return float((int(degree.max()) - degree.astype(np.int64)).sum()) / ((n - 1) * (n - 2))


MONTHLY = (
    Measure(
        "degree_centralisation", "Centralisation of ties", "联结中心化程度", "0-1",
        "Freeman centralisation of living ties: 1 is a star around one person, 0 all alike",
        "联结的 Freeman 中心化指数：1 为围绕一人的星形，0 为人人相同",
    ),
    Measure(
        "founder_share", "Ties to the founder", "指向创始人的联结占比", "share",
        "Share of the strength of all living ties that goes to the founder",
        "全部联结强度中指向创始人的占比",
    ),
    Measure(
        "posts_kol", "Posts by opinion leaders", "KOL 发帖占比", "share",
        "Share of members' lifetime posts that KOLs wrote; empty without posts",
        "成员累计发帖中由 KOL 撰写的占比；无人发帖时为空",
    ),
)  # fmt: skip


def read_monthly(census: Census) -> Sequence[float]:
    """Who the ties and the posts hang on; 0 for the founder's share once the founder is out."""
    graph = census.graph
    to_founder = graph.received[census.base == census.community.founder].sum()
    total = float(graph.received.sum())
    posts = census.people.posts[census.members]
    by_kols = posts[census.people.role[census.members] == Role.KOL].sum()
    return (
        freeman(graph.degree),
        float(to_founder) / total if total else 0.0,
        ratio(float(by_kols), float(posts.sum())),
    )


SECTIONS = (Section("month", MONTHLY, read_monthly),)
