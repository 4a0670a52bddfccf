"""Blocks of curves on disk."""

import numpy as np
import pyarrow as pa

from sim.record.run_record import RunRecord
from sim.record.series import last_values, read_block, read_facts, write_block

NAMES = ["members", "cohesion"]


def records():
    one = np.array([[1, 0.5], [2, np.nan]], np.float32)
    acts = ((1, "event", "Festival"),)
    return [
        RunRecord(4, "a", 2, series=one, acts=acts, spent={"ads": 3.5}, seconds=1.25),
        RunRecord(5, "b", 2, error="ValueError: no", trace="Traceback ...", seconds=0.5),
        RunRecord(6, "c", 2, series=one[:1] * 3),
    ]


def test_curves_come_back_as_they_were(tmp_path):
    write_block(tmp_path / "block", records(), NAMES)
    table = read_block(tmp_path / "block").to_pandas()
    assert table["run"].to_list() == [4, 4, 6]
    assert table["day"].to_list() == [0, 1, 0]
    assert table["members"].to_list() == [1, 2, 3]
    assert np.isnan(table["cohesion"][1])
    assert table["members"].dtype == np.float32


def test_single_columns_can_be_read_and_unknown_ones_are_left_out(tmp_path):
    write_block(tmp_path / "block", records(), NAMES)
    table = read_block(tmp_path / "block", ["members", "never_measured"])
    assert table.column_names == ["run", "day", "members"]


def test_facts_of_runs_stand_in_the_block(tmp_path):
    write_block(tmp_path / "block", records(), NAMES)
    first, failed, _ = read_facts(tmp_path / "block")
    assert first["acts"] == [[1, "event", "Festival"]]
    assert first["spent"] == {"ads": 3.5}
    assert (failed["status"], failed["error"]) == ("failed", "ValueError: no")


def test_how_long_a_run_took_changes_no_byte(tmp_path):
    slow = [RunRecord(0, "a", 0, series=np.ones((3, 2), np.float32), seconds=9, timings={"x": 9})]
    fast = [RunRecord(0, "a", 0, series=np.ones((3, 2), np.float32), seconds=1)]
    write_block(tmp_path / "slow", slow, NAMES)
    write_block(tmp_path / "fast", fast, NAMES)
    assert (tmp_path / "slow").read_bytes() == (tmp_path / "fast").read_bytes()


def test_a_block_of_failures_only_can_be_read(tmp_path):
    write_block(tmp_path / "block", [RunRecord(0, "a", 0, error="no")], NAMES)
    assert read_block(tmp_path / "block").num_rows == 0


def test_the_last_value_up_to_a_day_of_each_run_for_all_measures_at_once():
    nan = np.nan
    table = pa.table(
        {
            "run": np.array([3, 3, 3, 5, 5], np.int32),
            "day": np.array([0, 1, 2, 0, 1], np.int16),
            "daily": np.array([1, 2, 3, 4, 5], np.float32),
            "slow": np.array([7, nan, nan, nan, 8], np.float32),
            "never": np.array([nan] * 5, np.float32),
        }
    )
    runs, found = last_values(table, [0, 1, 9])
    assert runs.tolist() == [3, 5]
    assert found[:, 0].tolist() == [[1, 2, 3], [4, 5, 5]]
    assert found[0, 1].tolist() == [7, 7, 7]
    assert np.isnan(found[1, 1, 0])
    assert found[1, 1, 1:].tolist() == [8, 8]
    assert np.isnan(found[:, 2]).all()
    assert last_values(table)[1][:, 0, 0].tolist() == [3, 5]
    assert last_values(table.slice(0, 0))[1].shape == (0, 3, 1)
