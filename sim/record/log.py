"""The log of a study: what happened when, a line of JSON each."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.record.files import append_line

LOG = "log.jsonl"


def log(folder: Path, event: str, **facts: Any) -> None:
    """Add what happened just now to the log of a results folder. Raises CannotWrite."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    line = {"at": now, "event": event} | facts
    append_line(folder / LOG, json.dumps(line, ensure_ascii=False))


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a log; one that a crash tore is left out."""
    if not path.is_file():
        return
    for text in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict):
            yield line
