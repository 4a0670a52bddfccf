"""A figure to be painted, and the lines that all figures of a study carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

import sim
from sim.charts.data import Language
from sim.record.scenarios import folder_name
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
    first, first_zh = ("", "") if study.same_length else ("the first ", "前 ")
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
        people = "同样的人和" if study.same_market else ""
        luck = f"；同一次运行中各策略面对{people}同样的运气" if many > 1 else ""
        luck += "" if study.same_market else "，但人群不同"
        luck += f"；{unknown} 个不确定因素每次重新抽取" if unknown else ""
        return f"{who}，{first_zh}{days:,} 天，潜在用户 {market} 人{stands}{luck}。"
    who = f"{many} strategies" if many > 1 else alone.en
    stands = f", each standing for {scale:,.6g}" if scale != 1 else ""
    people = "the same people and " if study.same_market else ""
    luck = f"; in each run they meet {people}the same luck" if many > 1 else ""
    luck += "" if study.same_market else ", but not the same people"
    s = "s" if unknown > 1 else ""
    luck += f", and the same draw of {unknown} uncertain parameter{s}" if unknown else ""
    return f"{who} over {first}{days:,} days in a market of {market} people{stands}{luck}."


def source(study: Outlook, language: Language) -> str:
    """Version, scenarios, seeds: what it takes to draw the figure again."""
    manifest = study.results.manifest
    last = manifest.replicates - 1
    replicates = f"0–{last}" if last else "0"
    version = f"seed100 {manifest.versions.get('seed100', sim.__version__)}"
    name = _name(study)
    plan = manifest.plan[:8]
    if language == "zh":
        return f"{version} · {name} · 种子 {manifest.seed} · 运行 {replicates} · 计划 {plan}"
    return f"{version} · {name} · seed {manifest.seed} · replicates {replicates} · plan {plan}"


def _name(study: Outlook) -> str:
    """What the study is called: with the number of its folder, where others are called the same."""
    named, folder = study.results.manifest.name, study.results.path.resolve().name
    number = folder.removeprefix(f"{folder_name(named)}-")
    return folder if number.isdecimal() and number != folder else named
