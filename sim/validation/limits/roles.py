"""Roles and presence: shares that settle where opposite rates balance."""

from __future__ import annotations

import numpy as np

from sim.state.people import Role
from sim.validation.check import Reading, limit, near
from sim.validation.worlds import curve, only, run


@limit(
    "L9", ("constant rates between roles", "角色间转换率恒定"),
    theory=("shares settle at the ratio of the rates: .90, .09, .01", "各角色占比趋于转换率之比"),
)  # fmt: skip
def shares_of_roles() -> list[Reading]:
    """20,000 people over 1,000 days."""
    size = 20_000
    chosen = only(
        "seeding", "roles", days=1000, market={"size": size}, seeding={"crowd": size - 1},
        roles={
            "to_active": 1 / 600, "to_lurker": 1 / 60, "to_kol": 1 / 1620, "from_kol": 1 / 180,
            "belonging_weight": 0, "posting_weight": 0, "reply_boost": 0, "kol_bond": 0,
            "hurdle": False,
        },
    )  # fmt: skip
    community = run(chosen).community
    roles = community.people.role[community.members]
    expected = (
        (Role.LURKER, 0.90, ("lurkers", "潜水者")),
        (Role.ACTIVE, 0.09, ("active members", "活跃成员")),
        (Role.KOL, 0.01, ("KOLs", "KOL")),
    )
    return [near(share, 0.005, np.mean(roles == role), what) for role, share, what in expected]


@limit(
    "L10", ("falling asleep and being woken by others", "沉睡与被他人唤醒"),
    theory=(
        "the share awake settles at 1 - β/α, or at 0 when α < β (Ribeiro 2014)",
        "清醒比例趋于 1 - β/α；α < β 时为 0（Ribeiro 2014）",
    ),
)  # fmt: skip
def share_awake() -> list[Reading]:
    """Above and below the threshold."""
    size, sleep, found = 20_000, 0.02, []
    for waking, expected in ((0.04, 0.5), (0.015, 0.0)):
        chosen = only(
            "seeding", "presence", days=900, market={"size": size}, seeding={"crowd": size - 1},
            presence={"belonging_weight": 0, "sleep_per_day": sleep, "waking_per_day": waking},
        )  # fmt: skip
        community = run(chosen).community
        awake = 1 - community.people.dormant[community.members].mean()
        ratio = f"α/β = {waking / sleep:g}"
        what = (f"share awake, {ratio}", f"清醒比例，{ratio}")
        found.append(near(expected, 0.01, awake, what))
    return found


@limit(
    "L26", ("independent daily visits", "每日独立到访"),
    theory=("DAU/MAU is p / (1 - (1-p)^30)", "DAU/MAU 为 p / (1 - (1-p)^30)"),
)  # fmt: skip
def visits_of_a_month() -> list[Reading]:
    """Two probabilities of a visit."""
    size, found = 20_000, []
    for p in (0.1, 0.3):
        chosen = only(
            "seeding", "presence", days=120, market={"size": size}, seeding={"crowd": size - 1},
            presence={
                "belonging_weight": 0, "sleep_per_day": 0, "fading": 0,
                "lurker_visits_per_day": -np.log(1 - p),
            },
        )  # fmt: skip
        ratio = curve(run(chosen), "dau_mau")[60:].mean()
        what = (f"DAU/MAU, p = {p}", f"DAU/MAU，p = {p}")
        found.append(near(p / (1 - (1 - p) ** 30), 0.005, ratio, what))
    return found
