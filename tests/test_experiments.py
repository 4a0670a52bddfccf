"""The experiments that come with seed100 can be run."""

import pytest

from sim.scenario.packaged import EXPERIMENTS, folder, names
from sim.study import experiment


@pytest.mark.parametrize("name", names(EXPERIMENTS))
def test_every_experiment_is_sound_and_speaks_both_languages(name):
    read = experiment.load(name)
    assert read.title.en != read.title.zh
    assert read.question.en != read.question.zh
    assert read.plan().runs


@pytest.mark.parametrize("name", names(EXPERIMENTS))
def test_every_experiment_names_its_schema_in_its_first_line(name):
    first = (folder(EXPERIMENTS) / f"{name}.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=./schema.json"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_two_experiments_have_one_title(language):
    titles = [experiment.load(name).title.say(language) for name in names(EXPERIMENTS)]
    assert len(set(titles)) == len(titles)
