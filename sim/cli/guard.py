"""Around every command: what went wrong becomes words and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from sim.cli.view import DONE, INTERRUPTED, WRONG_INPUT, View, WrongInput


@contextmanager
def guarded(view: View) -> Iterator[None]:
    """Turns what went wrong into words and an exit code."""
    try:
        yield
    except typer.Exit:
        raise
    except WrongInput as error:
        view.error(error.en, error.zh)
        raise typer.Exit(WRONG_INPUT) from error
    except KeyboardInterrupt as error:
        view.note("Stopped.", "已停止。")
        raise typer.Exit(INTERRUPTED) from error
    except BrokenPipeError as error:
        # Whoever read stdout has gone; writing there again at the end would complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(DONE) from error
    except Exception as error:
        if view.debug:
            raise
        from sim.cli.failures import explain_failure

        raise typer.Exit(explain_failure(view, error)) from error
