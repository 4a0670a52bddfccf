"""`patterns`: real and simulated communities, measured alike, beside what real ones show."""

from __future__ import annotations

import math
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim import patterns
from sim.charts.numbers import counted, number
from sim.cli.view import View, WrongInput, columns, row
from sim.model import CommunityModel
from sim.patterns import Log, Pattern, UnreadableLog, likeness
from sim.scenario import load

FEW = 5
"""Replicates of a scenario unless told otherwise."""
DATA = (".csv", ".csv.gz")


@dataclass(frozen=True)
class Subject:
    """A community, real (one log) or simulated (one per replicate), and its patterns."""

    name: str
    simulated: bool
    logs: int
    people: float
    acts: float
    days: float
    values: Mapping[str, tuple[float, ...]]
    """Each pattern in every log in which it could be told."""

    def value(self, pattern: Pattern) -> float:
        """The median over logs; NaN where no log says."""
        known = self.values[pattern.name]
        return float(np.median(known)) if known else math.nan

    def medians(self) -> dict[str, float]:
        """Every pattern's median by name."""
        return {one.name: self.value(one) for one in patterns.PATTERNS}

    def range(self, pattern: Pattern) -> tuple[float, float]:
        """The middle nine tenths of the logs."""
        known = self.values[pattern.name]
        low, high = np.quantile(known, (0.05, 0.95)) if known else (math.nan, math.nan)
        return float(low), float(high)


def patterns_of(
    view: View, what: Sequence[str], overrides: Sequence[str], seed: int, replicates: int | None
) -> None:
    """Measure each of the given, real or simulated, and print them beside the bands."""
    subjects = [
        _real(Path(each)) if _is_data(each)
        else _simulated(view, each, overrides, seed, replicates or FEW)
        for each in what
    ]  # fmt: skip
    if view.as_json:
        view.json([_as_data(subject, subjects) for subject in subjects])
        return
    _print(view, subjects)
    _suggest_twin(view, what)


def _is_data(given: str) -> bool:
    return Path(given).is_dir() or given.endswith(DATA)


def _real(path: Path) -> Subject:
    try:
        log = patterns.read(path)
    except UnreadableLog as error:
        raise WrongInput(error.en, error.zh) from error
    return _subject(path.resolve().name, False, [log])


def _simulated(
    view: View, given: str, overrides: Sequence[str], seed: int, replicates: int
) -> Subject:
    settings = load(given, overrides)
    logs = []
    for replicate in range(replicates):
        view.note(
            f"{settings.name}: run {replicate + 1} of {replicates}",
            f"{settings.name}：第 {replicate + 1} / {replicates} 次运行",
        )
        model = CommunityModel(settings, seed=seed, replicate=replicate, log=True)
        logs.append(model.run().log())
    return _subject(settings.name, True, logs)


def _subject(name: str, simulated: bool, logs: Sequence[Log]) -> Subject:
    found = [patterns.of(log) for log in logs]
    values = {
        one.name: tuple(each[one.name] for each in found if not math.isnan(each[one.name]))
        for one in patterns.PATTERNS
    }
    people, acts, days = (
        float(np.median(numbers))
        for numbers in zip(*((log.people, len(log.time), log.end) for log in logs), strict=True)
    )
    return Subject(name, simulated, len(logs), people, acts, days, values)


def _print(view: View, subjects: Sequence[Subject]) -> None:
    for subject in subjects:
        view.print(_about(view, subject))
    view.print()
    names = [view.say("pattern", "模式")]
    for subject in subjects:
        names += [subject.name, view.say("verdict", "结论")]
    table = columns([*names, view.say("real communities", "真实社群")], "lrlrlrlrlrl")
    table.columns[-1].justify = "left"
    told = [one for one in patterns.PATTERNS if any(each.values[one.name] for each in subjects)]
    for one in told:
        cells = []
        for subject in subjects:
            cells += [_value(view, subject, one), _verdict(view, subject, one)]
        row(table, one.title(view.language), *cells, _band(view, one))
    view.table(table)
    view.print()
    for subject in subjects:
        view.print(_summary(view, subject), "dim")
    for subject in subjects:
        for real in _others(subject, subjects):
            view.print(_distance(view, subject, real), "dim")
    left = [one.title(view.language) for one in patterns.PATTERNS if one not in told]
    if left:
        joined = view.say(", ", "、").join(left)
        view.note(f"\nNot told by these logs: {joined}", f"\n这些记录无法判断：{joined}")
    view.note(
        "What each pattern counts, and whose communities it is known from: docs/patterns.md",
        "每个模式的含义及其来源：docs/patterns.md",
    )


