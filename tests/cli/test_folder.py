"""Commands around a results folder."""

import json

import pytest

from sim.record.lock import locked
from sim.study import block
from tests.cli.conftest import TINY
from tests.cli.test_running import Fragile

HERE = "results/base"


@pytest.fixture
def study(seed100):
    """Four runs of the default community."""
    assert seed100("run", "base", "-n", 4, "-q", *TINY).code == 0


@pytest.fixture
def failing(seed100, monkeypatch):
    """Three runs, one of which has failed."""
    with monkeypatch.context() as patched:
        patched.setattr(block, "CommunityModel", Fragile)
        assert seed100("run", "base", "-n", 3, "-w", 1, "-q", *TINY).code == 1


def edit_manifest(folder, **changes):
    path = folder / "results" / "base" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def cut_short(folder):
    """As if it had been killed before its last block."""
    sorted((folder / "results" / "base" / "series").iterdir())[-1].unlink()
    edit_manifest(folder, status="running")


def test_status_of_a_complete_study(seed100, study):
    said = seed100("status")
    assert said.code == 0
    assert "1 scenario x 4 replicates = 4 runs, seed 1: complete" in said.out
    assert "Next: seed100 show results/base" in said.err


def test_status_of_a_killed_study_says_how_to_go_on(seed100, study, tmp_path):
    cut_short(tmp_path)
    said = seed100("status", HERE)
    assert "killed while it ran" in said.out
    assert "Next: seed100 resume results/base" in said.err
    assert "运行中被强行终止" in seed100("status", "--lang", "zh").out
    data = json.loads(seed100("status", "--json").out)
    assert (data["done"], data["left"]) == (0, 4)


def test_status_groups_failures_and_says_how_to_look_closer(seed100, failing):
    said = seed100("status")
    assert "ValueError: no luck today" in said.out
    assert "seed100 rerun results/base 1" in said.err
    assert "resume results/base --retry-failed" in said.err


def test_status_of_a_study_at_work(seed100, study, tmp_path):
    with locked(tmp_path / HERE):
        assert ": at work" in seed100("status").out
        cut_short(tmp_path)
        said = seed100("resume", "--no-figures")
        assert said.code == 2
        assert "another process is at work" in said.err


def test_resume_goes_on_from_the_folder_alone(seed100, study, tmp_path):
    before = (tmp_path / HERE / "series" / "block-00000.parquet").read_bytes()
    summary = seed100("show").out
    cut_short(tmp_path)
    said = seed100("resume", HERE, "--no-figures")
    assert (said.code, said.out) == (0, summary)
    assert (tmp_path / HERE / "series" / "block-00000.parquet").read_bytes() == before


def test_failed_runs_are_tried_again_when_asked(seed100, failing, tmp_path):
    said = seed100("resume", "--no-figures")
    assert said.code == 1
    assert "1 of 3 runs failed" in said.err
    again = seed100("resume", "--retry-failed", "--no-figures")
    assert again.code == 0
    assert json.loads(seed100("status", "--json").out)["done"] == 3
    assert list((tmp_path / HERE / "failures").iterdir()) == []


def test_runs_over_the_time_limit_are_lost_and_tried_again_by_resume(seed100):
    said = seed100("run", "base", "-n", 2, "-w", 1, "--time-limit", "0.001", *TINY)
    assert said.code == 1
    assert "2 of 2 runs lost; to try again: seed100 resume results/base" in said.err
    assert "TookTooLong: more than 0.001 s" in seed100("status").out
    assert seed100("resume", "--no-figures").code == 0
    assert json.loads(seed100("status", "--json").out)["lost"] == 0


def test_other_code_is_refused_with_what_to_do(seed100, study, tmp_path):
    cut_short(tmp_path)
    edit_manifest(tmp_path, model="0123456789abcdef", versions={"seed100": "0.0.9"})
    said = seed100("resume")
    assert said.code == 2
    assert "seed100: 0.0.9 -> " in said.err
    assert "--allow-code-change" in said.err
    said = seed100("resume", "--allow-code-change", "--no-figures")
    assert said.code == 0
    assert "last bits may differ" in said.err
    assert "2 versions of the model" in seed100("status").err


def test_an_edited_scenario_is_refused_with_what_changed(seed100, study, tmp_path):
    cut_short(tmp_path)
    path = tmp_path / HERE / "scenarios" / "base" / "resolved.yaml"
    path.write_text(path.read_text().replace("days: 8", "days: 9"))
    said = seed100("resume", "--allow-code-change")
    assert said.code == 2
    assert "base, days: 8 -> 9" in said.err


def test_extend_adds_replicates(seed100, study):
    said = seed100("extend", HERE, "-n", 6, "--no-figures")
    assert said.code == 0
    assert "6 runs over 8 days" in said.out
    assert "there already" in seed100("run", "base", "-n", 6, *TINY).err
    assert seed100("extend", HERE, "-n", 6).code == 2


def test_verify_tells_whether_it_is_the_same(seed100, study, monkeypatch):
    said = seed100("verify", "--sample", 2)
    assert (said.code, said.out) == (0, "2 of 2 runs came out the same to the last bit.\n")

    class Otherwise(block.CommunityModel):
        def __init__(self, settings, *, seed=1, **given):
            super().__init__(settings, seed=seed + 1, **given)

    monkeypatch.setattr(block, "CommunityModel", Otherwise)
    said = seed100("verify", "--sample", 2, "-w", 1)
    assert said.code == 1
    assert "0 of 2 runs came out the same" in said.out
    assert json.loads(seed100("verify", "-w", 1, "--json").out)["deviations"]


def test_files_that_are_gone_are_told_by_status_and_by_verify(seed100, study, tmp_path):
    for block_file in (tmp_path / "results" / "base" / "series").iterdir():
        block_file.unlink()
    said = seed100("status")
    assert "complete once, but files of runs are missing" in said.out
    assert "Next: seed100 resume results/base" in said.err
    said = seed100("verify")
    assert said.code == 2
    assert "no run of `results/base` is finished yet" in said.err


def test_rerun_writes_one_run_in_detail(seed100, study, tmp_path):
    said = seed100("rerun", HERE, 3)
    assert said.code == 0
    assert "Run 3: base, replicate 3, up to day 8" in said.out
    assert (tmp_path / HERE / "runs" / "run-000003" / "journal.csv").is_file()
    assert seed100("rerun", HERE, 4).code == 2


def test_rerun_of_a_failing_run_fails(seed100, failing, monkeypatch):
    monkeypatch.setattr(block, "CommunityModel", Fragile)
    said = seed100("rerun", HERE, 1, "--lang", "zh")
    assert said.code == 1
    assert "no luck today" in said.err


def test_a_damaged_block_is_told(seed100, study, tmp_path):
    (tmp_path / HERE / "series" / "block-00000.parquet").write_bytes(b"PAR1 and no more")
    said = seed100("status")
    assert said.code == 2
    assert "the file is damaged" in said.err
