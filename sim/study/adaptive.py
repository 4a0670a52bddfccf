"""Replicates until enough is known: all strategies together, decided between whole rounds.

Deciding on complete rounds only, of at least 30 replicates, keeps intervals near what they promise:
looking after every run would stop on lucky streaks (Law 2015, chapter 9; Kelton 2009).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from pydantic import model_validator

from sim.record.manifest import Outcome
from sim.scenario.errors import Refused, problem
from sim.state.parameters import Parameters, parameter
from sim.study.advice import half_width
from sim.study.comparison import Comparison

FEWEST = 30
"""A first round below this stops too early too often: .92 instead of .95 in a trial with five."""


class UntilWords(Parameters):
    """What is to be known, and how well."""

    outcome: str = parameter(
        ..., min_length=1, evidence="choice", en="one of the outcomes", zh="结果指标之一"
    )
    half_width: float = parameter(
        ..., gt=0, evidence="choice",
        en="half the joint interval of every difference from the baseline",
        zh="各策略与基准之差的联合区间半宽",
    )  # fmt: skip


class AdaptiveWords(Parameters):
    """How many replicates there may be."""

    min: int = parameter(50, ge=FEWEST, evidence="choice", en="first round", zh="首轮次数")
    batch: int = parameter(50, ge=1, evidence="choice", en="each further round", zh="每轮追加次数")
    max: int = parameter(
        400, ge=FEWEST, le=100_000, evidence="choice", en="most replicates", zh="最多次数"
    )
    until: UntilWords

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.max < self.min:
            wrong = problem("S501", ("max",), names="`min`, `max`", low=self.min, high=self.max)
            raise Refused([wrong])
        return self


@dataclass(frozen=True)
class Adaptive:
    """When to stop: `most` replicates, or the half width reached; `rounds` before that."""

    first: int
    batch: int
    most: int
    outcome: Outcome
    half_width: float

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Adaptive:
        """The rule that an experiment's card keeps."""
        return cls(**{**said, "outcome": Outcome(**said["outcome"])})

    def rounds(self) -> tuple[int, ...]:
        """Replicates after each round."""
        return (*range(self.first, self.most, self.batch), self.most)

    def enough(self, study: Comparison) -> bool:
        """Whether every difference from the baseline is known well enough."""
        return self.reached(study) <= self.half_width

    def reached(self, study: Comparison) -> float:
        """The widest half interval of a difference from the baseline; NaN where there is none."""
        lifts = study.lifts(self.outcome.measure, self.outcome.day)
        return float(np.max([half_width(each) for each in lifts])) if lifts else math.nan
