"""Reading what all experiments have: scenarios, patches, distributions, outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path as File
from typing import Any, Generic, TypeVar

from sim.record.manifest import Outcome
from sim.record.scenarios import Scenario
from sim.scenario import ScenarioErrors, Settings, Text, packaged, patched
from sim.scenario import load as load_scenario
from sim.scenario.describing import field_at
from sim.scenario.errors import Path, Problem, Refused, problem
from sim.scenario.files import find_base
from sim.scenario.loading import chain, overridden
from sim.scenario.reading import Tree
from sim.scenario.settings import default_settings
from sim.scenario.translating import shown
from sim.study.block import measures_of_a_run
from sim.study.distribution import Distribution, read
from sim.study.experiment_file import ExperimentWords, OutcomeWords
from sim.study.outcomes import read_outcomes

Words = TypeVar("Words", bound=ExperimentWords)
FOLDER = packaged.EXPERIMENTS
EDGES = "market.edges"
CERTAIN = ("measures", "budget")
"""Sections that are decided, not uncertain: when to measure, and the money there is."""

WHOLE = Text(
    en="write `{dist: int, low: .., high: ..}`", zh="请写 `{dist: int, low: .., high: ..}`"
)


@dataclass
class Reader(Generic[Words]):
    """Reads one file; problems pile up until the end, so that all are told at once."""

    file: File
    tree: Tree
    words: Words
    problems: list[Problem]
    overrides: tuple[str, ...]
    elsewhere: list[Problem] = field(default_factory=list)
    """Problems of scenario files and overrides, which have places of their own."""

    def see_that_all_is_well(self) -> None:
        """Raises ScenarioErrors with all that was found."""
        if self.problems or self.elsewhere:
            placed = self.tree.placed(once(self.problems)).problems
            raise ScenarioErrors([*placed, *once(self.elsewhere)])

    def shared(self, name: str, at: Path) -> Scenario:
        """A scenario file with what holds for all runs laid over.

        In place of one that is not sound the default scenario lets the rest be checked.
        """
        top = self.file.parent.parent if self.file.parent.name == FOLDER else self.file.parent
        settings: Settings = default_settings().model_validate({})
        files: tuple[File, ...] = ()
        try:
            file, _ = find_base(name, self.file.parent, top, at=str(at[-1]))
            settings, files = load_scenario(file), tuple(link.path for link in chain(file))
        except ScenarioErrors as errors:
            missing = [each for each in errors.problems if each.path == at[-1:]]
            self.problems += [replace(each, path=at) for each in missing]
            self.elsewhere += [each for each in errors.problems if each not in missing]
        settings = self.patched(settings, self.words.set, ("set",))
        try:
            settings = overridden(settings, self.overrides) if self.overrides else settings
        except ScenarioErrors as errors:
            self.elsewhere += errors.problems
        return Scenario(settings.name, settings, files, (*said(self.words.set), *self.overrides))

    def patched(self, settings: Settings, changes: Mapping[str, Any], at: Path) -> Settings:
        """The settings with changes laid over, those that are not sound left out.

        Problems are told of the change they come from.
        """
        if EDGES in changes:
            self.say("S510", (*at, EDGES), about="key")
            changes = {path: value for path, value in changes.items() if path != EDGES}
        try:
            return patched(settings, changes) if changes else settings
        except ScenarioErrors as errors:
            self.problems += [of_a_change(each, changes, at) for each in errors.problems]
        for path, value in changes.items():
            with suppress(ScenarioErrors):
                settings = patched(settings, {path: value})
        return settings

    @property
    def clip(self) -> bool:
        """Whether somebody has shortened the runs: a later day then counts as the last one."""
        return any(words.partition("=")[0].strip() == "days" for words in self.overrides)

    def outcomes(self, scenarios: Sequence[Scenario]) -> tuple[Outcome, ...]:
        """What is judged."""
        found, problems = self.read_outcomes(self.words.outcomes, scenarios)
        self.problems += [each.under(("outcomes",)) for each in problems]
        return found

    def read_outcomes(
        self, written: Mapping[str, OutcomeWords | None], scenarios: Sequence[Scenario]
    ) -> tuple[tuple[Outcome, ...], list[Problem]]:
        """Outcomes within the days that all scenarios have."""
        measures = [measure.name for measure in measures_of_a_run()]
        days = min(each.settings.days for each in scenarios)
        return read_outcomes(written, measures, days, clip=self.clip)

    def distribution(
        self,
        path: str,
        written: Any,
        scenarios: Sequence[Scenario],
        under: str = "uncertainties",
    ) -> Distribution | None:
        """A distribution that every scenario takes; None when it is not sound."""
        at = (under, path)
        distribution, problems = read(written)
        self.problems += [each.under(at) for each in problems]
        if distribution is None:
            return None
        kind = type(scenarios[0].settings)
        section, _, key = path.partition(".")
        if section in kind.model_fields and (not key or section in CERTAIN):
            self.say("S507", at, about="key", key=path)
            return None
        parameter = field_at(kind, tuple(path.split(".")))
        if parameter is not None:
            try:
                distribution = distribution.within(parameter)
            except Refused as refused:
                self.problems += [each.under(at) for each in refused.problems]
                return None
            if is_lever(path, scenarios):
                self.say("S506", at, about="key", key=path)
                return None
        ends = [each for each in distribution.probes() if each[0]]
        between = [each for each in distribution.probes() if not each[0]]
        if self.fits(at, ends, scenarios):
            self.fits(at, between, scenarios)
        return distribution

    def fits(
        self, at: Path, probes: Iterable[tuple[Path, Any]], scenarios: Sequence[Scenario]
    ) -> bool:
        """Whether every scenario takes every value: an end of a distribution, or a choice."""
        path, before = str(at[-1]), len(self.problems)
        for part, value in probes:
            try:
                for scenario in scenarios:
                    patched(scenario.settings, {path: value})
            except ScenarioErrors as errors:
                self.problems += [of_a_value(each, path, at, part) for each in errors.problems]
                if not part:
                    break
        return len(self.problems) == before

    def say(self, code: str, path: Path, **facts: Any) -> None:
        self.problems.append(problem(code, path, **facts))


def is_lever(path: str, scenarios: Sequence[Scenario]) -> bool:
    """Whether strategies differ in a parameter."""
    section, _, key = path.partition(".")
    values = [getattr(getattr(each.settings, section), key) for each in scenarios]
    return any(value != values[0] for value in values)


def measured_on(scenario: Scenario, outcomes: Sequence[Outcome]) -> Scenario:
    """The scenario with every outcome's day among its horizons."""
    days = {outcome.day for outcome in outcomes}
    horizons = sorted(days | set(scenario.settings.measures.horizons))
    if not days - set(scenario.settings.measures.horizons):
        return scenario
    return replace(scenario, settings=patched(scenario.settings, {"measures.horizons": horizons}))


def of_a_change(found: Problem, changes: Mapping[str, Any], at: Path) -> Problem:
    """A problem of the settings, told of the `section.key` whose change brought it about."""
    steps = [str(step) for step in found.path]
    for key in changes:
        own = key.split(".")
        length = min(len(own), len(steps))
        if own[:length] == steps[:length]:
            return replace(found, path=(*at, key, *found.path[len(own) :]))
    return found.under(at)


def of_a_value(found: Problem, path: str, at: Path, part: Path) -> Problem:
    """A problem of a value that may be drawn, told of the part of the distribution it is from."""
    if found.code == "S101":
        return replace(found, path=at)
    hint = WHOLE if found.code == "S102" and part[:1] != ("choice",) else found.hint
    return replace(found, path=(*at, *part), hint=hint)


def said(changes: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(f"{path}={shown(value)}" for path, value in changes.items())


def once(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, however many strategies have it."""
    found: dict[tuple[Any, ...], Problem] = {}
    for each in problems:
        found.setdefault((each.code, each.path, each.place, each.message.en), each)
    return list(found.values())
