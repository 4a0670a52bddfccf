"""How many chapters there are, and how large the largest is."""

import numpy as np
import pytest

from sim.metrics import chapters
from sim.state.journal import NOWHERE, SCHISM, Division

from .planted import community, leave, measured


def read(whole):
    found = measured(chapters, whole)
    return found["chapters"], found["largest_chapter"]


def test_an_undivided_community_is_one_chapter():
    assert read(community()) == (1, 1)
    assert read(community(members=0)) == (0, 0)


def test_chapters_with_members_are_counted():
    whole = community(members=100)
    for rows in (np.arange(10, 40), np.arange(40, 45), np.arange(0)):
        whole.move(rows, whole.chapters.found(0, np.array([0.5, 0.5])))
    assert read(whole) == pytest.approx((3, 0.65))
    leave(whole, np.arange(40, 45, dtype=np.int32))
    assert read(whole) == pytest.approx((2, 65 / 95))


def test_what_splits_have_cost_counts_who_went_and_no_planned_branch():
    whole = community(members=100)
    for why in (SCHISM, "region", "closed"):
        whole.journal.divided(Division(5, 0, NOWHERE, 100, 6, 4, why))
    assert measured(chapters, whole)["split_off"] == pytest.approx(0.1)
