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

MANY = 300
"""Replicates of a discovery: enough for a box of a few limits."""


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


class StrategiesWords(ExperimentWords):
    """Strategies in the same worlds."""

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


class CompareWords(StrategiesWords):
    """A comparison of strategies in the same worlds."""

    kind: Literal["compare"]
    claim: ClaimWords | None = parameter(
        None, evidence="choice", en="the claim it tests: `compare` tells in which direction it comes out",
        zh="所检验的主张：`compare` 会说明结果的方向",
    )  # fmt: skip
    adaptive: AdaptiveWords | None = parameter(
        None, evidence="choice",
        en="replicates until enough is known, in place of `replicates`",
        zh="按需增加重复次数，替代 `replicates`",
    )  # fmt: skip


class DesignWords(ExperimentWords):
    """One scenario at many settings of some parameters."""

    parameters: dict[str, Any] = Field(
        {},
        description="{section.key: list, distribution or constant}",
        json_schema_extra={
            "en": "{section.key: list, distribution or constant}",
            "zh": "{机制.参数: 列表、分布或常数}",
        },
    )
    replicates: int = parameter(
        4, ge=2, le=10_000, evidence="choice",
        en="lucks with which every setting is met", zh="每组设定以几种运气重复",
    )  # fmt: skip


class SweepWords(DesignWords):
    """What comes of each setting."""

    kind: Literal["sweep"]
    design: Literal["grid", "latin_hypercube", "sobol", "table"] = parameter(
        "grid", evidence="choice", en="which settings are tried", zh="试哪些设定"
    )
    points: int = parameter(
        64, ge=1, le=100_000, evidence="choice",
        en="settings of a latin hypercube, or of Sobol points (a power of two)",
        zh="拉丁超立方或 Sobol 设计的点数（后者取 2 的幂）",
    )  # fmt: skip
    table: tuple[dict[str, Any], ...] = parameter(
        (), evidence="choice", en="settings one by one, for `design: table`",
        zh="逐一列出的设定，用于 `design: table`",
    )  # fmt: skip


class SensitivityWords(DesignWords):
    """Which parameters an outcome hangs on."""

    kind: Literal["sensitivity"]
    assumptions: float | None = parameter(
        None, gt=1, le=10, evidence="choice",
        en="every parameter marked as an assumption as well, from its value divided by this to its "
        "value times this",
        zh="所有标为“假设”的参数也一并变动，范围为其值除以和乘以此数",
    )  # fmt: skip
    leave_out: tuple[str, ...] = parameter(
        (), evidence="choice", en="assumptions, or sections, that stay as they are",
        zh="保持不变的假设参数或部分",
    )  # fmt: skip
    method: Literal["sobol", "morris"] = parameter(
        "sobol", evidence="choice", en="shares of variance, or a screening by single steps",
        zh="方差分解（sobol）或逐步筛查（morris）",
    )  # fmt: skip
    samples: int = parameter(
        64, ge=4, le=10_000, evidence="choice",
        en="base samples (runs = samples x (parameters + 2) x replicates; morris: + 1)",
        zh="基础样本数（运行数 = 样本 ×（参数 + 2）× 重复；morris 为 + 1）",
    )  # fmt: skip


class TargetWords(Parameters):
    """What makes a replicate a case: an outcome of a strategy below, or above, something."""

    outcome: str = parameter(
        ..., evidence="choice", en="measure@day, one of the outcomes", zh="指标@天，须为结果之一"
    )
    of: str = parameter(
        "", evidence="choice", en="the strategy (default: the baseline)", zh="策略（默认为基准）"
    )
    below: float | str | None = parameter(
        None, evidence="choice", en="a number, or another strategy", zh="数字或另一策略"
    )
    above: float | str | None = parameter(
        None, evidence="choice", en="a number, or another strategy", zh="数字或另一策略"
    )
    by: float = parameter(0.0, ge=0, evidence="choice", en="by more than this", zh="差距须大于此值")


class DiscoverWords(StrategiesWords):
    """Under which circumstances something happens."""

    kind: Literal["discover"]
    strategies: dict[str, StrategyWords | None] = parameter(
        ..., min_length=1, evidence="choice", en="what there is to choose between", zh="可选的策略"
    )
    target: TargetWords = parameter(
        ..., evidence="choice", en="what makes a replicate a case", zh="什么算作一个情形"
    )
    replicates: int = parameter(
        MANY, ge=20, le=100_000, evidence="choice",
        en="futures, one draw of the uncertainties each", zh="未来数，每个未来抽取一次不确定因素",
    )  # fmt: skip


class ObjectiveWords(Parameters):
    """Which way is good."""

    goal: Literal["maximise", "minimise"] = parameter(
        ..., evidence="choice", en="which way is good", zh="优化方向"
    )


class LimitWords(Parameters):
    """What an outcome's mean may be."""

    at_most: float | None = parameter(None, evidence="choice", en="greatest mean", zh="均值上限")
    at_least: float | None = parameter(None, evidence="choice", en="least mean", zh="均值下限")


class OptimiseWords(ExperimentWords):
    """A search for the best values of what can be decided."""

    kind: Literal["optimise"]
    parameters: dict[str, Any] = Field(
        ...,
        description="{section.key: distribution} of what is decided; only its range counts",
        json_schema_extra={
            "en": "{section.key: distribution} of what is decided; only its range counts",
            "zh": "由我们决定的参数及其范围 {机制.参数: 分布}",
        },
    )
    objectives: dict[str, ObjectiveWords] = parameter(
        ..., min_length=1, max_length=3, evidence="choice", en="{measure@day: {goal: ..}}",
        zh="目标 {指标@天: {goal: ..}}",
    )  # fmt: skip
    limits: dict[str, LimitWords] = parameter(
        {}, evidence="choice", en="{measure@day: {at_most: ..}}, of means over replicates",
        zh="约束 {指标@天: {at_most: ..}}，针对多次运行的均值",
    )  # fmt: skip
    trials: int = parameter(
        64, ge=1, le=100_000, evidence="choice", en="points to try", zh="尝试的点数"
    )
    batch: int = parameter(
        8, ge=1, le=1000, evidence="choice",
        en="points that are proposed together; workers share them", zh="每批同时提出的点数",
    )  # fmt: skip
    replicates: int = parameter(
        4, ge=1, le=1000, evidence="choice", en="lucks with which every point is met",
        zh="每个点以几种运气重复",
    )  # fmt: skip
    winners: int = parameter(
        3, ge=1, le=20, evidence="choice", en="best points that are run again", zh="重跑的最优点数"
    )
    fresh: int = parameter(
        SEVERAL, ge=2, le=10_000, evidence="choice",
        en="replicates with fresh luck in which the winners meet the scenario as it is",
        zh="用新的运气重跑优胜者（并与原方案比较）的次数",
    )  # fmt: skip


KINDS: dict[str, type[ExperimentWords]] = {
    "compare": CompareWords,
    "discover": DiscoverWords,
    "optimise": OptimiseWords,
    "sweep": SweepWords,
    "sensitivity": SensitivityWords,
}
