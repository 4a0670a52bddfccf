"""Cohorts over years."""

import json

import numpy as np
import pandas as pd
import pytest

from sim.patterns.cohorts import actives, kept
from tests.patterns.communities import log
from tests.patterns.test_real import DATA

FORUM = DATA / "metafilter"


def metafilter():
    """Active members by month and year of joining from 2000 to 2025, and what was published."""
    if not FORUM.is_dir():
        pytest.skip("the public data set metafilter is not beside this repository")
    table = pd.read_csv(FORUM / "active_by_join_year.csv", index_col="date").loc[
        "2000-01":"2025-12-31"
    ]
    stats = json.loads((FORUM / "stats.json").read_text("utf-8"))
    cohorts = [f"joined_{year}" for year in range(2000, 2026)]
    return table[cohorts].to_numpy(), stats["cohort_mau_relative_to_end_of_join_year"]


@pytest.mark.parametrize("later", [1, 2, 3, 5, 10, 15, 20])
def test_published_shares_come_out(later):
    active, published = metafilter()
    checked = 0
    for year, share in enumerate(kept(active, later), 2000):
        if f"+{later}y" in published[str(year)]:
            assert share == pytest.approx(published[str(year)][f"+{later}y"], abs=5e-4)
            checked += 1
    assert checked >= 5


@pytest.mark.parametrize("later, low, high", [(1, 0.68, 1.02), (5, 0.40, 0.59), (9, 0.23, 0.45)])
def test_the_bands_are_those_of_metafilter(later, low, high):
    shares = kept(metafilter()[0], later)
    open_years = np.delete(shares, [3, 4])  # 2003 and 2004, when it was closed for most of the time
    assert (round(open_years.min(), 2), round(open_years.max(), 2)) == pytest.approx(
        (low, high), abs=0.0101
    )


def test_members_are_counted_once_a_month_in_the_year_they_came():
    acts = [
        (0, 0, None),
        (1, 0, None),
        (40, 1, 0),
        (370, 0, None),
        (380, 2, None),
        (729.9, 2, None),
    ]
    found = actives(log(acts, end=731.0))
    assert found.shape == (24, 2)
    assert found[0].tolist() == [1, 0]
    assert found[1].tolist() == [1, 0]
    assert found[12].tolist() == [1, 1]
    assert found[23].tolist() == [0, 1]
    assert found.sum() == 5


def test_who_joined_before_speaking_belongs_to_the_year_of_joining():
    acts = [(0, 0, None), (400, 1, None), (730, 0, None)]
    found = actives(log(acts, joined=np.array([0.0, 5.0]), end=731.0))
    assert found[13].tolist() == [1, 0]


def test_later_years_are_relative_to_the_end_of_the_first():
    active = np.zeros((36, 3))
    active[9:12, 0] = 8
    active[12:24, 0] = 4
    active[24:36, 0] = 1
    active[21:24, 1] = 2
    assert kept(active, 1).tolist() == [0.5, 0]
    assert kept(active, 2).tolist() == [0.125]
    assert np.isnan(kept(np.zeros((24, 2)), 1)).all()
