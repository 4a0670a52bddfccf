"""`new`."""

import pytest

from sim.scenario import load


@pytest.mark.parametrize("base", ["base", "hanke", "seeds_mixed"])
def test_a_new_scenario_is_sound_and_does_what_its_base_does(seed100, tmp_path, base):
    said = seed100("new", "mine", "--from", base)
    assert said.code == 0
    made, based = load(tmp_path / "mine.yaml"), load(base)
    assert made.name == "mine"
    same = {"name": "x", "title": based.title, "question": based.question}
    assert made.model_copy(update=same) == based.model_copy(update=same)


@pytest.mark.parametrize("base", ["base", "hanke", "seeds_mixed", "xiaomi"])
def test_with_every_comment_taken_away_it_is_still_sound(seed100, tmp_path, base):
    seed100("new", "mine", "--from", base)
    lines = (tmp_path / "mine.yaml").read_text().splitlines()
    top = lines.index(f"extends: {base}")
    head, levers = lines[:top], lines[top:]
    freed = [line.removeprefix("#") for line in levers]
    (tmp_path / "mine.yaml").write_text("\n".join([*head, *freed]))
    said = seed100("check", "mine.yaml")
    assert said.code == 0, said.err


def test_nothing_is_overwritten(seed100, tmp_path):
    (tmp_path / "mine.yaml").write_text("mine")
    said = seed100("new", "mine")
    assert said.code == 2
    assert (tmp_path / "mine.yaml").read_text() == "mine"


@pytest.mark.parametrize("name", ["../mine", "a/b", ".hidden"])
def test_it_is_written_here_and_nowhere_else(seed100, name):
    assert seed100("new", name).code == 2


def test_the_schema_lies_beside_it(seed100, tmp_path):
    seed100("new", "mine")
    assert (
        (tmp_path / "mine.yaml")
        .read_text()
        .startswith("# yaml-language-server: $schema=./schema.json")
    )
    assert (tmp_path / "schema.json").is_file()
