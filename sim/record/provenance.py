"""Where results come from: the versions, the machine and the very sources of the model."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from llvmlite.binding import get_host_cpu_name

import sim

LIBRARIES = (
    "numpy", "scipy", "numba", "llvmlite", "networkx", "scikit-network", "pandas", "pyarrow", "mesa",
    "pydantic", "PyYAML", "dask", "distributed", "threadpoolctl", "SALib", "optuna", "matplotlib",
)  # fmt: skip
"""What runs, designs, searches and files are made with; of optional ones, those that are installed."""
MODEL = ("agents.py", "model.py", "mechanisms", "metrics", "scenario", "state")
"""Sources that decide what a run does."""


@cache
def model_fingerprint() -> str:
    """A hash of every source that a run depends on: results of another model are not reused."""
    package = Path(sim.__file__).parent
    places = [package / name for name in MODEL]
    sources = [file for place in places for file in ([place] if place.is_file() else _in(place))]
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.relative_to(package).as_posix().encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Versions of seed100, Python and what the numbers depend on."""
    found = {"seed100": sim.__version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, str | int]:
    """The kind of machine, as far as bits may depend on it."""
    return {
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
        "processor": get_host_cpu_name(),
        "cores": os.cpu_count() or 1,
    }


def command() -> str:
    """How this process was asked to do what it does."""
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])


def _in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.py"))
