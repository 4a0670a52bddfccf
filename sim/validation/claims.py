"""Claims: what practitioners say, one experiment file each, tested in common worlds.

`experiments/claims/*.yaml` are comparisons with a section `claim`. Each is run twice: at the
defaults, in worlds that differ by luck, and over the ranges of its uncertainties, a draw a world.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.record.manifest import Outcome
from sim.scenario import ScenarioErrors, Text, packaged
from sim.scenario.files import read_file
from sim.scenario.text import NO_WORDS
from sim.study import experiment
from sim.study.block import Job, measures_of_a_run, run_block
from sim.study.claim import ClaimWords, ExpectationWords
from sim.study.experiment import Experiment
from sim.study.outcomes import read_outcomes
from sim.validation.check import INFINITY, Check, Measured, Reading, text
from sim.validation.verdict import (
    EXCEPTIONS,
    JUDGEMENTS,
    Condition,
    Expectation,
    Judged,
    Part,
    Sign,
    judge,
)

FOLDER = "claims"
QUICK = ("measures.graph_every_days=3650",)
"""Slow measures are taken on the days of the outcomes only, which changes no number."""
SIGNS: dict[str, Sign] = {"+": "up", "-": "down", "hump": "hump", "none": "none"}


def claims(folder: Path | None = None) -> tuple[Check, ...]:
    """A check for every claim file, by its number; the files are read in full when they are measured."""
    home = folder or packaged.folder(packaged.EXPERIMENTS) / FOLDER
    return tuple(sorted(map(_check, home.glob("*.yaml")), key=lambda check: check.id))


def _check(file: Path) -> Check:
    """A row for a claim file, even for one that is wrong: that will be told when it is measured."""
    try:
        said = read_file(file).value.get("claim")
    except ScenarioErrors:
        said = None
    said = said if isinstance(said, dict) else {}
    try:
        title = Text.model_validate(said.get("says", file.stem))
    except ValueError:
        title = text((file.stem, file.stem))
    number = str(said.get("id", file.stem))
    recorded = said["found"] if said.get("found") in JUDGEMENTS else ""
    measure = partial(_measure, file)
    return Check(
        number, "claims", title, NO_WORDS, measure, slow=True, group=number, recorded=recorded
    )


def _measure(file: Path) -> Measured:
    """Run both sets of worlds and judge."""
    read = experiment.load(file, QUICK)
    if read.claim is None:
        raise ValueError(f"{file} has no section `claim`")
    certain = replace(read, uncertainties={}, replicates=read.claim.worlds, repeats=1)
    at_defaults, _ = outcomes_of(certain)
    over_ranges, draws = None, None
    if read.uncertainties:
        over_ranges, draws = outcomes_of(replace(read, repeats=1))
    judged = judge(
        expectations_of(read.claim),
        at_defaults,
        over_ranges,
        draws,
        assumed=bool(read.claim.assumed),
    )
    return as_measured(judged, read.claim)


def expectations_of(claim: ClaimWords) -> list[Expectation]:
    """What a claim expects, as it is judged."""
    return [
        Expectation(each.strategy, each.against, each.outcome, SIGNS[each.sign], each.practical)
        for each in claim.expect
    ]


def outcomes_of(read: Experiment, also: Collection[str] = ()) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Run an experiment here: its outcomes, a row a run, and its draws, a row a world.

    The outcomes are those that its claim expects something of, and `also` others, as `members@365`.
    A run that fails has none, and its world is then left out.
    """
    plan, columns = read.plan(), [measure.name for measure in measures_of_a_run()]
    names = dict.fromkeys([*also, *(each.outcome for each in _expected(read))])
    wanted = {name: _outcome(name, read, columns) for name in names}
    rows: list[dict[str, Any]] = []
    for block in plan.blocks:
        for record in run_block(Job.of(block, plan)):
            found = {
                name: np.nan if record.series is None
                else float(record.series[outcome.day, columns.index(outcome.measure)])
                for name, outcome in wanted.items()
            }  # fmt: skip
            rows.append({"world": record.replicate, "strategy": record.scenario} | found)
    draws = pd.DataFrame([plan.world(number).values for number in range(plan.replicates)])
    return pd.DataFrame(rows), draws


def _expected(read: Experiment) -> tuple[ExpectationWords, ...]:
    return read.claim.expect if read.claim else ()


def _outcome(name: str, read: Experiment, measures: list[str]) -> Outcome:
    days = min(scenario.settings.days for scenario in read.scenarios)
    return read_outcomes({name: None}, measures, days)[0][0]


def as_measured(judged: Judged, words: ClaimWords) -> Measured:
    """The numbers behind a verdict, and what there is to say of it."""
    readings = [reading for part in judged.parts for reading in _readings(part)]
    said = [words.assumed] if judged.verdict == "assumed" else []
    said += [_depends(part.condition) for part in judged.parts if part.condition]
    if judged.verdict == "conditional" and not said:
        said.append(UNEXPLAINED if _has_ranges(judged) else UNTRIED)
    if words.found and words.found != judged.verdict:
        said.insert(0, _changed(words.found, judged.verdict))
    both = Text(en=" ".join(one.en for one in said), zh="".join(one.zh for one in said))
    return Measured(tuple(readings), judged.verdict, both if said else NO_WORDS)


UNTRIED = text(("Tried at the defaults only.", "仅在默认参数下检验。"))
UNEXPLAINED = text(
    ("No one assumption tells where it holds.", "没有哪一个假设能单独区分其成立与否。")
)


def _has_ranges(judged: Judged) -> bool:
    return all(part.over_ranges for part in judged.parts)


def _readings(part: Part) -> list[Reading]:
    """The effect at the defaults, and in how many worlds of the ranges the claim is borne out."""
    told = part.expectation
    who = f"{told.strategy} − {', '.join(told.against)}: {told.outcome}"
    near = part.at_defaults
    inner = -told.practical if told.sign == "none" else told.practical
    high = told.practical if told.sign == "none" else INFINITY
    turned = " (less)" if told.sign == "down" else ""
    effect = Reading(
        text((f"{who}{turned}, relative effect", f"{who}{turned}，相对效应")),
        near.relative,
        inner,
        high,
    )
    if part.over_ranges is None:
        return [effect]
    words = ("worlds of the ranges that bear it out", "取值范围内支持主张的世界占比")
    return [effect, Reading(text(words), part.over_ranges.share, 1 - EXCEPTIONS, 1.0)]


def _depends(condition: Condition) -> Text:
    """On what it hangs, in words."""
    name, low, high = condition.parameter, f"{condition.below:.0%}", f"{condition.above:.0%}"
    if isinstance(condition.border, str):
        return text(
            (
                f"Depends on {name}: borne out in {high} of worlds with {condition.border}, in {low} else.",
                f"取决于 {name}：取 {condition.border} 时 {high} 的世界支持，否则 {low}。",
            )
        )
    border = f"{condition.border:.3g}"
    return text(
        (
            f"Depends on {name}: borne out in {low} of worlds below {border}, in {high} above.",
            f"取决于 {name}：低于 {border} 时 {low} 的世界支持，高于时 {high}。",
        )
    )


def _changed(before: str, now: str) -> Text:
    return text((f"The verdict was {before} and is now {now}.", f"原结论为 {before}，现为 {now}。"))
