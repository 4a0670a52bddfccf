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

    @classmethod
    def of(cls, block: Block, plan: Plan) -> Job:
        """A block of a plan."""
        settings = {scenario.name: scenario.settings for scenario in plan.scenarios}
        worlds = {run.replicate: plan.world(run.replicate) for run in block.runs}
        return cls(block, settings, worlds, plan.seed)


def run_block(job: Job, check: Callable[[], None] = lambda: None) -> list[RunRecord]:
    """The records of all runs of a block, in their order; `check` is called every day.

    One BLAS thread: with two, sums come out in other bits.
    """
    with threadpool_limits(limits=1, user_api="blas"):
        return [_record(run, job, check) for run in job.block.runs]


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
    world, started = job.worlds[run.replicate], time.perf_counter()
    known = RunRecord(run.number, run.scenario, run.replicate, drawn=world.values)
    try:
        settings = job.settings[run.scenario]
        settings = patched(settings, world.values) if world.values else settings
        market = _market(settings.market, job.seed, world.luck)
        model = CommunityModel(settings, seed=job.seed, replicate=world.luck, market=market)
        while model.day < settings.days:
            model.step()
            check()
    except Exception as error:  # whatever it is, the other runs go on
        said = f"{type(error).__name__}: {error}"
        spent = time.perf_counter() - started
        return replace(known, error=said, trace=traceback.format_exc(), seconds=spent)
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
