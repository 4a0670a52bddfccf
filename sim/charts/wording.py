"""Words that figures say themselves, in English and Chinese; the rest is the caller's."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from sim.charts.data import Language

if TYPE_CHECKING:
    from sim.metrics.measure import Measure

EVERY_STRATEGY = {"en": "Every strategy", "zh": "所有策略"}
NOT_MEASURED = {"en": "not measured", "zh": "未测量"}
NO_VALUES = {"en": "Not measured in these runs", "zh": "这些运行未测量该指标"}
BETTER = {
    "higher": {"en": "higher is better", "zh": "越高越好"},
    "lower": {"en": "lower is better", "zh": "越低越好"},
}
SOURCE = {"en": "Source: ", "zh": "来源："}
TOTALS = {
    "joins": {"en": "All who joined", "zh": "共加入"},
    "exits": {"en": "All who left", "zh": "共离开"},
}
THE_BASELINE = {"en": "the baseline", "zh": "基准"}
TOO_FEW = {"en": "Too few runs for an interval.", "zh": "运行次数太少，没有区间。"}
BETTER_SIDE = {"en": "better", "zh": "更好"}
OTHER_CAUSES = {"en": "Other", "zh": "其他"}
NOBODY = {"en": "nobody", "zh": "无人"}
FEWEST_RUNS = 5
"""Below so many runs a band shows little of what may happen, and a figure says so."""

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def day(number: int, language: Language, *, first: bool) -> str:
    """A day under an axis; the word is spelled once, on the first."""
    if not first:
        return f"{number:,}"
    return f"第 {number} 天" if language == "zh" else f"Day {number}"


def calendar(when: date, language: Language, *, with_year: bool) -> str:
    """The date under a day."""
    if language == "zh":
        return f"{when.year} 年 " * with_year + f"{when.month} 月 {when.day} 日"
    return f"{when.day} {MONTHS[when.month - 1]}" + f" {when.year}" * with_year


def meaning(measure: Measure, language: Language) -> str:
    """The grey sentence beside a panel's name: what is counted, the unit, which way is good."""
    sentence = measure.meaning(language).rstrip(".。 ")
    asides = [measure.unit.replace("-", "–")] if _speaks_for_itself(measure.unit) else []
    if measure.better:
        asides.append(BETTER[measure.better][language])
    if not asides:
        return sentence
    if language == "zh":
        return f"{sentence}（{'，'.join(asides)}）"
    return f"{sentence} ({', '.join(asides)})"


def _speaks_for_itself(unit: str) -> bool:
    """Units that are no words of one language: `0-1`, `%`, `CNY`."""
    return bool(unit) and re.search("[a-z]", unit) is None


def reading(bands: pd.DataFrame, language: Language, *, greys: bool) -> str:
    """How to read lines and bands: how many runs, what each band covers."""
    most = int(bands["runs"].max()) if len(bands) else 0
    if most <= 1:
        return _reading_one(language)
    fewest = int(bands.groupby("scenario")["runs"].max().min())
    runs = f"{most}" if fewest == most else f"{fewest}–{most}"
    if language == "zh":
        grey = "灰线：其余策略的中位数。" if greys else ""
        bands_zh = "深色带：居中一半的运行；浅色带：居中 90% 的运行。"
        few = f"仅 {runs} 次运行，不足以显示可能的范围。" if fewest < FEWEST_RUNS else ""
        return f"曲线：{runs} 次运行的中位数。{bands_zh}{grey}{few}"
    grey = " Grey: medians of the other strategies." if greys else ""
    few = f" {runs} runs are too few to show what may happen." if fewest < FEWEST_RUNS else ""
    return (
        f"Line: median of {runs} runs. Dark band: middle half of runs. "
        f"Light band: middle 90% of runs.{grey}{few}"
    )


def _reading_one(language: Language) -> str:
    if language == "zh":
        return "曲线：仅运行一次，因此没有区间带；换一次运行，结果会不同。"
    return "Line: a single run, so there are no bands; another run would come out differently."


def merged(first: str, more: int, language: Language) -> str:
    """One name for several strategies that do the same."""
    return f"{first}等 {more + 1} 个" if language == "zh" else f"{first} and {more} more"


def reading_causes(kind: str, runs: int, language: Language) -> str:
    """How to read shares and counts of causes."""
    if language == "zh":
        whom = "加入者" if kind == "joins" else "离开者"
        people = f"{runs} 次运行的平均人数" if runs > 1 else "一次运行的人数"
        return f"百分比与条形：占该策略全部{whom}的份额；灰色数字：{people}。"
    whom = "who joined" if kind == "joins" else "who left"
    people = f"people in the mean of {runs} runs" if runs > 1 else "people in a single run"
    return f"Percentage and bar: share of all {whom} under the strategy. Grey: {people}."


def reading_lifts(baseline: str, language: Language, known: bool, practical: bool) -> str:
    """How to read dots and intervals of means."""
    if language == "zh":
        bar = (
            "横线：该平均值的 95% 区间（对所有策略同时成立），表示平均值有多可靠，而不是单次运行的可能范围；"
            "区间不含零时圆点为实心。"
        )
        shade = "灰色区域：差别小到没有实际意义。" * practical
        return f"圆点：与“{baseline}”逐次配对之差的平均值。{bar if known else TOO_FEW[language]}{shade}"
    bar = (
        "Line: 95% interval of this mean, for all strategies at once: how well it is known, not what "
        "one run may bring. A dot is filled when its interval leaves zero out."
    )
    shade = " Shaded: too small to matter." * practical
    return f"Dot: mean difference from {baseline}, run by run. {bar if known else TOO_FEW[language]}{shade}"
