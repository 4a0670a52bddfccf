"""The commands `sweep`, `sensitivity`, `discover` and `optimise`, which take an experiment's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

import typer

from sim.cli.guard import guarded
from sim.cli.options import (
    AsJson,
    Cluster,
    Debug,
    DryRun,
    Figures,
    Force,
    Lang,
    Out,
    Overrides,
    Quiet,
    Replicates,
    Seed,
    TimeLimit,
    Timing,
    Workers,
    words,
)
from sim.cli.view import view_of

Kind = Literal["sweep", "sensitivity", "discover", "optimise"]

HELP: dict[Kind, str] = {
    "sweep": words(
        "Try many settings of a scenario, as an experiment says.",
        "按实验文件尝试一个方案的多组设定。",
    ),
    "sensitivity": words(
        "On which parameters an outcome hangs, and how much is luck.",
        "结果取决于哪些参数，运气占多少。",
    ),
    "discover": words("Under which circumstances something happens.", "在什么情况下会发生某事。"),
    "optimise": words(
        "Search for the best decisions; run the winners again.",
        "搜索可决策参数的最优取值，并以新的运气重跑优胜者。",
    ),
}

Experiment = Annotated[
    str,
    typer.Argument(
        help=words(
            "An experiment's file, or the name of a packaged one.", "实验文件，或自带实验的名称。"
        ),
    ),
]


def _command(kind: Kind) -> Callable[..., None]:
    def command(
        context: typer.Context, experiment: Experiment,
        seed: Seed = None, replicates: Replicates = None, workers: Workers = None, out: Out = None,
        overrides: Overrides = None, dry_run: DryRun = False, force: Force = False,
        figures: Figures = True, timing: Timing = False, time_limit: TimeLimit = None,
        cluster: Cluster = None,
        lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
    ) -> None:  # fmt: skip
        view = view_of(context, lang, as_json, quiet, debug)
        with guarded(view):
            from sim.cli import exploring, running

            wishes = running.Wishes(
                seed, replicates, workers, out, overrides or (), dry_run, force, timing, figures,
                time_limit, cluster,
            )  # fmt: skip
            if kind == "optimise":
                exploring.search_for_the_best(view, experiment, wishes)
            else:
                running.designed(view, experiment, kind, wishes)

    return command


app = typer.Typer()
for _kind, _said in HELP.items():
    app.command(_kind, help=_said)(_command(_kind))
