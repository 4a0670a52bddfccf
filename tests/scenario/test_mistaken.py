"""An experiment's file without its kind: one problem, which says what to write."""

from __future__ import annotations

import re

import pytest

from sim.scenario import ScenarioErrors, load, packaged
from sim.scenario.describing import fields_of
from sim.scenario.mistaken import EXPERIMENTS, OTHERS
from sim.scenario.settings import Settings
from sim.study.experiment_file import KINDS

EXPERIMENT_FILES = sorted(packaged.folder(packaged.EXPERIMENTS).glob("**/*.yaml"))


def problems(path):
    with pytest.raises(ScenarioErrors) as caught:
        load(path, composed=Settings)
    return caught.value.problems


@pytest.mark.parametrize("file", EXPERIMENT_FILES, ids=lambda file: file.stem)
def test_every_packaged_experiment_without_its_kind_is_told_its_kind(write, file):
    text = file.read_text("utf-8")
    (kind,) = re.findall(r"^kind: (\w+)", text, re.MULTILINE)
    (found,) = problems(write(re.sub(r"^kind: \w+", "", text, flags=re.MULTILINE)))
    assert found.code == "S101"
    assert f"`kind: {kind}`" in found.hint.en
    assert f"`kind: {kind}`" in found.hint.zh


@pytest.mark.parametrize(("key", "kind"), EXPERIMENTS.items())
def test_a_key_of_experiments_tells_a_kind_that_has_it(write, key, kind):
    (found,) = problems(write(f"days: 9\n{key}: 3\n"))
    assert (found.path, found.line) == ((key,), 2)
    assert f"`kind: {kind}`" in found.hint.en
    assert key in fields_of(KINDS[kind])


def test_every_key_of_experiments_is_known():
    keys = {key for words in KINDS.values() for key in fields_of(words)} - {"kind"}
    assert keys - set(fields_of(Settings)) == {*EXPERIMENTS, *OTHERS}


def test_what_is_wrong_beside_an_experiments_keys_is_told_too(write):
    found = problems(write("parameters: {days: [9]}\nset: {days: 9}\nmarkt: 3\ndays: many\n"))
    assert [each.path for each in found] == [("parameters",), ("markt",), ("days",)]
    assert "`market`" in found[1].hint.en


def test_a_key_of_that_name_inside_a_section_is_only_unknown(write):
    (found,) = problems(write("governance: {claim: 3}"))
    assert "kind" not in found.hint.en
