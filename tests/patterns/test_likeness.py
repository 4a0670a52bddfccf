"""How far one community is from another."""

import math

import pytest

from sim.patterns import PATTERNS, likeness


def test_the_difference_is_a_share_of_the_greater():
    assert likeness.apart(2, 2) == 0
    assert likeness.apart(1, 4) == likeness.apart(4, 1) == 0.75
    assert likeness.apart(0, 3) == 1
    assert likeness.apart(0, 0) == 0


def test_only_what_both_tell_is_compared():
    one, other = {"a": 1.0, "b": math.nan, "c": 2.0}, {"a": 0.5, "b": 1.0, "c": 2.0}
    names = likeness.shared("abc", one, other)
    assert names == ("a", "c")
    assert likeness.distance(names, one, other) == pytest.approx(0.25)
    assert math.isnan(likeness.distance((), one, other))


def test_what_a_twin_is_given_is_no_merit_of_it():
    names = [one.name for one in likeness.judged(PATTERNS)]
    assert "gini" in names
    assert not {"burst", "echo", "half_time", "giant"} & set(names)


def test_the_middle_lies_in_every_band():
    middles = likeness.middles(PATTERNS)
    assert all(one.verdict(middles[one.name]) == "within" for one in likeness.judged(PATTERNS))
