"""A closer look at one run."""

import shutil

import pandas as pd
import pytest

from sim.model import CommunityModel
from sim.study.closeup import NoSuchRun, close_up
from sim.study.reopening import reopened


@pytest.fixture
def folder(compared, tmp_path):
    """A copy of a study that a test may write to."""
    return shutil.copytree(compared.results.path, tmp_path / "copy")


def test_the_days_are_those_of_the_study(folder, compared):
    found = close_up(reopened(folder), 4)
    daily = pd.read_csv(found.folder / "daily.csv")
    frame = compared.frame
    same = frame[(frame["scenario"] == found.run.scenario) & (frame["replicate"] == 1)]
    pd.testing.assert_frame_equal(
        daily.astype("float32"),
        same.drop(columns=["scenario", "replicate"]).reset_index(drop=True).astype("float32"),
    )


def test_the_journal_tells_of_everybody_who_came_and_went(folder):
    found = close_up(reopened(folder), 0)
    journal = pd.read_csv(found.folder / "journal.csv")
    daily = pd.read_csv(found.folder / "daily.csv")
    came, left = ((journal["kind"] == kind).sum() for kind in ("join", "exit"))
    assert came - left == daily["members"].iloc[-1]
    assert {path.stem for path in found.files} == {
        "daily", "journal", "splits", "acts", "costs", "timings",
    }  # fmt: skip
    assert all(path.is_file() for path in found.files)


def test_a_run_that_fails_leaves_its_days_until_then_and_the_traceback(folder, monkeypatch):
    real = CommunityModel.step

    def step(self):
        if self.day == 4:
            raise ZeroDivisionError("on day five")
        real(self)

    monkeypatch.setattr(CommunityModel, "step", step)
    found = close_up(reopened(folder), 0)
    assert found.error == "ZeroDivisionError: on day five"
    assert len(pd.read_csv(found.folder / "daily.csv")) == 5
    assert "Traceback" in (found.folder / "failure.txt").read_text()


def test_a_run_that_is_not_there_is_told(folder):
    with pytest.raises(NoSuchRun) as caught:
        close_up(reopened(folder), 9)
    assert caught.value.runs == 9
