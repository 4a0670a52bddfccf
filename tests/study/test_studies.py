"""Studies from Python."""

import signal

import pytest

import sim
from sim.record.places import Occupied
from sim.scenario import ScenarioErrors
from sim.study.runner import Listener
from sim.study.studies import Interrupted
from tests.study.fabricated import tiny


def test_a_comparison_needs_two_scenarios():
    with pytest.raises(ValueError, match="at least two"):
        sim.compare([tiny()])


def test_a_baseline_is_one_of_the_scenarios():
    with pytest.raises(ValueError, match="none of a, b"):
        sim.compare([tiny("a"), tiny("b")], baseline="c")


def test_a_scenario_that_is_wrong_is_told():
    with pytest.raises(ScenarioErrors):
        sim.compare(["base", "no such scenario"])


def test_without_a_place_results_last_as_long_as_what_reads_them():
    study = sim.run(tiny("a"), replicates=1)
    place = study.results.path
    assert place.is_dir()
    assert len(study.frame) == 13
    del study
    assert not place.exists()


def test_results_at_a_place_are_read_instead_of_made(tmp_path):
    first = sim.run(tiny("a"), replicates=2, out=tmp_path / "out")
    written = (tmp_path / "out" / "log.jsonl").read_text()
    again = sim.run(tiny("a"), replicates=2, out=tmp_path / "out")
    assert (tmp_path / "out" / "log.jsonl").read_text() == written
    assert again.frame.equals(first.frame)
    with pytest.raises(Occupied):
        sim.run(tiny("a"), replicates=3, out=tmp_path / "out")


def test_packaged_scenarios_go_by_their_names_and_take_overrides():
    changes = ["days=5", "market.size=150"]
    study = sim.run("base", replicates=1, overrides=changes)
    assert study.settings["base"].days == 5


def test_a_study_stopped_by_the_user_says_where_it_stands(tmp_path, many_blocks):
    class Stop(Listener):
        def finished(self, done, failed):
            signal.raise_signal(signal.SIGINT)

        def ended(self):
            signal.signal(signal.SIGINT, signal.default_int_handler)

    class Once(Stop):
        heard = 0

        def finished(self, done, failed):
            self.heard += 1
            if self.heard == 1:
                super().finished(done, failed)

    with pytest.raises(Interrupted) as caught:
        sim.run(tiny("a"), replicates=16, workers=1, out=tmp_path / "out", listener=Once())
    assert caught.value.done == 1
