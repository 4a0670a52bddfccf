"""The commands `patterns` and `validate`: the model held against what is known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.guard import guarded
from sim.cli.options import (
    AsJson,
    Debug,
    Lang,
    Overrides,
    Quiet,
    Seed,
    Workers,
    words,
)
from sim.cli.view import view_of

app = typer.Typer()


@app.command(
    help=words(
        "Hold communities, simulated or real, beside real ones.",
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
    help=words(
        "Hold the model against theory, facts and claims.",
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
        list[str] | None,
        typer.Option(
            "--only", metavar="FAMILY|ID", show_default=False,
            help=words(
                "One family of checks (limits, facts, controls, claims, patterns) or one check by its id, "
                "such as L7; may be given several times.",
                "只做一类检验（limits、facts、controls、claims、patterns）或某一项（编号，如 L7），可多次给出。",
            ),
        ),
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

        validating.validate(view, fast=fast, only=only or (), page=page, workers=workers)
