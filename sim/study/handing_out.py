"""Blocks handed out to the workers of Dask, a few at a time, and what comes back.

A worker that dies takes nothing with it: Dask hands its block to another. A block on which several
have died is handed out again at the end, run by run, so that only the run that kills them is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from itertools import chain
from types import TracebackType
from typing import Any

from distributed import Client, Future, KilledWorker, as_completed, wait

from sim.record.provenance import model_fingerprint, versions
from sim.record.run_record import RunRecord
from sim.state.compiling import already_compiled, threads
from sim.study.block import Job, compile_kernels, run_block
from sim.study.interruption import Interruption
from sim.study.plan import Block

BLOCKS_AHEAD = 2
"""Blocks a worker has in hand: one under way and one waiting, so that it never idles."""

NUMBERS = ("numpy", "scipy", "numba", "networkx", "scikit-network")
"""Libraries whose versions may decide last bits."""

LOST = "lost"
"""Of a block that was done when its worker died; Dask has it done again by another."""

GONE = ("cancelled", LOST)

Identity = dict[str, str]


class OtherVersion(Exception):
    """A worker has other code, or other libraries, than this process."""

    def __init__(self, worker: str, changes: list[str]) -> None:
        self.worker, self.changes = worker, changes
        super().__init__(worker, changes)


class Opened:
    """What is entered and left like a file, and closes all that it has opened."""

    _open: ExitStack

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()


class HandingOut:
    """Keeps workers busy with blocks, and puts what they answer together.

    `room` says how many blocks may be under way now.
    """

    def __init__(self, client: Client, room: Callable[[], int], kernel_threads: int) -> None:
        self._client = client
        self._room = room
        self._kernel_threads = kernel_threads
        self._identity = identity()
        self._finished = as_completed(loop=client.loop)
        self._under_way: dict[Future, Job] = {}
        self._suspects: list[Job] = []

    def carry_out(
        self, jobs: Iterator[Job], interruption: Interruption
    ) -> Iterator[tuple[Block, list[RunRecord]]]:
        """The records of each block, as they are done. Raises OtherVersion, ConnectionError."""
        self._take(jobs)
        for future in self._finished:
            if future.status == LOST:
                self._finished.add(future)
                continue
            job = self._under_way.pop(future)
            if _killed(future):
                self._suspects.append(job)
            else:
                yield job.block, self._records(job, future)
            self._take(jobs)
        for job in self._suspects:
            if interruption.asked:
                return
            yield job.block, list(chain.from_iterable(self._one_by_one(job)))

    def _take(self, jobs: Iterator[Job]) -> None:
        room = self._room() - len(self._under_way)
        while room > 0 and (job := next(jobs, None)) is not None:
            future = self._submit(job, f"block-{job.block.number}")
            self._under_way[future] = job
            self._finished.add(future)
            room -= 1

    def _submit(self, job: Job, key: str) -> Future:
        given = (job, self._kernel_threads, self._identity)
        return self._client.submit(_work, *given, key=key, pure=False)

    def _one_by_one(self, job: Job) -> Iterator[list[RunRecord]]:
        """The runs of a block that workers died of, one at a time and with nothing else at work.

        Whatever waits on a worker that dies is suspected with it; here nothing waits.
        """
        for run in job.block.runs:
            alone = replace(job, block=replace(job.block, runs=(run,)))
            future = self._submit(alone, f"run-{run.number}")
            wait([future])
            yield self._records(alone, future)

    def _records(self, job: Job, future: Any) -> list[RunRecord]:
        """The records of a block; of one that killed its workers, that its runs are lost."""
        if future.status == "finished":
            records: list[RunRecord] = future.result()
            return records
        if future.status in GONE:
            raise ConnectionError(f"the block is {future.status}")
        error = future.exception()
        if isinstance(error, OtherVersion):
            raise error
        said = f"{type(error).__name__}: {error}" if not _killed(future) else WORKERS_DIED
        return [
            RunRecord(
                run.number, run.scenario, run.replicate,
                drawn=job.worlds[run.replicate].values, seed=job.seed,
                error=said, trace=f"{said}\n{error}", lost=True,
            )
            for run in job.block.runs
        ]  # fmt: skip


WORKERS_DIED = "WorkersDied: every worker that had this run died"


def identity() -> Identity:
    """What must be the same in all processes for equal bytes: the model and the libraries."""
    known = versions()
    return {"model": model_fingerprint()} | {name: known.get(name, "-") for name in NUMBERS}


def differing(one: Identity, other: Identity) -> list[str]:
    """What differs between two identities, one line each."""
    return [
        f"{name}: {one.get(name, '-')[:12]} -> {other.get(name, '-')[:12]}"
        for name in dict.fromkeys([*one, *other])
        if one.get(name) != other.get(name)
    ]


def _killed(future: Any) -> bool:
    return future.status == "error" and isinstance(future.exception(), KilledWorker)


def _work(job: Job, kernel_threads: int, expected: Identity) -> list[RunRecord]:
    """A block, in a worker."""
    _ready()
    changes = differing(expected, _own_identity())
    if changes:
        raise OtherVersion(_name(), changes)
    if threads.count != kernel_threads:
        threads.use(kernel_threads)
    return run_block(job)


@cache
def _ready() -> None:
    """Kernels are compiled before a run's time is taken."""
    if not already_compiled():
        compile_kernels()


@cache
def _own_identity() -> Identity:
    return identity()


def _name() -> str:
    from distributed import get_worker

    return str(get_worker().address)
