"""`new --like`."""

import pytest

from sim.scenario import load
from tests.twin.logs import listed


def write(folder, log):
    """A log as the files that are asked for."""
    folder.mkdir(exist_ok=True)
    acts = [f"{86_400 * t:.0f},p{w},,post" for t, w in zip(log.time, log.person, strict=True)]
    (folder / "events.csv").write_text("\n".join(["timestamp,source,target,kind", *acts]), "utf-8")
    joins = [f"p{who},{86_400 * day:.0f}" for who, day in enumerate(log.joined)]
    (folder / "users.csv").write_text("\n".join(["id,joined", *joins]), "utf-8")
    return folder


@pytest.fixture
def club(tmp_path):
    return write(tmp_path / "my club", listed())


def test_a_twin_is_written_and_the_next_command_works(seed100, club, tmp_path):
    said = seed100("new", "twin", "--like", "my club")
    assert said.code == 0
    assert (tmp_path / "schema.json").is_file()
    assert load("twin.yaml").title.zh == "my club 的孪生"
    command = "seed100 patterns twin.yaml 'my club'"
    assert command in said.err
    both = seed100("patterns", "twin.yaml", "my club", "-n", 1)
    assert both.code == 0
    assert "twin differs from my club by" in both.out


def test_chinese(seed100, club):
    said = seed100("new", "twin", "--like", club, "--lang", "zh")
    assert "已生成 twin.yaml" in said.out
    assert "并排对照" in said.err


def test_nothing_is_overwritten(seed100, club, tmp_path):
    (tmp_path / "twin.yaml").write_text("mine")
    assert seed100("new", "twin", "--like", club).code == 2
    assert (tmp_path / "twin.yaml").read_text() == "mine"


def test_a_log_that_cannot_be_read_is_told(seed100, tmp_path):
    said = seed100("new", "twin", "--like", "nowhere")
    assert said.code == 2
    assert "nowhere" in said.err
    assert not (tmp_path / "twin.yaml").exists()


def test_a_short_log_is_refused(seed100, club, tmp_path):
    lines = (club / "events.csv").read_text().splitlines()
    (club / "events.csv").write_text("\n".join(lines[:9]))
    (club / "users.csv").unlink()
    said = seed100("new", "twin", "--like", club)
    assert said.code == 2
    assert "at least 30 people" in said.err
    assert not (tmp_path / "twin.yaml").exists()


def test_it_builds_on_the_base_only(seed100, club):
    said = seed100("new", "twin", "--like", club, "--from", "hanke")
    assert said.code == 2
    assert "--from" in said.err
