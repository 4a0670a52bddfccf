"""What a sweep or a sensitivity study found, in one sentence made from the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.charts.numbers import number
from sim.scenario.text import Text
from sim.scenario.translating import shown
from sim.study.sensitivity import LUCK, Sensitivity, called
from sim.study.sweep import Sweep

MOST_NAMED = 3


def what_settings_bring(study: Sweep, name: str) -> Text:
    """The least and the greatest mean, and the settings they come from."""
    rows, measure = study.responses(name), study.measures[name]
    if "mean" not in rows or rows["mean"].isna().all():
        return Text(en="Every run has failed", zh="所有运行均失败")
    ordered = rows.dropna(subset="mean").sort_values("mean", kind="stable").to_dict("records")
    low, high = ordered[0], ordered[-1]
    said = {
        language: [number(row["mean"], language, whole=measure.whole) for row in (low, high)]
        for language in ("en", "zh")
    }
    at = [_setting({path: row[path] for path in study.swept}) for row in (low, high)]
    return Text(
        en=f"{measure.en} after {study.day:,} days: from {said['en'][0]} on average ({at[0]}) "
        f"to {said['en'][1]} ({at[1]})",
        zh=f"{study.day:,} 天后{measure.zh}平均由 {said['zh'][0]}（{at[0]}）"
        f"到 {said['zh'][1]}（{at[1]}）",
    )


def what_counts(study: Sensitivity, name: str) -> Text:
    """What the outcome hangs on most."""
    rows, measure = study.table(name), study.measures[name]
    title = measure.en[:1].lower() + measure.en[1:]
    if study.method == "morris":
        above = rows[rows["heard"]]
        told = [called(path) for path in above["parameter"][:MOST_NAMED]]
        if not told:
            return Text(
                en=f"No parameter moves {title} more than luck does",
                zh=f"没有参数对{measure.zh}的影响超过运气",
            )
        return Text(
            en=f"What moves {title} most after {study.day:,} days: "
            + "; ".join(each.en for each in told),
            zh=f"{study.day:,} 天后{measure.zh}最取决于：" + "；".join(each.zh for each in told),
        )
    known = rows[rows["total"].round(2) > 0].sort_values("total", ascending=False)[:MOST_NAMED]
    if not len(known):
        return Text(en=f"Nothing moves {title}", zh=f"{measure.zh}没有变化")
    parts = [(row["total"], _called(row["parameter"])) for row in known.to_dict("records")]
    return Text(
        en=f"What moves {title} after {study.day:,} days: "
        + "; ".join(f"{words.en} {share:.0%}" for share, words in parts),
        zh=f"{study.day:,} 天后{measure.zh}取决于："
        + "；".join(f"{words.zh} {share:.0%}" for share, words in parts),
    )


def _called(path: str) -> Text:
    return Text(en="Luck", zh="运气") if path == LUCK else called(path)


def _setting(point: Mapping[str, Any]) -> str:
    """A setting in short: `fee 150, screening 0.5`; with their sections where keys are alike."""
    keys = [path.partition(".")[2] or path for path in point]
    names = keys if len(set(keys)) == len(keys) else list(point)
    return ", ".join(
        f"{name} {value:,.4g}" if isinstance(value, float) else f"{name} {shown(value)}"
        for name, value in zip(names, point.values(), strict=True)
    )
