"""Files are whole or not there."""

import errno

import pytest

from sim.record.files import CannotWrite, append_line, make_folder, sweep, whole, write_text


def write_half(path, error):
    with whole(path) as file:
        file.write(b"half of the n")
        raise error


def test_a_file_that_is_not_finished_leaves_the_old_one(tmp_path):
    path = tmp_path / "a.txt"
    write_text(path, "old")
    with pytest.raises(RuntimeError):
        write_half(path, RuntimeError())
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_disk_is_told_and_leaves_nothing_half_written(tmp_path):
    path = tmp_path / "a.txt"
    with pytest.raises(CannotWrite) as caught:
        write_half(path, OSError(errno.ENOSPC, "No space left on device"))
    assert caught.value.full
    assert list(tmp_path.iterdir()) == []


def test_a_folder_under_a_file_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite) as caught:
        make_folder(tmp_path / "file" / "results")
    assert not caught.value.full


def test_what_a_killed_writer_left_is_swept(tmp_path):
    (tmp_path / "series").mkdir()
    (tmp_path / "series" / ".block-00001.parquet.123.tmp").write_text("half")
    (tmp_path / "writable").touch()
    (tmp_path / "kept.txt").write_text("whole")
    sweep(tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["kept.txt"]


def test_lines_are_added_one_after_the_other(tmp_path):
    append_line(tmp_path / "log", "one")
    append_line(tmp_path / "log", "二")
    assert (tmp_path / "log").read_text(encoding="utf-8") == "one\n二\n"
