"""Carrying out a block of runs, wherever that is. A run that fails does not stop the others."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from threadpoolctl import threadpool_limits

from sim.metrics.measure import Measure
from sim.model import CommunityModel
from sim.record.run_record import RunRecord
from sim.scenario import Settings, patched
from sim.scenario.settings import default_settings
from sim.state.chance import Chance
from sim.state.compiling import mark_compiled
from sim.state.market import Market, MarketParameters
from sim.study.plan import Block, Plan, Run
from sim.study.worlds import World


@dataclass(frozen=True)
class Job:
    """A block and all it takes to carry it out: settings by scenario, worlds by replicate, seed."""

    block: Block
    settings: Mapping[str, Settings]
    worlds: Mapping[int, World]
    seed: int
    time_limit: float | None = None
    """Seconds that a run may take."""

    @classmethod
    def of(cls, block: Block, plan: Plan, time_limit: float | None = None) -> Job:
        """A block of a plan."""
        settings = {scenario.name: scenario.settings for scenario in plan.scenarios}
        worlds = {run.replicate: plan.world(run.replicate) for run in block.runs}
        return cls(block, settings, worlds, plan.seed, time_limit)


class TookTooLong(Exception):
    """A run was given up because it reached the time limit."""


def run_block(job: Job, check: Callable[[], None] = lambda: None) -> list[RunRecord]:
    """The records of all runs of a block, in their order; `check` is called every day.

    One BLAS thread: with two, sums come out in other bits.
    """
    with threadpool_limits(limits=1, user_api="blas"):
        return [_record(run, job, check) for run in job.block.runs]


def begun(run: Run, job: Job) -> CommunityModel:
    """The model of a run before its first day."""
    world = job.worlds[run.replicate]
    settings = job.settings[run.scenario]
    settings = patched(settings, world.values) if world.values else settings
    market = _market(settings.market, job.seed, world.luck)
    return CommunityModel(settings, seed=job.seed, replicate=world.luck, market=market)


def measures_of_a_run() -> tuple[Measure, ...]:
    """What every run measures, whatever its scenario, in the order of the columns."""
    return tuple(CommunityModel(_small(days=1, people=200)).measures)


def compile_kernels() -> None:
    """Live through a small community, so that workers find every kernel compiled."""
    CommunityModel(_small(days=35, people=400)).run()
    mark_compiled()


def _small(days: int, people: int) -> Settings:
    return default_settings().model_validate({"days": days, "market": {"size": people}})


def _record(run: Run, job: Job, check: Callable[[], None]) -> RunRecord:
    drawn, started = job.worlds[run.replicate].values, time.perf_counter()
    known = RunRecord(run.number, run.scenario, run.replicate, drawn=drawn, seed=job.seed)
    try:
        model = begun(run, job)
        while model.day < model.settings.days:
            model.step()
            check()
            if job.time_limit and time.perf_counter() - started > job.time_limit:
                raise TookTooLong(f"more than {job.time_limit:g} s")
    except Exception as error:  # whatever it is, the other runs go on
        return replace(
            known,
            error=f"{type(error).__name__}: {error}",
            trace=traceback.format_exc(),
            lost=isinstance(error, TookTooLong),
            seconds=time.perf_counter() - started,
        )
    return replace(
        known,
        series=model.series,
        acts=tuple(model.community.journal.acts),
        spent=dict(model.community.ledger.costs),
        seconds=time.perf_counter() - started,
        timings=dict(model.seconds),
    )


@lru_cache(maxsize=1)
def _market(parameters: MarketParameters, seed: int, luck: int) -> Market:
    """The people of a replicate, made once for all strategies that meet the same ones."""
    return Market(parameters, Chance(seed, luck))
