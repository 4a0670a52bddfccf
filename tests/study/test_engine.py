"""Who carries out blocks."""

import signal

import pytest

from sim.state.compiling import threads
from sim.study.engine import Inline, engine_for
from sim.study.interruption import Interruption
from sim.study.local import Local, workers_fitting_in_memory
from tests.study.fabricated import plan_of, tiny

SLOW = {"days": 365, "market": {"size": 20_000}}


def test_one_worker_is_this_process():
    plan = plan_of(tiny("a", **SLOW), replicates=40)
    assert isinstance(engine_for(plan, len(plan.blocks), workers=1), Inline)


def test_a_study_that_is_soon_over_waits_for_no_workers(monkeypatch):
    monkeypatch.setattr("sim.study.engine.CPU_COUNT", 8)
    plan = plan_of(tiny("a"), replicates=40)
    assert isinstance(engine_for(plan, len(plan.blocks)), Inline)


def test_a_long_study_takes_a_worker_per_core_but_no_more_than_blocks(monkeypatch):
    monkeypatch.setattr("sim.study.engine.CPU_COUNT", 8)
    monkeypatch.setattr("sim.study.local.workers_fitting_in_memory", lambda people: 99)
    plan = plan_of(tiny("a", **SLOW), replicates=400)
    assert engine_for(plan, len(plan.blocks)).workers == 8
    assert engine_for(plan, 3, workers=8).workers == 3


def test_workers_that_are_asked_for_are_taken_even_for_a_short_study(many_blocks):
    plan = plan_of(tiny("a"), replicates=40)
    engine = engine_for(plan, len(plan.blocks), workers=2)
    assert isinstance(engine, Local)
    assert engine.workers == 2


def test_large_markets_get_fewer_workers():
    assert workers_fitting_in_memory(10**12) == 1
    assert workers_fitting_in_memory(100) >= workers_fitting_in_memory(10**6)


def test_nothing_left_needs_no_workers():
    assert isinstance(engine_for(plan_of(tiny("a")), 0, workers=4), Inline)


def test_kernel_threads_are_given_back():
    before = threads.count
    with Inline(kernel_threads=3):
        assert threads.count == 3
    assert threads.count == before


def test_the_first_interrupt_only_asks():
    told = []
    with Interruption(lambda: told.append(1)) as interruption:
        signal.raise_signal(signal.SIGINT)
        assert (interruption.asked, told) == (True, [1])
        interruption.check()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_within_kernels_the_second_interrupt_waits_for_the_check():
    with Interruption() as interruption, interruption.held_back():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            interruption.check()


def test_outside_the_handler_is_as_before():
    before = signal.getsignal(signal.SIGINT)
    with Interruption():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before
