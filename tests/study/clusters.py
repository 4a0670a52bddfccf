"""A Dask cluster as a user starts it: a scheduler and workers, each a process of its own."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

import psutil

DASK = [sys.executable, "-m"]
QUIET = ["--no-dashboard"]
PATIENCE = 60
GRACE = 10
"""Seconds that a process may take to end when it is asked to; a nanny that is just starting another
worker may never hear it."""


def environment(**more):
    """Processes find the very package that is tested."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))} | more


def scheduler(folder):
    """A scheduler; its file says where it is."""
    command = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    command += ["--scheduler-file", str(folder / "scheduler.json"), *QUIET]
    process = subprocess.Popen([*DASK, *command], stderr=subprocess.DEVNULL, env=environment())
    deadline = time.monotonic() + PATIENCE
    while not (folder / "scheduler.json").is_file():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return process


def worker(folder, python=sys.executable, **more):
    """A worker with its nanny."""
    command = ["distributed.cli.dask_worker", "--scheduler-file", str(folder / "scheduler.json")]
    command += ["--nthreads", "1", "--host", "127.0.0.1", *QUIET]
    return subprocess.Popen(
        [python, "-m", *command], cwd=folder, stderr=subprocess.DEVNULL, env=environment(**more)
    )


@contextmanager
def cluster(folder, workers=2):
    """The file of a scheduler that has workers, or will have."""
    processes = [scheduler(folder), *(worker(folder) for _ in range(workers))]
    try:
        yield str(folder / "scheduler.json")
    finally:
        end(processes)


def end(processes):
    """Ends processes and what they started: asked first, then by force."""
    below = [each for process in processes for each in children(process.pid)]
    for process in reversed(processes):
        process.terminate()
    _, left = psutil.wait_procs(below, timeout=GRACE)
    for each in [*left, *(each for process in processes for each in children(process.pid))]:
        with suppress(psutil.NoSuchProcess):
            each.kill()
    for process in processes:
        process.kill()
        process.wait(PATIENCE)


def children(process, command=""):
    """The living processes below one, whose command line has this in it."""
    found = []
    with suppress(psutil.NoSuchProcess):
        for each in psutil.Process(process).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if command in " ".join(each.cmdline()):
                    found.append(each)
    return found
