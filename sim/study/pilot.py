"""What a study will take, from a few of its runs carried out beforehand."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sim.metrics.measure import Measure
from sim.record.run_record import RunRecord
from sim.record.series import BYTES_A_VALUE, write_block
from sim.study.block import Job, begun
from sim.study.engine import engine_for
from sim.study.plan import Block, Plan, Run, run_seconds

PILOT_SECONDS = 5.0
"""The pilot begins no further run after that, and cuts one that takes longer."""

LIVED_SECONDS = 2.0
"""A run is not cut sooner after its first day, or nothing would be known of the others."""


@dataclass(frozen=True)
class Pilot:
    """Runs that were tried, and what the runs of the plan take on average by their measure."""

    runs: int
    seconds_a_run: float
    bytes_a_value: float
    failures: tuple[str, ...]
    """What runs of the pilot died of: the study's own will, too."""


@dataclass(frozen=True)
class Estimate:
    """What is left of a plan, and what it takes."""

    runs: int
    workers: int
    seconds: float
    megabytes: float
    pilot: Pilot | None
    """None when nothing is left to do."""


def estimate(
    plan: Plan, measures: Sequence[Measure], done: int = 0, workers: int | None = None
) -> Estimate:
    """What it takes to carry out a plan of which so many runs are done."""
    left = len(plan.runs) - done
    if not left:
        return Estimate(0, 0, 0.0, 0.0, None)
    pilot = _tried(plan, [measure.name for measure in measures])
    share = left / len(plan.runs)
    engine = engine_for(plan, max(1, round(share * len(plan.blocks))), workers)
    days = sum(each.settings.days + 1 for each in plan.scenarios) * plan.replicates * share
    return Estimate(
        left,
        engine.workers,
        left * pilot.seconds_a_run / engine.workers + engine.starting,
        days * len(measures) * pilot.bytes_a_value / 1e6,
        pilot,
    )


def _tried(plan: Plan, measures: Sequence[str]) -> Pilot:
    """One run of each scenario, as long as there is time."""
    runs = plan.runs[: len(plan.scenarios)]
    job = Job.of(Block(0, runs), plan)
    records, failures = [], []
    measured = expected = 0.0
    end = time.perf_counter() + PILOT_SECONDS
    for run in runs:
        if time.perf_counter() > end:
            break
        record, seconds, failure = _lived(run, job, end)
        if failure:
            failures.append(f"{run.scenario}: {failure}")
            continue
        records.append(record)
        measured += seconds
        expected += run_seconds(job.settings[run.scenario])
    factor = measured / expected if expected else 1.0
    tried = len(records) + len(failures)
    bytes_a_value = _bytes_a_value(records, measures)
    return Pilot(tried, factor * plan.seconds / len(plan.runs), bytes_a_value, tuple(failures))


def _lived(run: Run, job: Job, end: float) -> tuple[RunRecord, float, str]:
    """A run until its last day or the end of the pilot; the seconds it takes; what it died of.

    Making the market is not scaled with the days; the first of them, which loads what is compiled,
    counts as much as another.
    """
    record = RunRecord(run.number, run.scenario, run.replicate)
    began = time.perf_counter()
    try:
        model = begun(run, job)
        made = time.perf_counter()
        model.step()
        second = time.perf_counter()
        end = max(end, second + LIVED_SECONDS)
        while model.day < model.settings.days and time.perf_counter() < end:
            model.step()
    except Exception as error:
        return record, 0.0, f"{type(error).__name__}: {error}"
    a_day = (time.perf_counter() - second) / max(1, model.day)
    series = model.series[: model.day + 1]
    record = RunRecord(run.number, run.scenario, run.replicate, series=series)
    return record, made - began + a_day * (model.settings.days + 1), ""


def _bytes_a_value(records: Sequence[RunRecord], measures: Sequence[str]) -> float:
    """Measured on a block of these runs."""
    values = sum(record.series.size for record in records if record.series is not None)
    if not values:
        return BYTES_A_VALUE
    with TemporaryDirectory(prefix="seed100-") as folder:
        path = Path(folder) / "block"
        write_block(path, records, measures)
        return path.stat().st_size / values
