"""`optimise`: a search from its file or its folder, and its winners with fresh luck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import typer

from sim.charts.numbers import counted
from sim.cli.lines import resume_line
from sim.cli.progress import Reporter
from sim.cli.running import Wishes, carry_out_study, loaded
from sim.cli.view import INTERRUPTED, View, WrongInput, columns, row
from sim.record.places import RESULTS
from sim.scenario.translating import shown
from sim.study.exploring import Search
from sim.study.plan import run_seconds
from sim.study.rounds import Round
from sim.study.search import TRIALS, Searched, search
from sim.study.search_folder import BESIDE, reopened_search
from sim.study.studies import Interrupted


def search_for_the_best(view: View, name: str, wishes: Wishes) -> None:
    """Read the experiment, search, and compare what was found with the scenario as it is."""
    found = loaded(name, "optimise", wishes)
    assert isinstance(found, Search)
    if wishes.dry_run:
        _say_what_would_run(view, found)
        return
    out = wishes.out or RESULTS / found.name
    _search(view, found, out.with_name(out.name + BESIDE), wishes)


def go_on(view: View, folder: Path, wishes: Wishes) -> None:
    """A search that was stopped, from its folder alone."""
    out = folder.with_name(folder.name.removesuffix(BESIDE))
    if out == folder:
        out = folder.with_name(f"{folder.name}-winners")
    _search(view, reopened_search(folder), folder, replace(wishes, out=out))


def _search(view: View, found: Search, folder: Path, wishes: Wishes) -> None:
    """Try points, then run the best of them with fresh luck beside the scenario as it is."""
    try:
        searched = search(
            found,
            folder,
            listener=_rounds(view, found),
            force=wishes.force,
            workers=wishes.workers,
            cluster=wishes.cluster,
            time_limit=wishes.time_limit,
        )
    except Interrupted as error:
        view.note(
            f"Stopped. What is finished is kept in `{folder}`; the same command goes on, "
            f"and so does  {resume_line(folder)}",
            f"已停止。完成的部分保存在 `{folder}`；重复同一命令即可继续，或  {resume_line(folder)}",
        )
        raise typer.Exit(INTERRUPTED) from error
    if not searched.best:
        raise _nothing_allowed(searched, folder)
    if not view.as_json:
        _best(view, searched, folder)
    plan = searched.plan()
    carry_out_study(view, [Round(plan, searched.manifest(plan))], wishes, found.file)


def _rounds(view: View, found: Search) -> Callable[[], Reporter]:
    """Who tells of each round, the number of the round before."""
    number, many = count(1), -(-found.trials // found.batch)

    def reporter() -> Reporter:
        at = next(number)
        view.note(f"Round {at} of {many}", f"第 {at} 轮，共 {many} 轮")
        return Reporter(view)

    return reporter


def _nothing_allowed(searched: Searched, folder: Path) -> WrongInput:
    """That no point keeps to the limits, and how near the nearest comes to each."""
    many, file = len(searched.trials), folder / TRIALS
    missed = [(name, f"{by:,.4g}") for name, by in searched.missed().items()]
    nearest = ", ".join(f"`{name}` by {by}" for name, by in missed)
    nearest_zh = "，".join(f"`{name}` 至少超出 {by}" for name, by in missed)
    return WrongInput(
        f"none of {many} points keeps to the limits"
        + (f"; the nearest misses {nearest}" if missed else " together")
        + f"; see `{file}`",
        f"{many} 个点均不满足约束" + (f"：{nearest_zh}" if missed else "") + f"；见 `{file}`",
    )


def _best(view: View, searched: Searched, folder: Path) -> None:
    """What the candidates are."""
    heads = [f"candidate_{place}" for place in range(1, len(searched.best) + 1)]
    table = columns([view.say("parameter", "参数"), *heads], "lr")
    values = [searched.values(trial) for trial in searched.best]
    for path in searched.experiment.uncertainties:
        row(table, path, *(shown(_rounded(each[path])) for each in values))
    view.table(table)
    view.print(
        view.say(
            f"The best of {len(searched.trials)} points, all of them in {folder / TRIALS}. Below they "
            "are run again with luck that the search has not seen.",
            f"{len(searched.trials)} 个点中的最优者，全部见 {folder / TRIALS}。以下用搜索未见过的运气重跑。",
        ),
        "dim",
    )
    view.print()


def _rounded(value: object) -> object:
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _say_what_would_run(view: View, found: Search) -> None:
    """How many runs a search takes, and how long about."""
    tried = found.trials * found.replicates
    again = (found.winners + 1) * found.fresh
    seconds = (tried + again) * run_seconds(found.scenarios[0].settings)
    if view.as_json:
        view.json({"runs": tried + again, "trials": found.trials, "seconds": round(seconds, 1)})
        return
    view.print(
        view.say(
            f"{counted(found.trials, 'point')} x {counted(found.replicates, 'replicate')} = "
            f"{counted(tried, 'run')} in rounds of {found.batch}, then up to {again} runs of the winners: about {seconds:,.0f} s on one "
            "worker",
            f"{found.trials} 个点 × {found.replicates} 次 = {tried} 次运行，每轮 {found.batch} 个点；"
            f"再以至多 {again} 次运行重跑优胜者：单进程约 {seconds:,.0f} 秒",
        )
    )
