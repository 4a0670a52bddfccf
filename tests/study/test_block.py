"""Carrying out a block."""

from dataclasses import replace

import numpy as np
import pytest

from sim.model import CommunityModel
from sim.study import block as blocks
from sim.study.block import Job, measures_of_a_run, run_block
from sim.study.plan import Block
from tests.study.fabricated import plan_of, tiny


def job(*settings, replicates=2, seed=1):
    plan = plan_of(*settings, replicates=replicates, seed=seed)
    return Job.of(Block(0, plan.runs), plan)


def test_a_run_in_company_is_the_run_alone():
    chosen = tiny("a", seeding={"count": 10})
    in_company = run_block(job(tiny("b"), chosen, tiny("c", churn={"enabled": False})))
    alone = CommunityModel(chosen, seed=1, replicate=1).run()
    assert in_company[4].scenario == "a"
    assert in_company[4].series.tobytes() == alone.series.tobytes()


def test_a_failing_run_does_not_stop_the_others(monkeypatch):
    class Fragile(CommunityModel):
        def step(self):
            if self.settings.name == "bad" and self.day == 3:
                raise ZeroDivisionError("on day three")
            super().step()

    monkeypatch.setattr(blocks, "CommunityModel", Fragile)
    good, bad, good_again, bad_again = run_block(job(tiny("good"), tiny("bad")))
    assert [each.status for each in (good, bad, good_again, bad_again)] == [
        "done", "failed", "done", "failed",
    ]  # fmt: skip
    assert bad.error == "ZeroDivisionError: on day three"
    assert "Traceback" in bad.trace
    assert bad.series is None


def test_what_was_done_and_spent_is_recorded():
    busy = tiny("a", timeline=[{"day": 5, "event": {"size": 10}, "label": "Party"}])
    record = run_block(job(busy, replicates=1))[0]
    assert (5, "event", "Party") in record.acts
    assert sum(record.spent.values()) > 0
    assert record.timings.keys() >= {"seeding", "churn", "measures"}
    assert record.seconds > 0


def test_the_market_of_a_replicate_is_made_once(monkeypatch):
    made = []
    real = blocks.Market
    monkeypatch.setattr(blocks, "Market", lambda *given: made.append(1) or real(*given))
    blocks._market.cache_clear()
    run_block(job(tiny("a"), tiny("b"), tiny("c"), replicates=2, seed=99))
    assert len(made) == 2


def test_the_columns_of_a_run_are_known_before_it():
    names = [measure.name for measure in measures_of_a_run()]
    model = CommunityModel(tiny("a", days=1))
    assert names == [measure.name for measure in model.measures]


def test_a_check_that_raises_interrupt_stops_the_block():
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_block(job(tiny("a"), replicates=1), stop)


def test_series_are_float32_with_a_row_a_day():
    record = run_block(job(tiny("a"), replicates=1))[0]
    assert record.series.shape == (13, len(measures_of_a_run()))
    assert record.series.dtype == np.float32


def test_a_run_over_the_time_limit_is_lost_and_the_others_go_on():
    given = job(tiny("quick", days=1), tiny("slow", days=3000), replicates=1)
    quick, slow = run_block(replace(given, time_limit=0.5))
    assert (quick.status, slow.status) == ("done", "lost")
    assert slow.error == "TookTooLong: more than 0.5 s"
    plain = run_block(job(tiny("quick", days=1), replicates=1))[0]
    assert quick.series.tobytes() == plain.series.tobytes()
