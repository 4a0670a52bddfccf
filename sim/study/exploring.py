"""Reading experiments that explore: a discovery, which is a comparison with a target, and a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sim.record.manifest import Outcome
from sim.record.scenarios import Scenario
from sim.scenario.hints import did_you_mean, one_of
from sim.study.block import measures_of_a_run
from sim.study.compare_reader import CompareReader
from sim.study.distribution import Distribution
from sim.study.experiment_file import (
    DiscoverWords,
    LimitWords,
    ObjectiveWords,
    OptimiseWords,
    OutcomeWords,
    TargetWords,
)
from sim.study.experiment_reader import Reader, measured_on
from sim.study.outcomes import read_outcomes
from sim.study.prepared import Experiment

UNDER = "parameters"


@dataclass(frozen=True)
class Search(Experiment):
    """A search for the best values; `uncertainties` are the ranges of what is decided."""

    goals: Mapping[str, bool] = field(default_factory=dict)
    """By `measure@day`: whether more is better."""

    limits: Mapping[str, LimitWords] = field(default_factory=dict)
    trials: int = 1
    batch: int = 1
    winners: int = 1
    fresh: int = 2


@dataclass
class DiscoverReader(CompareReader):
    """Reads `kind: discover`: a comparison with a target."""

    judged: Outcome | None = None
    """The outcome of the target, once it is read."""

    def read(self, replicates: int | None, seed: int | None) -> Experiment:
        """The experiment. Raises ScenarioErrors."""
        assert isinstance(self.words, DiscoverWords)
        target, names = self.words.target, list(self.words.strategies)
        self._see_what_it_is_compared_with(target, names)
        if not self.words.uncertainties:
            self.say("S106", ("uncertainties",))
        found = super().read(replicates, seed)
        said = target.model_dump() | {"of": target.of or found.baseline}
        return replace(found, kind="discover", analysis={"target": said})

    def outcomes(self, scenarios: Sequence[Scenario]) -> tuple[Outcome, ...]:
        """The target's outcome before all others."""
        assert isinstance(self.words, DiscoverWords)
        days = min(each.settings.days for each in scenarios)
        measures = [measure.name for measure in measures_of_a_run()]
        written = {self.words.target.outcome: OutcomeWords()}
        first, problems = read_outcomes(written, measures, days, clip=self.clip)
        self.problems += [
            replace(each, path=("target", "outcome"), about="value") for each in problems
        ]
        known = {(each.measure, each.day) for each in first}
        others = super().outcomes(scenarios)
        return (*first, *(each for each in others if (each.measure, each.day) not in known))

    def _see_what_it_is_compared_with(self, target: TargetWords, names: list[str]) -> None:
        given = {"below": target.below, "above": target.above}
        sides = {key: side for key, side in given.items() if side is not None}
        if len(sides) != 1:
            self.say("S524", ("target",))
        of = target.of or self.words.baseline or names[0]
        for key, name in {"of": of, **sides}.items():
            if isinstance(name, str) and name not in names:
                hint = did_you_mean(name, names)
                listed = None if hint else one_of(names)
                self.say("S525", ("target", key), name=name, hint=hint, expected=listed)
            elif key != "of" and name == of:
                self.say("S526", ("target", key), name=name)


@dataclass
class OptimiseReader(Reader[OptimiseWords]):
    """Reads `kind: optimise`."""

    def read(self, replicates: int | None, seed: int | None) -> Search:
        """The experiment. Raises ScenarioErrors."""
        words = self.words
        shared = self.shared(words.scenario, ("scenario",))
        goals = self._judged("objectives", words.objectives, shared)
        limits = self._judged("limits", words.limits, shared)
        outcomes = tuple(dict.fromkeys([*goals.values(), *limits.values()]))
        for name, limit in words.limits.items():
            if limit.at_most is None and limit.at_least is None:
                self.say("S527", ("limits", name))
        scenario = shared if self.elsewhere else measured_on(shared, outcomes)
        if not words.parameters:
            self.say("S512", (UNDER,), about="key", least=1)
        self.see_that_all_is_well()
        found = Search(
            name=self.file.stem,
            file=self.file,
            title=words.title,
            question=words.question,
            scenarios=(scenario,),
            uncertainties=self._ranges(scenario),
            outcomes=outcomes,
            replicates=words.replicates if replicates is None else replicates,
            seed=words.seed if seed is None else seed,
            kind="optimise",
            goals={name: each.goal == "maximise" for name, each in words.objectives.items()},
            limits=words.limits,
            trials=words.trials,
            batch=words.batch,
            winners=words.winners,
            fresh=words.fresh,
        )
        self.see_that_all_is_well()
        return found

    def _ranges(self, scenario: Scenario) -> dict[str, Distribution]:
        given = self.words.parameters.items()
        read = {path: self.distribution(path, each, [scenario], UNDER) for path, each in given}
        return {path: each for path, each in read.items() if each is not None}

    def _judged(
        self, key: str, written: Mapping[str, ObjectiveWords | LimitWords], shared: Scenario
    ) -> dict[str, Outcome]:
        """By name: the outcome of each objective, or limit, that is sound."""
        measures = [measure.name for measure in measures_of_a_run()]
        found: dict[str, Outcome] = {}
        for name in written:
            known, problems = read_outcomes(
                {name: OutcomeWords()}, measures, shared.settings.days, clip=self.clip
            )
            self.problems += [each.under((key,)) for each in problems]
            found |= dict(zip([name], known, strict=False))
        return found
