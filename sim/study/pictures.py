"""The figures of a study: which there are, what they are told, where they go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from sim.charts.bars import Bar, Group, bars, table
from sim.charts.causes import exits_by_cause, joins_by_source
from sim.charts.curves import curves
from sim.charts.data import Language, Strategy, Words
from sim.charts.lifts import lifts
from sim.charts.save import save
from sim.charts.small_multiples import small_multiples
from sim.charts.style import OTHER, STRATEGIES, Tone
from sim.charts.wording import meaning
from sim.metrics.measure import Measure
from sim.study.acts import acts_of
from sim.study.case_picture import case_pictures
from sim.study.causes import Kind, count, labels, main_cause
from sim.study.comparison import Comparison
from sim.study.design_pictures import sweep_pictures
from sim.study.discovery import Discovery
from sim.study.explored_pictures import (
    best_pictures,
    discovery_pictures,
    front_pictures,
    sensitivity_pictures,
)
from sim.study.finding import finding
from sim.study.optimum import Optimum
from sim.study.outlook import Outlook
from sim.study.picture import Picture, source, subtitle
from sim.study.sensitivity import Sensitivity
from sim.study.sources import reading_shares, what_matters
from sim.study.sweep import Sweep
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


def _pictures(study: Outlook) -> list[Picture]:
    """What there is to see: curves, then differences, then where people came from and why they left."""
    if isinstance(study, Sensitivity):
        return sensitivity_pictures(study)
    if isinstance(study, Sweep):
        return sweep_pictures(study)
    own = []
    if isinstance(study, Discovery):
        own = discovery_pictures(study)
    if isinstance(study, Optimum):
        own = front_pictures(study, strategies(study))
    cast = strategies(study)
    shown = study.headline[:MOST_MEASURES]
    measures = [study.measures[name] for name in shown]
    bands = study.bands(shown)
    pictures = [_curves(study, cast, bands, measures), *case_pictures(study)]
    if isinstance(study, Comparison) and len(cast) > 1:
        if len(cast) > len(STRATEGIES):
            pictures.append(_multiples(study, cast, bands, measures))
        if study.lifts():
            pictures.append(_lifts(study, cast, measures))
        if study.results.manifest.experiment and study.split():
            pictures.append(_shares(study, shown))
        if study.results.manifest.experiment:
            pictures += best_pictures(study, cast)
    return [*own, *pictures, _causes(study, cast, "joins"), _causes(study, cast, "exits")]


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


def _highlighted(study: Outlook) -> set[str]:
    """The baseline and the best of the others, as many as colours can tell apart."""
    names = list(study.scenarios)
    if len(names) <= len(STRATEGIES):
        return set(names)
    base = [study.baseline] if isinstance(study, Comparison) else []
    ranked = study.ranked if isinstance(study, Comparison) else study.scenarios
    best = [name for name in ranked if name not in base]
    return {*base, *best[: len(STRATEGIES) - len(base)]}


def _curves(
    study: Outlook, cast: Sequence[Strategy], bands: pd.DataFrame, measures: Sequence[Measure]
) -> Picture:
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

    return Picture("curves", bands, paint)


def _multiples(
    study: Outlook, cast: Sequence[Strategy], bands: pd.DataFrame, measures: Sequence[Measure]
) -> Picture:
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

    return Picture("strategies", bands, paint)


def _lifts(study: Comparison, cast: Sequence[Strategy], measures: Sequence[Measure]) -> Picture:
    """Differences from the baseline, rows in the order of the summary's first table."""
    found = [
        lift
        for measure in measures
        for lift in sorted(
            study.lifts(measure.name), key=lambda lift: study.ranked.index(lift.scenario)
        )
    ]
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

    return Picture("differences", rows, paint)


def _shares(study: Comparison, shown: Sequence[str]) -> Picture:
    groups = [_group(study, name) for name in shown]

    def paint(language: Language) -> Figure:
        return bars(
            groups,
            title=what_matters(study).say(language),
            notes=[subtitle(study, language), reading_shares(study).say(language)],
            source=source(study, language),
            language=language,
        )

    return Picture("variance", table(groups), paint)


def _group(study: Comparison, name: str) -> Group:
    measure = study.measures[name]
    rows = tuple(
        Bar(NAMES[one.part].model_dump(), one.share, one.low, one.high, tone=TONES[one.part])
        for one in study.split(name)
    )
    note = {language: meaning(measure, language) for language in ("en", "zh")}
    return Group({"en": measure.en, "zh": measure.zh}, note, rows)


def _causes(study: Outlook, cast: Sequence[Strategy], kind: Kind) -> Picture:
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

    return Picture(kind, counted, paint)
