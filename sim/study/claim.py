"""What an experiment says of a claim that it tests: whose it is, and what must come out."""

from __future__ import annotations

from typing import Literal

from pydantic import field_validator, model_validator

from sim.scenario.text import NO_WORDS, Text
from sim.state.parameters import Parameters, parameter

Sign = Literal["+", "-", "hump", "none"]
Verdict = Literal["confirmed", "conditional", "contradicted", "assumed"]


class ExpectationWords(Parameters):
    """What a claim expects of one outcome: one strategy against another."""

    strategy: str = parameter(
        ..., evidence="choice", en="strategy that the claim is about", zh="主张所指的策略"
    )
    against: tuple[str, ...] = parameter(
        ..., min_length=1, evidence="choice",
        en="strategy it is compared with; for a hump both ends", zh="对照策略；hump 时为两端",
    )  # fmt: skip
    outcome: str = parameter(..., evidence="choice", en="measure@day", zh="指标@天")
    sign: Sign = parameter(
        ..., evidence="choice",
        en='"+" more, "-" less, "hump" more than both ends, "none" no difference that matters',
        zh='"+" 更多，"-" 更少，"hump" 高于两端，"none" 无实际差别',
    )  # fmt: skip
    practical: float = parameter(
        0.05, ge=0, le=10, unit="share", evidence="choice",
        en="differences below this share of what it is compared with do not matter",
        zh="低于对照均值的这一比例即无实际意义",
    )  # fmt: skip

    @field_validator("against", mode="before")
    @classmethod
    def _one_is_a_list_of_one(cls, given: object) -> object:
        if isinstance(given, str):
            return (given,)
        return tuple(given) if isinstance(given, list) else given

    @model_validator(mode="after")
    def _a_hump_has_two_ends(self) -> ExpectationWords:
        if (self.sign == "hump") != (len(self.against) == 2):
            raise ValueError(
                "`against` names two strategies for a hump, and one for any other sign",
                "`against` 在 hump 时写两个策略，其余只写一个",
            )
        return self


class ClaimWords(Parameters):
    """A claim of practitioners that the experiment tests."""

    id: str = parameter(
        ..., min_length=1, max_length=20, evidence="choice", en="its number", zh="编号"
    )
    says: Text = parameter(..., evidence="choice", en="what is claimed", zh="主张的内容")
    expect: tuple[ExpectationWords, ...] = parameter(
        ..., evidence="choice", en="what must come out if it is true",
        zh="若主张成立应出现的结果",
    )  # fmt: skip
    assumed: Text = parameter(
        NO_WORDS, evidence="choice",
        en="why running the model cannot confirm it: how the equations contain it",
        zh="为何运行模型不能证实它：方程如何已包含它",
    )  # fmt: skip
    worlds: int = parameter(
        12,
        ge=12,
        le=10_000,
        evidence="choice",
        en="worlds at the defaults",
        zh="默认参数下的世界数",
    )
    found: Verdict | None = parameter(
        None, evidence="choice",
        en="the verdict it had; `seed100 validate` fails when it has another",
        zh="已有结论；若结论改变，`seed100 validate` 返回失败",
    )  # fmt: skip

    @model_validator(mode="after")
    def _expects_something(self) -> ClaimWords:
        if not self.expect:
            raise ValueError(
                "`expect` says of no outcome what must come out", "`expect` 未写任何预期结果"
            )
        return self
