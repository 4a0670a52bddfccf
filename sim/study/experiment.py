"""Experiments: a study written as one YAML file, checked as a whole before anything runs.

from sim.study import experiment

found = experiment.load("experiments/thresholds.yaml")
found.plan()
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path as File
from typing import Any, ClassVar

from sim.record.manifest import ExperimentCard, Kind, Outcome
from sim.record.scenarios import Scenario
from sim.scenario import ScenarioErrors, Settings, Text, packaged, patched
from sim.scenario import load as load_scenario
from sim.scenario.checking import checked
from sim.scenario.describing import field_at
from sim.scenario.errors import Path, Problem, Refused, problem
from sim.scenario.files import find_base, find_file, read_file
from sim.scenario.hints import did_you_mean, one_of
from sim.scenario.loading import chain, overridden
from sim.scenario.reading import Tree
from sim.scenario.settings import default_settings
from sim.scenario.translating import shown
from sim.study.adaptive import Adaptive
from sim.study.block import measures_of_a_run
from sim.study.claim import ClaimWords
from sim.study.distribution import Distribution, as_written, read
from sim.study.experiment_file import KINDS, CompareWords, ExperimentWords, StrategyWords
from sim.study.outcomes import read_outcomes
from sim.study.plan import Plan
from sim.study.worlds import World, draw_worlds, drawn

KIND = "kind"
FOLDER = packaged.EXPERIMENTS
EDGES = "market.edges"
CERTAIN = ("measures", "budget")
"""Sections that are decided, not uncertain: when to measure, and the money there is."""

WHOLE = Text(
    en="write `{dist: int, low: .., high: ..}`", zh="请写 `{dist: int, low: .., high: ..}`"
)


@dataclass(frozen=True)
class Experiment:
    """A comparison as its file describes it, with every scenario and distribution checked."""

    kind: ClassVar[Kind] = "compare"

    name: str
    file: File
    title: Text
    question: Text
    scenarios: tuple[Scenario, ...]
    baseline: str
    uncertainties: Mapping[str, Distribution]
    outcomes: tuple[Outcome, ...]
    replicates: int
    repeats: int = 1
    seed: int = 1
    claim: ClaimWords | None = None
    adaptive: Adaptive | None = None

    def plan(self) -> Plan:
        """Every run; of an experiment that adapts, those of the first round."""
        return Plan(self.scenarios, self.replicates * self.repeats, self.seed, self.worlds())

    def worlds(self) -> tuple[World, ...]:
        """What each replicate meets; none when nothing is uncertain and nothing repeated."""
        if not self.uncertainties and self.repeats == 1:
            return ()
        return draw_worlds(self.uncertainties, self.replicates, self.seed, self.repeats)

    def rounds(self) -> tuple[Experiment, ...]:
        """The same with the replicates of each round; itself alone unless it adapts."""
        if self.adaptive is None:
            return (self,)
        return tuple(replace(self, replicates=each) for each in self.adaptive.rounds())

    def card(self) -> ExperimentCard:
        """What the manifest says of it."""
        return ExperimentCard(
            file=self.file.name,
            title=self.title.model_dump(),
            question=self.question.model_dump(),
            outcomes=list(self.outcomes),
            uncertainties={path: as_written(each) for path, each in self.uncertainties.items()},
            repeats=self.repeats,
        )


def find_experiment(name: str | File) -> File | None:
    """The file of an experiment: a path, or the name of a packaged one; None when it is neither.

    An experiment says its `kind`, which a scenario does not.
    """
    try:
        file = find_file(name)
    except ScenarioErrors:
        found = (packaged.find(str(name), kind) for kind in (FOLDER, packaged.CLAIMS))
        return next(filter(None, found), None)
    try:
        return file if KIND in read_file(file).value else None
    except ScenarioErrors:  # whoever reads it as a scenario will tell what is wrong
        return None


def load(
    path: str | File,
    overrides: Iterable[str] = (),
    *,
    replicates: int | None = None,
    seed: int | None = None,
) -> Experiment:
    """The experiment of a file, or of a packaged one's name, with every check done.

    `overrides` are `section.key=value`, laid over every scenario below the strategies' own levers;
    `replicates` and `seed` stand in for the file's. Raises ScenarioErrors with all that is wrong.
    """
    file = find_experiment(path) or find_file(path)
    tree = read_file(file)
    words, problems = checked(_kind_of(tree), tree)
    if not isinstance(words, CompareWords):
        raise tree.placed(problems)
    return _Reader(file, tree, words, problems, tuple(overrides)).read(replicates, seed)


def _kind_of(tree: Tree) -> type[ExperimentWords]:
    kind = tree.value.get(KIND)
    if kind in KINDS:
        return KINDS[kind]
    hint, expected = did_you_mean(kind, KINDS), one_of(KINDS)
    code = "S104" if KIND in tree.value else "S106"
    wrong = problem(code, (KIND,), value=shown(kind), hint=hint, expected=expected)
    raise tree.placed([wrong])


@dataclass
class _Reader:
    """Reads one file; problems pile up until the end, so that all are told at once."""

    file: File
    tree: Tree
    words: CompareWords
    problems: list[Problem]
    overrides: tuple[str, ...]
    elsewhere: list[Problem] = field(default_factory=list)
    """Problems of scenario files and overrides, which have places of their own."""

    def read(self, replicates: int | None, seed: int | None) -> Experiment:
        """The experiment. Raises ScenarioErrors."""
        words = self.words
        shared = self._shared(words.scenario, ("scenario",))
        scenarios = self._strategies(shared)
        baseline = self._baseline()
        self._check_claim()
        outcomes = self._outcomes(scenarios)
        if not self.elsewhere:
            scenarios = [_measured_on(each, outcomes) for each in scenarios]
        uncertainties = self._uncertainties(scenarios)
        adaptive = None if replicates else self._adaptive(outcomes)
        count = words.replicates if replicates is None else replicates
        found = Experiment(
            name=self.file.stem,
            file=self.file,
            title=words.title,
            question=words.question,
            scenarios=tuple(scenarios),
            baseline=baseline,
            uncertainties=uncertainties,
            outcomes=outcomes,
            replicates=adaptive.first if adaptive else count,
            repeats=words.repeats,
            seed=words.seed if seed is None else seed,
            claim=words.claim,
            adaptive=adaptive,
        )
        if not self.problems and not self.elsewhere:
            self._try_all_worlds(found)
        if self.problems or self.elsewhere:
            placed = self.tree.placed(_once(self.problems)).problems
            raise ScenarioErrors([*placed, *_once(self.elsewhere)])
        return found

    # Levers

    def _shared(self, name: str, at: Path) -> Scenario:
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
        settings = self._patched(settings, self.words.set, ("set",))
        try:
            settings = overridden(settings, self.overrides) if self.overrides else settings
        except ScenarioErrors as errors:
            self.elsewhere += errors.problems
        return Scenario(settings.name, settings, files, (*_said(self.words.set), *self.overrides))

    def _strategies(self, shared: Scenario) -> list[Scenario]:
        found = []
        for name, said in self.words.strategies.items():
            at, words = ("strategies", name), said or StrategyWords()
            own = self._shared(words.scenario, (*at, "scenario")) if words.scenario else shared
            settings = self._patched(own.settings, words.set, (*at, "set"))
            settings = self._named(settings, name, words, at)
            found.append(Scenario(name, settings, own.files, (*own.overrides, *_said(words.set))))
        return found

    def _named(self, settings: Settings, name: str, words: StrategyWords, at: Path) -> Settings:
        title = words.label or (settings.title if words.scenario else Text(en=name, zh=name))
        about = {"title": title.model_dump(), "question": self.words.question.model_dump()}
        try:
            return patched(settings, about | {"name": name})
        except ScenarioErrors as errors:
            self.problems += [replace(each, path=at, about="key") for each in errors.problems]
            return settings

    def _patched(self, settings: Settings, changes: Mapping[str, Any], at: Path) -> Settings:
        """The settings with changes laid over, those that are not sound left out.

        Problems are told of the change they come from.
        """
        if EDGES in changes:
            self._say("S510", (*at, EDGES), about="key")
            changes = {path: value for path, value in changes.items() if path != EDGES}
        try:
            return patched(settings, changes) if changes else settings
        except ScenarioErrors as errors:
            self.problems += [_of_a_change(each, changes, at) for each in errors.problems]
        for path, value in changes.items():
            with suppress(ScenarioErrors):
                settings = patched(settings, {path: value})
        return settings

    def _baseline(self) -> str:
        names = list(self.words.strategies)
        baseline = self.words.baseline or names[0]
        if baseline not in names:
            hint = did_you_mean(baseline, names)
            listed = None if hint else one_of(names)
            self._say("S505", ("baseline",), name=baseline, hint=hint, expected=listed)
        return baseline

    def _check_claim(self) -> None:
        names = list(self.words.strategies)
        for number, each in enumerate(self.words.claim.expect if self.words.claim else ()):
            at = ("claim", "expect", number)
            for key, named in (("strategy", (each.strategy,)), ("against", each.against)):
                for name in set(named) - set(names):
                    hint = did_you_mean(name, names)
                    listed = None if hint else one_of(names)
                    self._say("S540", (*at, key), name=name, hint=hint, expected=listed)

    # What is judged

    def _outcomes(self, scenarios: Sequence[Scenario]) -> tuple[Outcome, ...]:
        measures = [measure.name for measure in measures_of_a_run()]
        days = min(each.settings.days for each in scenarios)
        clip = any(words.partition("=")[0].strip() == "days" for words in self.overrides)
        found, problems = read_outcomes(self.words.outcomes, measures, days, clip=clip)
        self.problems += [each.under(("outcomes",)) for each in problems]
        for number, each in enumerate(self.words.claim.expect if self.words.claim else ()):
            more, wrong = read_outcomes({each.outcome: None}, measures, days, clip=clip)
            at = ("claim", "expect", number, "outcome")
            self.problems += [replace(one, path=at, about="value") for one in wrong]
            known = {(one.measure, one.day) for one in found}
            found += tuple(one for one in more if (one.measure, one.day) not in known)
        return found

    def _adaptive(self, outcomes: Sequence[Outcome]) -> Adaptive | None:
        """When to stop, by one of the outcomes."""
        words = self.words.adaptive
        if words is None:
            return None
        if "replicates" in self.tree.value:
            self._say("S511", ("replicates",), about="key")
        name = words.until.outcome
        measured = {f"{each.measure}@{each.day}": each for each in outcomes}
        named = {key: each for key, each in measured.items() if name in (key, each.measure)}
        if not named:
            hint, known = did_you_mean(name, measured), one_of(measured)
            listed = None if hint else known
            at = ("adaptive", "until", "outcome")
            self._say("S508", at, outcome=name, hint=hint, expected=listed)
            return None
        found = next(iter(named.values()))
        return Adaptive(words.min, words.batch, words.max, found, words.until.half_width)

    # What nobody controls

    def _uncertainties(self, scenarios: Sequence[Scenario]) -> dict[str, Distribution]:
        found = {}
        for path, written in self.words.uncertainties.items():
            distribution = self._distribution(path, written, scenarios)
            if distribution is not None:
                found[path] = distribution
        return found

    def _distribution(
        self, path: str, written: Any, scenarios: Sequence[Scenario]
    ) -> Distribution | None:
        at = ("uncertainties", path)
        distribution, problems = read(written)
        self.problems += [each.under(at) for each in problems]
        if distribution is None:
            return None
        kind = type(scenarios[0].settings)
        section, _, key = path.partition(".")
        if section in kind.model_fields and (not key or section in CERTAIN):
            self._say("S507", at, about="key", key=path)
            return None
        parameter = field_at(kind, tuple(path.split(".")))
        if parameter is not None:
            try:
                distribution = distribution.within(parameter)
            except Refused as refused:
                self.problems += [each.under(at) for each in refused.problems]
                return None
            if _is_lever(path, scenarios):
                self._say("S506", at, about="key", key=path)
                return None
        ends = [each for each in distribution.probes() if each[0]]
        between = [each for each in distribution.probes() if not each[0]]
        if self._fits(path, ends, scenarios):
            self._fits(path, between, scenarios)
        return distribution

    def _fits(
        self, path: str, probes: Iterable[tuple[Path, Any]], scenarios: Sequence[Scenario]
    ) -> bool:
        """Whether every strategy takes every value: an end of a distribution, or a choice."""
        at, before = ("uncertainties", path), len(self.problems)
        for part, value in probes:
            try:
                for scenario in scenarios:
                    patched(scenario.settings, {path: value})
            except ScenarioErrors as errors:
                self.problems += [_of_a_value(each, path, at, part) for each in errors.problems]
                if not part:
                    break
        return len(self.problems) == before

    def _try_all_worlds(self, found: Experiment) -> None:
        """Values may fit one by one and not together: try every draw with every strategy."""
        most = found.adaptive.most if found.adaptive else found.replicates
        for draw in range(most if found.uncertainties else 0):
            values = drawn(found.uncertainties, found.seed, draw)
            for scenario in found.scenarios:
                try:
                    patched(scenario.settings, values)
                except ScenarioErrors as errors:
                    at = ("uncertainties",)
                    self.problems += [_of_a_change(each, values, at) for each in errors.problems]
                    return

    def _say(self, code: str, path: Path, **facts: Any) -> None:
        self.problems.append(problem(code, path, **facts))


def _is_lever(path: str, scenarios: Sequence[Scenario]) -> bool:
    """Whether strategies differ in a parameter."""
    section, _, key = path.partition(".")
    values = [getattr(getattr(each.settings, section), key) for each in scenarios]
    return any(value != values[0] for value in values)


def _measured_on(scenario: Scenario, outcomes: Sequence[Outcome]) -> Scenario:
    """The scenario with every outcome's day among its horizons."""
    days = {outcome.day for outcome in outcomes}
    horizons = sorted(days | set(scenario.settings.measures.horizons))
    if not days - set(scenario.settings.measures.horizons):
        return scenario
    return replace(scenario, settings=patched(scenario.settings, {"measures.horizons": horizons}))


def _of_a_change(found: Problem, changes: Mapping[str, Any], at: Path) -> Problem:
    """A problem of the settings, told of the `section.key` whose change brought it about."""
    steps = [str(step) for step in found.path]
    for key in changes:
        own = key.split(".")
        length = min(len(own), len(steps))
        if own[:length] == steps[:length]:
            return replace(found, path=(*at, key, *found.path[len(own) :]))
    return found.under(at)


def _of_a_value(found: Problem, path: str, at: Path, part: Path) -> Problem:
    """A problem of a value that may be drawn, told of the part of the distribution it is from."""
    if found.code == "S101":
        return replace(found, path=at)
    hint = WHOLE if found.code == "S102" and part[:1] != ("choice",) else found.hint
    return replace(found, path=(*at, *part), hint=hint)


def _said(changes: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(f"{path}={shown(value)}" for path, value in changes.items())


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, however many strategies have it."""
    found: dict[tuple[Any, ...], Problem] = {}
    for each in problems:
        found.setdefault((each.code, each.path, each.place, each.message.en), each)
    return list(found.values())
