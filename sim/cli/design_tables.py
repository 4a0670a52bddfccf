"""The tables of sweeps and sensitivity studies."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from sim.charts.numbers import number, spread
from sim.cli.view import View, columns, row
from sim.study.sensitivity import LUCK, Sensitivity, called, contradictory
from sim.study.sweep import Sweep

MOST_SETTINGS = 25
"""More settings stand in the CSV alone."""


def print_design(view: View, study: Sweep) -> None:
    """What comes of settings, or what outcomes hang on."""
    for name in study.headline:
        if isinstance(study, Sensitivity):
            _shares(view, study, name)
        else:
            _settings(view, study, name)


def _settings(view: View, study: Sweep, name: str) -> None:
    """The mean of each setting with its interval, and the middle 90 % of runs."""
    measure, rows = study.measures[name], study.responses(name)
    if len(rows) > MOST_SETTINGS:
        rows = rows.sort_values("mean", ascending=measure.better == "lower")[:MOST_SETTINGS]
    title = view.say(f"{measure.en} on day {study.day:,}", f"第 {study.day:,} 天的{measure.zh}")
    heads = [view.say("mean", "平均"), view.say("95 % interval", "95% 区间")]
    heads.append(view.say("middle 90 % of runs", "居中 90% 的运行"))
    table = columns([*study.swept, *heads], "lr", title)
    for _, one in rows.iterrows():
        values = [f"{v:,.4g}" if isinstance(v, float) else str(v) for v in one[list(study.swept)]]
        ends = ((one["low"], one["high"]), (one["p05"], one["p95"]))
        said = [spread(one["mean"], *each, view.language, whole=measure.whole) for each in ends]
        row(table, *values, said[0][0], said[0][1], said[1][1])
    view.table(table)
    if len(study.card.points) > MOST_SETTINGS:
        view.print(
            view.say(
                f"The best {MOST_SETTINGS} of {len(study.card.points)}; all are in analysis/.",
                f"{len(study.card.points)} 组中最好的 {MOST_SETTINGS} 组；其余见 analysis/。",
            ),
            "dim",
        )
    view.print()


def _shares(view: View, study: Sensitivity, name: str) -> None:
    """Shares of variance, or Morris's measures, the greatest first."""
    measure, rows = study.measures[name], study.table(name)
    title = view.say(
        f"What moves {measure.en.lower()} by day {study.day:,}",
        f"第 {study.day:,} 天的{measure.zh}取决于",
    )
    if study.method == "morris":
        heads = [view.say("mean change", "平均变化"), view.say("95 % interval", "95% 区间")]
        heads += [view.say("with its sign", "带符号"), view.say("spread", "离散")]
        table = columns(
            [view.say("parameter", "参数"), *heads, view.say("luck alone", "仅运气")], "lr", title
        )
        for one in rows.head(MOST_SETTINGS).to_dict("records"):
            said = spread(
                one["mu_star"], one["low"], one["high"], view.language, whole=measure.whole
            )
            values = (one["mu"], one["sigma"], one["noise"])
            cells = [number(v, view.language, whole=measure.whole) for v in values]
            row(table, one["parameter"], said[0] + ("!" if one["heard"] else " "), said[1], *cells)
    else:
        heads = [view.say("total", "总份额"), view.say("95 % interval", "95% 区间")]
        heads += [view.say("alone", "单独"), view.say("meaning", "含义")]
        table = columns([view.say("parameter", "参数"), *heads], "lrrrl", title)
        for one in rows.to_dict("records"):
            luck = one["parameter"] == LUCK
            words = "" if luck else called(one["parameter"]).say(view.language)
            total, between = _percents(one, "total", "low", "high")
            alone = "" if luck else _percent(one["first"])
            label = view.say("luck", "运气") if luck else one["parameter"]
            row(table, label, total, between, alone, words)
    view.table(table)
    if study.method == "sobol":
        _contradictions(view, study, contradictory(rows))
    view.print()


def _contradictions(view: View, study: Sensitivity, rows: pd.DataFrame) -> None:
    """The parameters that seem to do more alone than in total, with both intervals, and why."""
    if rows.empty:
        return
    for one in rows.to_dict("records"):
        alone, alone_ends = _percents(one, "first", "first_low", "first_high")
        total, total_ends = _percents(one, "total", "low", "high")
        if "–" in (alone_ends, total_ends):
            alone_ends = total_ends = view.say("unknown", "未知")
        view.print(
            view.say(
                f"{one['parameter']}: alone {alone} (95 % interval {alone_ends}), total {total} "
                f"({total_ends}).",
                f"{one['parameter']}：单独 {alone}（95% 区间 {alone_ends}），总份额 {total}（{total_ends}）。",
            )
        )
    samples = study.card.design["samples"]
    view.print(
        view.say(
            "What a parameter does alone is part of its total, and cannot be more: "
            f"{samples:,} samples are too few to tell; take `samples: {2 * samples}` or more.",
            "单独作用是总份额的一部分，不可能更大："
            f"{samples:,} 个样本太少，无法分清；请设 `samples: {2 * samples}` 或更多。",
        )
    )


def _percents(one: Mapping[Hashable, Any], value: str, low: str, high: str) -> tuple[str, str]:
    """A share and the ends of its interval as the table tells them; a dash where it is unknown."""
    told = [_percent(one[key]) for key in (value, low, high)]
    unknown = math.isnan(one[low]) or math.isnan(one[high])
    return told[0], "–" if unknown else f"{told[1]}–{told[2]}"


def _percent(share: float) -> str:
    """A share in percent, none below 0."""
    return "–" if math.isnan(share) else f"{max(0.0, share):.0%}"
