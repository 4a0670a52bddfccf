"""The commands `demo`, `run` and `compare`: scenarios that are lived through."""

from __future__ import annotations

from typing import Annotated

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
    Scenarios,
    Seed,
    TimeLimit,
    Timing,
    Workers,
    words,
)
from sim.cli.view import view_of

app = typer.Typer()

OneScenario = Annotated[
    str,
    typer.Argument(
        help=words("A file, or the name of a packaged scenario.", "方案文件，或自带方案的名称。"),
    ),
]


@app.command(
    help=words(
        "Compare seven ways of choosing the first 100.",
        "比较七种首批 100 人的选择方式，并绘图。",
    )
)
def demo(
    context: typer.Context,
    quick: Annotated[
        bool, typer.Option("--quick", help=words("Fewer replicates.", "减少运行次数。"))
    ] = False,
    seed: Seed = None, replicates: Replicates = None, workers: Workers = None, out: Out = None,
    overrides: Overrides = None, dry_run: DryRun = False, force: Force = False,
    figures: Figures = True, timing: Timing = False, time_limit: TimeLimit = None,
    cluster: Cluster = None,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """The headline comparison."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import running

        wishes = running.Wishes(
            seed, replicates, workers, out, overrides or (), dry_run, force, timing, figures,
            time_limit, cluster,
        )  # fmt: skip
        running.demo(view, wishes, quick=quick)


@app.command(
    help=words(
        "Run one scenario several times: what may happen.",
        "多次运行一个方案，查看可能的结果。",
    )
)
def run(
    context: typer.Context, scenario: OneScenario,
    seed: Seed = None, replicates: Replicates = None, workers: Workers = None, out: Out = None,
    overrides: Overrides = None, dry_run: DryRun = False, force: Force = False,
    figures: Figures = True, timing: Timing = False, time_limit: TimeLimit = None,
    cluster: Cluster = None,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """One scenario."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import running

        wishes = running.Wishes(
            seed, replicates, workers, out, overrides or (), dry_run, force, timing, figures,
            time_limit, cluster,
        )  # fmt: skip
        running.run(view, scenario, wishes)


@app.command(
    help=words(
        "Compare scenarios, or an experiment, under the same luck.",
        "在同样的人群和同样的运气下比较多个方案，或一个实验文件中的策略。",
    )
)
def compare(
    context: typer.Context, scenarios: Scenarios,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline", metavar="NAME", show_default=False,
            help=words("Scenario to compare with; the first unless told.", "基准方案，默认为第一个。"),
        ),
    ] = None,
    seed: Seed = None, replicates: Replicates = None, workers: Workers = None, out: Out = None,
    overrides: Overrides = None, dry_run: DryRun = False, force: Force = False,
    figures: Figures = True, timing: Timing = False, time_limit: TimeLimit = None,
    cluster: Cluster = None,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """Several scenarios."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import running

        wishes = running.Wishes(
            seed, replicates, workers, out, overrides or (), dry_run, force, timing, figures,
            time_limit, cluster,
        )  # fmt: skip
        running.compare(view, scenarios, baseline, wishes)
