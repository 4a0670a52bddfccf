"""The results folder of a study while it is being written.

results/<name>/
  manifest.json           what this is, and all it takes to make it again
  experiment.yaml         the experiment as given, if it was one
  scenarios/<name>/       the files as given, and every parameter as resolved
  plan.parquet            every run, written before the first
  series/block-*.parquet  the curves: run x day x measure
  runs.parquet            a row a run: how it ended, what it cost, its last measures
  log.jsonl               what happened when
  failures/               tracebacks
  runs/                   single runs in full detail, as they were asked for
  analysis/, figures/     what was made of it

A run counts as done when its block stands under its final name, and not before.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.metrics.measure import Measure
from sim.record.files import make_folder, sweep, whole, write_text
from sim.record.log import LOG, log
from sim.record.manifest import NAME, Manifest, NoResults
from sim.record.run_record import RunRecord
from sim.record.runs import Values, last_taken, runs_table
from sim.record.scenarios import FOLDER, Scenario, write_scenarios
from sim.record.series import BYTES_A_VALUE, file_name, write_block

SERIES, FAILURES = "series", "failures"
PLAN, RUNS, EXPERIMENT = "plan.parquet", "runs.parquet", "experiment.yaml"
CLOSE_UPS = "runs"
OURS = (
    NAME,
    PLAN,
    RUNS,
    EXPERIMENT,
    LOG,
    SERIES,
    FAILURES,
    FOLDER,
    "analysis",
    "figures",
    CLOSE_UPS,
)
"""What a study writes into its folder, and what starting anew removes."""


class StudyFolder:
    """Writes what a study leaves behind. All methods that write raise CannotWrite."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._last: dict[str, Values] = {}
        """By file, the last values of what was written here: so that no curve is read again."""

    def open(self) -> None:
        """Make the folder, see that it can be written to, and clear away what was half written."""
        make_folder(self.path)
        sweep(self.path)

    def has_room_for(self, values: int) -> bool:
        """Whether the disk takes so many more values of series."""
        return shutil.disk_usage(self.path).free > values * BYTES_A_VALUE

    def empty(self) -> None:
        """Remove the files of an earlier study, if there was one; what else lies here stays."""
        if not (self.path / NAME).is_file():
            return
        for name in OURS:
            place = self.path / name
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)

    def write_plan(
        self, plan: pa.Table, scenarios: Iterable[Scenario], experiment: Path | None = None
    ) -> None:
        """Write every run that there will be, the scenarios, and the experiment's file."""
        make_folder(self.path / SERIES)
        if experiment is not None:
            with whole(self.path / EXPERIMENT) as copy, experiment.open("rb") as original:
                shutil.copyfileobj(original, copy)
        write_scenarios(self.path, scenarios)
        with whole(self.path / PLAN) as file:
            pq.write_table(plan, file, compression="zstd")

    def layout(self) -> tuple[int, ...]:
        """How many runs each block has, as written; empty before that. Raises NoResults."""
        path = self.path / PLAN
        if not path.is_file():
            return ()
        try:
            blocks = pq.read_table(path, columns=["block"])["block"].to_numpy()
        except (OSError, pa.ArrowException) as error:
            raise NoResults(self.path, f"{PLAN} cannot be read ({error})") from error
        return tuple(np.bincount(blocks).tolist())

    def write_manifest(self, manifest: Manifest) -> None:
        """Write or replace the manifest."""
        manifest.write(self.path)

    def write_block(
        self, number: int, records: Sequence[RunRecord], measures: Sequence[Measure]
    ) -> None:
        """Write a block with its runs, its failures and its line in the log."""
        for record in records:
            if record.trace:
                self._write_failure(record)
            else:
                (self.path / FAILURES / _failure(record)).unlink(missing_ok=True)
        path = self.path / SERIES / file_name(number)
        table = write_block(path, records, [measure.name for measure in measures])
        self._last[path.name] = last_taken(table, [record.run for record in records])
        seconds = {str(record.run): round(record.seconds, 4) for record in records}
        self.log("block", block=number, seconds=seconds)

    def finish(self) -> None:
        """Write the table of runs."""
        with whole(self.path / RUNS) as file:
            pq.write_table(runs_table(self.path, self._last), file, compression="zstd")

    def log(self, event: str, **facts: Any) -> None:
        """Add a line to the log: what happened, and when."""
        log(self.path, event, **facts)

    def _write_failure(self, record: RunRecord) -> None:
        make_folder(self.path / FAILURES)
        about = f"{record.scenario}, replicate {record.replicate}, seed {record.seed}: {record.error}\n\n"
        write_text(self.path / FAILURES / _failure(record), about + record.trace)
        self.log(record.status, run=record.run, scenario=record.scenario, error=record.error)


def _failure(record: RunRecord) -> str:
    return f"run-{record.run:06d}.txt"
