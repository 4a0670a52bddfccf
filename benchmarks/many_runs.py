"""What ten thousand runs cost beside the simulation: `python -m benchmarks.many_runs [RUNS]`.

A small scenario is run so often that whatever a study does a run, a block or a result shows: time
beside the simulation, memory of the driver, size on disk. Then as many series of a year are made
up, as large as real ones, and read back for statistics.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from benchmarks.__main__ import say, settings
from sim.record.log import LOG, lines
from sim.record.places import Place
from sim.record.run_record import RunRecord
from sim.record.scenarios import Scenario
from sim.record.study_folder import StudyFolder
from sim.study.block import compile_kernels
from sim.study.comparison import Comparison
from sim.study.plan import Plan
from sim.study.runner import Listener, carry_out
from sim.study.studies import manifest_of

RUNS = 10_000
NAMES = ("ten", "twenty")
SMALL: dict[str, Any] = {"days": 25, "market": {"size": 150}}
YEAR = 365
SERIES = 30
"""Measures that are read back; all that a run has are written."""


def plan_of(runs: int, **sections: Any) -> Plan:
    counts = dict(zip(NAMES, (10, 20), strict=True))
    scenarios = tuple(
        Scenario(name, settings(name=name, seeding={"count": counts[name]}, **sections))
        for name in NAMES
    )
    return Plan(scenarios, runs // len(NAMES), 1)


class Memory(Listener):
    """Notes what the driver holds after every twentieth of the runs."""

    def __init__(self, runs: int) -> None:
        self.step = max(1, runs // 20)
        self.megabytes: list[float] = []

    def finished(self, done: int, failed: int) -> None:
        if done // self.step > len(self.megabytes):
            self.megabytes.append(psutil.Process().memory_info().rss / 1e6)


class Clock:
    """Prints how long it was entered: on the wall, and of this process alone."""

    def __init__(self, what: str, budget: str) -> None:
        self.what, self.budget = what, budget

    def __enter__(self) -> None:
        self.began = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        wall, own = time.perf_counter() - self.began[0], time.process_time() - self.began[1]
        say(self.what, f"{wall:.1f} s ({own:.1f} s of processor)", self.budget)


class Peak:
    """The most memory that this process has while it is entered, in MB."""

    def __enter__(self) -> Peak:
        self.megabytes = 0.0
        self._going = True
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._going = False
        self._thread.join()

    def _watch(self) -> None:
        while self._going:
            self.megabytes = max(self.megabytes, psutil.Process().memory_info().rss / 1e6)
            time.sleep(0.05)


def study(folder: Path, runs: int) -> None:
    """Really run: time beside the simulation, memory from first to last."""
    plan, memory = plan_of(runs, **SMALL), Memory(runs)
    manifest = manifest_of(plan, "compare")
    compile_kernels()
    started, worked = time.perf_counter(), time.process_time()
    final = carry_out(plan, Place(folder), manifest, workers=1, listener=memory)
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    assert (final.status, final.failed) == ("complete", 0)
    blocks = [line for line in lines(folder / LOG) if line["event"] == "block"]
    simulated = sum(sum(line["seconds"].values()) for line in blocks)
    size = sum(file.stat().st_size for file in (folder / "series").iterdir()) / 1e6
    about = f"{seconds:.0f} s, {len(blocks)} blocks, {size:.0f} MB"
    say(f"{runs:,} runs of {SMALL['days']} days, {worked:.0f} s of processor", about, "-")
    say("time beside the simulation", f"{seconds / simulated - 1:.1%}", "10 %")
    first, last = memory.megabytes[0], memory.megabytes[-1]
    grown = f"{first:.0f} MB early, {last:.0f} MB at the end"
    say("memory of the driver", grown, "1,000 MB, flat")


def reading(folder: Path, runs: int) -> None:
    """Made-up series of a year: statistics from the files, and the memory that takes."""
    plan = plan_of(runs, days=YEAR)
    write(plan, folder)
    many = f"{runs:,} x {YEAR} days x {SERIES} measures"
    with Peak() as peak:
        read = Comparison(folder)
        names = list(read.measures)[:SERIES]
        with Clock(f"bands of every day, {many}", "10 s"):
            read.bands(names)
        with Clock(f"lifts on every horizon, {many}", "10 s"):
            Comparison(folder).lift_table(names)
        with Clock("what a summary writes", "10 s"):
            Comparison(folder).write_analysis()
    say("memory for that", f"{peak.megabytes:.0f} MB", "4,000 MB")


def write(plan: Plan, folder: Path) -> None:
    """Results as a study leaves them, of numbers that move as slowly as real ones."""
    manifest = manifest_of(plan, "compare")
    writer, chance = StudyFolder(folder), np.random.default_rng(1)
    writer.open()
    writer.write_manifest(manifest)
    writer.write_plan(plan.table(), plan.scenarios)
    shape = YEAR + 1, len(manifest.measures)
    steps = chance.integers(0, 5, size=(50, *shape)).cumsum(axis=1).astype(np.float32)
    started = time.perf_counter()
    for block in plan.blocks:
        records = [
            RunRecord(run.number, run.scenario, run.replicate, series=steps[run.number % 50])
            for run in block.runs
        ]
        writer.write_block(block.number, records, manifest.measures)
    size = sum(file.stat().st_size for file in (folder / "series").iterdir()) / 1e6
    seconds = time.perf_counter() - started
    about = f"{seconds:.0f} s, {size:.0f} MB"
    say(f"series of {len(plan.runs):,} years written, {shape[1]} measures", about, "-")
    with Clock("table of runs", "10 s"):
        writer.finish()
    manifest.__class__(**manifest.__dict__ | {"status": "complete"}).write(folder)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    place = Path(tempfile.mkdtemp(prefix="seed100-"))
    try:
        study(place / "run", wanted)
        reading(place / "read", wanted)
    finally:
        shutil.rmtree(place)
