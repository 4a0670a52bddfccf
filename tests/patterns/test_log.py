"""A log, from acts in any order."""

import numpy as np
import pytest

from tests.patterns.communities import log


def test_acts_are_put_in_order_and_days_begin_with_the_first():
    found = log([(12, 1, 0), (10, 0, None), (15, 0, 1)])
    assert found.time.tolist() == [0, 2, 5]
    assert found.person.tolist() == [0, 1, 0]
    assert found.to.tolist() == [-1, 0, 1]
    assert found.end == 5


def test_joining_begins_a_log_too():
    found = log([(12, 0, None)], people=2, joined=np.array([10.0, np.nan]))
    assert found.time.tolist() == [2]
    assert found.joined[0] == 0
    assert np.isnan(found.joined[1])


def test_what_people_say_to_themselves_is_said_to_everybody():
    assert log([(1, 0, 0), (2, 0, 1)]).to.tolist() == [-1, 1]


def test_who_was_first_seen_when():
    found = log([(0, 0, None), (3, 0, 2), (5, 1, 0), (9, 2, 0)], people=4)
    assert found.arrivals.tolist() == [0, 3, 5]
    assert found.first_act[:3].tolist() == [0, 5, 9]
    assert found.last_act[:3].tolist() == [3, 5, 9]
    assert np.isnan(found.first_act[3])
    assert found.contributions.tolist() == [2, 1, 1, 0]


def test_without_acts_people_are_seen_when_they_joined():
    found = log([], people=3, joined=np.array([7.0, 5.0, np.nan]))
    assert found.arrivals.tolist() == [0, 2]
    assert found.end == pytest.approx(2)
    assert not found.lists_everybody


def test_an_empty_log_is_a_log():
    found = log([], people=1)
    assert (found.end, len(found.arrivals), len(found.pairs[0])) == (0, 0, 0)
