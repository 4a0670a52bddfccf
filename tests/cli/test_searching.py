"""The commands around a search: its rounds, and its winners in a folder beside them."""

import json
import shutil
from pathlib import Path

import pytest

from tests.study.test_exploring import OPTIMISE

pytest.importorskip("optuna")


@pytest.fixture
def searched(seed100):
    """A search with its winners."""
    Path("mine.yaml").write_text(OPTIMISE, "utf-8")
    assert seed100("optimise", "mine.yaml", "-w", 1, "-q", "--no-figures").code == 0
    return Path("results/mine-search")


def edited(path, **changes):
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def cut_short(folder):
    """As if it had been killed in the second round, before there were winners."""
    shutil.rmtree("results/mine")
    shutil.rmtree(folder / "round-001")
    edited(folder / "manifest.json", status="running")


def test_a_search_that_was_killed_is_told_of_and_gone_on_with(seed100, searched):
    before = (searched / "trials.csv").read_bytes()
    cut_short(searched)
    said = seed100("status", searched)
    assert "3 of 6 points tried" in said.out
    assert "seed100 resume results/mine-search" in said.err
    assert "6 个点已试 3 个" in seed100("status", searched, "--lang", "zh").out
    Path("mine.yaml").unlink()
    assert seed100("resume", searched, "-w", 1, "-q", "--no-figures").code == 0
    assert (searched / "trials.csv").read_bytes() == before
    data = json.loads(seed100("status", searched, "--json").out)
    assert (data["tried"], data["next"]) == (6, "seed100 show results/mine")
    assert "candidate" in seed100("show", "results/mine").out.lower()


def test_a_search_without_winners_is_found_by_their_name(seed100, searched):
    cut_short(searched)
    assert "points tried" in seed100("status", "results/mine").out


@pytest.mark.parametrize("command", ["show", "verify"])
def test_what_looks_at_runs_asks_for_a_round(seed100, searched, command):
    said = seed100(command, searched)
    assert said.code == 2
    assert "results/mine-search/round-000" in said.err
    assert seed100(command, searched / "round-000").code == 0


def test_a_round_is_not_extended(seed100, searched):
    said = seed100("extend", searched / "round-000", "-n", 9)
    assert said.code == 2
    assert "raise `trials`" in said.err
    assert "请增大" in seed100("extend", searched / "round-000", "-n", 9, "--lang", "zh").err


def test_limits_that_nothing_keeps_to_are_told_with_what_is_missing(seed100, tmp_path):
    text = OPTIMISE.replace("at_least: 12", "at_least: 100000")
    (tmp_path / "mine.yaml").write_text(text, "utf-8")
    said = seed100("optimise", "mine.yaml", "-w", 1, "--no-figures")
    assert said.code == 2
    assert "Round 2 of 2" in said.err
    assert "none of 6 points keeps to the limits; the nearest misses `members@5` by 9" in said.err
