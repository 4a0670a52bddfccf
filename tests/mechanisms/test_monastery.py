"""A monastery that broke up: Sampson (1968), liking in three waves and who left how."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array

from sim.mechanisms.schism import take_sides

DATA = Path(__file__).parents[3] / "shared" / "data" / "classic_groups"
PETER, GREG = 3, 1
"""Who led the loyal opposition and the Young Turks."""


def liking(wave):
    """Who liked whom how much, as a matrix of eighteen."""
    file = DATA / f"sampson_liking_t{wave}_edges.csv"
    if not file.is_file():
        pytest.skip("the public data set classic_groups is not beside this repository")
    edges = np.loadtxt(file, delimiter=",", skiprows=1)
    ends = edges[:, 0].astype(int) - 1, edges[:, 1].astype(int) - 1
    return csr_array((edges[:, 2], ends), shape=(18, 18))


def factions():
    rows = (DATA / "sampson_outcome.csv").read_text("utf-8").splitlines()[1:]
    return np.array([row.split(",")[3] for row in rows])


@pytest.mark.parametrize("wave, right", [(1, 15), (2, 17), (3, 17)])
def test_it_breaks_where_it_broke_and_ever_more_clearly(wave, right):
    """The leaders' sides by ties alone, among the loyal and the Turks and outcasts who went."""
    side = take_sides(liking(wave), leader=GREG, head=PETER, rounds=10)
    went = factions() != "loyal"
    assert np.count_nonzero((side > 0) == went) >= right
