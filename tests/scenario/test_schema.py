from __future__ import annotations

import pytest
import yaml
from jsonschema import Draft202012Validator

from sim.scenario import Settings, dump, packaged
from sim.scenario.reading import read_text
from sim.scenario.schema import json_schema


@pytest.fixture(scope="module")
def accepts(toys):
    validator = Draft202012Validator(json_schema(toys))
    return lambda text: validator.is_valid(read_text(text, "x").value)


def test_the_schema_is_one(toys):
    Draft202012Validator.check_schema(json_schema(toys))
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize(
    "text",
    [
        "extends: base.yaml\ntitle: x\nseeding:\ntimeline:\ndays: 3",
        "title: {en: a, zh: b}\nstart_date: 2026-01-01\nseeding: {source: [{share: .5}]}",
        "timeline: [{day: 3, event: {kind: offline}, label: x}, {day: 3, founder_leaves: }]",
        "timeline: [{every: 3, from: 4, until: 9, set: {governance.strictness: .5}}]",
        "timeline: [{when: members > 3, again_after_days: 3, event: {}}]",
    ],
)
def test_good_scenarios_are_accepted(accepts, text):
    assert accepts(text)


@pytest.mark.parametrize(
    "text",
    [
        "dayz: 3",
        "days: 0",
        "seeding: {source: forun}",
        "timeline: [{event: {}}]",
        "timeline: [{day: 3}]",
        "timeline: [{day: 3, every: 3, event: {}}]",
        "timeline: [{day: 3, event: {}, founder_leaves: {}}]",
        "timeline: [{day: 3, until: 9, event: {}}]",
        "timeline: [{day: 3, set: {governance.strictness: 5}}]",
        "timeline: [{day: 3, set: {governance.stricness: .5}}]",
        "timeline: [{day: 3, set: {}}]",
    ],
)
def test_bad_scenarios_are_not(accepts, text):
    assert not accepts(text)


def test_descriptions_are_in_both_languages_with_the_unit(toys):
    schema = json_schema(toys)
    count = schema["$defs"]["SeedingParameters"]["properties"]["count"]
    assert count["description"] == "seeds (people)\n种子（人）"
    assert (count["minimum"], count["maximum"], count["x-symbol"]) == (0, 1000, "n")


def test_written_scenarios_are_accepted():
    validator = Draft202012Validator(json_schema())
    assert not list(validator.iter_errors(yaml.safe_load(dump(Settings(start_date=None)))))


def test_packaged_scenarios_are_accepted():
    validator = Draft202012Validator(json_schema())
    for name in packaged.names():
        tree = read_text(packaged.find(name).read_text(encoding="utf-8"), name)
        assert not [error.message for error in validator.iter_errors(tree.value)], name
