"""What may be written in an experiment's file: levers apart from uncertainties.

Strategies are what somebody decides; uncertainties are what nobody controls. A strategy is a patch
on a scenario; an uncertainty is a distribution, of which every replicate draws once, the same for
all strategies.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from sim.scenario.text import NO_WORDS, Text
from sim.state.parameters import Parameters, parameter
from sim.study.adaptive import AdaptiveWords
from sim.study.claim import ClaimWords

SEVERAL = 20
"""Replicates of a comparison: common luck makes them worth several times as many."""


class StrategyWords(Parameters):
    """One strategy: what it changes in the scenario that all share, or a scenario of its own."""

    label: Text = parameter(
        NO_WORDS, evidence="choice", en="what charts call it", zh="图表上的名称"
    )
    scenario: str = parameter("", evidence="choice", en="a scenario of its own", zh="另用一个方案")
    set: dict[str, Any] = parameter(
        {}, evidence="choice", en="{section.key: value}, laid over the scenario",
        zh="{机制.参数: 值}，覆盖方案",
    )  # fmt: skip


class OutcomeWords(Parameters):
    """How one outcome counts."""

    primary: bool = parameter(
        False, evidence="choice", en="the one that decides (default: the first)",
        zh="主要结果（默认为第一个）",
    )  # fmt: skip
    practical_difference: float | None = parameter(
        None, ge=0, evidence="choice",
        en="smaller differences do not matter (default: 5 % of the baseline's mean)",
        zh="更小的差别没有实际意义（默认为基准均值的 5%）",
    )  # fmt: skip


class ExperimentWords(Parameters):
    """What every experiment says."""

    title: Text = parameter(NO_WORDS, evidence="choice", en="title", zh="标题")
    question: Text = parameter(
        NO_WORDS, evidence="choice", en="the question it answers", zh="要回答的问题"
    )
    scenario: str = parameter(
        "base", min_length=1, evidence="choice",
        en="what all runs share: a file, or a packaged scenario", zh="共同的方案：文件或自带方案",
    )  # fmt: skip
    set: dict[str, Any] = parameter(
        {},
        evidence="choice",
        en="{section.key: value} for all runs",
        zh="对所有运行生效的 {机制.参数: 值}",
    )
    seed: int = parameter(1, ge=0, evidence="choice", en="root of all luck", zh="随机种子")
    outcomes: dict[str, OutcomeWords | None] = parameter(
        {}, evidence="choice",
        en="what is judged, as measure@day (default: growth, cohesion, fragmentation on the last)",
        zh="评判的结果，写作 指标@天（默认：最后一天的增长、凝聚力与分裂）",
    )  # fmt: skip


class CompareWords(ExperimentWords):
    """A comparison of strategies in the same worlds."""

    kind: Literal["compare"]
    strategies: dict[str, StrategyWords | None] = parameter(
        ..., min_length=2, evidence="choice", en="what there is to choose between", zh="可选的策略"
    )
    baseline: str = parameter(
        "", evidence="choice", en="strategy to compare with (default: the first)",
        zh="基准策略（默认为第一个）",
    )  # fmt: skip
    uncertainties: dict[str, Any] = Field(
        {},
        description="{section.key: distribution} of what nobody controls",
        json_schema_extra={
            "en": "{section.key: distribution} of what nobody controls",
            "zh": "无人能控制的因素及其分布 {机制.参数: 分布}",
        },
    )
    replicates: int = parameter(
        SEVERAL, ge=1, le=100_000, evidence="choice",
        en="futures that every strategy lives through, one draw of the uncertainties each",
        zh="每种策略经历的未来数，每个未来抽取一次不确定因素",
    )  # fmt: skip
    repeats: int = parameter(
        1, ge=1, le=1000, evidence="choice",
        en="lucks with which each draw of the uncertainties is met; more than one tells luck "
        "from assumptions",
        zh="每次抽取的不确定因素以几种运气重复；大于 1 才能区分运气与假设",
    )  # fmt: skip
    claim: ClaimWords | None = parameter(
        None, evidence="choice", en="the claim it tests, for `seed100 validate`",
        zh="所检验的主张，供 `seed100 validate` 使用",
    )  # fmt: skip

    adaptive: AdaptiveWords | None = parameter(
        None, evidence="choice",
        en="replicates until enough is known, in place of `replicates`",
        zh="按需增加重复次数，替代 `replicates`",
    )  # fmt: skip


KINDS: dict[str, type[ExperimentWords]] = {"compare": CompareWords}
