"""Carrying out a plan: blocks to the engine, records to the folder, news to whoever listens."""

from __future__ import annotations

import errno
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sim.record.files import CannotWrite
from sim.record.manifest import Manifest, Status
from sim.record.places import Place
from sim.record.run_record import FAILED, RunRecord
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

    def finished(self, done: int, failed: int) -> None:
        """So many runs are done by now, so many of these failed."""

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
    experiment: Path | None = None,
) -> Manifest:
    """Carry out what is left of a plan; returns the manifest as it then stands.

    `experiment` is the file that the plan comes from, of which a copy is kept.

    Its status is `complete`, or `interrupted` when the user stopped it. Raises CannotWrite when
    results cannot be written, and KeyboardInterrupt when stopped at once; in any case the blocks
    that are finished stay.
    """
    listener = listener or Listener()
    session = _Session(plan, place, manifest, listener, experiment)
    session.begin()
    if session.left:
        session.work(workers)
    return session.end("complete" if not session.left else "interrupted")


class _Session:
    """One sitting at a study, from what was there before to what is there after."""

    def __init__(
        self,
        plan: Plan,
        place: Place,
        manifest: Manifest,
        listener: Listener,
        experiment: Path | None,
    ) -> None:
        self.plan = plan
        self.experiment = experiment
        self.earlier = place.earlier
        self.manifest = manifest
        self.listener = listener
        self.folder = StudyFolder(place.path)
        self.left: list[Block] = []
        self.done = 0
        self.failed = 0
        self.timings: Counter[str] = Counter()
        self.began = time.perf_counter()

    def begin(self) -> None:
        """Prepare the folder: everything about the study is there before the first run."""
        if self.earlier is None:
            self.folder.open()
            self.folder.empty()
            self._see_that_there_is_room()
            self.folder.write_plan(self.plan.table(), self.plan.scenarios, self.experiment)
        else:
            self._take_up(self.earlier)
        known = all_facts(self.folder.path)
        self.done = len(known)
        self.failed = sum(facts["status"] == FAILED for facts in known)
        self.left = [each for each in self.plan.blocks if not self.folder.has_block(each.number)]
        if self.left:
            self.folder.write_manifest(self.manifest)
            self.folder.log("started", runs=len(self.plan.runs), done=self.done)

    def work(self, workers: int | None) -> None:
        """Work off the blocks that are left, until they are done or the user stops it."""
        try:
            with Interruption(self.listener.draining) as interruption:
                if not already_compiled():
                    self.listener.compiling()
                    compile_kernels()
                with engine_for(self.plan, len(self.left), workers) as engine:
                    self._hand_out(engine, interruption)
        except (CannotWrite, KeyboardInterrupt) as error:
            stopped = isinstance(error, CannotWrite)
            with suppress(CannotWrite):
                self.end("stopped" if stopped else "interrupted")
            raise
        finally:
            self.listener.ended()

    def end(self, status: Status) -> Manifest:
        """Write down how it stands."""
        if self.earlier is not None and self.earlier.status == "complete":
            return self.manifest
        final = replace(
            self.manifest,
            status=status,
            failed=self.failed,
            seconds=self.manifest.seconds + time.perf_counter() - self.began,
            timings=dict(self.timings),
        )
        if status == "complete":
            self.folder.finish()
        self.folder.log(status)
        self.folder.write_manifest(final)
        return final

    def _take_up(self, earlier: Manifest) -> None:
        """Go on where an earlier session ended; titles may have changed since."""
        self.timings.update(earlier.timings)
        self.manifest = replace(
            self.manifest,
            status=earlier.status,
            failed=earlier.failed,
            started=earlier.started,
            seconds=earlier.seconds,
            timings=earlier.timings,
        )
        said = self.manifest.scenarios, self.manifest.experiment
        if said != (earlier.scenarios, earlier.experiment) or earlier.status != "complete":
            self.folder.open()
            self.folder.write_plan(self.plan.table(), self.plan.scenarios, self.experiment)
            self.folder.write_manifest(self.manifest)

    def _hand_out(self, engine: Engine, interruption: Interruption) -> None:
        def jobs() -> Iterator[Job]:
            for block in tuple(self.left):
                if interruption.asked:
                    return
                yield Job.of(block, self.plan)

        self.listener.started(self.folder.path, len(self.plan.runs), self.done, engine.workers)
        for block, records in engine.carry_out(jobs(), interruption):
            self._keep(block, records)

    def _keep(self, block: Block, records: list[RunRecord]) -> None:
        self.folder.write_block(block.number, records, self.manifest.measures)
        self.left.remove(block)
        self.done += len(records)
        self.failed += sum(record.status == FAILED for record in records)
        for record in records:
            self.timings.update(record.timings)
        self.listener.finished(self.done, self.failed)

    def _see_that_there_is_room(self) -> None:
        """Raises CannotWrite now rather than after hours."""
        days = sum(scenario.settings.days + 1 for scenario in self.plan.scenarios)
        values = days * self.plan.replicates * len(self.manifest.measures)
        if not self.folder.has_room_for(values):
            error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            raise CannotWrite(self.folder.path, error)
