"""The tables of sweeps and sensitivity studies."""

from __future__ import annotations

from sim.charts.numbers import number, spread
from sim.cli.view import View, columns, row
from sim.study.sensitivity import LUCK, Sensitivity, called
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
            between = f"{max(0, one['low']):.0%}–{max(0, one['high']):.0%}"
            alone = "" if luck else f"{max(0, one['first']):.0%}"
            label = view.say("luck", "运气") if luck else one["parameter"]
            row(table, label, f"{max(0, one['total']):.0%}", between, alone, words)
    view.table(table)
    view.print()
