"""`validate`."""

import json

import pytest

from sim.cli import validating
from tests.validation.planted import ALL, BAD, CLAIM, ELSEWHERE, GOOD, KNOWN, SLOW

SOUND = (GOOD, KNOWN, SLOW, ELSEWHERE, CLAIM)


@pytest.fixture
def among(monkeypatch):
    """Puts checks whose outcome is known in place of the model's."""
    return lambda *some: monkeypatch.setattr(validating, "checks", lambda: some)


def test_the_table_says_what_was_measured_and_how_it_stands(seed100, among):
    among(*SOUND)
    said = seed100("validate", "--workers", 1)
    assert said.code == 0, said.err
    assert "Analytic limits" in said.out
    assert "1 ± 0.1" in said.out
    assert "L3: It cannot." in said.out
    assert "2 held, 1 missed, 1 not applicable, 1 conditional" in said.out


def test_it_fails_when_something_that_held_has_broken(seed100, among):
    among(*SOUND, BAD)
    said = seed100("validate", "--workers", 1)
    assert said.code == 1
    assert "BROKEN" in said.out


def test_in_haste_what_takes_long_is_shown_as_not_run(seed100, among):
    among(GOOD, SLOW)
    said = seed100("validate", "--fast", "--workers", 1)
    assert said.code == 0
    assert "1 held, 1 not run" in said.out


def test_one_family_alone(seed100, among):
    among(*ALL)
    said = seed100("validate", "--only", "claims", "--json", "--workers", 1)
    assert [each["id"] for each in json.loads(said.out)] == ["C01"]
    assert seed100("validate", "--only", "everything").code == 2


def test_checks_by_their_ids(seed100, among):
    among(*ALL)
    said = seed100("validate", "--only", "L5", "--only", "claims", "--json", "--workers", 1)
    assert [each["id"] for each in json.loads(said.out)] == ["L5", "C01"]
    wrong = seed100("validate", "--only", "claim")
    assert (wrong.code, "did you mean `claims`?" in wrong.err) == (2, True)


def test_a_script_gets_data_and_nothing_else(seed100, among):
    among(*SOUND)
    said = seed100("validate", "--json", "--workers", 1)
    assert [each["verdict"] for each in json.loads(said.out)] == [
        "held", "missed", "held", "not applicable", "conditional",
    ]  # fmt: skip
    assert said.err == ""


def test_in_chinese(seed100, among):
    among(*SOUND)
    said = seed100("validate", "--lang", "zh", "--workers", 1)
    assert "解析极限" in said.out
    assert "L3: 它做不到。" in said.out
    assert "2 成立" in said.out


def test_the_page_is_written_from_the_whole_table_only(seed100, among, tmp_path):
    among(*SOUND)
    assert seed100("validate", "--page", "page.md", "--workers", 1).code == 0
    assert "| L5 |" in (tmp_path / "page.md").read_text("utf-8")
    said = seed100("validate", "--page", "other.md", "--fast")
    assert said.code == 2
    assert "whole table" in said.err
    assert not (tmp_path / "other.md").exists()


def test_a_page_that_cannot_be_written_is_refused_before_anything_runs(seed100, among, tmp_path):
    among(*SOUND)
    said = seed100("validate", "--page", "nowhere/page.md", "--workers", 1)
    assert said.code == 2
    assert "nowhere" in said.err
    assert "L1" not in said.err
