from __future__ import annotations

import pytest

from sim.scenario.describing import choices_of, describe, field_at, keys_at
from sim.scenario.units import unit_text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("days",), "a whole number from 1 to 3,650 (days)"),
        (("scale",), "a number, more than 0 (people)"),
        (("seeding", "enabled"), "true or false"),
        (("seeding", "source"), "one of forum, friends, or a list, each {source, share}"),
        (("seeding", "source", 0, "share"), "a number, more than 0, at most 1 (share)"),
        (("measures", "horizons"), "a list, each a whole number from 1 to 3,650 (day)"),
        (("market", "founder_values"), "a list of 2, each a number from 0 to 1"),
        (("start_date",), "a date such as 2026-01-31, or nothing (null)"),
        (("title",), "{en, zh}"),
    ],
)
def test_fields_are_told_in_words(toys, path, words):
    assert describe(field_at(toys, path)).en == words


def test_choices_are_found_inside_unions(toys):
    field = field_at(toys, ("seeding", "source"))
    assert choices_of(field.annotation) == ["forum", "friends"]


def test_keys_are_known_at_every_level(toys):
    assert keys_at(toys, ("seeding", "source", 3)) == ["source", "share"]
    assert keys_at(toys, ("nowhere",)) == []


def test_units_are_told_in_chinese_word_by_word():
    assert unit_text("currency/person").zh == "货币单位/人"
    assert unit_text("currency/30 days").zh == "货币单位/30 天"
    assert unit_text("1/30 days").zh == "每 30 天"  # no thirtieth of a day
    assert unit_text("1/day").zh == "1/天"
    assert not unit_text("")
