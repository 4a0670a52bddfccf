"""The tables of a comparison: how strategies stand, and how they differ from the baseline."""

from __future__ import annotations

import math

from sim.charts.numbers import number, signed, spread_signed
from sim.cli.view import View, columns, row
from sim.metrics.measure import Measure
from sim.study.adaptive import Adaptive
from sim.study.advice import advice
from sim.study.comparison import Comparison, Lift
from sim.study.variance import NAMES

BETTER = {"higher": ("higher is better", "越高越好"), "lower": ("lower is better", "越低越好")}
HOW = {
    "max-t": ("from a joint bootstrap of replicates", "由联合自助法得出"),
    "Bonferroni": (
        "by Bonferroni's t, widened where differences are skewed; from 50 replicates on from a joint "
        "bootstrap, which is narrower",
        "由 Bonferroni t 得出，差异偏斜时加宽；50 次以上改用更窄的联合自助法",
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
    if study.results.manifest.experiment:
        _split(view, study)
    _luck(view, study)
    _asked(view, study)
    _advice(view, study)


def _means(view: View, study: Comparison) -> None:
    """All strategies in the first headline measure and what they add to the baseline, best first."""
    measure = study.measures[study.headline[0]]
    lifts = {lift.scenario: lift for lift in study.lifts()}
    first = next(iter(lifts.values()))
    base = study.titles[study.baseline].say(view.language)
    names = [
        view.say(measure.en, measure.zh),
        view.say("mean", "平均"),
        view.say(f"less {base}", f"减去{base}"),
        view.say("95 % interval", "95% 区间"),
        view.say("in %", "百分比"),
    ]
    title = view.say(
        f"Day {study.day:,}, {first.replicates} paired replicates",
        f"第 {study.day:,} 天，{first.replicates} 次配对运行",
    )
    table = columns(names, "lr", title)
    for each in sorted(study.standings(), key=lambda each: -each.mean):
        lift = lifts.get(each.scenario)
        name = study.titles[each.scenario].say(view.language) + ("" if lift else " *")
        mean = number(each.mean, view.language, whole=measure.whole)
        row(table, name, mean, *_lift_cells(view, lift, measure))
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
    for each in sorted(study.standings(), key=lambda each: -each.mean):
        row(
            table,
            study.titles[each.scenario].say(view.language),
            "–" if math.isnan(each.best_mean) else f"{each.best_mean:.0%}",
            f"{each.best_future:.0%}",
            number(each.regret, view.language, whole=measure.whole),
        )
    view.table(table)
    view.print(
        view.say(
            "Regret: what is forgone against the best strategy of each future, on average.",
            "遗憾：与每次运行中最优策略的平均差距。",
        ),
        "dim",
    )
    view.print()


def _lift_cells(view: View, lift: Lift | None, measure: Measure) -> tuple[str, str, str]:
    """Difference, interval and percentage; nothing for the baseline."""
    if lift is None:
        return "", "", ""
    percent = f"{lift.relative:+.0%}".replace("-", "−") if math.isfinite(lift.relative) else "–"
    if math.isnan(lift.joint_low):
        mean = signed(lift.lift, view.language, whole=measure.whole, biggest=abs(lift.lift))
        return mean, "–", percent
    mean, between = spread_signed(
        lift.lift, lift.joint_low, lift.joint_high, view.language, whole=measure.whole
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
        f"* baseline. ! clear: the interval lies beyond {practical}. "
        f"Intervals are of mean paired differences and hold for all strategies at once{en}.",
        f"* 基准。! 明显：区间超出{practical_zh}。区间为配对差均值的区间，对所有策略同时成立{zh}。",
    )


def _differences(view: View, study: Comparison, measure: Measure) -> None:
    """Differences from the baseline in one measure, on every horizon."""
    way = f" ({view.say(*BETTER[measure.better])})" if measure.better else ""
    base = study.titles[study.baseline].say(view.language)
    days = [view.say(f"day {day:,}", f"第 {day:,} 天") for day in study.horizons]
    title = view.say(f"{measure.en}{way}", f"{measure.zh}{way}")
    table = columns([view.say(f"mean less {base}", f"平均值减去{base}"), *days], "lr", title)
    by_day = [study.lifts(measure.name, day) for day in study.horizons]
    found = {(lift.scenario, lift.day): lift for lifts in by_day for lift in lifts}
    biggest = max((abs(lift.lift) for lift in found.values()), default=0.0)
    for other in study.others:
        cells = [_short(view, found.get((other, day)), measure, biggest) for day in study.horizons]
        row(table, study.titles[other].say(view.language), *cells)
    view.table(table)
    view.print()


def _short(view: View, lift: Lift | None, measure: Measure, biggest: float) -> str:
    """A difference with the decimals of its table, starred by ! where it is clear."""
    if lift is None:
        return "–"
    text = signed(lift.lift, view.language, whole=measure.whole, biggest=biggest)
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


def _asked(view: View, study: Comparison) -> None:
    """Of a study that adapts its replicates: whether it got to know what it was asked for."""
    card = study.results.manifest.experiment
    if card is None or not card.adaptive:
        return
    rule = Adaptive.of(card.adaptive)
    measure, day = study.measures[rule.outcome.measure], rule.outcome.day
    now = number(rule.reached(study), view.language, whole=False)
    runs = study.results.manifest.replicates // card.runs_a_replicate
    asked, what = f"±{rule.half_width:g}", measure.title(view.language).lower()
    if rule.enough(study):
        view.print(
            view.say(
                f"Asked for {asked} in {what} on day {day:,}: known to ±{now} after {runs:,} of at "
                f"most {rule.most:,} replicates.",
                f"要求第 {day:,} 天{what}精确到 {asked}：重复 {runs:,} 次（至多 {rule.most:,} 次）后已达 ±{now}。",
            )
        )
        return
    view.print(
        view.say(
            f"Asked for {asked} in {what} on day {day:,}, and not reached: ±{now} after {runs:,} "
            "replicates. Raise `max`, or ask for less.",
            f"要求第 {day:,} 天{what}精确到 {asked}，未能达到：重复 {runs:,} 次后为 ±{now}。"
            "请增大 `max` 或放宽要求。",
        ),
        "bold",
    )


def _advice(view: View, study: Comparison) -> None:
    """What more worlds would bring."""
    found = advice(study)
    if found is None or not study.results.manifest.experiment:
        return
    whole = study.measures[study.headline[0]].whole
    now, then, wanted = (
        number(v, view.language, whole=whole) for v in (found.half_width, found.then, found.wanted)
    )
    more = found.more
    view.print(
        view.say(
            f"Differences are known to ±{now}; {more} more replicates would narrow that to about ±{then}.",
            f"差异精确到 ±{now}；再加 {more} 次重复可缩小到约 ±{then}。",
        )
    )
    if found.needed and found.open:
        view.print(
            view.say(
                f"To know them to ±{wanted}, what matters, takes about {found.needed:,} replicates.",
                f"要精确到有实际意义的 ±{wanted}，约需 {found.needed:,} 次重复。",
            )
        )
    view.print()


def _luck(view: View, study: Comparison) -> None:
    """What pairing is worth."""
    factor, n = study.luck_saved, study.results.manifest.replicates
    if not math.isfinite(factor):
        return
    worth = number(n * factor, view.language, whole=True)
    view.print(
        view.say(
            f"Common luck: pairing divides the variance of differences in members by {factor:.1f} "
            f"(median over strategies); without it, {worth} replicates would tell as much as {n}.",
            f"共同运气：配对使成员数之差的方差缩小到 1/{factor:.1f}（各策略的中位数）；"
            f"若不配对，需要 {worth} 次运行才抵得上 {n} 次。",
        )
    )
    view.print()
