"""Churn: arrivals against departures, and survival."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.validation.check import Reading, between, limit, near
from sim.validation.worlds import curve, only, run

ALL_ALIKE = {"frailty_shape": 1000}


def crowd_that_leaves(size: int, days: int, churn: dict[str, Any]) -> Any:
    """Everybody is in from the first day, and nothing but leaving happens."""
    return only(
        "seeding", "churn", days=days, market={"size": size}, seeding={"crowd": size - 1},
        churn=churn,
    )  # fmt: skip


@limit(
    "L5", ("steady arrivals against one hazard of leaving", "稳定加入与固定流失率"),
    theory=(
        "members settle at arrivals / (e^h - 1), which is arrivals / h for short steps; 3 standard "
        "errors",
        "成员数趋于 加入数/(e^h - 1)，步长很短时即 加入数/h；3 倍标准误",
    ),
)  # fmt: skip
def arrivals_against_leaving() -> list[Reading]:
    """Members are Poisson; numbers a correlation time of 1 / hazard apart are independent.

    An advertisement finds anybody, and those who are in already do not join again.
    """
    arrivals, hazard, size = 20.0, 0.02, 200_000
    chosen = only(
        "advertising", "admission", "churn",
        days=700, market={"size": size},
        advertising={"reach_per_day": arrivals / 0.01, "conversion": 0.01},
        churn=ALL_ALIKE | {"hazard": hazard},
    )  # fmt: skip
    level = np.mean([curve(run(chosen, replicate=r), "members")[300:].mean() for r in range(3)])
    independent = 3 * 400 * hazard / 2
    joining = arrivals / 0.01 * (1 - np.exp(-0.01))
    expected = joining / (np.exp(hazard) - 1 + joining / size)
    error = np.sqrt(expected / independent)
    return [near(expected, 3 * error, float(level), ("members", "成员数"))]


GREATEST = ("greatest distance of the survival curve from theory", "留存曲线与理论的最大距离")


@limit(
    "L6", ("leaving where some are readier to leave than others", "流失倾向因人而异"),
    theory=(
        "survival (1 + h t / k)^-k under Gamma frailty of shape k (Fader and Hardie 2007)",
        "Gamma 异质性下的留存 (1 + ht/k)^-k（Fader & Hardie 2007）",
    ),
)  # fmt: skip
def survival_with_frailty() -> list[Reading]:
    """Two shapes; 50,000 people."""
    size, hazard, days = 50_000, 0.01, 250
    t, found = np.arange(1, days + 2), []
    for shape in (1.0, 3.0):
        churn = {"hazard": hazard, "frailty_shape": shape}
        alive = curve(run(crowd_that_leaves(size, days, churn)), "members") / size
        distance = np.abs(alive - (1 + hazard * t / shape) ** -shape).max()
        what = (f"{GREATEST[0]}, k = {shape:g}", f"{GREATEST[1]}，k = {shape:g}")
        found.append(between(0, 0.006, float(distance), what))
    return found


@limit(
    "L6a", ("leaving where all are alike", "流失倾向人人相同"),
    theory=("exponential survival", "指数留存"),
)  # fmt: skip
def survival_without_frailty() -> list[Reading]:
    """50,000 people."""
    size, hazard, days = 50_000, 0.01, 250
    chosen = crowd_that_leaves(size, days, ALL_ALIKE | {"hazard": hazard})
    alive = curve(run(chosen), "members") / size
    distance = np.abs(alive - np.exp(-hazard * np.arange(1, days + 2))).max()
    return [between(0, 0.006, float(distance), GREATEST)]


@limit(
    "L7", ("nine in ten yearly contracts renewed", "年度续约率九成"),
    theory=(".9^5 are left after five years, nobody leaves in between", "五年后剩 0.9^5，期内无人流失"),
)  # fmt: skip
def yearly_contracts() -> list[Reading]:
    """20,000 people over five years."""
    size = 20_000
    churn = ALL_ALIKE | {"hazard": -np.log(0.9) / 365, "contract_days": 365}
    members = curve(run(crowd_that_leaves(size, 5 * 365, churn)), "members")
    return [
        near(0.9**5, 0.01, members[-1] / size, ("share left after five years", "五年后留存比例")),
        near(
            1, 0, members[364] / size, ("share left within the first term", "首个合同期内留存比例")
        ),
    ]
