"""Command lines that a user may copy."""

from __future__ import annotations

import shlex
from pathlib import Path


def resume_line(folder: Path) -> str:
    """What goes on with a study."""
    return f"seed100 resume {shlex.quote(str(folder))}"


def rerun_line(folder: Path, run: int | str) -> str:
    """What looks at one run closely."""
    return f"seed100 rerun {shlex.quote(str(folder))} {run}"
