"""A closer look at one run: the same run once more, with all that a study does not keep."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sim.model import CommunityModel
from sim.record.files import make_folder, sweep, whole, write_text
from sim.record.study_folder import CLOSE_UPS
from sim.study.block import Job, begun
from sim.study.plan import Block, Run
from sim.study.reopening import Study


class NoSuchRun(Exception):
    """A study has no run of this number."""

    def __init__(self, path: Path, runs: int) -> None:
        self.path, self.runs = path, runs
        super().__init__(f"the runs of {path} are 0 to {runs - 1}")


@dataclass(frozen=True)
class CloseUp:
    """One run in detail: what is written of it and where, and what went wrong, if it failed."""

    run: Run
    folder: Path
    files: tuple[Path, ...]
    days: int
    seconds: float
    error: str = ""


def close_up(study: Study, number: int) -> CloseUp:
    """Carry out one run again, and write its days, journal, splits, acts, costs and timings.

    A run that fails leaves all until its last day, and the traceback. Raises NoSuchRun, CannotWrite.
    """
    if not 0 <= number < len(study.plan.runs):
        raise NoSuchRun(study.path, len(study.plan.runs))
    run = study.plan.runs[number]
    model: CommunityModel | None = None
    error, trace, started = "", "", time.perf_counter()
    try:
        model = begun(run, Job.of(Block(0, (run,)), study.plan))
        model.run()
    except Exception as failure:
        error, trace = f"{type(failure).__name__}: {failure}", traceback.format_exc()
    seconds = time.perf_counter() - started
    folder = study.path / CLOSE_UPS / f"run-{number:06d}"
    make_folder(folder)
    sweep(folder)
    files = [_write(folder, name, table) for name, table in _tables(model).items()]
    if trace:
        files.append(folder / "failure.txt")
        write_text(files[-1], trace)
    days = model.day if model else -1
    return CloseUp(run, folder, tuple(files), days, seconds, error)


def _tables(model: CommunityModel | None) -> dict[str, pd.DataFrame]:
    """All that is known of a run; nothing of one that did not even begin."""
    if model is None:
        return {}
    journal, ledger = model.community.journal, model.community.ledger
    names = [measure.name for measure in model.measures]
    daily = pd.DataFrame(model.series[: model.day + 1], columns=names)
    daily.insert(0, "day", range(len(daily)))
    return {
        "daily": daily,
        "journal": journal.frame(),
        "splits": journal.split_frame(),
        "acts": pd.DataFrame(journal.acts, columns=["day", "act", "detail"]),
        "costs": pd.DataFrame(sorted(ledger.costs.items()), columns=["kind", "amount"]),
        "timings": pd.DataFrame(model.seconds.items(), columns=["mechanism", "seconds"]),
    }


def _write(folder: Path, name: str, table: pd.DataFrame) -> Path:
    """A table that spreadsheets open with Chinese in it."""
    path = folder / f"{name}.csv"
    with whole(path) as file:
        file.write(table.to_csv(index=False, float_format="%.9g").encode("utf-8-sig"))
    return path
