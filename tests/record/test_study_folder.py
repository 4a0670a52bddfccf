"""The folder of a study while it is written."""

import json

import numpy as np
import pandas as pd

from sim.record.run_record import RunRecord
from sim.record.study_folder import RUNS, StudyFolder
from tests.study.fabricated import write_study


def test_starting_anew_removes_only_what_a_study_writes(tmp_path):
    write_study(tmp_path, {"a": [1.0], "b": [2.0]}, "active_members")
    (tmp_path / "my notes.txt").write_text("keep me")
    StudyFolder(tmp_path).empty()
    assert [path.name for path in tmp_path.iterdir()] == ["my notes.txt"]


def test_a_folder_of_somebody_else_is_not_emptied(tmp_path):
    (tmp_path / "scenarios").mkdir()
    StudyFolder(tmp_path).empty()
    assert (tmp_path / "scenarios").is_dir()


def test_failures_are_kept_with_their_traceback(tmp_path):
    write_study(tmp_path, {"a": [1.0], "b": [2.0]}, "active_members")
    record = RunRecord(7, "a", 3, seed=5, error="ValueError: no", trace="Traceback: here")
    StudyFolder(tmp_path).write_block(9, [record], [])
    text = (tmp_path / "failures" / "run-000007.txt").read_text()
    assert text == "a, replicate 3, seed 5: ValueError: no\n\nTraceback: here"
    lines = (tmp_path / "log.jsonl").read_text().splitlines()
    events = [json.loads(line)["event"] for line in lines]
    assert events[-2:] == ["failed", "block"]


def test_the_table_of_runs_is_the_same_whoever_wrote_the_blocks(tmp_path):
    """Last values of blocks that were written just now are not read again."""
    write_study(tmp_path, {"a": [1.0, np.nan], "b": [2.0, 3.0]}, "cohesion")
    at_once = pd.read_parquet(tmp_path / RUNS)
    StudyFolder(tmp_path).finish()
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / RUNS), at_once)
    assert at_once["last:cohesion"].dropna().to_list() == [1.0, 2.0, 3.0]


def test_room_on_the_disk_is_counted(tmp_path):
    folder = StudyFolder(tmp_path)
    assert folder.has_room_for(1000)
    assert not folder.has_room_for(10**18)
