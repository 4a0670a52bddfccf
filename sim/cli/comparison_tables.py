"""The tables of a comparison: how strategies stand, and how they differ from the baseline."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.charts.numbers import number, signed, spread_signed
from sim.cli.certainty import print_certainty
from sim.cli.meanings import print_meaning
from sim.cli.view import View, columns, row
from sim.metrics.measure import Measure
from sim.study.caveats import MONEY, PROFIT, moves
from sim.study.comparison import Comparison, Lift, Standing
from sim.study.variance import NAMES

SMALL = 10
"""Means of counts below that are told with decimals: else 2 and 2 would differ by +17%."""

LARGE = 100
"""Money is told without decimals where any of it is so much."""

HOW = {
    "max-t": ("from a joint bootstrap of replicates", "由联合自助法得出"),
    "Bonferroni": (
        "on the safe side while runs are few (Bonferroni's t); from 50 replicates on a joint "
        "bootstrap makes them narrower",
        "运行次数少时取偏宽的区间（Bonferroni t）；从 50 次起改用更窄的联合自助法",
    ),
}


def print_comparison(view: View, study: Comparison) -> None:
    """Standings in the first headline measure, differences in all, and what common luck saved."""
    if not study.lifts():
        view.print(
            view.say(
                "There is no replicate in which every strategy has succeeded.",
                "没有一次运行中各策略均成功。",
            )
        )
        return
    _means(view, study)
    _standings(view, study)
    for name in study.headline:
        _differences(view, study, study.measures[name])
    if moves(study):
        _money(view, study)
    if study.results.manifest.experiment:
        _split(view, study)
    print_certainty(view, study)


def _means(view: View, study: Comparison) -> None:
    """All strategies in the first headline measure and what they add to the baseline, best first."""
    measure = study.measures[study.headline[0]]
    lifts = {lift.scenario: lift for lift in study.lifts()}
    first = next(iter(lifts.values()))
    base = study.titles[study.baseline].say(view.language)
    names = [
        view.say(measure.en, measure.zh),
        view.say("mean", "平均"),
        view.say(f"against {base}", f"与{base}之差"),
        view.say("95 % interval", "95% 区间"),
        view.say("in %", "百分比"),
    ]
    title = view.say(
        f"Day {study.day:,}, {first.replicates} paired replicates",
        f"第 {study.day:,} 天，{first.replicates} 次配对运行",
    )
    table = columns(names, "lr", title)
    whole = _whole(measure, [each.mean for each in study.standings()])
    for each in _ranked(study):
        lift = lifts.get(each.scenario)
        name = study.titles[each.scenario].say(view.language) + ("" if lift else " *")
        mean = number(each.mean, view.language, whole=whole)
        row(table, name, mean, *_lift_cells(view, lift, whole=whole))
    view.table(table)
    view.print(_how_to_read(view, study, first), "dim")
    view.print()


def _standings(view: View, study: Comparison) -> None:
    """How probable it is that each strategy is the best, best first."""
    measure = study.measures[study.headline[0]]
    names = [
        view.say("Which is best", "何者最优"),
        view.say("chance of best mean", "均值最优的概率"),
        view.say("best in futures", "最优的运行占比"),
        view.say("regret", "遗憾"),
    ]
    table = columns(names, "lr")
    whole = _whole(measure, [each.mean for each in study.standings()])
    for each in _ranked(study):
        row(
            table,
            study.titles[each.scenario].say(view.language),
            "–" if math.isnan(each.best_mean) else f"{each.best_mean:.0%}",
            f"{each.best_future:.0%}",
            number(each.regret, view.language, whole=whole),
        )
    view.table(table)
    view.print(_what_best_means(view, study), "dim")
    view.print()


def _ranked(study: Comparison) -> list[Standing]:
    """How strategies stand, best first."""
    return sorted(study.standings(), key=lambda each: study.ranked.index(each.scenario))


def _what_best_means(view: View, study: Comparison) -> str:
    """What the columns say, and why the first may be empty."""
    unknown = any(math.isnan(each.best_mean) for each in study.standings())
    few = view.say(" –: too few runs to say.", " –：运行次数太少，无法判断。") if unknown else ""
    said = view.say(
        "Chance of best mean: over many more runs. Best in futures: share of these runs. "
        "Regret: what is forgone against the best strategy of each future, on average.",
        "均值最优的概率：就更多次运行的平均而言。最优的运行占比：在这些运行中。"
        "遗憾：与每次运行中最优策略的平均差距。",
    )
    return said + few


def _whole(measure: Measure, means: Sequence[float]) -> bool:
    """Whether means are told without decimals: those of counts, unless all of them are small."""
    return measure.whole and max((abs(mean) for mean in means), default=0.0) >= SMALL


def _lift_cells(view: View, lift: Lift | None, *, whole: bool) -> tuple[str, str, str]:
    """Difference, interval and percentage; nothing for the baseline."""
    if lift is None:
        return "", "", ""
    percent = f"{lift.relative:+.0%}".replace("-", "−") if math.isfinite(lift.relative) else "–"
    if math.isnan(lift.joint_low):
        mean = signed(lift.lift, view.language, whole=whole, biggest=abs(lift.lift))
        return mean, "–", percent
    mean, between = spread_signed(
        lift.lift, lift.joint_low, lift.joint_high, view.language, whole=whole
    )
    return mean + "!" * lift.clear, between, percent


def _how_to_read(view: View, study: Comparison, lift: Lift) -> str:
    if lift.replicates < 2:
        return view.say(
            "* baseline. One replicate gives no interval: nothing is known of how sure this is.",
            "* 基准。只有一次运行，没有区间，无法判断可靠程度。",
        )
    how = HOW.get(lift.joint_method, ("", ""))
    en, zh = (f", {how[0]}", f"，{how[1]}") if how[0] else how
    practical = f"{study.practical:.0%} of the baseline's mean"
    practical_zh = f"基准均值的 {study.practical:.0%}"
    if lift.practical != study.practical * abs(lift.baseline_mean):
        practical = practical_zh = f"{lift.practical:,.6g}"
    return view.say(
        f"* baseline, to which the others are compared. ! clear: the whole interval is farther from 0 "
        f"than {practical}. An interval says how well a mean difference is known, not what one run may "
        f"bring; intervals hold for all strategies at once{en}.",
        f"* 基准，其余策略与之比较。! 明显：整个区间离 0 都超过{practical_zh}。"
        f"区间表示平均差值有多可靠，而不是单次运行的可能范围；对所有策略同时成立{zh}。",
    )


def _differences(view: View, study: Comparison, measure: Measure) -> None:
    """Differences from the baseline in one measure, on every horizon, in the order of the first table."""
    base = study.titles[study.baseline].say(view.language)
    days = [view.say(f"day {day:,}", f"第 {day:,} 天") for day in study.horizons]
    print_meaning(view, measure)
    table = columns([view.say(f"against {base}", f"与{base}之差"), *days], "lr")
    by_day = [study.lifts(measure.name, day) for day in study.horizons]
    found = {(lift.scenario, lift.day): lift for lifts in by_day for lift in lifts}
    biggest = max((abs(lift.lift) for lift in found.values()), default=0.0)
    whole = _whole(measure, [m for one in found.values() for m in (one.mean, one.baseline_mean)])
    for other in (name for name in study.ranked if name != study.baseline):
        cells = [_short(view, found.get((other, day)), whole, biggest) for day in study.horizons]
        row(table, study.titles[other].say(view.language), *cells)
    own = view.say(f"{base} * (its mean)", f"{base} *（自身平均）")
    row(table, own, *_level(view, by_day, whole), style="dim")
    view.table(table)
    view.print()


def _money(view: View, study: Comparison) -> None:
    """What was spent, taken in and left on the day that is judged, in the order of the first table."""
    lifts = {lift.scenario: lift for lift in study.lifts(PROFIT)}
    base = study.titles[study.baseline].say(view.language)
    currencies = {settings.budget.currency for settings in study.settings.values()}
    unit = f" ({currencies.pop()})" if len(currencies) == 1 else ""
    names = [
        view.say(f"Money by day {study.day:,}{unit}", f"截至第 {study.day:,} 天的收支{unit}"),
        view.say("spent", "投入"),
        view.say("taken in", "收入"),
        view.say("profit", "利润"),
        view.say(f"against {base}", f"与{base}之差"),
        view.say("95 % interval", "95% 区间"),
    ]
    table = columns(names, "lr")
    means = {each: study.paired(each).mean() for each in MONEY}
    biggest = max(float(each.abs().max()) for each in means.values())
    for name in study.ranked:
        told = (number(means[m][name], view.language, whole=False, biggest=biggest) for m in MONEY)
        mark = " *" if name == study.baseline else ""
        apart, between, _ = _lift_cells(view, lifts.get(name), whole=biggest >= LARGE)
        row(table, study.titles[name].say(view.language) + mark, *told, apart, between)
    view.table(table)
    view.print()


def _level(view: View, by_day: Sequence[Sequence[Lift]], whole: bool) -> list[str]:
    """The baseline's own mean on every horizon, without which a difference says little."""
    means = [lifts[0].baseline_mean if lifts else math.nan for lifts in by_day]
    return [number(mean, view.language, whole=whole) + " " for mean in means]


