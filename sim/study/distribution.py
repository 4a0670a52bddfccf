"""What is not known of a parameter: how probable each of its values is.

Every distribution is an inverse of its cumulative function: a number of the unit interval becomes
a value. So whole numbers and choices fit any design that fills the unit cube, and the same number
gives the same value under every strategy.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from pydantic import ValidationError, model_validator
from pydantic.fields import FieldInfo
from scipy.special import betaincinv, ndtr, ndtri

from sim.scenario.checking import parse
from sim.scenario.describing import limits_of
from sim.scenario.errors import Path, Problem, Refused, problem
from sim.scenario.hints import did_you_mean, one_of
from sim.scenario.text import Text
from sim.scenario.translating import shown, translate
from sim.state.parameters import Parameters, parameter

SHAPE = Text(
    en="{low: 0, high: 1}, {dist: lognormal, median: 2, p95: 6} or {choice: [a, b]}",
    zh="{low: 0, high: 1}、{dist: lognormal, median: 2, p95: 6} 或 {choice: [a, b]}",
)
SMALLEST = 2.0**-33
"""Nearer to 0 or 1 no draw comes."""

PROBES = (SMALLEST, 0.3137, 0.5, 0.8191, 1 - SMALLEST)
"""Where a distribution is tried against its parameter: both ends, and between."""

MOST_CUT_OFF = 0.05
"""A larger part of a distribution outside its parameter's range is refused."""


class Distribution(Parameters):
    """How probable each value is. `low`, `high` are where it begins and ends."""

    name: ClassVar[str]

    @abstractmethod
    def quantile(self, u: float) -> Any:
        """The value below which a share `u` of the probability lies, 0 < u < 1."""

    def probes(self) -> list[tuple[Path, Any]]:
        """Values that its parameter must take, each with the part of the text it stands for."""
        values = [self.quantile(u) for u in PROBES]
        between: list[tuple[Path, Any]] = [((), value) for value in values[1:-1]]
        return [(("low",), values[0]), (("high",), values[-1]), *between]

    def within(self, field: FieldInfo) -> Distribution:
        """The same, cut off where its parameter's range ends. Raises Refused."""
        return self


class Uniform(Distribution):
    """Every value from `low` to `high` alike."""

    name = "uniform"
    low: float = parameter(..., evidence="choice", en="least value", zh="最小值")
    high: float = parameter(..., evidence="choice", en="greatest value", zh="最大值")

    @model_validator(mode="after")
    def _rises(self) -> Uniform:
        _see_that_it_rises(self.low, self.high)
        return self

    def quantile(self, u: float) -> float:
        """Linear between the ends."""
        return self.low + u * (self.high - self.low)

    def probes(self) -> list[tuple[Path, Any]]:
        """The ends as they are written."""
        ends: list[tuple[Path, Any]] = [(("low",), self.low), (("high",), self.high)]
        return ends + super().probes()[2:]


class LogUniform(Uniform):
    """Every order of magnitude from `low` to `high` alike."""

    name = "loguniform"
    low: float = parameter(..., gt=0, evidence="choice", en="least value", zh="最小值")

    def quantile(self, u: float) -> float:
        """Linear in the logarithm."""
        return math.exp(math.log(self.low) + u * math.log(self.high / self.low))


class WholeNumber(Distribution):
    """Every whole number from `low` to `high` alike."""

    name = "int"
    low: int = parameter(..., evidence="choice", en="least value", zh="最小值")
    high: int = parameter(..., evidence="choice", en="greatest value", zh="最大值")

    @model_validator(mode="after")
    def _rises(self) -> WholeNumber:
        _see_that_it_rises(self.low, self.high)
        return self

    def quantile(self, u: float) -> int:
        """Equal parts of the unit interval."""
        return min(self.high, self.low + int(u * (self.high - self.low + 1)))


