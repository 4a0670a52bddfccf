"""A figure to be painted, and the lines that all figures of a study carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

import sim
from sim.charts.data import Language
from sim.study.outlook import Outlook


@dataclass(frozen=True)
class Picture:
    """A figure to be painted in a language, and the numbers behind it."""

    stem: str
    data: pd.DataFrame
    paint: Callable[[Language], Figure]


def subtitle(study: Outlook, language: Language) -> str:
    """Who, for how long, and what the runs share."""
    sizes = {settings.market.people for settings in study.settings.values()}
    market = f"{min(sizes):,}" if len(sizes) == 1 else f"{min(sizes):,}–{max(sizes):,}"
    scales = {settings.scale for settings in study.settings.values()}
    scale = scales.pop() if len(scales) == 1 else 1.0
    many, days, unknown = len(study.scenarios), study.last_day, len(study.uncertainties)
    card = study.results.manifest.experiment
    if card and card.points:
        points, lucks = len(card.points), study.results.manifest.replicates // len(card.points)
        if language == "zh":
            return f"{points} 组设定，各运行 {lucks} 次；{days:,} 天，潜在用户 {market} 人。"
        return (
            f"{points} settings with {lucks} lucks each, over {days:,} days in a market of "
            f"{market} people."
        )
    alone = study.titles[study.scenarios[0]]
    if language == "zh":
        who = f"{many} 种策略" if many > 1 else alone.zh
        stands = f"，每个模拟人代表 {scale:,.6g} 人" if scale != 1 else ""
        luck = "；同一次运行中各策略面对同样的人和同样的运气" if many > 1 else ""
        luck += f"；{unknown} 个不确定因素每次重新抽取" if unknown else ""
        return f"{who}，{days:,} 天，潜在用户 {market} 人{stands}{luck}。"
    who = f"{many} strategies" if many > 1 else alone.en
    stands = f", each standing for {scale:,.6g}" if scale != 1 else ""
    luck = "; in each run they meet the same people and the same luck" if many > 1 else ""
    s = "s" if unknown > 1 else ""
    luck += f", and the same draw of {unknown} uncertain parameter{s}" if unknown else ""
    return f"{who} over {days:,} days in a market of {market} people{stands}{luck}."


def source(study: Outlook, language: Language) -> str:
    """Version, scenarios, seeds: what it takes to draw the figure again."""
    manifest = study.results.manifest
    last = manifest.replicates - 1
    replicates = f"0–{last}" if last else "0"
    version = f"seed100 {manifest.versions.get('seed100', sim.__version__)}"
    plan = manifest.plan[:8]
    if language == "zh":
        return (
            f"{version} · {manifest.name} · 种子 {manifest.seed} · 运行 {replicates} · 计划 {plan}"
        )
    return f"{version} · {manifest.name} · seed {manifest.seed} · replicates {replicates} · plan {plan}"
