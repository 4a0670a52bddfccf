"""Reading a results folder back."""

import numpy as np
import pytest

from sim.record.manifest import NoResults
from sim.record.results import Results
from tests.study.fabricated import write_study


def test_the_frame_is_tidy_and_in_the_order_given(tmp_path):
    write_study(tmp_path, {"z": [1.0, 2.0], "a": [3.0, 4.0]}, "active_members")
    frame = Results(tmp_path).frame()
    assert list(frame.columns[:4]) == ["scenario", "replicate", "day", "members"]
    last = frame[frame["day"] == 2]
    assert last["scenario"].to_list() == ["z", "z", "a", "a"]
    assert last["replicate"].to_list() == [0, 1, 0, 1]
    assert last["active_members"].to_list() == [1, 2, 3, 4]


def test_few_columns_can_be_asked_for(tmp_path):
    write_study(tmp_path, {"a": [1.0], "b": [2.0]}, "cohesion")
    frame = Results(tmp_path).frame(["cohesion"])
    assert list(frame.columns) == ["scenario", "replicate", "day", "cohesion"]


def test_failed_runs_are_in_the_table_of_runs_and_not_in_the_curves(tmp_path):
    write_study(tmp_path, {"a": [1.0, np.nan], "b": [2.0, 3.0]}, "active_members")
    results = Results(tmp_path)
    assert results.runs["status"].to_list() == ["done", "done", "failed", "done"]
    assert np.isnan(results.runs["last:active_members"][2])
    assert results.runs["error"][2] == "ValueError: made to fail"
    assert len(results.frame()) == 3 * 3


def test_runs_without_blocks_are_no_rows(tmp_path):
    write_study(tmp_path, {"a": [1.0], "b": [2.0]}, "active_members")
    for block in (tmp_path / "series").iterdir():
        block.unlink()
    results = Results(tmp_path)
    assert results.frame(["members"]).empty
    assert len(results.runs) == 0


def test_a_torn_line_of_the_log_is_passed_over(tmp_path):
    write_study(tmp_path, {"a": [1.0], "b": [2.0]}, "active_members")
    with (tmp_path / "log.jsonl").open("a") as log:
        log.write('{"event": "block", "seco')
    assert len(Results(tmp_path).runs) == 2


def test_a_folder_without_results_says_so(tmp_path):
    with pytest.raises(NoResults):
        Results(tmp_path)