class Triangular(Uniform):
    """Most probable at `mode`, less and less so towards the ends."""

    name = "triangular"
    mode: float = parameter(..., evidence="choice", en="most probable value", zh="最可能的值")

    @model_validator(mode="after")
    def _mode_between(self) -> Triangular:
        if not self.low <= self.mode <= self.high:
            between = Text(en=f"{self.low:g} … {self.high:g}", zh=f"{self.low:g} … {self.high:g}")
            raise Refused([problem("S103", ("mode",), value=shown(self.mode), expected=between)])
        return self

    def quantile(self, u: float) -> float:
        """Two branches of a square root."""
        width = self.high - self.low
        if u * width < self.mode - self.low:
            return self.low + math.sqrt(u * width * (self.mode - self.low))
        return self.high - math.sqrt((1 - u) * width * (self.high - self.mode))


class Beta(Distribution):
    """A share that is known by its mean and its spread."""

    name = "beta"
    mean: float = parameter(..., gt=0, lt=1, evidence="choice", en="mean", zh="均值")
    sd: float = parameter(..., gt=0, lt=0.5, evidence="choice", en="spread (sd)", zh="标准差")

    @model_validator(mode="after")
    def _possible(self) -> Beta:
        most = math.sqrt(self.mean * (1 - self.mean))
        if self.sd >= most:
            less = Text(en=f"less than {most:.3g} at this mean", zh=f"此均值下须小于 {most:.3g}")
            raise Refused([problem("S103", ("sd",), value=shown(self.sd), expected=less)])
        return self

    def quantile(self, u: float) -> float:
        """Inverse of the incomplete beta function."""
        both = self.mean * (1 - self.mean) / self.sd**2 - 1
        return float(betaincinv(self.mean * both, (1 - self.mean) * both, u))


class _Tailed(Distribution):
    """A distribution without ends of its own, cut off at `low` and `high` where there are any."""

    low: float | None = parameter(None, evidence="choice", en="cut off below", zh="下截断")
    high: float | None = parameter(None, evidence="choice", en="cut off above", zh="上截断")

    @model_validator(mode="after")
    def _rises(self) -> _Tailed:
        if self.low is not None and self.high is not None:
            _see_that_it_rises(self.low, self.high)
        return self

    @abstractmethod
    def _score(self, value: float) -> float:
        """How many standard deviations a value lies above the middle."""

    @abstractmethod
    def _value(self, score: float) -> float:
        """The value that lies so many standard deviations above the middle."""

    def quantile(self, u: float) -> float:
        """The normal quantile of what is left between the ends."""
        below = 0.0 if self.low is None else float(ndtr(self._score(self.low)))
        above = 1.0 if self.high is None else float(ndtr(self._score(self.high)))
        value = self._value(float(ndtri(below + u * (above - below))))
        ends = self.low, self.high
        value = value if ends[0] is None else max(value, ends[0])
        return value if ends[1] is None else min(value, ends[1])

    def within(self, field: FieldInfo) -> Distribution:
        """Cut off at the parameter's range, unless the text says where; not when that is much."""
        least, most = limits_of(field)
        ends = (
            self.low if self.low is not None else least,
            self.high if self.high is not None else most,
        )
        cut = self.model_copy(update={"low": ends[0], "high": ends[1]})
        kept = [
            float(ndtr(self._score(end))) if end is not None else share
            for end, share in zip(ends, (0.0, 1.0), strict=True)
        ]
        lost = 1 - (kept[1] - kept[0])
        if lost > MOST_CUT_OFF and (self.low, self.high) != ends:
            said = Text(
                en="say with `low` and `high` where to cut it off",
                zh="请用 `low` 与 `high` 写明截断处",
            )
            raise Refused([problem("S502", share=f"{lost:.0%}", hint=said)])
        return cut


class Normal(_Tailed):
    """Symmetric around `mean`, cut off at the parameter's range."""

    name = "normal"
    mean: float = parameter(..., evidence="choice", en="mean", zh="均值")
    sd: float = parameter(..., gt=0, evidence="choice", en="spread (sd)", zh="标准差")

    def _score(self, value: float) -> float:
        return (value - self.mean) / self.sd

    def _value(self, score: float) -> float:
        return self.mean + self.sd * score


