from __future__ import annotations

import pytest

from sim.scenario import ScenarioErrors
from sim.scenario.describing import describe, field_at
from sim.scenario.loading import load
from sim.scenario.right_form import right_form
from sim.study.experiment_file import KINDS


def hints(write, toys, text):
    with pytest.raises(ScenarioErrors) as caught:
        load(write(text), composed=toys)
    return [each.hint for each in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("budget: 5000", "`budget: {total: 5000}`"),
        ("seeding: 100", "`seeding: {count: 100}`"),
        ("seeding: forum", '`seeding: {source: "forum"}`'),
        ("governance: false", "`governance: {enabled: false}`"),
        ("seeding: many", "`seeding: {enabled: .., count: ..}`"),
        ("budget: [5000]", "`budget: {total: .., currency: ..}`"),
    ],
)
def test_a_plain_value_in_place_of_a_section_is_answered_with_its_form(write, toys, text, form):
    (hint,) = hints(write, toys, text)
    assert hint.en == f"write for example {form}"
    assert hint.zh == f"例如写成 {form}"


@pytest.mark.parametrize(
    "text",
    ["seeding:\n  count：3\n", "seeding:\n  count:3\n", "timeline:\n  - day：3\n"],
)
def test_a_colon_that_is_none_is_told_inside_a_section_too(write, toys, text):
    (hint,) = hints(write, toys, text)
    assert hint.en == "put a half-width colon and a space behind the key"
    assert "半角冒号" in hint.zh


@pytest.mark.parametrize(
    ("kind", "key", "written", "form"),
    [
        ("compare", "strategies", ["a", "b"],
         "{a: {set: {section.key: value}}, b: {set: {section.key: value}}}"),
        ("compare", "strategies", [{"free": {}}], "{free: {set: {section.key: value}}}"),
        ("compare", "strategies", ["a，b"],
         "{a: {set: {section.key: value}}, b: {set: {section.key: value}}}"),
        ("compare", "outcomes", ["members@365"], "{members@365: {}}"),
        ("compare", "outcomes", 3, "{name: {}}"),
        ("compare", "set", [1], "{section.key: value}"),
        ("compare", "claim", "C1", "{id: .., says: .., expect: ..}"),
        ("sweep", "parameters", ["market.size"], "{market.size: ..}"),
        ("optimise", "objectives", "members@365", "{members@365: {goal: ..}}"),
        ("optimise", "limits", ["cost@365"], "{cost@365: {at_most: ..}}"),
    ],
)  # fmt: skip
def test_names_that_were_listed_stand_in_the_form(kind, key, written, form):
    hint = right_form(key, field_at(KINDS[kind], (key,)), written)
    assert hint.en == f"write for example `{key}: {form}`"


def test_the_form_is_told_in_chinese_where_it_has_words():
    hint = right_form("set", field_at(KINDS["compare"], ("set",)), [1])
    assert hint.zh == "例如写成 `set: {机制.参数: 值}`"


def test_values_of_other_fields_have_no_such_form(toys):
    assert right_form("days", field_at(toys, ("days",)), "many") is None
    assert right_form("source", field_at(toys, ("seeding", "source")), 3) is None


def test_what_is_expected_of_names_is_told_in_words():
    expected = describe(field_at(KINDS["compare"], ("strategies",)))
    assert expected.en == "a name for each, `name: {label, scenario, set}`"
    assert describe(field_at(KINDS["compare"], ("set",))).zh == "若干“键: 值”"
