"""What a study will take."""

from types import SimpleNamespace

import pytest

from sim.study import pilot
from sim.study.block import Job, measures_of_a_run
from sim.study.pilot import estimate
from tests.study.fabricated import plan_of, tiny


def test_time_and_room_grow_with_the_runs():
    few, many = (
        estimate(plan_of(tiny("a"), tiny("b"), replicates=n), measures_of_a_run(), workers=1)
        for n in (10, 1000)
    )
    assert (few.runs, many.runs) == (20, 2000)
    assert many.megabytes > 50 * few.megabytes > 0
    assert many.seconds > few.seconds > 0
    assert many.pilot.runs == 2


def test_what_is_done_is_not_counted():
    plan = plan_of(tiny("a"), tiny("b"), replicates=10)
    measures = measures_of_a_run()
    whole, half = (estimate(plan, measures, done, workers=1) for done in (0, 10))
    assert half.runs == 10
    assert half.megabytes == pytest.approx(whole.megabytes / 2)
    assert estimate(plan, measures, 20).pilot is None


def test_of_a_long_run_that_is_cut_only_the_days_are_scaled(monkeypatch):
    monkeypatch.setattr(pilot, "LIVED_SECONDS", 4.0)
    clock = iter([0.0, 100.0, *range(150, 250)])
    monkeypatch.setattr(pilot, "time", SimpleNamespace(perf_counter=lambda: float(next(clock))))
    plan = plan_of(tiny("a", days=400), replicates=2)
    record, seconds, _ = pilot._lived(plan.runs[0], Job.of(plan.blocks[0], plan), 0.0)
    assert record.series.shape[0] == 1 + 3  # the second began at 150, and others at 152 and 153
    assert seconds == pytest.approx(100 + 401 * 5 / 3)


def test_a_run_of_the_pilot_that_fails_is_told(monkeypatch):
    def fail(*given):
        raise ValueError("not today")

    monkeypatch.setattr(pilot, "begun", fail)
    found = estimate(plan_of(tiny("a"), replicates=3), measures_of_a_run(), workers=1)
    assert found.pilot.failures == ("a: ValueError: not today",)
    assert found.seconds > 0
