"""What the user sees: results on stdout, everything else on stderr, and errors without traces."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any, Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text as Words

from sim.cli.language import Language, chosen

DONE, FAILED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: 1 when a run failed, 2 when the user can mend it."""

PIPED_WIDTH = 120


class WrongInput(Exception):
    """The user asked for something that cannot be done; says what, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


@dataclass(frozen=True)
class View:
    """How this command speaks: its language, and how much it says."""

    language: Language
    as_json: bool = False
    quiet: bool = False
    debug: bool = False

    @cached_property
    def out(self) -> Console:
        """Where the result goes."""
        return _console(sys.stdout)

    @cached_property
    def err(self) -> Console:
        """Where progress, warnings and errors go."""
        return _console(sys.stderr)

    def say(self, en: str, zh: str) -> str:
        """The words for this reader."""
        return zh if self.language == "zh" else en

    def print(self, words: str = "", style: str = "") -> None:
        """A line of the result."""
        self.out.print(Words(words, style), soft_wrap=True)

    def table(self, table: Table) -> None:
        """A table of the result."""
        self.out.print(table)

    def json(self, data: Any) -> None:
        """The whole result, for a machine."""
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n")

    def note(self, en: str, zh: str, style: str = "") -> None:
        """Something to know beside the result; nothing when quiet."""
        if not self.quiet:
            self.err.print(Words(self.say(en, zh), style), soft_wrap=True)

    def warn(self, en: str, zh: str) -> None:
        """Something to know that quiet does not silence."""
        word = self.say("warning: ", "注意：")
        self.err.print(Words.assemble((word, "yellow"), self.say(en, zh)), soft_wrap=True)

    def error(self, en: str, zh: str) -> None:
        """What went wrong."""
        word = self.say("error: ", "错误：")
        self.err.print(Words.assemble((word, "bold red"), self.say(en, zh)), soft_wrap=True)


def columns(names: Sequence[str], align: str, title: str = "") -> Table:
    """A plain table; `align` has an l or r for each column, the last of them for all that follow."""
    table = Table(
        box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", title=title or None
    )
    table.title_justify = "left"
    table.title_style = "bold"
    for name, side in zip_longest(names, align[: len(names)], fillvalue=align[-1]):
        justify: Literal["left", "right"] = "right" if side == "r" else "left"
        table.add_column(Words(name), justify=justify, overflow="fold")
    table.columns[0].no_wrap = True
    return table


def row(table: Table, *cells: str, style: str = "") -> None:
    """Add a row to a table."""
    table.add_row(*(Words(cell) for cell in cells), style=style)


def view_of(
    context: typer.Context,
    lang: Language | None,
    as_json: bool = False,
    quiet: bool = False,
    debug: bool = False,
) -> View:
    """How a command speaks, from its options and those before it."""
    return View(chosen(lang or context.obj), as_json, quiet or as_json, debug)


def _console(file: Any) -> Console:
    piped = not file.isatty() and "COLUMNS" not in os.environ
    return Console(
        file=file, markup=False, highlight=False, emoji=False, width=PIPED_WIDTH if piped else None
    )
