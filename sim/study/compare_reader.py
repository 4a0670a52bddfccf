"""Reading a comparison: levers apart from uncertainties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sim.record.manifest import Outcome
from sim.record.scenarios import Scenario
from sim.scenario import ScenarioErrors, Settings, Text, patched
from sim.scenario.errors import Path
from sim.scenario.hints import did_you_mean, one_of
from sim.study.adaptive import Adaptive
from sim.study.claim import ClaimWords
from sim.study.distribution import Distribution
from sim.study.experiment_file import CompareWords, StrategiesWords, StrategyWords
from sim.study.experiment_reader import Reader, measured_on, of_a_change, said
from sim.study.prepared import Experiment
from sim.study.worlds import drawn


@dataclass
class CompareReader(Reader[StrategiesWords]):
    """Reads `kind: compare`, and what other kinds share with it."""

    def read(self, replicates: int | None, seed: int | None) -> Experiment:
        """The experiment. Raises ScenarioErrors."""
        words = self.words
        shared = self.shared(words.scenario, ("scenario",))
        scenarios = self.strategies(shared)
        baseline = self.baseline()
        self.check_claim()
        outcomes = self.outcomes(scenarios)
        outcomes += self.claimed(scenarios, outcomes)
        if not self.elsewhere:
            scenarios = [measured_on(each, outcomes) for each in scenarios]
        uncertainties = self.uncertainties(scenarios)
        adaptive = None if replicates else self.adaptive(outcomes)
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
            adaptive=adaptive,
            claim=self.claim,
            analysis={"claim": self.claim.model_dump(mode="json")} if self.claim else {},
        )
        if not self.problems and not self.elsewhere:
            self.try_all_worlds(found)
        self.see_that_all_is_well()
        return found

    # Levers

    def strategies(self, shared: Scenario) -> list[Scenario]:
        found = []
        for name, given in self.words.strategies.items():
            at, words = ("strategies", name), given or StrategyWords()
            own = self.shared(words.scenario, (*at, "scenario")) if words.scenario else shared
            settings = self.patched(own.settings, words.set, (*at, "set"))
            settings = self.named(settings, name, words, at)
            found.append(Scenario(name, settings, own.files, (*own.overrides, *said(words.set))))
        return found

    def named(self, settings: Settings, name: str, words: StrategyWords, at: Path) -> Settings:
        title = words.label or (settings.title if words.scenario else Text(en=name, zh=name))
        about = {"title": title.model_dump(), "question": self.words.question.model_dump()}
        try:
            return patched(settings, about | {"name": name})
        except ScenarioErrors as errors:
            self.problems += [replace(each, path=at, about="key") for each in errors.problems]
            return settings

    def baseline(self) -> str:
        names = list(self.words.strategies)
        baseline = self.words.baseline or names[0]
        if baseline not in names:
            hint = did_you_mean(baseline, names)
            listed = None if hint else one_of(names)
            self.say("S505", ("baseline",), name=baseline, hint=hint, expected=listed)
        return baseline

    def check_claim(self) -> None:
        """A claim is about strategies that there are."""
        names = list(self.words.strategies)
        for number, each in enumerate(self.claim.expect if self.claim else ()):
            at = ("claim", "expect", number)
            for key, named in (("strategy", (each.strategy,)), ("against", each.against)):
                for name in set(named) - set(names):
                    hint = did_you_mean(name, names)
                    listed = None if hint else one_of(names)
                    self.say("S540", (*at, key), name=name, hint=hint, expected=listed)

    def claimed(
        self, scenarios: Sequence[Scenario], known: Sequence[Outcome]
    ) -> tuple[Outcome, ...]:
        """The outcomes that a claim is about, beside those that are known."""
        found: tuple[Outcome, ...] = ()
        for number, each in enumerate(self.claim.expect if self.claim else ()):
            more, wrong = self.read_outcomes({each.outcome: None}, scenarios)
            at = ("claim", "expect", number, "outcome")
            self.problems += [replace(one, path=at, about="value") for one in wrong]
            seen = {(one.measure, one.day) for one in (*known, *found)}
            found += tuple(one for one in more if (one.measure, one.day) not in seen)
        return found

    def adaptive(self, outcomes: Sequence[Outcome]) -> Adaptive | None:
        """When to stop, by one of the outcomes."""
        words = self.words.adaptive if isinstance(self.words, CompareWords) else None
        if words is None:
            return None
        if "replicates" in self.tree.value:
            self.say("S511", ("replicates",), about="key")
        name = words.until.outcome
        measured = {f"{each.measure}@{each.day}": each for each in outcomes}
        named = {key: each for key, each in measured.items() if name in (key, each.measure)}
        if not named:
            hint, known = did_you_mean(name, measured), one_of(measured)
            listed = None if hint else known
            at = ("adaptive", "until", "outcome")
            self.say("S508", at, outcome=name, hint=hint, expected=listed)
            return None
        found = next(iter(named.values()))
        return Adaptive(words.min, words.batch, words.max, found, words.until.half_width)

    # What is judged

    @property
    def claim(self) -> ClaimWords | None:
        """The claim that a comparison tests."""
        return self.words.claim if isinstance(self.words, CompareWords) else None

    # What nobody controls

    def uncertainties(self, scenarios: Sequence[Scenario]) -> dict[str, Distribution]:
        found = {}
        for path, written in self.words.uncertainties.items():
            distribution = self.distribution(path, written, scenarios)
            if distribution is not None:
                found[path] = distribution
        return found

    def try_all_worlds(self, found: Experiment) -> None:
        """Values may fit one by one and not together: try every draw with every strategy."""
        most = found.adaptive.most if found.adaptive else found.replicates
        for draw in range(most if found.uncertainties else 0):
            values = drawn(found.uncertainties, found.seed, draw)
            for scenario in found.scenarios:
                try:
                    patched(scenario.settings, values)
                except ScenarioErrors as errors:
                    at = ("uncertainties",)
                    self.problems += [of_a_change(each, values, at) for each in errors.problems]
                    return
