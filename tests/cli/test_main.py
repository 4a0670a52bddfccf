"""The command as a whole: help, version, errors and exit codes."""

import subprocess
import sys

import pytest

import sim
from sim.cli import running
from sim.record.provenance import model_fingerprint

HEAVY = ("numpy", "pandas", "mesa", "numba", "matplotlib", "scipy", "distributed", "pyarrow")
COMMANDS = (
    "demo", "run", "compare", "sweep", "sensitivity", "show", "new", "list", "check", "explain", "schema",
    "status", "resume", "extend", "verify", "rerun",
)  # fmt: skip


def test_help_names_every_command(seed100):
    said = seed100("--help")
    assert said.code == 0
    for name in COMMANDS:
        assert f"  {name}" in said.out


def test_help_loads_nothing_heavy():
    code = f"""
import sys, sim.cli.main
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_the_version(seed100):
    said = seed100("--version").out
    assert said.strip() == f"seed100 {sim.__version__} (model {model_fingerprint()[:8]})"


def test_a_mistyped_command_gets_a_hint(seed100):
    said = seed100("rnu", "base")
    assert said.code == 2
    assert "Did you mean 'run'?" in said.err


@pytest.mark.parametrize("language, hint", [("en", "did you mean `hanke`?"), ("zh", "`hanke`")])
def test_a_missing_scenario_gets_a_hint(seed100, language, hint):
    said = seed100("run", "hankee", "--lang", language)
    assert (said.code, said.out) == (2, "")
    assert hint in said.err


def test_all_errors_of_all_scenarios_are_told_at_once(seed100, tmp_path):
    (tmp_path / "a.yaml").write_text("days: 0\nseding: {}\n")
    (tmp_path / "b.yaml").write_text("scale: -1\n")
    said = seed100("compare", "a.yaml", "b.yaml")
    assert said.code == 2
    assert "Found 3 errors." in said.err


def test_the_unforeseen_is_told_without_a_traceback(seed100, monkeypatch):
    def fail(*given):
        raise RuntimeError("the sky fell")

    monkeypatch.setattr(running, "run", fail)
    said = seed100("run", "base")
    assert said.code == 1
    assert "RuntimeError: the sky fell" in said.err
    assert "Traceback" not in said.err
    assert "--debug" in said.err
    with pytest.raises(AssertionError):
        assert seed100("run", "base", "--debug").code == 0


def test_an_interrupt_is_130(seed100, monkeypatch):
    def stop(*given):
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "run", stop)
    assert seed100("run", "base").code == 130
