"""The commands around scenario files: `new`, `list`, `check`, `explain`, `schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from sim.cli.guard import guarded
from sim.cli.options import (
    AsJson,
    Debug,
    Lang,
    Overrides,
    Quiet,
    Scenarios,
    words,
)
from sim.cli.view import view_of

app = typer.Typer()

Kind = Literal["scenario", "experiment"]


@app.command(help=words("Write a commented scenario to start from.", "生成一个带注释的方案文件。"))
def new(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(help=words("What to call it.", "方案名称。"))
    ],
    base: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="SCENARIO", show_default=False,
            help=words("Scenario to build on, base unless told.", "以哪个方案为基础，默认 base。"),
        ),
    ] = None,
    like: Annotated[
        Path | None,
        typer.Option(
            "--like", metavar="LOG", show_default=False,
            help=words(
                "Twin of a real community: a folder with events.csv and, when known, users.csv.",
                "真实社群的孪生：含 events.csv（及 users.csv，如有）的文件夹。",
            ),
        ),
    ] = None,
    lang: Lang = None, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """A scenario of your own."""
    view = view_of(context, lang, quiet=quiet, debug=debug)
    with guarded(view):
        from sim.cli import starting

        starting.new(view, name, base, like)


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
        "What a scenario changes and assumes, with evidence.",
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
        "Print the JSON Schema, for editors that complete.",
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
