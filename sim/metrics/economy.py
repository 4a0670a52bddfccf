"""Economy: what the strategy has cost so far."""

from __future__ import annotations

from collections.abc import Sequence

from sim.metrics.census import Census, Section
from sim.metrics.growth import ratio
from sim.metrics.measure import Measure

DAILY = (
    Measure(
        "cost", "Spent so far", "累计投入", "currency",
        "Everything the strategy has spent since day 0",
        "自第 0 天起策略的全部投入",
        "lower",
    ),
    Measure(
        "cost_per_active", "Cost per active member", "单位活跃成员成本", "currency",
        "Everything spent so far per member active in the past 30 days; empty when nobody is active",
        "累计投入除以近 30 天活跃成员数；无人活跃时为空",
        "lower",
    ),
)  # fmt: skip


def read_daily(census: Census) -> Sequence[float]:
    """What was spent; the cost per active member is NaN when nobody is active."""
    spent = census.community.ledger.total
    return spent, ratio(spent, census.activity.this_month)


SECTIONS = (Section("day", DAILY, read_daily),)
