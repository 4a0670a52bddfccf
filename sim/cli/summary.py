"""The summary of a study: what a strategist reads after a run or a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sim.charts.numbers import counted, number, spread
from sim.cli.case_table import print_reality
from sim.cli.claim import print_claim
from sim.cli.comparison_tables import print_comparison
from sim.cli.design_tables import print_design
from sim.cli.discovery_tables import print_discovery
from sim.cli.machine import as_data
from sim.cli.meanings import print_meaning
from sim.cli.view import View, columns, row
from sim.metrics.measure import Measure
from sim.study.causes import NOBODY, Kind, count, labels
from sim.study.caveats import caveats
from sim.study.comparison import Comparison
from sim.study.discovery import Discovery
from sim.study.finding import finding
from sim.study.outlook import Outlook
from sim.study.sweep import Sweep

BESIDE = ("members", "cost")
"""Measures that are shown below the headline, the cost only where there is one."""

MOST_CAUSES, CAUSE_WIDTH, NAMES_WIDTH = 5, 17, 40
"""So many causes are shown, on a narrow terminal as many as there is room for beside the names."""


def print_study(
    view: View, study: Outlook, pictures: Mapping[str, Sequence[Path]], *, timing: bool
) -> None:
    """Print what was found, as words and tables or as JSON."""
    if view.as_json:
        view.json(as_data(study, pictures))
        return
    _heading(view, study)
    if study.nothing_succeeded:
        _failures(view, study)
        return
    view.print(finding(study, language=view.language) + view.say(".", "。"), "bold")
    for each in caveats(study):
        view.print(each.say(view.language) + view.say(".", "。"), "yellow")
    view.print()
    if isinstance(study, Sweep):
        print_design(view, study)
        return
    if isinstance(study, Discovery):
        print_discovery(view, study)
    if isinstance(study, Comparison) and study.others:
        print_comparison(view, study)
        print_claim(view, study)
    else:
        _ranges(view, study)
    _causes(view, study, "joins", view.say("How members came", "成员来源"))
    _causes(view, study, "exits", view.say("Why members left", "离开原因"))
    for name in study.scenarios:
        print_reality(view, study, name)
    if timing:
        _timing(view, study)
    _money(view, study)


def _failures(view: View, study: Outlook) -> None:
    """The scenarios of which nothing is known, with the first error of each."""
    runs = study.results.manifest.replicates
    for name, count_failed in study.failed().items():
        if count_failed < runs:
            continue
        errors = [run["error"] for run in study.results.facts if run["scenario"] == name]
        view.print(
            view.say(
                f"Every run of {name} has failed: {errors[0]}",
                f"{name} 的所有运行均失败：{errors[0]}",
            ),
            "bold",
        )


def _heading(view: View, study: Outlook) -> None:
    """What was run."""
    experiment = study.results.manifest.experiment
    if experiment:
        for words, style in ((experiment.title, "bold"), (experiment.question, "dim")):
            if words[view.language]:
                view.print(words[view.language], style)
    elif not isinstance(study, Comparison):
        name = study.scenarios[0]
        view.print(study.titles[name].say(view.language), "bold")
        question = study.settings[name].question.say(view.language)
        if question:
            view.print(question, "dim")
    manifest, settings = study.results.manifest, study.settings
    sizes = " / ".join(dict.fromkeys(f"{each.market.people:,}" for each in settings.values()))
    n, many = manifest.replicates, len(settings)
    if experiment and experiment.points:
        n //= len(experiment.points)
    runs = counted(n, "run") if many == 1 else f"{many} strategies x {counted(n, 'run')}"
    if experiment and experiment.points:
        runs = f"{counted(len(experiment.points), 'setting')} x {runs}"
    runs_zh = f"{n} 次运行" if many == 1 else f"{many} 种策略 × {n} 次运行"
    if experiment and experiment.points:
        runs_zh = f"{len(experiment.points)} 组设定 × {runs_zh}"
    first, first_zh = ("", "") if study.same_length else ("the first ", "前 ")
    view.print(
        view.say(
            f"{runs} over {first}{study.last_day:,} days, market of {sizes} people, "
            f"seed {manifest.seed}.",
            f"{runs_zh}，{first_zh}{study.last_day:,} 天，潜在用户 {sizes} 人，种子 {manifest.seed}。",
        )
    )
    if study.uncertainties and not isinstance(study, Sweep):
        named = view.say(", ", "、").join(study.uncertainties)
        view.print(
            view.say(
                f"Uncertain, so varied from run to run: {named}.",
                f"不确定、因此逐次变化的参数：{named}。",
            )
        )
    for name, each in settings.items():
        if each.scale != 1:
            _scale(view, study, name, each.scale)
    view.print()


def _scale(view: View, study: Outlook, name: str, scale: float) -> None:
    """How many real people a simulated one stands for."""
    title = study.titles[name].say(view.language)
    last = float(study.values("members")[name].median())
    whole, real = (number(v, view.language, whole=True) for v in (last, last * scale))
    view.print(
        view.say(
            f"Scale of {title}: one simulated person stands for {scale:,.6g} real ones; "
            f"{whole} members at the end stand for {real}.",
            f"{title}的比例：一个模拟人代表 {scale:,.6g} 个真实用户；"
            f"期末成员 {whole} 人相当于 {real} 人。",
        )
    )


def _ranges(view: View, study: Outlook) -> None:
    """Of one scenario: the middle run on each horizon and, below it, the middle 90 % of runs."""
    name, several = study.scenarios[0], study.results.manifest.replicates > 1
    what = view.say("Median run", "中位数") if several else view.say("One run", "一次运行")
    days = [view.say(f"day {day:,}", f"第 {day:,} 天") for day in study.horizons]
    table = columns([what, *days], "lr")
    for measure in _shown(study):
        by_day = [study.values(measure.name, day)[name].dropna() for day in study.horizons]
        outcomes = [_outcome(view, known.to_numpy(), measure) for known in by_day]
        row(table, measure.title(view.language), *(middle for middle, _ in outcomes))
        if several:
            label = view.say("  middle 90 % of runs", "  居中 90% 的运行")
            row(table, label, *(between for _, between in outcomes), style="dim")
    view.table(table)
    for measure in _shown(study):
        print_meaning(view, measure, "dim")
    view.print()


def _outcome(view: View, known: np.ndarray, measure: Measure) -> tuple[str, str]:
    """The middle run, and the range that holds 90 % of runs."""
    if not len(known):
        return "–", "–"
    middle, low, high = (float(value) for value in np.percentile(known, (50, 5, 95)))
    return spread(middle, low, high, view.language, whole=measure.whole)


def _shown(study: Outlook) -> list[Measure]:
    names = list(dict.fromkeys([*study.headline, *BESIDE]))
    if not study.values("cost").to_numpy().any():
        names.remove("cost")
    return [study.measures[name] for name in names]


def _causes(view: View, study: Outlook, kind: Kind, title: str) -> None:
    """The most frequent sources or causes, with their shares of the people."""
    counted = count(study, kind)
    if not counted["mean"].sum():
        view.print(f"{NOBODY[kind].say(view.language)}{view.say('.', '。')}")
        view.print()
        return
    shares = counted.pivot(index="scenario", columns="cause", values="share")
    people = counted.groupby("scenario", observed=True)["mean"].sum()
    most = min(MOST_CAUSES, max(2, (view.out.width - NAMES_WIDTH) // CAUSE_WIDTH))
    top, called = _main(shares, most), labels(study, kind)
    heads = [called[cause].say(view.language) for cause in top]
    first = [title, view.say("people a run", "每次人数")]
    table = columns([*first, *heads, view.say("other", "其他")], "lr")
    for name in study.scenarios:
        known = shares.loc[[name], top].to_numpy()[0].tolist()
        rest = max(0.0, 1 - sum(known)) if people[name] else 0.0
        whole = number(people[name], view.language, whole=True)
        cells = [f"{share:.0%}" for share in [*known, rest]]
        row(table, study.titles[name].say(view.language), whole, *cells)
    view.table(table)
    view.print()


def _main(shares: pd.DataFrame, most: int) -> list[str]:
    """Causes from frequent to rare; the last place is for the one in which strategies differ most."""
    order = [str(c) for c in shares.mean().sort_values(ascending=False, kind="stable").index]
    first, rest = order[: most - 1], order[most - 1 :]
    if len(shares) == 1 or not rest:
        return order[:most]
    return [*first, str((shares.max() - shares.min())[rest].idxmax())]


def _timing(view: View, study: Outlook) -> None:
    """What each mechanism cost, most expensive first."""
    spent = study.results.manifest.timings
    total, runs = sum(spent.values()), study.results.manifest.runs
    names = [
        view.say("Time by mechanism", "各机制耗时"),
        view.say("ms a run", "毫秒/次"),
        view.say("share", "占比"),
    ]
    table = columns(names, "lr")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        row(table, name, f"{1000 * seconds / runs:,.1f}", f"{seconds / total:.0%}")
    view.table(table)
    view.print()


def _money(view: View, study: Outlook) -> None:
    """Warn of scenarios that spend more than there is."""
    for each in study.overspending():
        title = study.titles[each.scenario].say(view.language)
        spent, budget = (number(v, view.language, whole=True) for v in (each.spent, each.budget))
        days = study.settings[each.scenario].days
        during, during_zh = (
            ("", "") if study.same_length else (f" in its {days:,} days", f"{days:,} 天内")
        )
        view.warn(
            f"{title} overspends in {each.runs} of {each.of} runs: {spent} {each.currency} in the "
            f"median{during}, where the budget is {budget}. A budget warns and stops nothing; "
            "`seeding.spend` limits what the KOLs may cost",
            f"{title}在 {each.of} 次运行中有 {each.runs} 次超支：{during_zh}中位数 {spent} {each.currency}，"
            f"预算 {budget}。预算只提醒，不会阻止支出；`seeding.spend` 可限制 KOL 的花费",
        )
