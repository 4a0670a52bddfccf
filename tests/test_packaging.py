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
    inside = (ROOT / "sim").glob("*/**/__init__.py")
    there |= {".".join(path.parent.relative_to(ROOT).parts) for path in inside}
    assert sorted(declared) == sorted(there)
