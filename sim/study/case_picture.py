"""The figure of a case: what was reported of it beside what its model gives."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sim.charts.against_reported import Report, against_reported
from sim.charts.data import Language
from sim.charts.numbers import number, spread
from sim.scenario import Text
from sim.study.outlook import Outlook
from sim.study.picture import Picture, source, subtitle
from sim.study.reported import Point

STEM = "reported"
QUANTILES = ["p05", "p25", "p50", "p75", "p95"]


def case_pictures(study: Outlook) -> list[Picture]:
    """A figure for each scenario of which something was reported."""
    cases = [name for name in study.scenarios if study.settings[name].reported]
    return [_picture(study, name, STEM if len(cases) == 1 else f"{STEM}_{name}") for name in cases]


def _picture(study: Outlook, name: str, stem: str) -> Picture:
    settings, case = study.settings[name], study.reality(name)
    bands = study.bands(["members"])
    rows = bands[bands["scenario"] == name].copy()
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
            study.measures["members"],
            title=study.titles[name].say(language) + colon + case.tally().say(language),
            subtitle=subtitle(study, language),
            source=source(study, language),
            language=language,
            start_date=settings.start_date,
        )

    return Picture(stem, told, paint)


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
