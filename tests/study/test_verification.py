"""Carrying out runs again and comparing every bit."""

import shutil

import numpy as np
import pytest

from sim.record.run_record import RunRecord
from sim.record.series import file_name, read_block, read_facts, write_block
from sim.study import verification
from sim.study.reopening import reopened
from sim.study.verification import verify


@pytest.fixture
def folder(compared, tmp_path):
    """A copy of a study that a test may spoil."""
    return shutil.copytree(compared.results.path, tmp_path / "copy")


def spoil(folder, run, **changes):
    """Store a run with other values."""
    path = folder / "series" / file_name(0)
    table, facts = read_block(path), read_facts(path)
    names = table.column_names[2:]
    records = []
    for each in facts:
        rows = table.filter(np.equal(table["run"].to_numpy(), each["run"]))
        series = np.column_stack([rows[name].to_numpy() for name in names])
        for (name, day), value in changes.get("values", {}).items() if each["run"] == run else ():
            series[day, names.index(name)] = value
        spent = changes.get("spent", each["spent"]) if each["run"] == run else each["spent"]
        acts = tuple(map(tuple, each["acts"]))
        records.append(
            RunRecord(each["run"], each["scenario"], each["replicate"], series, acts, spent)
        )
    write_block(path, records, names)


def test_runs_of_the_same_code_are_the_same_to_the_last_bit(folder):
    found = verify(reopened(folder), 9, workers=1)
    assert [run.number for run in found.runs] == list(range(9))
    assert found.deviations == ()


def test_the_first_day_and_measure_that_differ_are_told(folder):
    nearly = np.nextafter(np.float32(100), np.float32(200))
    spoil(folder, 4, values={("members", 9): 7, ("members", 3): nearly, ("cohesion", 5): 0})
    (found,) = verify(reopened(folder), 9, workers=1).deviations
    assert (found.run.number, found.measure, found.day) == (4, "members", 3)
    assert found.stored == repr(float(nearly))
    assert found.values == 3


def test_other_costs_are_told(folder):
    spoil(folder, 2, spent={"bribes": 1.0})
    (found,) = verify(reopened(folder), 9, workers=1).deviations
    assert (found.run.number, found.measure) == (2, verification.DEEDS)
    assert "bribes" in found.stored


def test_a_run_that_ends_otherwise_is_told(folder, monkeypatch):
    def fail(*given):
        raise ValueError("not today")

    monkeypatch.setattr("sim.study.block.begun", fail)
    (found,) = verify(reopened(folder), 1, workers=1).deviations
    assert (found.stored, found.now) == ("done", "failed ValueError: not today")


def test_a_sample_is_drawn_by_its_seed(folder):
    study = reopened(folder)
    drawn = [tuple(run.number for run in verify(study, 3, seed=seed, workers=1).runs)
             for seed in (1, 1, 2)]  # fmt: skip
    assert drawn[0] == drawn[1] != drawn[2]
    assert len(set(drawn[0])) == 3
