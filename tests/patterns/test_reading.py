"""Logs of real communities are read from CSV, and mistakes are told with their line."""

import gzip

import numpy as np
import pytest

from sim import patterns

EVENTS = "timestamp,source,target,kind\n86400,ann,,post\n172800,bob,ann,reply\n"


def folder(path, events="", users=""):
    for name, text in (("events", events), ("users", users)):
        if text:
            (path / f"{name}.csv").write_text(text, "utf-8")
    return path


def complaint(path):
    with pytest.raises(patterns.UnreadableLog) as caught:
        patterns.read(path)
    assert caught.value.zh != caught.value.en
    return caught.value.en


def test_events_alone(tmp_path):
    log = patterns.read(str(folder(tmp_path, EVENTS) / "events.csv"))
    assert (log.people, log.end, log.joined, log.attended) == (2, 1, None, None)
    assert log.person.tolist() == [0, 1]
    assert log.to.tolist() == [-1, 0]


def test_a_folder_gzipped_or_not_with_members_who_never_did_anything(tmp_path):
    users = "id,joined,attended\nann,1970-01-01,2\ncarl,,\nbob,1970-01-02 12:00,0\n"
    (tmp_path / "events.csv.gz").write_bytes(gzip.compress(EVENTS.encode()))
    log = patterns.read(folder(tmp_path, users=users))
    assert log.people == 3
    assert log.contributions.tolist() == [1, 0, 1]
    assert log.joined == pytest.approx([0, np.nan, 1.5], nan_ok=True)
    assert log.attended.tolist() == [2, 0, 0]


def test_dates_count_as_well_as_seconds(tmp_path):
    text = "timestamp,source,target\n2024-02-28T12:00:00Z,a,b\n2024-03-01,b,\n"
    assert patterns.read(folder(tmp_path, text)).time == pytest.approx([0, 1.5])


def test_joins_and_visits_may_stand_among_the_events(tmp_path):
    text = EVENTS + "0,ann,,join\n43200,carl,,join\n259200,ann,,attend\n"
    log = patterns.read(folder(tmp_path, text))
    assert len(log.time) == 2
    assert log.joined == pytest.approx([0, 0.5, np.nan], nan_ok=True)
    assert log.attended.tolist() == [1, 0, 0]


@pytest.mark.parametrize("events, users, said", [
    ("time,source,target\n1,a,b\n", "", "line 1: the column timestamp is missing"),
    ("timestamp,source,target\n1,a,b\nsoon,a,b\n", "", "line 3: timestamp is neither Unix"),
    ("timestamp,source,target\n1,a,b\n,a,b\n", "", "line 3: the timestamp is empty"),
    ("timestamp,source,target\n1,,b\n", "", "line 2: the source is empty"),
    ("timestamp,source,target\n", "", "holds no events"),
    (EVENTS, "id,joined\na,1\na,2\n", "line 3: the id is there already"),
    (EVENTS, "id,joined\n,1\n", "line 2: the id is empty"),
    (EVENTS, "id,joined,attended\na,1,-1\n", "line 2: attended is no whole number"),
    (EVENTS, "id\na\n", "line 1: the column joined is missing"),
])  # fmt: skip
def test_mistakes_are_told_with_their_line(tmp_path, events, users, said):
    assert said in complaint(folder(tmp_path, events, users))


def test_what_is_no_log_is_told(tmp_path):
    assert "no file or folder" in complaint(tmp_path / "nowhere")
    assert "neither events.csv nor users.csv" in complaint(tmp_path)
    (tmp_path / "empty.csv").write_text("", "utf-8")
    assert "is no CSV file" in complaint(tmp_path / "empty.csv")
    (tmp_path / "picture.csv.gz").write_bytes(b"\x89PNG")
    assert "is no CSV file" in complaint(tmp_path / "picture.csv.gz")
