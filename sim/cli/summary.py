"""The summary of a study: what a strategist reads after a run or a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from sim.charts.numbers import number, spread, spread_signed
from sim.charts.prepare import tallies
from sim.cli.case_table import print_reality
from sim.cli.machine import as_data
from sim.cli.view import View, columns, row
from sim.metrics import HEADLINE
from sim.metrics.measure import Measure
from sim.study.comparison import Comparison, Lift
from sim.study.finding import finding
from sim.study.outlook import Outlook
from sim.study.pictures import labels

BESIDE = ("members", "cost")
"""Measures that are shown below the headline, the cost only where there is one."""

MOST_CAUSES = 4


def print_study(
    view: View, study: Outlook, pictures: Mapping[str, Sequence[Path]], *, timing: bool
) -> None:
    """Print what was found, as words and tables or as JSON."""
    if view.as_json:
        view.json(as_data(study, pictures))
        return
    _heading(view, study)
    if study.nothing_succeeded:
        view.print(view.say("Every run has failed.", "所有运行均失败。"), "bold")
        return
    view.print(finding(study, language=view.language) + view.say(".", "。"), "bold")
    view.print()
    if isinstance(study, Comparison):
        _standings(view, study)
        _differences(view, study)
        _luck(view, study)
    else:
        _ranges(view, study)
    _causes(view, study, "joins", view.say("How members came", "成员来源"))
    _causes(view, study, "exits", view.say("Why members left", "离开原因"))
    for name in study.scenarios:
        print_reality(view, study, name)
    if timing:
        _timing(view, study)
    _money(view, study)


def _heading(view: View, study: Outlook) -> None:
    """What was run."""
    manifest, settings = study.results.manifest, study.settings
    if not isinstance(study, Comparison):
        name = study.scenarios[0]
        view.print(study.titles[name].say(view.language), "bold")
        if settings[name].question:
            view.print(settings[name].question.say(view.language), "dim")
    sizes = " / ".join(dict.fromkeys(f"{each.market.size:,}" for each in settings.values()))
    n, days, seed = manifest.replicates, study.last_day, manifest.seed
    many = len(study.scenarios)
    each = f"{many} strategies x " if many > 1 else ""
    each_zh = f"{many} 种策略 × " if many > 1 else ""
    view.print(
        view.say(
            f"{each}{n} run{'s' if n > 1 else ''} over {days:,} days, market of {sizes} people, "
            f"seed {seed}.",
            f"{each_zh}{n} 次运行，{days:,} 天，潜在用户 {sizes} 人，种子 {seed}。",
        )
    )
    for name, each_one in settings.items():
        if each_one.scale != 1:
            _scale(view, study, name, each_one.scale)
    view.print()


def _scale(view: View, study: Outlook, name: str, scale: float) -> None:
    title = study.titles[name].say(view.language)
    last = study.values("members")[name].median()
    whole = number(last, view.language, whole=True)
    real = number(last * scale, view.language, whole=True)
    view.print(
        view.say(
            f"Scale of {title}: one simulated person stands for {scale:,.6g} real ones; "
            f"{whole} members at the end stand for {real}.",
            f"{title}的比例：一个模拟人代表 {scale:,.6g} 个真实用户；期末成员 {whole} 人相当于 {real} 人。",
        )
    )


def _ranges(view: View, study: Outlook) -> None:
    """Of one scenario: the middle run and the middle 90 % on each horizon."""
    name = study.scenarios[0]
    several = study.results.manifest.replicates > 1
    what = view.say(
        "Median run (and the middle 90 % of runs)" if several else "One run",
        "中位数（及居中 90% 的运行）" if several else "一次运行",
    )
    days = [(view.say(f"day {day:,}", f"第 {day:,} 天"), "right") for day in study.horizons]
    table = columns((what, "left"), *days)  # type: ignore[arg-type]
    for measure in _shown(study):
        cells = []
        for day in study.horizons:
            known = study.values(measure.name, day)[name].dropna().to_numpy()
            cells.append(_outcome(known, measure, view))
        row(table, measure.title(view.language), *cells)
    view.table(table)
    view.print()


def _outcome(known: np.ndarray, measure: Measure, view: View) -> str:
    if not len(known):
        return "–"
    if len(known) == 1:
        return number(float(known[0]), view.language, whole=measure.whole)
    middle, low, high = (float(value) for value in np.percentile(known, (50, 5, 95)))
    text, between = spread(middle, low, high, view.language, whole=measure.whole)
    return f"{text} ({between})"


def _shown(study: Outlook) -> list[Measure]:
    names = [*HEADLINE, *BESIDE]
    if not study.values("cost").to_numpy().any():
        names.remove("cost")
    return [study.measures[name] for name in names]


def _standings(view: View, study: Comparison) -> None:
    """All strategies in the headline measure, best first."""
    measure = study.measures[HEADLINE[0]]
    lifts = {lift.scenario: lift for lift in study.lifts()}
    standings = sorted(study.standings(), key=lambda each: -each.mean)
    n = max((lift.replicates for lift in lifts.values()), default=0)
    base = study.titles[study.baseline].say(view.language)
    title = view.say(
        f"{measure.en} after {study.last_day:,} days, {n} paired replicates",
        f"第 {study.last_day:,} 天的{measure.zh}，{n} 次配对运行",
    )
    table = columns(
        (view.say("strategy", "策略"), "left"),
        (view.say("mean", "平均"), "right"),
        (view.say(f"difference from {base}", f"与{base}之差"), "right"),
        (view.say("95 % interval", "95% 区间"), "right"),
        ("%", "right"),
        (view.say("chance of best mean", "均值最优概率"), "right"),
        (view.say("best in futures", "最优次数占比"), "right"),
        (view.say("regret", "平均遗憾"), "right"),
        title=title,
    )
    for each in standings:
        lift = lifts.get(each.scenario)
        row(
            table,
            study.titles[each.scenario].say(view.language) + ("" if lift else " *"),
            number(each.mean, view.language, whole=measure.whole),
            *_lift_cells(view, lift, measure),
            f"{each.best_mean:.0%}",
            f"{each.best_future:.0%}",
            number(each.regret, view.language, whole=measure.whole),
        )
    view.table(table)
    view.print(_how_to_read(view, study, next(iter(lifts.values()), None)), "dim")
    view.print()


def _lift_cells(view: View, lift: Lift | None, measure: Measure) -> tuple[str, str, str]:
    if lift is None:
        return "", "", ""
    mean, between = spread_signed(
        lift.lift, lift.joint_low, lift.joint_high, view.language, whole=measure.whole
    )
    percent = f"{lift.relative:+.0%}".replace("-", "−") if np.isfinite(lift.relative) else "–"
    clear = view.say(" clear", " 明显") if lift.clear else ""
    return mean + clear, between if lift.joint_low == lift.joint_low else "–", percent


def _how_to_read(view: View, study: Comparison, lift: Lift | None) -> str:
    if lift is None:
        return ""
    practical = f"{study.practical:.0%}"
    if lift.replicates < 2:
        return view.say(
            "* baseline. One replicate gives no interval: nothing is known of how sure this is.",
            "* 基准。只有一次运行，没有区间，无法判断可靠程度。",
        )
    by = lift.joint_method
    how, how_zh = {
        "max-t": ("by a joint bootstrap of replicates", "由联合自助法得出"),
        "Bonferroni": (
            "by Bonferroni's t; from 50 replicates on by a joint bootstrap, which is narrower",
            "由 Bonferroni t 得出；50 次以上改用更窄的联合自助法",
        ),
    }.get(by, ("", ""))
    return view.say(
        f"* baseline. Intervals of the mean difference hold for all strategies at once"
        f"{', ' * bool(how)}{how}; `clear` means beyond {practical} of the baseline. Regret: what "
        "is forgone against the best strategy of each future, on average.",
        f"* 基准。均值之差的区间对所有策略同时成立{'，' * bool(how_zh)}{how_zh}；“明显”指超出基准的 "
        f"{practical}。平均遗憾：与每次运行中最优策略的平均差距。",
    )


def _differences(view: View, study: Comparison) -> None:
    """Differences from the baseline on every horizon, in each headline measure."""
    days = [(view.say(f"day {day:,}", f"第 {day:,} 天"), "right") for day in study.horizons]
    for name in HEADLINE:
        measure = study.measures[name]
        better = {"higher": ("higher is better", "越高越好"), "lower": ("lower is better", "越低越好")}
        way = view.say(*better[measure.better]) if measure.better else ""
        title = view.say(
            f"{measure.en}: mean difference by day ({way}; ! clear)",
            f"{measure.zh}：各时点的平均差（{way}；! 明显）",
        )
        table = columns((view.say("strategy", "策略"), "left"), *days, title=title)  # type: ignore[arg-type]
        by_day = [{lift.scenario: lift for lift in study.lifts(name, day)} for day in study.horizons]
        for other in study.others:
            cells = [_short(view, lifts.get(other), measure) for lifts in by_day]
            row(table, study.titles[other].say(view.language), *cells)
        view.table(table)
        view.print()


def _short(view: View, lift: Lift | None, measure: Measure) -> str:
    if lift is None:
        return "–"
    text, _ = spread_signed(lift.lift, lift.lift, lift.lift, view.language, whole=measure.whole)
    return text + ("!" if lift.clear else " ")


def _luck(view: View, study: Comparison) -> None:
    """What pairing is worth."""
    factor, n = study.luck_saved, study.results.manifest.replicates
    if not np.isfinite(factor):
        return
    worth = number(n * factor, view.language, whole=True)
    view.print(
        view.say(
            f"Common luck: pairing divides the variance of differences in members by {factor:.1f} "
            f"(median over strategies); without it {worth} replicates would be needed for {n}.",
            f"共同运气：配对使成员数之差的方差缩小为 1/{factor:.1f}（各策略的中位数）；"
            f"若不配对，需要 {worth} 次运行才抵得上 {n} 次。",
        )
    )
    view.print()


def _causes(view: View, study: Outlook, kind: str, title: str) -> None:
    """The most frequent sources or causes, with their shares of the people."""
    named = [one.name for one in study.results.measures if one.name.startswith(f"{kind}:")]
    counted = tallies(study.curves(named), kind)
    shares = counted.pivot(index="scenario", columns="cause", values="share")
    means = counted.pivot(index="scenario", columns="cause", values="mean").sum(axis=1)
    called = labels(study, kind)
    top = list(shares.median().sort_values(ascending=False, kind="stable").index[:MOST_CAUSES])
    heads = [(called[cause].say(view.language) if cause in called else str(cause), "right") for cause in top]
    table = columns(
        (title, "left"),
        (view.say("people a run", "每次人数"), "right"),
        *heads,  # type: ignore[arg-type]
        (view.say("other", "其他"), "right"),
    )
    for name in study.scenarios:
        if name not in shares.index:
            continue
        known = [float(shares.at[name, cause]) for cause in top]
        rest = max(0.0, 1 - sum(known)) if means[name] else 0.0
        cells = [f"{share:.0%}" for share in [*known, rest]]
        row(table, study.titles[name].say(view.language), number(means[name], view.language, whole=True), *cells)
    view.table(table)
    view.print()


def _timing(view: View, study: Outlook) -> None:
    """What each mechanism cost, most expensive first."""
    spent = study.results.manifest.timings
    total, runs = sum(spent.values()), study.results.manifest.runs
    table = columns(
        (view.say("Time by mechanism", "各机制耗时"), "left"),
        (view.say("ms a run", "毫秒/次"), "right"),
        (view.say("share", "占比"), "right"),
    )
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        row(table, name, f"{1000 * seconds / runs:,.1f}", f"{seconds / total:.0%}")
    view.table(table)
    view.print()


def _money(view: View, study: Outlook) -> None:
    """Warn of scenarios that spend more than there is."""
    for each in study.overspending():
        title = study.titles[each.scenario].say(view.language)
        spent, budget = (number(v, view.language, whole=True) for v in (each.spent, each.budget))
        view.warn(
            f"{title} overspends in {each.runs} of {each.of} runs: {spent} {each.currency} in the "
            f"median, where the budget is {budget}",
            f"{title}在 {each.of} 次运行中有 {each.runs} 次超支：中位数 {spent} {each.currency}，"
            f"预算 {budget}",
        )


