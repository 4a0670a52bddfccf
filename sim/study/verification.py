"""Proof that results can be made again: runs carried out once more, compared bit by bit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import numpy as np
import pyarrow.compute as pc

from sim.record.run_record import DONE, LOST, RunRecord
from sim.record.series import file_name, read_block, read_facts
from sim.record.study_folder import SERIES
from sim.state.compiling import already_compiled
from sim.study.block import Job, compile_kernels
from sim.study.engine import engine_for
from sim.study.interruption import Interruption
from sim.study.plan import Block, Run
from sim.study.reopening import Study
from sim.study.runner import Listener

STATUS, DEEDS = "status", "acts and costs"


@dataclass(frozen=True)
class Deviation:
    """Where a run, carried out again, first came out otherwise.

    `measure` and `day` are the first that differ, and `values` how many do; a run whose status or
    deeds differ says so in place of a measure, with day -1.
    """

    run: Run
    measure: str
    day: int
    stored: str
    now: str
    values: int = 1


@dataclass(frozen=True)
class Verification:
    """Runs that were carried out again, and those that came out otherwise."""

    runs: tuple[Run, ...]
    deviations: tuple[Deviation, ...]


def verify(
    study: Study,
    sample: int,
    *,
    seed: int = 1,
    workers: int | None = None,
    listener: Listener | None = None,
) -> Verification:
    """Carry out `sample` of the finished runs again and compare every bit of their series.

    `seed` decides which; runs that were lost are left out. Raises NoResults.
    """
    listener = listener or Listener()
    homes = {run.number: block.number for block in study.plan.blocks for run in block.runs}
    known = _finished(study)
    chance = np.random.default_rng(seed)
    drawn = sorted(chance.permutation(sorted(known))[:sample].tolist())
    runs = tuple(study.plan.runs[number] for number in drawn)
    if not runs:
        return Verification((), ())
    if not already_compiled():
        listener.compiling()
        compile_kernels()
    found: list[Deviation] = []
    listener.started(study.path, len(runs), 0, 1)
    for done, record in enumerate(_again(study, runs, workers), start=1):
        path = study.path / SERIES / file_name(homes[record.run])
        found += _deviations(study.plan.runs[record.run], record, path)
        listener.finished(done, len(found))
    listener.ended()
    return Verification(runs, tuple(sorted(found, key=lambda each: each.run.number)))


def _finished(study: Study) -> list[int]:
    """The numbers of runs that came to an end of their own."""
    return [
        facts["run"]
        for block in study.plan.blocks
        if (path := study.path / SERIES / file_name(block.number)).is_file()
        for facts in read_facts(path)
        if facts["status"] != LOST
    ]


def _again(study: Study, runs: tuple[Run, ...], workers: int | None) -> Iterator[RunRecord]:
    """The runs once more, each a block of its own."""
    jobs = (Job.of(Block(i, (run,)), study.plan) for i, run in enumerate(runs))
    with (
        Interruption() as interruption,
        engine_for(study.plan, len(runs), workers) as engine,
    ):
        wanted = takewhile(lambda job: not interruption.asked, jobs)
        for _, records in engine.carry_out(wanted, interruption):
            yield from records
        if interruption.asked:
            raise KeyboardInterrupt


def _deviations(run: Run, record: RunRecord, path: Path) -> list[Deviation]:
    """Where a run differs from what is stored of it; empty when every bit is the same."""
    facts = next(each for each in read_facts(path) if each["run"] == run.number)
    now = record.facts()
    if facts["status"] != now["status"] or facts["error"] != now["error"]:
        was, is_now = (f"{each['status']} {each['error']}".strip() for each in (facts, now))
        return [Deviation(run, STATUS, -1, was, is_now)]
    if now["status"] == DONE:
        table = read_block(path)
        rows = table.filter(pc.equal(table["run"], run.number)).drop_columns(["run", "day"])
        stored = np.column_stack([column.to_numpy() for column in rows.columns])
        differing = _differing(stored, record.series, run, rows.column_names)
        if differing:
            return differing
    was, is_now = (str({key: each[key] for key in ("acts", "spent")}) for each in (facts, now))
    return [] if was == is_now else [Deviation(run, DEEDS, -1, was, is_now)]


def _differing(
    stored: np.ndarray, now: np.ndarray | None, run: Run, names: list[str]
) -> list[Deviation]:
    assert now is not None
    if stored.shape != now.shape:
        return [Deviation(run, "days x measures", -1, str(stored.shape), str(now.shape))]
    same = np.ascontiguousarray(stored).view(np.uint32) == np.ascontiguousarray(now).view(np.uint32)
    places = np.argwhere(~same)
    if not len(places):
        return []
    day, column = places[0].tolist()
    was, is_now = (repr(float(values[day, column])) for values in (stored, now))
    return [Deviation(run, names[column], day, was, is_now, len(places))]
