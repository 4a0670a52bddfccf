"""Carrying out a plan: blocks to the engine, records to the folder, news to whoever listens."""

from __future__ import annotations

import errno
import os
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sim.record.files import CannotWrite, make_folder
from sim.record.lock import locked
from sim.record.manifest import Manifest, Status
from sim.record.places import Place
from sim.record.provenance import versions
from sim.record.run_record import DONE, FAILED, LOST, RunRecord
from sim.record.runs import all_facts
from sim.record.study_folder import StudyFolder
from sim.state.compiling import already_compiled
from sim.study.block import Job, compile_kernels
from sim.study.engine import Engine, engine_for
from sim.study.interruption import Interruption
from sim.study.plan import Block, Plan


class Listener:
    """Hears how a study goes; this one keeps quiet. Override what you want to hear."""

    def compiling(self) -> None:
        """Kernels are being compiled, once after an install."""

    def started(self, place: Path, runs: int, done: int, workers: int) -> None:
        """Runs begin; `done` of all `runs` were there already."""

    def waiting(self) -> None:
        """The cluster has no workers yet; runs begin when one comes."""

    def finished(self, done: int, failed: int) -> None:
        """So many runs have ended by now, so many of these without a result."""

    def draining(self) -> None:
        """The user asked to stop; what is under way still finishes."""

    def ended(self) -> None:
        """No more runs will come."""


def carry_out(
    plan: Plan,
    place: Place,
    manifest: Manifest,
    *,
    workers: int | None = None,
    listener: Listener | None = None,
    cluster: str | None = None,
    time_limit: float | None = None,
    again: Collection[str] = (),
    experiment: Path | None = None,
) -> Manifest:
    """Carry out what is left of a plan; returns the manifest as it then stands.

    `cluster` is the address of a Dask scheduler, or its file, whose workers do it instead of this
    machine's. A run that takes more than `time_limit` seconds is recorded as lost. `again` names how runs
    ended (`failed`, `lost`) that are to be tried once more. `experiment` is the file that the plan
    comes from, of which a copy is kept.

    Its status is `complete`, or `interrupted` when the user stopped it. Raises CannotWrite when
    results cannot be written, InUse when another process is at it, and KeyboardInterrupt when
    stopped at once; in any case the blocks that are finished stay.
    """
    if place.earlier is None:
        make_folder(place.path)
    with locked(place.path):
        session = _Session(plan, place, manifest, listener or Listener(), time_limit, experiment)
        session.begin(again)
        if not session.left:
            return session.manifest
        session.work(workers, cluster)
        return session.end("complete" if not session.left else "interrupted")


