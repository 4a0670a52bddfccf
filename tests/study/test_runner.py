"""Carrying out a plan."""

import errno
import signal

import pytest

from sim.record.files import CannotWrite
from sim.record.places import Place, place_for
from sim.record.results import Results
from sim.record.study_folder import StudyFolder
from sim.study import block
from sim.study.engine import Inline
from sim.study.runner import Listener, carry_out
from sim.study.studies import manifest_of
from tests.study.fabricated import plan_of, tiny

pytestmark = pytest.mark.usefixtures("many_blocks")


def study(folder, *settings, replicates=2, workers=1, listener=None, place=None):
    plan = plan_of(*settings, replicates=replicates)
    manifest = manifest_of(plan, "compare" if len(settings) > 1 else "run")
    place = place or place_for(manifest, folder)
    return carry_out(plan, place, manifest, workers=workers, listener=listener)


def blocks(folder):
    return {path.name: path.read_bytes() for path in (folder / "series").iterdir()}


class StopAfter(Listener):
    """Presses Ctrl-C after so many blocks."""

    def __init__(self, count):
        self.count = count
        self.heard = []

    def finished(self, done, failed):
        self.heard.append(done)
        if len(self.heard) == self.count:
            signal.raise_signal(signal.SIGINT)

    def draining(self):
        self.heard.append("draining")


def test_a_finished_study_is_complete_and_its_folder_whole(tmp_path):
    final = study(tmp_path / "out", tiny("a"), tiny("b"))
    assert (final.status, final.failed, final.runs) == ("complete", 0, 4)
    assert final.seconds > 0
    assert final.timings["seeding"] > 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {
        "log.jsonl",
        "manifest.json",
        "plan.parquet",
        "runs.parquet",
        "scenarios",
        "series",
    }
    assert len(Results(tmp_path / "out").runs) == 4


def test_plan_and_manifest_are_there_before_the_first_run(tmp_path):
    seen = []

    class Look(Listener):
        def started(self, place, runs, done, workers):
            seen.extend(sorted(path.name for path in place.iterdir()))

    study(tmp_path / "out", tiny("a"), listener=Look())
    assert {"manifest.json", "plan.parquet", "scenarios"} <= set(seen)


def test_the_first_interrupt_keeps_what_is_finished_and_the_next_session_goes_on(tmp_path):
    listener = StopAfter(3)
    final = study(tmp_path / "out", tiny("a"), tiny("b"), replicates=8, listener=listener)
    assert final.status == "interrupted"
    assert "draining" in listener.heard
    kept = blocks(tmp_path / "out")
    assert 3 <= len(kept) < final.blocks
    assert len(Results(tmp_path / "out").frame(["members"])) == 13 * len(
        Results(tmp_path / "out").facts
    )

    again = study(tmp_path / "out", tiny("a"), tiny("b"), replicates=8)
    assert again.status == "complete"
    whole = blocks(tmp_path / "out")
    assert {name: whole[name] for name in kept} == kept
    study(tmp_path / "at once", tiny("a"), tiny("b"), replicates=8)
    assert whole == blocks(tmp_path / "at once")


def test_a_complete_study_is_not_run_again_but_takes_a_new_title(tmp_path):
    study(tmp_path / "out", tiny("a"), tiny("b"))
    before = blocks(tmp_path / "out")

    class Refuse(Listener):
        def started(self, *news):
            raise AssertionError("ran again")

    final = study(tmp_path / "out", tiny("a", title="Better"), tiny("b"), listener=Refuse())
    assert final.status == "complete"
    assert Results(tmp_path / "out").manifest.scenarios[0].title["en"] == "Better"
    assert blocks(tmp_path / "out") == before


def test_more_replicates_and_more_strategies_change_no_earlier_run(tmp_path):
    study(tmp_path / "few", tiny("a"), tiny("b"), replicates=2)
    study(tmp_path / "many", tiny("a"), tiny("c", days=9), tiny("b"), replicates=5)
    few, many = (Results(tmp_path / name).frame() for name in ("few", "many"))
    same = many[(many["replicate"] < 2) & (many["scenario"] != "c")]
    keys = ["scenario", "replicate", "day"]
    few, same = (each.astype({"scenario": str}).sort_values(keys) for each in (few, same))
    assert (
        few.to_numpy()[:, 1:].astype(float).tobytes()
        == same.to_numpy()[:, 1:].astype(float).tobytes()
    )


def test_kernel_threads_change_no_byte(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.state.compiling.ROWS_WORTH_A_THREAD", 50)
    for threads in (1, 2):
        monkeypatch.setattr(
            "sim.study.runner.engine_for", lambda *_, threads=threads: Inline(threads)
        )
        study(tmp_path / str(threads), tiny("a", market={"size": 900}), replicates=1)
    assert blocks(tmp_path / "1") == blocks(tmp_path / "2")


def test_a_failing_run_is_recorded_and_the_study_completes(tmp_path, monkeypatch):
    class Fragile(block.CommunityModel):
        def __init__(self, settings, **given):
            if given.get("replicate") == 1:
                raise ValueError("no luck")
            super().__init__(settings, **given)

    monkeypatch.setattr(block, "CommunityModel", Fragile)
    final = study(tmp_path / "out", tiny("a"), replicates=3)
    assert (final.status, final.failed) == ("complete", 1)
    assert "no luck" in (tmp_path / "out" / "failures" / "run-000001.txt").read_text()


def test_a_disk_that_fills_up_stops_the_study_and_keeps_finished_blocks(tmp_path, monkeypatch):
    real, written = StudyFolder.write_block, []

    def fills_up(self, number, records, measures):
        if len(written) == 2:
            raise CannotWrite(self.path, OSError(errno.ENOSPC, "No space left on device"))
        written.append(number)
        real(self, number, records, measures)

    monkeypatch.setattr(StudyFolder, "write_block", fills_up)
    with pytest.raises(CannotWrite) as caught:
        study(tmp_path / "out", tiny("a"), replicates=16)
    assert caught.value.full
    results = Results(tmp_path / "out")
    assert results.manifest.status == "stopped"
    assert len(blocks(tmp_path / "out")) == 2
    assert len(results.frame(["members"])) > 0


def test_want_of_room_is_told_before_the_first_run(tmp_path, monkeypatch):
    monkeypatch.setattr(StudyFolder, "has_room_for", lambda self, values: False)
    with pytest.raises(CannotWrite) as caught:
        study(tmp_path / "out", tiny("a"))
    assert caught.value.full


def test_a_place_that_cannot_be_written_is_told_before_the_first_run(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite):
        study(tmp_path, tiny("a"), place=Place(tmp_path / "file" / "out"))


def test_the_second_interrupt_stops_at_once_and_leaves_nothing_half_written(tmp_path):
    class Impatient(Listener):
        def finished(self, done, failed):
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        study(tmp_path / "out", tiny("a"), replicates=16, listener=Impatient())
    assert list((tmp_path / "out").rglob("*.tmp")) == []
    assert Results(tmp_path / "out").manifest.status == "interrupted"
    assert len(blocks(tmp_path / "out")) == 1
