"""How kernels are compiled, cached and run on several threads.

A kernel is a plain function over arrays whose first two arguments are the part of the rows it
works on, `begin` and `end`. It writes only rows of its own part, so any number of threads gives
the same bits. Threads are ordinary Python threads: a kernel releases the interpreter lock.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, cast

KERNEL_FOLDERS = ("state", "mechanisms", "metrics")
ROWS_WORTH_A_THREAD = 20_000
KEPT_CACHES = 3
COMPILED = "all-compiled"
"""Name of the file that stands in a cache in which no kernel is missing."""


def _fingerprint() -> str:
    """A hash of every source a kernel may read: numba itself does not notice imported changes."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(sys.version.encode())
    for folder in KERNEL_FOLDERS:
        for source in sorted((package / folder).glob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _writable_home() -> Path:
    """Where compiled kernels may lie: the user's cache, or a temporary folder without one."""
    given = os.environ.get("SEED100_CACHE") or os.environ.get("XDG_CACHE_HOME")
    home = Path(given) if given else Path.home() / ".cache"
    folder = home / "seed100"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="seed100-"))


def _choose_cache() -> Path:
    """The folder for this version of the kernels; older ones beyond a few are removed."""
    home = _writable_home()
    chosen = home / f"kernels-{_fingerprint()}"
    chosen.mkdir(exist_ok=True)
    chosen.touch()
    for stale in sorted(home.glob("kernels-*"), key=_last_used)[:-KEPT_CACHES]:
        shutil.rmtree(stale, ignore_errors=True)
    return chosen


def _last_used(folder: Path) -> float:
    """When a cache was last used; 0 when another process is just removing it."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


CACHE = _choose_cache()
os.environ["NUMBA_CACHE_DIR"] = str(CACHE)

import numba  # noqa: E402  (reads the cache's place when it is imported)
import numpy as np  # noqa: E402

numba.config.CACHE_DIR = str(CACHE)  # type: ignore[attr-defined]

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile a function over arrays; cached on disk, free of the interpreter lock."""
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def already_compiled() -> bool:
    """Whether all kernels of this version have been compiled on this machine before."""
    return (CACHE / COMPILED).exists()


def mark_compiled() -> None:
    """Remember that all kernels of this version are compiled now."""
    with suppress(OSError):
        (CACHE / COMPILED).touch()


class Threads:
    """The threads that kernels may use: one unless told otherwise."""

    def __init__(self) -> None:
        self.count = 1
        self._pool: ThreadPoolExecutor | None = None

    def use(self, count: int) -> None:
        """Let kernels use `count` threads from now on; results do not depend on it."""
        if self._pool is not None:
            self._pool.shutdown()
        self.count = max(1, count)
        self._pool = ThreadPoolExecutor(self.count - 1) if self.count > 1 else None

    def run(
        self, body: Callable[..., None], rows: int, *arguments: Any, worth: int | None = None
    ) -> None:
        """Run `body(begin, end, *arguments)` over all rows, in parts when that repays.

        `worth` is from how many rows on it does; fewer than usual where a row costs much.
        """
        if not self._repays(rows, worth):
            body(0, rows, *arguments)
            return
        self.together(*(partial(body, *part, *arguments) for part in self._parts(rows)))

    def listed(self, body: Callable[..., Any], rows: int, *arguments: Any) -> Any:
        """The array, or the tuple of arrays, that `body(begin, end, *arguments)` finds in all rows."""
        if not self._repays(rows):
            return body(0, rows, *arguments)
        found = self.together(*(partial(body, *part, *arguments) for part in self._parts(rows)))
        if isinstance(found[0], tuple):
            return tuple(np.concatenate(each) for each in zip(*found, strict=True))
        return np.concatenate(found)

    def _repays(self, rows: int, worth: int | None = None) -> bool:
        return self._pool is not None and rows >= (worth or ROWS_WORTH_A_THREAD)

    def _parts(self, rows: int) -> Iterator[tuple[int, int]]:
        """Beginning and end of parts, several for each thread: some are slower than others."""
        count = 4 * self.count
        return pairwise(rows * part // count for part in range(count + 1))

    def together(self, *jobs: Callable[[], Any]) -> list[Any]:
        """Do jobs that leave each other's data alone, at the same time; what each returned.

        Whoever is free takes the next. A job may itself use threads, as far as any are free.
        """
        if self._pool is None:
            return [job() for job in jobs]
        done: dict[int, Any] = {}
        waiting = iter(list(enumerate(jobs)))

        def work() -> None:
            """Take one job after the other, as long as there are any."""
            for number, job in waiting:
                done[number] = job()

        helping = [self._pool.submit(work) for _ in range(min(self.count, len(jobs)) - 1)]
        try:
            work()
        finally:
            # Whoever is busy elsewhere is not waited for: nothing is left to do.
            helping = [help_ for help_ in helping if not help_.cancel()]
            wait(helping)
        for help_ in helping:
            help_.result()
        return [done[number] for number in range(len(jobs))]


threads = Threads()
