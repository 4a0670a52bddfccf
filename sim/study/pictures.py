"""The figures of a study: which there are, what they are told, where they go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

import sim
from sim.charts.bars import Bar, Group, bars, table
from sim.charts.causes import exits_by_cause, joins_by_source
from sim.charts.curves import curves
from sim.charts.data import Language, Strategy, Words
from sim.charts.lifts import lifts
from sim.charts.prepare import outcome_bands
from sim.charts.save import save
from sim.charts.small_multiples import small_multiples
from sim.charts.style import OTHER, STRATEGIES, Tone
from sim.charts.wording import meaning
from sim.metrics.measure import Measure
from sim.study.acts import acts_of
from sim.study.causes import Kind, count, labels, main_cause
from sim.study.comparison import Comparison
from sim.study.finding import finding
from sim.study.outlook import Outlook
from sim.study.sources import reading_shares, what_matters
from sim.study.variance import NAMES, Part

MOST_MEASURES = 4
"""A figure of more has no room for each."""


def draw(study: Outlook, folder: Path, language: Language) -> list[Path]:
    """Draw all figures of a study in one language; returns the pictures.

    Raises CannotWrite.
    """
    pictures = []
    for picture in _pictures(study):
        saved = save(picture.paint(language), folder, picture.stem, picture.data)
        pictures.append(saved["png"])
    return pictures


BLUE, TEAL, ORANGE, WINE = STRATEGIES
TONES: dict[Part, Tone] = {
    "choice": BLUE,
    "choice_assumptions": TEAL,
    "choice_world": TEAL,
    "choice_luck": TEAL,
    "assumptions": ORANGE,
    "world": ORANGE,
    "luck": OTHER,
}


@dataclass(frozen=True)
class _Picture:
    """A figure to be painted in a language, and the numbers behind it."""

    stem: str
    data: pd.DataFrame
    paint: Callable[[Language], Figure]


def _pictures(study: Outlook) -> list[_Picture]:
    """What there is to see: curves, then differences, then where people came from and why they left."""
    cast = strategies(study)
    shown = study.headline[:MOST_MEASURES]
    measures = [study.measures[name] for name in shown]
    bands = outcome_bands(study.curves(shown), measures)
    pictures = [_curves(study, cast, bands, measures)]
    if isinstance(study, Comparison) and len(cast) > 1:
        if len(cast) > len(STRATEGIES):
            pictures.append(_multiples(study, cast, bands, measures))
        if study.lifts():
            pictures.append(_lifts(study, cast, measures))
        if study.results.manifest.experiment and study.split():
            pictures.append(_shares(study, shown))
    return [*pictures, _causes(study, cast, "joins"), _causes(study, cast, "exits")]


def strategies(study: Outlook) -> list[Strategy]:
    """The scenarios as figures show them: the baseline and the best few in colour."""
    loud = _highlighted(study)
    base = study.baseline if isinstance(study, Comparison) else ""
    return [
        Strategy(
            name=name,
            title=study.titles[name].model_dump(),
            acts=acts_of(
                study.settings[name],
                [run["acts"] for run in study.results.facts if run["scenario"] == name],
            ),
            highlighted=name in loud,
            baseline=name == base,
        )
        for name in study.scenarios
    ]


def subtitle(study: Outlook, language: Language) -> str:
    """Who, for how long, and what the runs share."""
    sizes = {settings.market.people for settings in study.settings.values()}
    market = f"{min(sizes):,}" if len(sizes) == 1 else f"{min(sizes):,}–{max(sizes):,}"
    scales = {settings.scale for settings in study.settings.values()}
    scale = scales.pop() if len(scales) == 1 else 1.0
    many, days, unknown = len(study.scenarios), study.last_day, len(study.uncertainties)
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


def _highlighted(study: Outlook) -> set[str]:
    """The baseline and the best of the others, as many as colours can tell apart."""
    names = list(study.scenarios)
    if len(names) <= len(STRATEGIES):
        return set(names)
    means = study.values(study.headline[0]).mean()
    base = [study.baseline] if isinstance(study, Comparison) else []
    best = sorted((name for name in names if name not in base), key=lambda name: -means[name])
    return {*base, *best[: len(STRATEGIES) - len(base)]}


def _curves(
    study: Outlook, cast: Sequence[Strategy], bands: pd.DataFrame, measures: Sequence[Measure]
) -> _Picture:
    dates = {settings.start_date for settings in study.settings.values()}
    start = dates.pop() if len(dates) == 1 else None

    def paint(language: Language) -> Figure:
        return curves(
            bands,
            cast,
            measures,
            title=finding(study, language=language),
            subtitle=subtitle(study, language),
            source=source(study, language),
            language=language,
            start_date=start,
        )

    return _Picture("curves", bands, paint)


def _multiples(
    study: Outlook, cast: Sequence[Strategy], bands: pd.DataFrame, measures: Sequence[Measure]
) -> _Picture:
    def paint(language: Language) -> Figure:
        return small_multiples(
            bands,
            cast,
            measures,
            title=finding(study, language=language),
            subtitle=subtitle(study, language),
            source=source(study, language),
            language=language,
        )

    return _Picture("strategies", bands, paint)


def _lifts(study: Comparison, cast: Sequence[Strategy], measures: Sequence[Measure]) -> _Picture:
    found = [lift for measure in measures for lift in study.lifts(measure.name)]
    rows = pd.DataFrame(
        {
            "scenario": [lift.scenario for lift in found],
            "measure": [lift.measure for lift in found],
            "mean": [lift.lift for lift in found],
            "low": [lift.joint_low for lift in found],
            "high": [lift.joint_high for lift in found],
        }
    )
    practical = {lift.measure: lift.practical for lift in found}

    def paint(language: Language) -> Figure:
        return lifts(
            rows,
            cast,
            measures,
            title=finding(study, language=language),
            subtitle=subtitle(study, language),
            source=source(study, language),
            practical=practical,
            language=language,
        )

    return _Picture("differences", rows, paint)


def _shares(study: Comparison, shown: Sequence[str]) -> _Picture:
    groups = [_group(study, name) for name in shown]

    def paint(language: Language) -> Figure:
        return bars(
            groups,
            title=what_matters(study).say(language),
            notes=[subtitle(study, language), reading_shares(study).say(language)],
            source=source(study, language),
            language=language,
        )

    return _Picture("variance", table(groups), paint)


def _group(study: Comparison, name: str) -> Group:
    measure = study.measures[name]
    rows = tuple(
        Bar(NAMES[one.part].model_dump(), one.share, one.low, one.high, tone=TONES[one.part])
        for one in study.split(name)
    )
    note = {language: meaning(measure, language) for language in ("en", "zh")}
    return Group({"en": measure.en, "zh": measure.zh}, note, rows)


def _causes(study: Outlook, cast: Sequence[Strategy], kind: Kind) -> _Picture:
    counted = count(study, kind)
    called = labels(study, kind).items()
    names: dict[str, Words] = {cause: text.model_dump() for cause, text in called}
    chart = joins_by_source if kind == "joins" else exits_by_cause

    def paint(language: Language) -> Figure:
        return chart(
            counted,
            cast,
            names,
            title=main_cause(counted, kind, study).say(language),
            subtitle=subtitle(study, language),
            source=source(study, language),
            language=language,
        )

    return _Picture(kind, counted, paint)
