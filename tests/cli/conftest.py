"""The command in a folder of its own."""

from dataclasses import dataclass

import pytest
from typer.testing import CliRunner

from sim.cli.main import app

TINY = ["--set", "market.size=200", "--set", "days=8", "--no-figures"]


@dataclass
class Answer:
    """What the command said, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def seed100(tmp_path, monkeypatch):
    """Calls the command as a user would, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "140")
    for name in ("SEED100_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)

    def call(*words):
        result = CliRunner().invoke(app, [str(word) for word in words])
        return Answer(result.exit_code, result.stdout, result.stderr)

    return call