class LogNormal(_Tailed):
    """Half of it below `median`, one in twenty above `p95`; cut off at the parameter's range."""

    name = "lognormal"
    median: float = parameter(..., gt=0, evidence="choice", en="median", zh="中位数")
    p95: float = parameter(..., gt=0, evidence="choice", en="95 % lie below", zh="95% 分位数")

    @model_validator(mode="after")
    def _tail_above(self) -> LogNormal:
        if self.p95 <= self.median:
            raise Refused(
                [problem("S501", ("p95",), low=self.median, high=self.p95, names="`median`, `p95`")]
            )
        return self

    def _spread(self) -> float:
        return math.log(self.p95 / self.median) / float(ndtri(0.95))

    def _score(self, value: float) -> float:
        if value <= 0:
            return -math.inf
        return math.log(value / self.median) / self._spread()

    def _value(self, score: float) -> float:
        return self.median * math.exp(self._spread() * score)


class Choice(Distribution):
    """One of several values, as probable as its weight."""

    name = "choice"
    choice: tuple[Any, ...] = parameter(
        ..., min_length=1, evidence="choice", en="the values", zh="可选的值"
    )
    weights: tuple[float, ...] | None = parameter(
        None,
        evidence="choice",
        en="how probable each is (default: all alike)",
        zh="权重（默认相同）",
    )

    @model_validator(mode="after")
    def _weights_fit(self) -> Choice:
        weights = self.weights
        if weights is None:
            return self
        if len(weights) != len(self.choice):
            many = len(self.choice)
            raise Refused([problem("S503", ("weights",), count=len(weights), values=many)])
        if min(weights) < 0 or not sum(weights) > 0:
            expected = Text(en="numbers from 0, not all of them 0", zh="不小于 0 且不全为 0 的数字")
            raise Refused([problem("S103", ("weights",), value=shown(weights), expected=expected)])
        return self

    def quantile(self, u: float) -> Any:
        """Parts of the unit interval as long as the weights."""
        weights = np.ones(len(self.choice)) if self.weights is None else np.array(self.weights)
        ends = np.cumsum(weights) / weights.sum()
        return self.choice[min(int(np.searchsorted(ends, u, side="right")), len(ends) - 1)]

    def probes(self) -> list[tuple[Path, Any]]:
        """Every value."""
        return [(("choice", i), value) for i, value in enumerate(self.choice)]


KINDS: dict[str, type[Distribution]] = {
    each.name: each
    for each in (Uniform, LogUniform, Normal, LogNormal, Triangular, Beta, WholeNumber, Choice)
}


def read(written: Any) -> tuple[Distribution | None, list[Problem]]:
    """The distribution that was written, and what is wrong with it.

    Without `dist` it is uniform, or a choice where `choice` is written.
    """
    if not isinstance(written, Mapping):
        return None, [problem("S504", value=shown(written), expected=SHAPE)]
    kind = written.get("dist", "choice" if "choice" in written else "uniform")
    if kind not in KINDS:
        hint = did_you_mean(kind, KINDS)
        expected = one_of(KINDS)
        return None, [problem("S104", ("dist",), value=shown(kind), hint=hint, expected=expected)]
    rest = {key: value for key, value in written.items() if key != "dist"}
    try:
        return parse(KINDS[kind], rest), []
    except ValidationError as error:
        return None, translate(error, rest, KINDS[kind])


def as_written(distribution: Distribution) -> dict[str, Any]:
    """A distribution as YAML would have it."""
    return {"dist": distribution.name} | distribution.model_dump(mode="json", exclude_none=True)


def _see_that_it_rises(low: float, high: float) -> None:
    if not low < high:
        raise Refused([problem("S501", ("high",), low=low, high=high, names="`low`, `high`")])
