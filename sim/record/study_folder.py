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
  analysis/, figures/     what was made of it

A run counts as done when its block stands under its final name, and not before.
"""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.metrics.measure import Measure
from sim.record.files import append_line, make_folder, sweep, whole, write_text
from sim.record.manifest import NAME, Manifest
from sim.record.run_record import RunRecord
from sim.record.runs import runs_table
from sim.record.scenarios import FOLDER, Scenario, write_scenarios
from sim.record.series import BYTES_A_VALUE, file_name, write_block

SERIES, FAILURES, LOG = "series", "failures", "log.jsonl"
PLAN, RUNS, EXPERIMENT = "plan.parquet", "runs.parquet", "experiment.yaml"
OURS = (NAME, PLAN, RUNS, EXPERIMENT, LOG, SERIES, FAILURES, FOLDER, "analysis", "figures")
"""What a study writes into its folder, and what starting anew removes."""


class StudyFolder:
    """Writes what a study leaves behind. All methods that write raise CannotWrite."""

    def __init__(self, path: Path) -> None:
        self.path = path

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

    def write_manifest(self, manifest: Manifest) -> None:
        """Write or replace the manifest."""
        manifest.write(self.path)

    def has_block(self, number: int) -> bool:
        """Whether a block is done."""
        return (self.path / SERIES / file_name(number)).is_file()

    def write_block(
        self, number: int, records: Sequence[RunRecord], measures: Sequence[Measure]
    ) -> None:
        """Write a block with its runs, its failures and its line in the log."""
        for record in records:
            if record.trace:
                self._write_failure(record)
        path = self.path / SERIES / file_name(number)
        write_block(path, records, [measure.name for measure in measures])
        seconds = {str(record.run): round(record.seconds, 4) for record in records}
        self.log("block", block=number, seconds=seconds)

    def finish(self) -> None:
        """Write the table of runs."""
        with whole(self.path / RUNS) as file:
            pq.write_table(runs_table(self.path), file, compression="zstd")

    def log(self, event: str, **facts: Any) -> None:
        """Add a line to the log: what happened, and when."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        line = {"at": now, "event": event} | facts
        append_line(self.path / LOG, json.dumps(line, ensure_ascii=False))

    def _write_failure(self, record: RunRecord) -> None:
        make_folder(self.path / FAILURES)
        name = f"run-{record.run:06d}.txt"
        about = f"{record.scenario}, replicate {record.replicate}: {record.error}\n\n"
        write_text(self.path / FAILURES / name, about + record.trace)
        self.log("failed", run=record.run, scenario=record.scenario, error=record.error)