def _suggest_twin(view: View, what: Sequence[str]) -> None:
    """After a real log alone: the twin on which to try what could have been done."""
    if len(what) == 1 and _is_data(what[0]):
        line = f"seed100 new twin --like {shlex.quote(what[0])}"
        view.note(
            f"Next: make a simulated twin of it with  {line}", f"下一步：生成它的模拟孪生  {line}"
        )


def _about(view: View, subject: Subject) -> str:
    people, acts, days = (
        number(value, view.language, whole=True)
        for value in (subject.people, subject.acts, subject.days)
    )
    runs = subject.logs
    how = view.say(
        f"simulated, {counted(runs, 'run')}" if subject.simulated else "real",
        f"模拟，{runs} 次运行" if subject.simulated else "真实",
    )
    return view.say(
        f"{subject.name} ({how}): {people} people, {acts} acts, {days} days",
        f"{subject.name}（{how}）：{people} 人，{acts} 次发言，{days} 天",
    )


def _value(view: View, subject: Subject, one: Pattern) -> str:
    value = number(one.told(subject.value(one)), view.language, whole=False)
    low, high = subject.range(one)
    if subject.logs == 1 or math.isnan(low):
        return value
    ends = (number(end, view.language, whole=False) for end in (low, high))
    return f"{value} ({view.say(' to ', ' 至 ').join(ends)})"


def _verdict(view: View, subject: Subject, one: Pattern) -> str:
    return view.say(*patterns.WORDS[one.verdict(subject.value(one))])


def _band(view: View, one: Pattern) -> str:
    if math.isnan(one.low):
        return "–"
    return view.say(f"{one.low:g} to {one.high:g}", f"{one.low:g} 至 {one.high:g}")


def _summary(view: View, subject: Subject) -> str:
    judged = [one.verdict(subject.value(one)) for one in patterns.PATTERNS]
    met, asked = judged.count("within"), sum(v in ("within", "below", "above") for v in judged)
    return view.say(
        f"{subject.name}: {met} of {asked} patterns lie where real communities have them.",
        f"{subject.name}：{asked} 个模式中有 {met} 个落在真实社群的范围之内。",
    )


def _others(subject: Subject, subjects: Sequence[Subject]) -> list[Subject]:
    """The real communities beside which a subject stands."""
    return [each for each in subjects if not each.simulated and each is not subject]


def _told_by_both(subject: Subject, real: Subject) -> tuple[str, ...]:
    names = (one.name for one in likeness.judged(patterns.PATTERNS))
    return likeness.shared(names, subject.medians(), real.medians())


def _distance(view: View, subject: Subject, real: Subject) -> str:
    """How far from a real community, and how far the middle of the bands is from it."""
    names = _told_by_both(subject, real)
    far, middle = (
        f"{likeness.distance(names, each, real.medians()):.0%}"
        for each in (subject.medians(), likeness.middles(patterns.PATTERNS))
    )
    return view.say(
        f"{subject.name} differs from {real.name} by {far} in the mean of {len(names)} patterns; the "
        f"middle of each band, by {middle}. How newcomers come is not counted.",
        f"{subject.name} 与 {real.name} 在 {len(names)} 个模式上平均相差 {far}；各范围的中点相差 {middle}。"
        f"新人到来的模式不计在内。",
    )


def _as_data(subject: Subject, subjects: Sequence[Subject]) -> dict[str, Any]:
    """A subject for a script; what a log does not say is null."""
    distances = {
        real.name: likeness.distance(
            _told_by_both(subject, real), subject.medians(), real.medians()
        )
        for real in _others(subject, subjects)
    }
    return {
        "name": subject.name,
        "simulated": subject.simulated,
        "logs": subject.logs,
        "people": subject.people,
        "acts": subject.acts,
        "days": subject.days,
        "distances": {name: None if math.isnan(far) else far for name, far in distances.items()},
        "patterns": {one.name: _pattern_as_data(subject, one) for one in patterns.PATTERNS},
    }


def _pattern_as_data(subject: Subject, one: Pattern) -> dict[str, Any]:
    value, (low, high) = subject.value(one), subject.range(one)
    numbers = {
        "value": value,
        "p05": low,
        "p95": high,
        "band_low": one.low,
        "band_high": one.high,
    }
    return {
        **{key: None if math.isnan(number) else number for key, number in numbers.items()},
        "verdict": one.verdict(value),
        "en": one.en,
        "zh": one.zh,
        "meaning_en": one.meaning("en"),
        "meaning_zh": one.meaning("zh"),
        "source": one.source,
    }
