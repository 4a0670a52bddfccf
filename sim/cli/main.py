"""The command `seed100`. What a command needs is imported when it is carried out."""

from __future__ import annotations

from typing import Annotated

import typer

import sim
from sim.cli import exploration, folder, judgement, simulation, writing
from sim.cli.options import Lang, words
from sim.record.provenance import model_fingerprint

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


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"seed100 {sim.__version__} (model {model_fingerprint()[:8]})")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    lang: Lang = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True,
            help=words("Print the version and the model's fingerprint.", "显示版本和模型指纹。"),
        ),
    ] = False,
) -> None:  # fmt: skip
    """Options that stand before the command."""
    context.obj = lang


for commands in (simulation, exploration, folder, writing, judgement):
    app.add_typer(commands.app)
