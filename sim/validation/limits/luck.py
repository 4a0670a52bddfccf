"""Luck: it belongs to people, days and purposes, and to nothing else."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
from scipy.stats import ks_2samp

from sim.state.chance import Chance
from sim.state.market import Market
from sim.validation.check import Reading, between, limit, near
from sim.validation.worlds import curve, run, settings

UNSEEN: dict[str, dict[str, Any]] = {
    "presence": {
        "founder_visits_per_day": 20, "kol_visits_per_day": 20, "active_visits_per_day": 20,
        "lurker_visits_per_day": 20, "belonging_weight": 0, "fading": 0, "sleep_per_day": 0,
    },
    "advertising": {"reach_per_day": 0},
    "waves": {"spread": 0},
    "word_of_mouth": {"contacts_per_visit": 0},
    "content": {
        "team_posts_per_day": 0, "posts_per_visit": 0, "questions_per_visit": 0,
    },
    "attention": {"information_weight": 0, "overload_weight": 0},
    "events": {"willingness": 0, "online_cost": 0, "offline_cost": 0},
    "values": {"influence": 0, "anchor": 0, "culture": 0, "noise": 0, "weight": 0},
    "bonding": {"weight": 0},
    "trust": {"weight": 0},
    "mission": {"clarity": 1, "weight": 0, "draw": 0},
    "education": {
        "teaching": 1, "learning_weight": 0, "information_weight": 0, "hard_to_explain": 0,
    },
    "benefit_sharing": {"trials_per_day": 50, "trial_conversion": 0},
    "paid_offer": {"price": 5, "subscriber_weight": 0, "exclusion_weight": 0},
    "roles": {"to_active": 0, "from_kol": 0, "to_kol": 0, "to_lurker": 0},
    "churn": {"hazard": 0, "inactive_days": 3650},
}  # fmt: skip
"""Parameters under which a mechanism runs and draws its luck, and does nothing anybody sees."""

WATCHED = ("members", "daily_active", "belonging", "posts_per_member_month", "satisfaction")


@limit(
    "L28", ("a mechanism that runs without effect", "机制运行但不产生作用"),
    theory=("nobody else's luck moves, bit for bit", "他人的运气逐位不变"),
)  # fmt: skip
def unmoved_luck() -> list[Reading]:
    """Curves that differ, by a bit, from those of a run in which the mechanism is off."""
    world: dict[str, Any] = {
        "days": 60, "market": {"size": 1500, "regions": 5},
        "values": {"culture": 0}, "roles": {"kol_bond": 0}, "governance": {"conflict_weight": 0},
        "trust": {"weight": 0},
    }  # fmt: skip
    found = []
    for name, unseen in sorted(UNSEEN.items()):
        on = run(settings(**world | {name: world.get(name, {}) | unseen}))
        off = run(settings(**world | {name: world.get(name, {}) | {"enabled": False}}))
        differ = sum(
            not np.array_equal(curve(on, measure), curve(off, measure), equal_nan=True)
            for measure in WATCHED
        )
        what = (f"curves that differ, {name}", f"不同的曲线数，{name}")
        found.append(near(0, 0, differ, what))
    return found


def reversed_rows(market: Market) -> Market:
    """The same people and acquaintances with all numbers and regions counted from the other end."""
    turned = copy.copy(market)
    for name, column in vars(market).items():
        if isinstance(column, np.ndarray) and len(column) == market.size and name != "rows":
            setattr(turned, name, np.ascontiguousarray(column[::-1]))
    turned.region = (market.parameters.regions - 1 - turned.region).astype(np.int16)
    turned.founder = market.size - 1 - market.founder
    turned.indices = (market.size - 1 - market.indices[::-1]).astype(np.int32)
    turned.indptr = (market.indptr[-1] - market.indptr[::-1]).copy()
    return turned


ENDS = ("members", "cohesion", "posts_gini", "exits")


@limit(
    "L29", ("the same people numbered from the other end", "将同一批人倒序编号"), slow=True,
    theory=(
        "the same lives in distribution: Kolmogorov-Smirnov p > .01 for all measures together "
        "(Bonferroni) on the last day, 60 runs",
        "分布不变：末日各指标合计 KS 检验 p > 0.01（Bonferroni 校正），60 次运行",
    ),
)  # fmt: skip
def relabelled_people() -> list[Reading]:
    """Of each measure the p value; small when numbering matters."""
    chosen = settings(days=90, market={"size": 800, "regions": 8}, seeding={"count": 20})
    straight: list[list[float]] = []
    turned: list[list[float]] = []
    for replicate in range(60):
        market = Market(chosen.market, Chance(1, replicate))
        for ends, people in ((straight, market), (turned, reversed_rows(market))):
            model = run(chosen, replicate=replicate, market=people)
            ends.append([curve(model, measure)[-1] for measure in ENDS])
    return [
        between(
            0.01 / len(ENDS),
            1,
            ks_2samp(one, other, method="asymp").pvalue,
            (f"p, {name}", f"p 值，{name}"),
        )
        for name, one, other in zip(ENDS, np.array(straight).T, np.array(turned).T, strict=True)
    ]
