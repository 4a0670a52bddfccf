"""The JSON Schema of experiments."""

import pytest
from jsonschema import Draft202012Validator

from sim.scenario import packaged
from sim.scenario.files import read_file
from sim.scenario.reading import read_text
from sim.study.experiment_schema import experiment_schema
from tests.study.test_experiment import TINY

FOLDER = packaged.folder(packaged.EXPERIMENTS)


@pytest.fixture(scope="module")
def accepts():
    schema = experiment_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema).is_valid


@pytest.mark.parametrize("name", packaged.names(packaged.EXPERIMENTS))
def test_packaged_experiments_are_accepted(accepts, name):
    assert accepts(read_file(FOLDER / f"{name}.yaml").value)


def test_a_sound_experiment_is_accepted(accepts):
    assert accepts(read_text(TINY, "x").value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: compare", "kind: comprae"),
        ("strategies:", "strategeis:"),
        ("replicates: 4", "replicates: 0"),
        ("word_of_mouth.conversion", "word_of_mouth.convert"),
        ("high: 0.9", "hihg: 0.9"),
    ],
)
def test_a_wrong_one_is_not(accepts, old, new):
    assert not accepts(read_text(TINY.replace(old, new), "x").value)
