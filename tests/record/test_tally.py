"""How far a study is."""

import json
import math

from sim.record.lock import locked
from sim.record.tally import tally
from tests.study.fabricated import write_study


def test_runs_are_counted_by_how_they_ended(tmp_path):
    write_study(tmp_path, {"a": [1.0, math.nan, 2.0], "b": [2.0, 1.0, math.nan]}, "members")
    found = tally(tmp_path)
    assert (found.done, found.failed, found.lost, found.left) == (4, 2, 0, 0)
    assert found.seconds_left == 0


def test_runs_that_failed_alike_are_told_together(tmp_path):
    write_study(tmp_path, {"a": [1.0, math.nan, 2.0], "b": [2.0, 1.0, math.nan]}, "members")
    (trouble,) = tally(tmp_path).troubles
    assert (trouble.status, trouble.error) == ("failed", "ValueError: made to fail")
    assert list(trouble.runs) == [2, 5]


def test_without_its_blocks_everything_is_left(tmp_path):
    write_study(tmp_path, {"a": [1.0, 3.0], "b": [2.0, 1.0]}, "members")
    for block in (tmp_path / "series").iterdir():
        block.unlink()
    found = tally(tmp_path)
    assert (found.done, found.left) == (0, 4)


def test_time_is_that_of_all_sessions_and_the_pace_that_of_the_last(tmp_path):
    write_study(tmp_path, {"a": [1.0] * 4, "b": [2.0] * 4}, "members")
    sorted((tmp_path / "series").iterdir())[-1].unlink()
    lines = [
        {"at": "2026-01-01T00:00:00+00:00", "event": "started"},
        {"at": "2026-01-01T00:01:00+00:00", "event": "block", "seconds": {"0": 1.0}},
        {"at": "2026-01-02T00:00:00+00:00", "event": "started"},
        {"at": "2026-01-02T00:00:10+00:00", "event": "block", "seconds": {"1": 1.0, "2": 1.0}},
    ]
    text = "\n".join(map(json.dumps, lines)) + '\n{"at": "2026-01-02T00:0'
    (tmp_path / "log.jsonl").write_text(text)
    found = tally(tmp_path)
    assert found.seconds == 70
    assert found.seconds_left == 5 * found.left


def test_it_is_seen_when_somebody_is_at_work(tmp_path):
    write_study(tmp_path, {"a": [1.0], "b": [2.0]}, "members")
    assert not tally(tmp_path).at_work
    with locked(tmp_path):
        assert tally(tmp_path).at_work
