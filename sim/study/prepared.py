"""An experiment that has been read, ready to be planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path as File
from typing import Any

from sim.record.manifest import ExperimentCard, Kind, Outcome
from sim.record.scenarios import Scenario
from sim.scenario import Text
from sim.study.adaptive import Adaptive
from sim.study.claim import ClaimWords
from sim.study.distribution import Distribution, as_written
from sim.study.plan import Plan
from sim.study.worlds import World, cross_worlds, draw_worlds


@dataclass(frozen=True)
class Experiment:
    """A study as its file describes it, with every scenario and distribution checked.

    `points` are the settings a design consists of, `group` so many of which, one after the other,
    share their luck; a comparison has none, and draws its worlds. `analysis` says what is to be made of
    the runs: the target of a discovery, the goals of a search, the claim that a comparison tests.
    """

    name: str
    file: File
    title: Text
    question: Text
    scenarios: tuple[Scenario, ...]
    uncertainties: Mapping[str, Distribution]
    outcomes: tuple[Outcome, ...]
    replicates: int
    kind: Kind = "compare"
    baseline: str = ""
    repeats: int = 1
    seed: int = 1
    claim: ClaimWords | None = None
    adaptive: Adaptive | None = None
    points: tuple[Mapping[str, Any], ...] = ()
    group: int = 1
    design: Mapping[str, Any] = field(default_factory=dict)
    analysis: Mapping[str, Any] = field(default_factory=dict)

    def plan(self) -> Plan:
        """Every run; of an experiment that adapts, those of the first round."""
        worlds = self.worlds()
        return Plan(self.scenarios, len(worlds) or self.replicates, self.seed, worlds)

    def worlds(self) -> tuple[World, ...]:
        """What each replicate meets; none when nothing is uncertain and nothing repeated."""
        if self.points:
            return cross_worlds(self.points, self.replicates, self.group)
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
            points=list(self.points),
            group=self.group,
            design=self.design,
            analysis=self.analysis,
            adaptive=asdict(self.adaptive) if self.adaptive else {},
        )
