"""How many chapters there are, and how large the largest is."""

import numpy as np
import pytest

from sim.metrics import chapters
from sim.metrics.census import Census

from .planted import community, leave


def read(whole):
    return tuple(chapters.read_daily(Census(whole)))


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
