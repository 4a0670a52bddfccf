"""A twin as a file."""

import numpy as np
import pytest

from sim.patterns import Log
from sim.scenario import load, patched
from sim.twin import Facts, Twin, fitted, written
from tests.twin.logs import listed, unlisted

COMMAND = "seed100 patterns club.yaml club"


def file_of(made, folder, name="club"):
    path = folder / "club.yaml"
    path.write_text(written(made, name, COMMAND, "schema.json"), "utf-8")
    return path


@pytest.mark.parametrize("log", [
    listed(), unlisted(), listed(attended=np.ones(len(listed().joined), int))
], ids=["listed", "unlisted", "meeting"])  # fmt: skip
def test_the_file_says_what_was_fitted(log, tmp_path):
    made = fitted(log)
    read = load(file_of(made, tmp_path))
    said = {"name": "", "title": read.title, "question": read.question, "timeline": ()}
    meant = patched(load("base"), made.changes())
    assert read.model_copy(update=said) == meant.model_copy(update=said)
    for entry, other in zip(read.timeline, meant.timeline, strict=True):
        assert (entry.when, entry.arguments) == (other.when, other.arguments)
        assert entry.label.zh


def test_it_says_what_is_a_fact_and_what_is_assumed(tmp_path):
    text = file_of(fitted(unlisted()), tmp_path).read_text("utf-8")
    assert COMMAND in text
    assert "85% never contribute" in text
    assert "ASSUMPTION: 10 times those who registered" in text
    assert "people first seen a week" in text
    assert "e+" not in text


@pytest.mark.parametrize("name", ["a: b # c", 'say "so"', "社群", "- x", "{y}"])
def test_any_name_makes_a_sound_file(name, tmp_path):
    made = fitted(listed())
    assert load(file_of(made, tmp_path, name)).title.en == f"Twin of {name}"


def test_what_was_cut_is_said(tmp_path):
    joined = np.linspace(0, 7300, 80_000)
    empty = np.empty(0, np.int64)
    facts = Facts(Log.of(len(joined), empty, empty, empty, joined=joined))
    made = Twin(facts, np.full(len(facts.steps), 50.0), np.zeros(len(facts.steps)))
    text = file_of(made, tmp_path).read_text("utf-8")
    assert "its first 3650" in text
    assert "each person stands for 2" in text
    assert load(tmp_path / "club.yaml").days == 3650
