from __future__ import annotations

import math

import pytest

from sim.scenario.timeline import Condition, Day, Entry, Every, as_written, by_section, due


def days_of(when, until=400):
    entry = Entry(when, "set", {})
    return [day for day in range(until) if due(entry, day, lambda _: math.nan)]


def test_a_day_is_due_once():
    assert days_of(Day(90)) == [90]


def test_a_repeat_is_due_from_its_start_to_its_end():
    assert days_of(Every(30, 60, 120)) == [60, 90, 120]
    assert days_of(Every(100, 100)) == [100, 200, 300]


@pytest.mark.parametrize(
    ("comparison", "below", "at", "above"),
    [("<", 1, 0, 0), ("<=", 1, 1, 0), (">", 0, 0, 1), (">=", 0, 1, 1)],
)
def test_a_condition_compares_a_measure_with_a_number(comparison, below, at, above):
    entry = Entry(Condition("members", comparison, 10), "set", {})
    met = [due(entry, 5, lambda _, value=value: value) for value in (9, 10, 11)]
    assert met == [bool(below), bool(at), bool(above)]


def test_a_condition_on_a_measure_not_yet_taken_is_not_met():
    for comparison in ("<", "<=", ">", ">="):
        assert not due(Entry(Condition("q", comparison, 0), "set", {}), 5, lambda _: math.nan)


def test_a_condition_is_met_once():
    entry = Entry(Condition("members", ">", 10), "set", {})
    assert due(entry, 5, lambda _: 11)
    assert not due(entry, 300, lambda _: 11, last=5)


def test_a_condition_may_be_met_again_after_some_days():
    entry = Entry(Condition("members", ">", 10, again_after_days=30), "set", {})
    assert not due(entry, 34, lambda _: 11, last=5)
    assert due(entry, 35, lambda _: 11, last=5)


def test_changes_are_grouped_by_section():
    changes = {"governance.strictness": 0.6, "governance.most": 1, "seeding.count": 3}
    assert by_section(changes) == {
        "governance": {"strictness": 0.6, "most": 1},
        "seeding": {"count": 3},
    }


def test_entries_are_equal_whatever_line_they_stand_on():
    assert Entry(Day(1), "set", {}, line=3) == Entry(Day(1), "set", {}, line=9)


def test_a_condition_is_written_as_it_is_read():
    entry = Entry(Condition("members", ">=", 0.3, 7), "set", {"a.b": (1, 2)})
    assert as_written(entry) == {
        "when": "members >= 0.3",
        "again_after_days": 7,
        "set": {"a.b": [1, 2]},
    }