def _short(view: View, lift: Lift | None, whole: bool, biggest: float) -> str:
    """A difference with the decimals of its table, starred by ! where it is clear."""
    if lift is None:
        return "–"
    text = signed(lift.lift, view.language, whole=whole, biggest=biggest)
    return text + ("!" if lift.clear else " ")


def _split(view: View, study: Comparison) -> None:
    """What makes runs differ in the primary measure, on every horizon."""
    found = {day: {one.part: one for one in study.split(day=day)} for day in study.horizons}
    parts = list(found[study.day])
    if not parts:
        return
    measure = study.measures[study.headline[0]].title(view.language)
    days = [view.say(f"day {day:,}", f"第 {day:,} 天") for day in study.horizons]
    title = view.say(f"What makes {measure.lower()} differ", f"{measure}差异的来源")
    table = columns([view.say("share of variance", "方差占比"), *days], "lr", title)
    for part in parts:
        cells = [f"{found[d][part].share:.0%}" if part in found[d] else "–" for d in study.horizons]
        row(table, NAMES[part].say(view.language), *cells)
    view.table(table)
    if study.repeats == 1 and study.uncertainties:
        view.print(
            view.say(
                "One run a draw: assumptions and luck cannot be told apart; set `repeats: 2` or more.",
                "每次抽取只运行一次，无法区分假设与运气；请设 `repeats: 2` 或更多。",
            ),
            "dim",
        )
    view.print()
