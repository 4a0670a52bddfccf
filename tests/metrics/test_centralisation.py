"""How far the community hangs on one person."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.metrics import centralisation
from sim.metrics.centralisation import freeman
from sim.state.people import Role

from .planted import community, leave, measured, zachary


def test_a_star_is_1_and_a_ring_0() -> None:
    assert freeman(np.array([9] + [1] * 9)) == 1
    assert freeman(np.full(10, 2)) == 0


def test_the_karate_club_has_its_known_centralisation() -> None:
    assert freeman(zachary()[0].degree) == pytest.approx(0.3996, abs=5e-5)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_two_people_have_no_centre(count: int) -> None:
    assert freeman(np.ones(count, np.int64)) == 0


def test_the_founders_share_is_what_goes_to_the_founder() -> None:
    whole = community(members=50)
    rows = np.arange(1, 50, dtype=np.int32)
    whole.ties.apply(rows, np.zeros(49, np.int32), np.full(49, 300.0, np.float32), whole.day)
    assert measured(centralisation, whole)["founder_share"] > 0.95


def test_opinion_leaders_share_is_of_members_posts() -> None:
    whole = community(members=50)
    whole.people.role[:50] = Role.LURKER
    whole.people.role[7] = Role.KOL
    whole.people.posts[:50] = 1
    whole.people.posts[7] = 51
    assert measured(centralisation, whole)["posts_kol"] == 0.51


def test_nobody_left_has_no_centre() -> None:
    whole = community(members=50, day=200)
    leave(whole, np.arange(50, dtype=np.int32), day=90)
    found = measured(centralisation, whole)
    assert (found["degree_centralisation"], found["founder_share"]) == (0, 0)
    assert math.isnan(found["posts_kol"])
