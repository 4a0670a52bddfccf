"""The command `seed100`. What a command needs is imported when it is carried out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

import sim
from sim.cli import exploration, folder
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
from sim.cli.view import guarded, view_of

app = typer.Typer(
    name="seed100",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=words(
        "A laboratory for growing communities from a founder and the first 100 KOLs.\n\n"
        "Begin with: seed100 demo",
        "社群成长实验室：从创始人与首批 100 位 KOL 开始。\n\n先试试：seed100 demo",
    ),
)

Kind = Literal["scenario", "experiment"]
OneScenario = Annotated[
    str,
    typer.Argument(
        help=words("A file, or the name of a packaged scenario.", "方案文件，或自带方案的名称。"),
    ),
]
Scenarios = Annotated[
    list[str],
    typer.Argument(
        help=words(
            "Files, or names of what is packaged: scenarios, or an experiment.",
            "文件，或自带方案、实验的名称。",
        ),
    ),
]


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"seed100 {sim.__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    lang: Lang = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True,
            help=words("Print the version.", "显示版本。"),
        ),
    ] = False,
) -> None:  # fmt: skip
    """Options that stand before the command."""
    context.obj = lang


@app.command(
    help=words(
        "Compare seven ways of choosing the first 100; draw the figures.",
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
            seed,
            replicates,
            workers,
            out,
            overrides or (),
            dry_run,
            force,
            timing,
            figures,
            time_limit,
            cluster,
        )
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
            seed,
            replicates,
            workers,
            out,
            overrides or (),
            dry_run,
            force,
            timing,
            figures,
            time_limit,
            cluster,
        )
        running.run(view, scenario, wishes)


@app.command(
    help=words(
        "Compare scenarios, or an experiment's strategies, under the same people and luck.",
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
            seed,
            replicates,
            workers,
            out,
            overrides or (),
            dry_run,
            force,
            timing,
            figures,
            time_limit,
            cluster,
        )
        running.compare(view, scenarios, baseline, wishes)


@app.command(
    help=words(
        "Measure communities, simulated or real, beside what real ones show.",
        "度量模拟或真实社群，并与真实社群的范围对照。",
    )
)
def patterns(
    context: typer.Context,
    what: Annotated[
        list[str],
        typer.Argument(
            help=words(
                "Scenarios, or folders or CSV files of real communities.",
                "方案，或真实社群的文件夹、CSV 文件。",
            ),
        ),
    ],
    seed: Seed = None,
    replicates: Annotated[
        int | None,
        typer.Option(
            "--replicates", "-n", min=1, show_default=False,
            help=words("Futures of each scenario (5).", "每个方案模拟多少次（默认 5）。"),
        ),
    ] = None,
    overrides: Overrides = None,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """Patterns of logs."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli.patterns import patterns_of

        patterns_of(view, what, overrides or (), 1 if seed is None else seed, replicates)


@app.command(
    help=words("Print the summary of a results folder again.", "重新显示某个结果文件夹的摘要。")
)
def show(
    context: typer.Context,
    results: Annotated[
        Path | None,
        typer.Argument(
            show_default=False,
            help=words("The folder; the newest unless told.", "结果文件夹，默认为最新的。"),
        ),
    ] = None,
    timing: Timing = False,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """A results folder."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import showing

        showing.show(view, results, timing=timing)


exploration.add_to(app)
app.add_typer(folder.app)


@app.command(help=words("Write a commented scenario to start from.", "生成一个带注释的方案文件。"))
def new(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(help=words("What to call it.", "方案名称。"))
    ],
    base: Annotated[
        str,
        typer.Option(
            "--from", metavar="SCENARIO",
            help=words("Scenario to build on.", "以哪个方案为基础。"),
        ),
    ] = "base",
    lang: Lang = None, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """A scenario of your own."""
    view = view_of(context, lang, quiet=quiet, debug=debug)
    with guarded(view):
        from sim.cli import starting

        starting.new(view, name, base)


@app.command(
    "list", help=words("List the packaged scenarios and experiments.", "列出自带的方案与实验。")
)
def list_scenarios(
    context: typer.Context,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """The packaged scenarios."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import listing

        listing.list_scenarios(view)


@app.command(
    help=words(
        "Check scenarios and experiments; say all that is wrong.", "检查方案与实验并列出所有错误。"
    )
)
def check(
    context: typer.Context, scenarios: Scenarios, overrides: Overrides = None,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """All that is wrong."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import reference

        reference.check(view, scenarios, overrides or ())


@app.command(
    help=words(
        "Print the order of the day and every parameter with evidence.",
        "显示一天的执行顺序与所有参数及其依据。",
    )
)
def explain(
    context: typer.Context,
    scenario: Annotated[
        str,
        typer.Argument(
            help=words("A file or a packaged scenario.", "方案文件，或自带方案的名称。"),
        ),
    ] = "base",
    section: Annotated[
        str | None,
        typer.Option("--section", "-s", help=words("Only this section.", "只看这一部分。"), show_default=False),
    ] = None,
    changed: Annotated[
        bool,
        typer.Option("--changed", help=words("Only what is not the default.", "只看改动过的参数。")),
    ] = False,
    overrides: Overrides = None,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """Every parameter."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import reference

        reference.explain_scenario(view, scenario, section, changed, overrides or ())


@app.command(
    help=words(
        "Print the JSON Schema of scenarios, or of experiments, for editors.",
        "输出方案文件或实验文件的 JSON Schema，供编辑器补全。",
    )
)
def schema(
    context: typer.Context,
    of: Annotated[
        Kind, typer.Argument(help=words("What it describes.", "描述的对象。"))
    ] = "scenario",
    lang: Lang = None, debug: Debug = False,
) -> None:  # fmt: skip
    """The JSON Schema."""
    view = view_of(context, lang, debug=debug)
    with guarded(view):
        from sim.cli import reference

        view.json(reference.schema(of))


@app.command(
    help=words(
        "Hold the model against theory, facts and claims, in one table.",
        "用理论、事实与主张检验模型，结果汇成一张表。",
    )
)
def validate(
    context: typer.Context,
    fast: Annotated[
        bool,
        typer.Option(
            "--fast", help=words("Leave out what takes long.", "跳过耗时较长的检验。")
        ),
    ] = False,
    only: Annotated[
        Literal["limits", "facts", "controls", "claims", "patterns"] | None,
        typer.Option("--only", show_default=False, help=words("One family of checks.", "只做一类检验。")),
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option(
            "--page", metavar="FILE", show_default=False,
            help=words("Write the table as a Markdown page, too.", "同时写成 Markdown 页面。"),
        ),
    ] = None,
    workers: Workers = None,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """One table of all that is known."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import validating

        validating.validate(view, fast=fast, only=only, page=page, workers=workers)
