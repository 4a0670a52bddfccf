"""Who contributes, and how unequally."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.metrics import participation
from sim.metrics.participation import gini, top_share, work
from sim.state.people import Role

from .planted import community, measured


def test_roles_and_posts_are_counted_among_members_only() -> None:
    role = np.array(
        [Role.FOUNDER, Role.KOL, Role.ACTIVE, Role.LURKER, Role.LURKER, Role.KOL], np.int8
    )
    posts = np.array([9, 5, 1, 0, 2, 7], np.int32)
    today = np.array([1, 1, 0, 0, 2, 7], np.int32)
    found = work(np.arange(5, dtype=np.int32), role, posts, today)
    assert tuple(found) == (1, 1, 2, 4, 4)


def test_shares_of_roles_leave_out_only_the_founder() -> None:
    whole = community(members=100)
    found = measured(participation, whole)
    roles = found["share_lurkers"] + found["share_active"] + found["share_kol"]
    assert roles == pytest.approx(0.99)
    assert found["contributed_ever"] == (whole.people.posts[:100] > 0).mean()
    assert found["posts_per_member_month"] == pytest.approx(found["posts"] * 0.3)


@pytest.mark.parametrize("spread, of_top1, of_top10, inequality", [
    (1.64, 0.246, 0.640, 0.754),
    (2.0, 0.372, 0.764, 0.843),
])  # fmt: skip
def test_lognormal_activity_is_as_unequal_as_theory_says(
    spread: float, of_top1: float, of_top10: float, inequality: float
) -> None:
    # 2 Phi(s / sqrt 2) - 1 and Phi(s - z).
    amounts = np.exp(spread * np.random.default_rng(0).normal(size=400_000))
    assert gini(amounts) == pytest.approx(inequality, abs=0.02)
    assert top_share(amounts, 0.01) == pytest.approx(of_top1, abs=0.02)
    assert top_share(amounts, 0.1) == pytest.approx(of_top10, abs=0.02)


def test_equal_amounts_have_no_inequality_and_one_owner_nearly_all() -> None:
    assert gini(np.full(50, 3)) == pytest.approx(0)
    assert gini(np.array([0] * 99 + [5])) == pytest.approx(0.99)


def test_at_least_one_person_is_at_the_top() -> None:
    assert top_share(np.array([1, 1, 2]), 0.01) == 0.5


def test_nothing_cannot_be_shared() -> None:
    assert math.isnan(gini(np.array([])))
    assert math.isnan(top_share(np.zeros(3), 0.1))


def test_inequality_is_taken_among_contributors() -> None:
    whole = community(members=100)
    whole.people.posts[:100] = 0
    whole.people.posts[:10] = 4
    found = measured(participation, whole)
    unequal = [found[name] for name in ("posts_gini", "posts_top1", "posts_top10")]
    assert unequal == pytest.approx([0, 0.1, 0.1])


def test_clutter_is_what_the_climate_of_the_day_says() -> None:
    whole = community()
    whole.influences.climate.clutter = 0.3
    assert measured(participation, whole)["clutter"] == 0.3
