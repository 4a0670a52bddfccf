import numpy as np
import pandas as pd
import pytest
from SALib.analyze import pawn as theirs

from sim.analysis.pawn import floor, pawn


@pytest.fixture
def table():
    chance = np.random.default_rng(1)
    return pd.DataFrame(
        {
            "strong": chance.random(1000),
            "idle": chance.random(1000),
            "word": chance.choice(["a", "b", "c"], 1000),
        }
    )


def test_the_strong_stands_above_the_floor_and_the_idle_below(table):
    found = pawn(table, table["strong"].to_numpy() ** 2)
    assert found["strong"] > 0.5
    assert found["idle"] < floor(1000)


def test_words_are_sliced_by_value(table):
    found = pawn(table, (table["word"] == "a").to_numpy(float))
    assert found["word"] == pytest.approx(1 / 3, abs=0.05)
    assert found["idle"] < floor(1000)


def test_it_agrees_with_another_implementation(table):
    numbers = table[["strong", "idle"]]
    outcome = (numbers["strong"] ** 2 + 0.1 * numbers["idle"]).to_numpy()
    problem = {"num_vars": 2, "names": list(numbers), "bounds": [[0, 1]] * 2}
    other = theirs.analyze(problem, numbers.to_numpy(), outcome, S=10)
    assert pawn(numbers, outcome).to_numpy() == pytest.approx(other["median"], abs=0.02)
