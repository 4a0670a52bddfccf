"""What is installed is what lies in the repository."""

import tomllib
from pathlib import Path

import sim

ROOT = Path(sim.__file__).parents[1]


def test_every_package_is_installed():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"][
        "packages"
    ]
    there = {"sim", "sim._experiments", "sim._experiments.claims", "sim._scenarios"}
    there |= {f"sim.{path.parent.name}" for path in (ROOT / "sim").glob("*/__init__.py")}
    assert sorted(declared) == sorted(there)
