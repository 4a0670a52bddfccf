"""`validate`: everything that is known of the world, against what the model makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import typer

from sim.cli.view import DONE, FAILED, View, WrongInput, columns, row
from sim.scenario.hints import did_you_mean
from sim.validation import checks
from sim.validation.check import Check
from sim.validation.measuring import measure
from sim.validation.outcome import HELD, HOLDS_NOW, NOT_RUN, WORDS, Outcome, broken
from sim.validation.page import page as as_page
from sim.validation.table import HEAD, TITLES, as_data, counts, lines, reason


def validate(
    view: View, *, fast: bool, only: Sequence[str], page: Path | None, workers: int | None
) -> None:
    """Measure, print the table, and end with 1 when something that held has broken."""
    if page and (fast or only):
        raise WrongInput(
            "the page needs the whole table: leave out --fast and --only",
            "验证页面需要完整的表格：请去掉 --fast 与 --only",
        )
    if page and not page.resolve().parent.is_dir():
        raise WrongInput(
            f"there is no folder `{page.parent}` to write the page to",
            f"文件夹 `{page.parent}` 不存在，无法写入页面",
        )
    chosen = _chosen(only)
    outcomes = measure(
        chosen, fast=fast, workers=workers, listener=lambda outcome: _progress(view, outcome)
    )
    if page:
        page.write_text(as_page(outcomes), encoding="utf-8")
        view.note(f"Wrote {page}.", f"已写入 {page}。")
    if view.as_json:
        view.json(as_data(outcomes))
    else:
        _print(view, outcomes)
    raise typer.Exit(FAILED if broken(outcomes) else DONE)


def _chosen(only: Sequence[str]) -> list[Check]:
    """The checks asked for, by family or id, all when none is. Raises WrongInput."""
    known = {name for check in checks() for name in (check.family, check.id)}
    for name in only:
        if name not in known:
            hint = did_you_mean(name, sorted(known))
            en, zh = (f"; {hint.en}", f"；{hint.zh}") if hint else ("", "")
            raise WrongInput(
                f"there is no family of checks and no check `{name}`{en}",
                f"没有名为 `{name}` 的检验或检验类别{zh}",
            )
    return [check for check in checks() if not only or {check.family, check.id} & set(only)]


def _progress(view: View, outcome: Outcome) -> None:
    verdict, seconds = WORDS[outcome.verdict], f"{outcome.seconds:.1f} s"
    view.note(
        f"{outcome.check.id}: {verdict.en}, {seconds}",
        f"{outcome.check.id}：{verdict.zh}，{seconds}",
        "dim",
    )


def _print(view: View, outcomes: Sequence[Outcome]) -> None:
    for family, group in groupby(outcomes, key=lambda outcome: outcome.check.family):
        found = list(group)
        table = columns(
            [word.say(view.language) for word in HEAD], "llrrl", TITLES[family].say(view.language)
        )
        for outcome in found:
            for line in lines(outcome, view.language):
                what = line.what if line.id else f"  {line.what}"
                style = "" if line.held else "yellow"
                row(table, line.id, what, line.band, line.simulated, line.verdict, style=style)
        view.table(table)
        view.print()
        _print_reasons(view, found)
    said = ", ".join(
        f"{many} {WORDS[verdict].say(view.language)}" for verdict, many in counts(outcomes).items()
    )
    view.print(said, "bold red" if broken(outcomes) else "bold")


def _print_reasons(view: View, outcomes: Sequence[Outcome]) -> None:
    told = False
    for outcome in outcomes:
        said = reason(outcome, view.language)
        if said and outcome.verdict not in (HELD, HOLDS_NOW, NOT_RUN):
            view.print(f"{outcome.check.id}: {said}")
            told = True
    if told:
        view.print()
