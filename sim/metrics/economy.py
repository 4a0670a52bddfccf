"""Economy: what the strategy has cost and earned so far."""

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
    Measure(
        "income", "Taken in so far", "累计收入", "currency",
        "Everything taken in since day 0: entry fees, renewals, sales after the cost of goods, advertisers",
        "自第 0 天起的全部收入：入群费、续费、销售毛利、广告",
        "higher",
    ),
    Measure(
        "profit", "Profit so far", "累计利润", "currency",
        "Everything taken in less everything spent since day 0",
        "自第 0 天起的全部收入减去全部投入",
        "higher",
    ),
)  # fmt: skip


def read_daily(census: Census) -> Sequence[float]:
    """What was spent and taken in; the cost per active member is NaN when nobody is active."""
    spent, income = census.community.ledger.total, census.community.ledger.taken_in
    return spent, ratio(spent, census.activity.this_month), income, income - spent


SECTIONS = (Section("day", DAILY, read_daily),)
