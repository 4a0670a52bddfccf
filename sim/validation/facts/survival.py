"""Survival: who stays, and what small groups come to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from sim.model import CommunityModel
from sim.validation.check import INFINITY, Reading, between, fact
from sim.validation.facts.default_runs import YEAR, mean_at, runs_with
from sim.validation.worlds import settings

TENURES = (1, 7, 30, 90, 180)
SILENCE = settings().churn.inactive_days
"""Days of absence after which the model counts somebody as gone."""


def spells(model: CommunityModel) -> pd.DataFrame:
    """First spells of members: source, day of joining, days until leaving, and whether they left."""
    journal = model.community.journal.frame()
    joins = journal[journal["kind"] == "join"].drop_duplicates("person").set_index("person")
    exits = journal[journal["kind"] == "exit"].drop_duplicates("person").set_index("person")
    left = exits["day"].reindex(joins.index)
    table = pd.DataFrame({"source": joins["why"], "joined": joins["day"], "why": exits["why"]})
    table["left"] = left.notna()
    table["days"] = left.fillna(model.day) - joins["day"]
    return table.loc[joins.index]


def hazard(table: pd.DataFrame, begin: float, end: float) -> float:
    """Exits a member-day of those who are in for `begin` to `end` days."""
    spent = (table["days"].clip(upper=end) - begin).clip(lower=0).sum()
    exits = (table["left"] & table["days"].between(begin, end, inclusive="left")).sum()
    return float(exits / spent) if spent else float("nan")


def surviving(table: pd.DataFrame, days: int) -> float:
    """Share still in after so many days, of those who joined that long before the end."""
    known = table[table["joined"] + days <= YEAR]
    return float((~(known["left"] & (known["days"] <= days))).mean())


def newcomers(models: Iterable[CommunityModel]) -> pd.DataFrame:
    """Everybody but founder and seeds, of all runs."""
    table = pd.concat([spells(model) for model in models], ignore_index=True)
    return table[table["source"].isin(["word_of_mouth", "advertising"])]


@fact(
    "F3", ("those who stay are the steadier ones", "留下来的人更稳定"),
    theory=(
        "retention falls and flattens: the hazard of leaving falls with tenure (Fader and Hardie 2007)",
        "留存下降并趋缓：流失率随入群时长下降（Fader & Hardie 2007）",
    ),
)  # fmt: skip
def falling_hazard() -> list[Reading]:
    """Newcomers of a year; the hazard around day 180 over that around day 30.

    Who fell silent is gone from her last visit on, as in logs of real communities; so runs go on
    until that is known.
    """
    models = runs_with(days=YEAR + SILENCE, replicates=4)
    table = _until(YEAR, newcomers(models))
    left = [surviving(table, days) for days in TENURES]
    found = [
        between(0, before, now, (f"share left after {days} days", f"{days} 天后留存"))
        for days, before, now in zip(TENURES, [1.0, *left], left, strict=False)
    ]
    ratio = hazard(table, 150, 210) / hazard(table, 15, 45)
    found.append(between(0, 0.8, ratio, ("hazard, day 180 to day 30", "流失率比：180 天/30 天")))
    return found


def _until(day: int, table: pd.DataFrame) -> pd.DataFrame:
    """Spells as they stood on a day, silence counted from the last visit."""
    table = table[table["joined"] < day].copy()
    table["days"] -= np.where(table["why"] == "inactivity", SILENCE, 0)
    later = table["joined"] + table["days"] > day
    table["left"] &= ~later
    table.loc[later, "days"] = day - table["joined"]
    return table


@fact(
    "F11", ("referred members stay longer", "被推荐者留得更久"), slow=True,
    theory=(
        "referred customers leave less, 18 % in one bank (Schmitt, Skiera and Van den Bulte 2011)",
        "被推荐客户流失更低，某银行低 18%（Schmitt, Skiera & Van den Bulte 2011）",
    ),
)  # fmt: skip
def referred() -> list[Reading]:
    """Hazard of leaving in the first half year, word of mouth over advertising, side by side."""
    advertising = {"reach_per_day": 2000.0}
    table = newcomers(runs_with(advertising=advertising))
    by = {source: hazard(part, 0, 180) for source, part in table.groupby("source")}
    ratio = by["word_of_mouth"] / by["advertising"]
    return [between(0.7, 0.95, ratio, ("hazard, referred to advertised", "流失率比：口碑/广告"))]


@fact(
    "F14", ("most small groups die early", "多数小群早夭"), slow=True,
    theory=(
        "57 % of 472,231 new groups were dead within three months (Kraut and Fiore 2014)",
        "472,231 个新群中 57% 在三个月内消亡（Kraut & Fiore 2014）",
    ),
)  # fmt: skip
def small_groups() -> list[Reading]:
    """A founder and a few others, no KOLs and no posts of a team, 40 groups of each size.

    Dead on day 90: in the past month nobody but the founder has written or talked to anybody.
    """
    found = []
    for size in (3, 6, 10):
        dead = np.mean([_dead(size, replicate) for replicate in range(40)])
        what = (f"dead on day 90, {size} people at first", f"90 天时消亡比例，初始 {size} 人")
        found.append(between(0.40, 0.70, float(dead), what))
    return found


def _dead(size: int, replicate: int) -> bool:
    chosen = settings(
        days=90, market={"size": 2000}, seeding={"count": 0, "crowd": size - 1},
        content={"team_posts_per_day": 0}, events={"enabled": False},
    )  # fmt: skip
    model = CommunityModel(chosen, replicate=replicate, log=True).run()
    time, who, _ = model.community.acts.columns()  # type: ignore[attr-defined]
    return not np.any((time >= 60) & (who != model.community.founder))


@fact(
    "F18", ("small chapters keep members", "小分会更能留人"), slow=True,
    theory=(
        "groups near 150 last longer than large ones (Dunbar and Sosis 2018)",
        "150 人左右的群体比大群更长久（Dunbar & Sosis 2018）",
    ),
    misses=(
        "Small chapters take overload away, and with it the information that many bring: what they gain on the one they lose on the other, up to one newcomer in a hundred. Branches that are not ready lose members when they close.",
        "小分会减轻了信息过载，也失去了人多带来的信息，得失相抵，所余约百分之一；未成熟的分会关闭时还会流失成员。",
    ),
)  # fmt: skip
def chapters() -> list[Reading]:
    """Newcomers who are still in after 90 days, at the end of a year; chapters that are ready when
    they branch, and that are not."""
    one, found = mean_at(runs_with(), "stayed_d90"), []
    for ready, en, zh in ((True, "ready", "成熟后分立"), (False, "not ready", "未成熟即分立")):
        small: dict[str, Any] = {"max_size": 150, "wait_until_ready": ready}
        gain = mean_at(runs_with(chapters=small), "stayed_d90") - one
        what = (f"share staying 90 days, gain, {en}", f"90 天留存之差，{zh}")
        found.append(between(0, INFINITY, gain, what))
    return found
