"""A twin has the size, span and launch of its original, and nothing else."""

import numpy as np
import pytest

from sim.scenario import load, patched
from sim.twin import fitted
from tests.twin.logs import listed, unlisted

GIVEN = {"days", "market", "seeding", "word_of_mouth", "advertising", "events", "timeline"}
FOUNDER = {"presence", "content", "governance"}


@pytest.fixture(scope="module")
def made():
    return fitted(listed())


def test_as_many_come_as_came(made):
    far = np.maximum(0.15 * made.wanted, 3 * np.sqrt(made.wanted))
    assert (np.abs(made.came - made.wanted) < far).all()
    assert made.wanted.sum() + made.facts.first_day == pytest.approx(made.facts.registered)


def test_who_came_on_the_first_day_is_there_from_the_beginning(made):
    founder = 1
    assert made.crowd + made.changes()["seeding"]["count"] + founder == made.facts.first_day


def test_nothing_is_changed_but_size_span_and_launch_and_no_founder_takes_part(made):
    assert set(made.changes()) == GIVEN | FOUNDER
    settings, base = patched(load("base"), made.changes()), load("base")
    for section in type(base).model_fields:
        if section not in GIVEN | FOUNDER:
            assert getattr(settings, section) == getattr(base, section)


def test_the_trickle_is_all_days_and_campaigns_bring_the_rest(made):
    (_, launch), *_ = made.campaigns
    assert launch.day == 0
    assert launch.reach + made.trickle == pytest.approx(made.reach[0], rel=0.01)
    assert made.trickle == pytest.approx(made.reach.min(), rel=0.01)


def test_it_is_the_same_whenever_it_is_made(made):
    assert fitted(listed()).changes() == made.changes()


def test_who_is_not_listed_registers_too():
    told = []
    found = fitted(unlisted(), told.append)
    assert found.size == pytest.approx(10 * found.facts.registered, abs=1)
    assert found.crowd == 0
    assert told == list(range(1, len(told) + 1))


def test_attendances_bring_meetings():
    attended = np.arange(len(listed().joined)) % 3
    changes = fitted(listed(attended=attended)).changes()
    assert changes["events"]["offline_per_month"] == 1
    assert changes["events"]["size"] * 63 / 30 >= attended.sum()
    assert changes["market"]["regions"] == 1
