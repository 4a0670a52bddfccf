"""Reading a results folder back."""

import numpy as np
import pandas as pd
import pytest

from sim.record.manifest import NoResults
from sim.record.places import Place
from sim.record.results import Results
from sim.record.runs import block_files, runs_table
from sim.record.series import read_block
from sim.record.study_folder import RUNS
from sim.study.runner import carry_out
from sim.study.studies import manifest_of
from tests.study.fabricated import plan_of, tiny, write_study


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


def test_curves_of_unequal_length_stand_in_order_without_gaps(tmp_path):
    plan = plan_of(tiny("z", days=4), tiny("a", days=2), replicates=2)
    place, manifest = Place(tmp_path / "out"), manifest_of(plan, "compare")
    assert carry_out(plan, place, manifest, workers=1).status == "complete"
    frame = Results(place.path).frame(["members", "cohesion"])
    heads = frame[["scenario", "replicate", "day"]].itertuples(index=False, name=None)
    span = {"z": 5, "a": 3}
    assert list(heads) == [
        (name, replicate, day) for name in span for replicate in (0, 1) for day in range(span[name])
    ]
    blocks = [read_block(path).to_pandas() for path in block_files(place.path)]
    one = pd.concat(blocks)
    run = next(each.number for each in plan.runs if (each.scenario, each.replicate) == ("a", 1))
    assert frame["members"].iloc[-3:].to_list() == one[one["run"] == run]["members"].to_list()


def test_the_table_of_runs_of_a_complete_study_is_the_one_it_wrote(tmp_path):
    plan = plan_of(tiny("a"), replicates=2)
    carry_out(plan, Place(tmp_path), manifest_of(plan, "run"), workers=1)
    results = Results(tmp_path)
    pd.testing.assert_frame_equal(results.runs, runs_table(tmp_path).to_pandas())
    (tmp_path / RUNS).unlink()
    pd.testing.assert_frame_equal(Results(tmp_path).runs, results.runs)


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
