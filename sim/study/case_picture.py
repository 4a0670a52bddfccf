"""The figure of a case: what was reported of it beside what its model gives."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sim.charts.against_reported import Report, against_reported
from sim.charts.data import Language
from sim.charts.numbers import number, spread
from sim.charts.prepare import outcome_bands
from sim.scenario import Settings, Text
from sim.study.outlook import Outlook
from sim.study.picture import Picture, source
from sim.study.reported import Point

STEM = "reported"
QUANTILES = ["p05", "p25", "p50", "p75", "p95"]


def case_pictures(study: Outlook) -> list[Picture]:
    """A figure for each scenario of which something was reported."""
    cases = [name for name in study.scenarios if study.settings[name].reported]
    return [_picture(study, name, STEM if len(cases) == 1 else f"{STEM}_{name}") for name in cases]


def _picture(study: Outlook, name: str, stem: str) -> Picture:
    settings, case = study.settings[name], study.reality(name)
    measure = study.measures["members"]
    runs = study.results.frame([measure.name])  # over its own days, whatever it is compared with
    rows = outcome_bands(runs[runs["scenario"] == name], [measure])
    rows[QUANTILES] *= settings.scale
    reports = [Report(p.day, p.reported, _sentence(p).model_dump()) for p in case.points]
    told = pd.DataFrame(
        {
            "day": [point.day for point in case.points],
            "reported": [point.reported for point in case.points],
            "p05": [point.low for point in case.points],
            "p50": [point.median for point in case.points],
            "p95": [point.high for point in case.points],
            "source": [point.source for point in case.points],
        }
    )

    def paint(language: Language) -> Figure:
        colon = "：" if language == "zh" else ": "
        return against_reported(
            rows,
            reports,
            measure,
            title=study.titles[name].say(language) + colon + case.tally().say(language),
            subtitle=_subtitle(settings, language),
            source=source(study, language),
            language=language,
            start_date=settings.start_date,
        )

    return Picture(stem, told, paint)


def _subtitle(settings: Settings, language: Language) -> str:
    """For how long, and in what market."""
    days, people, scale = settings.days, settings.market.people, settings.scale
    if language == "zh":
        stands = f"，每个模拟人代表 {scale:,.6g} 人" if scale != 1 else ""
        return f"{days:,} 天，潜在用户 {people:,} 人{stands}。"
    stands = f", each standing for {scale:,.6g}" if scale != 1 else ""
    return f"{days:,} days in a market of {people:,} people{stands}."


def _sentence(point: Point) -> Text:
    """`Day 882 (2015-12-31), 4,000+ members: 4,000; simulated 5,103 (4,390–6,050), not met: ...`"""
    when = f" ({point.date})" if point.date else ""
    verdict = point.verdict()
    en, zh = _numbers(point, "en"), _numbers(point, "zh")
    label = Text(
        en=point.label.en and f", {point.label.en}", zh=point.label.zh and f"，{point.label.zh}"
    )
    said = number(point.reported, "en", whole=True), number(point.reported, "zh", whole=True)
    return Text(
        en=f"Day {point.day:,}{when}{label.en}: reported {said[0]}, simulated {en}; {verdict.en}",
        zh=f"第 {point.day:,} 天{when}{label.zh}：实际 {said[1]}，模拟 {zh}；{verdict.zh}",
    )


def _numbers(point: Point, language: Language) -> str:
    if not point.runs:
        return "–"
    middle, between = spread(point.median, point.low, point.high, language, whole=True)
    return f"{middle} ({between})" if point.runs > 1 else middle
