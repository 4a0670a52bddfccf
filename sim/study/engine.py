"""Who carries out blocks: this process, or workers beside it. Records are the same from all."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from dask.system import CPU_COUNT

from sim.record.run_record import RunRecord
from sim.state.compiling import threads
from sim.study.block import Job, run_block
from sim.study.interruption import Interruption
from sim.study.plan import Block, Plan

QUICK_SECONDS = 4.0
"""A study shorter than this is over before workers have started."""


class Engine(Protocol):
    """Carries out jobs. It takes the next job only when it has room for it.

    So a study is stopped by giving no more jobs: what is under way is still yielded.
    """

    @property
    def workers(self) -> int:
        """Blocks that can be under way at once."""
        ...

    @property
    def starting(self) -> float:
        """Seconds until its workers are there, about."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def carry_out(
        self, jobs: Iterator[Job], interruption: Interruption
    ) -> Iterator[tuple[Block, list[RunRecord]]]:
        """The records of each block, as they are done, in any order of blocks."""
        ...


class Inline:
    """One block after the other in this process; kernels may use several threads."""

    workers = 1
    starting = 0.0

    def __init__(self, kernel_threads: int = 1) -> None:
        self._kernel_threads = kernel_threads

    def __enter__(self) -> Self:
        self._before = threads.count
        threads.use(self._kernel_threads)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        threads.use(self._before)

    def carry_out(
        self, jobs: Iterator[Job], interruption: Interruption
    ) -> Iterator[tuple[Block, list[RunRecord]]]:
        """The records of each block, in order."""
        for job in jobs:
            with interruption.held_back():
                records = run_block(job, interruption.check)
            yield job.block, records


def engine_for(
    plan: Plan, blocks: int, workers: int | None = None, cluster: str | None = None
) -> Engine:
    """The engine for a plan of which so many blocks are left.

    `cluster` is the address of a Dask scheduler, or the file it wrote; its workers do it then.
    `workers` None means as many as the machine has cores and memory for, and none beside this
    process when the study is over before they would have started.
    """
    if cluster is not None:
        from sim.study.cluster import Cluster

        return Cluster(cluster)
    wanted = CPU_COUNT if workers is None else max(1, workers)
    left = plan.seconds * blocks / max(1, len(plan.blocks))
    if min(wanted, blocks) <= 1 or (workers is None and left < QUICK_SECONDS):
        return Inline(kernel_threads=wanted)
    # Distributed takes a while to import, and is not needed by those who never come here.
    from sim.study.local import Local, workers_fitting_in_memory

    people = max(scenario.settings.market.people for scenario in plan.scenarios)
    processes = min(wanted, blocks, workers_fitting_in_memory(people))
    if processes == 1:
        return Inline(kernel_threads=wanted)
    return Local(processes, kernel_threads=max(1, wanted // processes))
