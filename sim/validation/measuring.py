"""Measuring: carrying out checks, in several processes, in any order, reported in theirs."""

from __future__ import annotations

import multiprocessing
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed

from dask.system import CPU_COUNT
from threadpoolctl import threadpool_limits

from sim.study.block import compile_kernels
from sim.validation import checks
from sim.validation.check import Check, Measured
from sim.validation.outcome import Outcome

Listener = Callable[[Outcome], None]
Parts = list[tuple[Measured | None, str, float]]


def measure(
    chosen: Sequence[Check],
    *,
    fast: bool = False,
    workers: int | None = None,
    listener: Listener = lambda outcome: None,
) -> list[Outcome]:
    """The outcomes of checks, in their order; slow ones are not run when `fast`.

    A check that raises does not stop the others. `workers` None means one for each core.
    """
    due = [check for check in chosen if check.applies and not (fast and check.slow)]
    found = {check.id: Outcome(check) for check in chosen if check not in due}
    groups = _groups(due)
    processes = min(CPU_COUNT if workers is None else workers, len(groups))
    if processes <= 1:
        parts: Iterable[tuple[list[Check], Parts]] = ((group, _work(group)) for group in groups)
        found |= _gathered(parts, listener)
    else:
        compile_kernels()
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
            futures = {pool.submit(_work_by_name, [c.id for c in group]): group for group in groups}
            found |= _gathered(_as_they_come(futures), listener)
    return [found[check.id] for check in chosen]


def _groups(due: Iterable[Check]) -> list[list[Check]]:
    """Checks that share runs together, in the order in which to begin.

    Slow ones first, then the largest groups, so that none of them begins when all else is done.
    """
    groups: dict[str, list[Check]] = {}
    for check in due:
        groups.setdefault(check.group, []).append(check)
    return sorted(groups.values(), key=lambda group: (not any(c.slow for c in group), -len(group)))


def _as_they_come(
    futures: dict[Future[Parts], list[Check]],
) -> Iterable[tuple[list[Check], Parts]]:
    try:
        for future in as_completed(futures):
            yield futures[future], future.result()
    finally:
        for future in futures:
            future.cancel()


def _gathered(parts: Iterable[tuple[list[Check], Parts]], listener: Listener) -> dict[str, Outcome]:
    found = {}
    for group, results in parts:
        for check, (measured, error, seconds) in zip(group, results, strict=True):
            found[check.id] = Outcome(check, measured, error, seconds)
            listener(found[check.id])
    return found


def _work_by_name(names: list[str]) -> Parts:
    """A group of checks, in a process of its own."""
    by_name = {check.id: check for check in checks()}
    return _work([by_name[name] for name in names])


def _work(group: Sequence[Check]) -> Parts:
    with threadpool_limits(limits=1, user_api="blas"):
        return [_measured(check) for check in group]


def _measured(check: Check) -> tuple[Measured | None, str, float]:
    started = time.perf_counter()
    try:
        return check(), "", time.perf_counter() - started
    except Exception:  # whatever it is, the other checks go on
        return None, traceback.format_exc(), time.perf_counter() - started
