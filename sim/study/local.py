"""Blocks on several processes of this machine, by Dask, which starts another when one dies."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import resource_tracker
from types import ModuleType
from typing import Self

import dask.config
from distributed import Client, LocalCluster
from distributed.system import MEMORY_LIMIT

from sim.record.run_record import RunRecord
from sim.study.block import Job
from sim.study.handing_out import BLOCKS_AHEAD, HandingOut, Opened
from sim.study.interruption import Interruption
from sim.study.plan import Block

BYTES_A_PROCESS = 300e6
BYTES_A_PERSON = 1_200
"""What a worker needs, by itself and for each person of the market."""

MEMORY_SHARE = 0.8

STARTING_SECONDS = 3.0
CLOSING_SECONDS = 30

NO_DASHBOARD = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}
"""Without an address Dask asks for a fixed port, which another study may have."""

SETTINGS = {
    "distributed.worker.multiprocessing-method": "spawn",
    "distributed.scheduler.allowed-failures": 3,
    # A worker that is silent for long need not be dead: the whole machine may have slept.
    "distributed.scheduler.worker-ttl": None,
    "distributed.nanny.pre-spawn-environ.PYTHONHASHSEED": "0",
}


class Local(Opened):
    """Several processes, each with one block at a time and `kernel_threads` for its kernels."""

    starting = STARTING_SECONDS

    def __init__(self, workers: int, kernel_threads: int = 1) -> None:
        self.workers = workers
        self._kernel_threads = kernel_threads

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(dask.config.set(SETTINGS))
            stack.enter_context(_main_module_hidden())
            stack.callback(logging.getLogger("distributed").setLevel, logging.CRITICAL)
            with _interrupts_held_back():
                cluster = LocalCluster(
                    n_workers=self.workers,
                    threads_per_worker=1,
                    processes=True,
                    memory_limit=0,
                    scheduler_kwargs=NO_DASHBOARD,
                    silence_logs=logging.CRITICAL,
                    preload=["sim.study.worker"],
                )
                stack.callback(_close, cluster)
                self._client: Client = stack.enter_context(Client(cluster))
            self._open = stack.pop_all()
        return self

    def carry_out(
        self, jobs: Iterator[Job], interruption: Interruption
    ) -> Iterator[tuple[Block, list[RunRecord]]]:
        """The records of each block, as they are done."""
        room = self.workers * BLOCKS_AHEAD
        return HandingOut(self._client, lambda: room, self._kernel_threads).carry_out(
            jobs, interruption
        )


def workers_fitting_in_memory(people: int) -> int:
    """How many workers this machine has memory for, in a market of so many people; at least one."""
    needed = BYTES_A_PROCESS + BYTES_A_PERSON * people
    return max(1, int(MEMORY_SHARE * MEMORY_LIMIT / needed))


def _close(cluster: LocalCluster) -> None:
    """Send the workers home; on a busy machine that can take long, and nothing hangs on it."""
    with suppress(TimeoutError):
        cluster.close(timeout=CLOSING_SECONDS)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Processes and threads started meanwhile never see Ctrl-C; this thread sees it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # The first process of all is one of Python's own; starting it would open this thread again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _main_module_hidden() -> Iterator[None]:
    """New processes do not import the user's script, whose top level may start this very study.

    Workers need nothing of it. What a process is told of the main module is read from its name.
    """
    own = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = own