class _Session:
    """One sitting at a study, from what was there before to what is there after."""

    def __init__(
        self,
        plan: Plan,
        place: Place,
        manifest: Manifest,
        listener: Listener,
        time_limit: float | None,
        experiment: Path | None,
    ) -> None:
        self.experiment = experiment
        self.folder = StudyFolder(place.path)
        self.earlier = place.earlier
        self.plan = replace(plan, layout=self.folder.layout()) if self.earlier else plan
        self.manifest = replace(manifest, blocks=len(self.plan.blocks))
        self.listener = listener
        self.time_limit = time_limit
        self.left: list[Block] = []
        self.ended: Counter[str] = Counter()
        self.timings: Counter[str] = Counter()
        self.began = time.perf_counter()

    def begin(self, again: Collection[str]) -> None:
        """Prepare the folder: everything about the study is there before the first run."""
        if self.earlier is None:
            self.folder.open()
            self.folder.empty()
            self._find_what_is_left(again)
            self._see_that_there_is_room()
            self._write_down()
        else:
            self._find_what_is_left(again)
            self._take_up(self.earlier)
        if self.left:
            self.manifest = replace(self.manifest, status="running")
            self.folder.write_manifest(self.manifest)
            self.folder.log(
                "started", runs=len(self.plan.runs), done=self.ended.total(), versions=versions()
            )
        elif self.earlier is not None and self.earlier.status != "complete":
            self.end("complete")

    def work(self, workers: int | None, cluster: str | None) -> None:
        """Work off the blocks that are left, until they are done or the user stops it."""
        try:
            with Interruption(self.listener.draining) as interruption:
                if cluster is None and not already_compiled():
                    self.listener.compiling()
                    compile_kernels()
                with engine_for(self.plan, len(self.left), workers, cluster) as engine:
                    self._hand_out(engine, interruption)
        except BaseException as error:
            stopped = isinstance(error, CannotWrite)
            with suppress(CannotWrite):
                self.end("stopped" if stopped else "interrupted")
            raise
        finally:
            self.listener.ended()

    def end(self, status: Status) -> Manifest:
        """Write down how it stands."""
        self.manifest = replace(
            self.manifest,
            status=status,
            failed=self.ended[FAILED],
            lost=self.ended[LOST],
            seconds=self.manifest.seconds + time.perf_counter() - self.began,
            timings=dict(self.timings),
        )
        if status == "complete":
            self.folder.finish()
        self.folder.log(status)
        self.folder.write_manifest(self.manifest)
        return self.manifest

    def _find_what_is_left(self, again: Collection[str]) -> None:
        """Blocks that are not there, or hold runs that are to be tried once more."""
        ended = {facts["run"]: facts["status"] for facts in all_facts(self.folder.path)}
        kept = {run for run, status in ended.items() if status not in again}
        self.left = [
            block for block in self.plan.blocks if not all(run.number in kept for run in block.runs)
        ]
        to_do = {run.number for block in self.left for run in block.runs}
        self.ended.update(status for run, status in ended.items() if run not in to_do)

    def _take_up(self, earlier: Manifest) -> None:
        """Go on where an earlier session ended; titles may have changed since."""
        self.timings.update(earlier.timings)
        self.manifest = replace(
            self.manifest,
            status=earlier.status,
            failed=earlier.failed,
            lost=earlier.lost,
            earlier_models=self.manifest.earlier_models or earlier.earlier_models,
            started=earlier.started,
            seconds=earlier.seconds,
            timings=earlier.timings,
        )
        said = self.manifest.scenarios, self.manifest.experiment
        if self.left or said != (earlier.scenarios, earlier.experiment):
            self.folder.open()
            self._see_that_there_is_room()
            self._write_down()

    def _write_down(self) -> None:
        """All about the study. The manifest comes first: what lies beside it is known as ours."""
        self.folder.write_manifest(self.manifest)
        self.folder.write_plan(self.plan.table(), self.plan.scenarios, self.experiment)

    def _hand_out(self, engine: Engine, interruption: Interruption) -> None:
        def jobs() -> Iterator[Job]:
            for block in tuple(self.left):
                if interruption.asked:
                    return
                yield Job.of(block, self.plan, self.time_limit)

        done = self.ended.total()
        self.listener.started(self.folder.path, len(self.plan.runs), done, engine.workers)
        if not engine.workers:
            self.listener.waiting()
        for block, records in engine.carry_out(jobs(), interruption):
            self._keep(block, records)

    def _keep(self, block: Block, records: list[RunRecord]) -> None:
        self.folder.write_block(block.number, records, self.manifest.measures)
        self.left.remove(block)
        self.ended.update(record.status for record in records)
        for record in records:
            self.timings.update(record.timings)
        done = self.ended[DONE]
        self.listener.finished(self.ended.total(), self.ended.total() - done)

    def _see_that_there_is_room(self) -> None:
        """Raises CannotWrite now rather than after hours."""
        days = {scenario.name: scenario.settings.days + 1 for scenario in self.plan.scenarios}
        lived = sum(days[run.scenario] for block in self.left for run in block.runs)
        values = lived * len(self.manifest.measures)
        if not self.folder.has_room_for(values):
            error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            raise CannotWrite(self.folder.path, error)
