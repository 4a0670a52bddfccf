"""The scenarios that come with seed100: `scenarios/` in a checkout, else inside the package."""

from __future__ import annotations

from pathlib import Path

SUFFIXES = (".yaml", ".yml")


def folder() -> Path:
    """Where the packaged scenarios lie."""
    package = Path(__file__).parents[1]
    installed = package / "_scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def names() -> list[str]:
    """Their names, without the ending, in alphabetical order."""
    return sorted(path.stem for path in folder().glob("*.yaml"))


def find(name: str) -> Path | None:
    """The packaged scenario of this name, with or without its ending; None when there is none."""
    if Path(name).name != name:
        return None
    candidates = [name] if name.endswith(SUFFIXES) else [name + suffix for suffix in SUFFIXES]
    paths = (folder() / candidate for candidate in candidates)
    return next((path for path in paths if path.is_file()), None)
