"""What comes with seed100: `scenarios/`, `experiments/` and its claims, in a checkout or package."""

from __future__ import annotations

from pathlib import Path

SUFFIXES = (".yaml", ".yml")
SCENARIOS, EXPERIMENTS, CLAIMS = "scenarios", "experiments", "experiments/claims"


def folder(kind: str = SCENARIOS) -> Path:
    """Where the packaged scenarios, experiments or claims lie."""
    package = Path(__file__).parents[1]
    installed = package / f"_{kind}"
    return installed if installed.is_dir() else package.parent / kind


def names(kind: str = SCENARIOS) -> list[str]:
    """Their names, without the ending, in alphabetical order."""
    return sorted(path.stem for path in folder(kind).glob("*.yaml"))


def find(name: str, kind: str = SCENARIOS) -> Path | None:
    """The packaged file of this name, with or without its ending; None when there is none."""
    if Path(name).name != name:
        return None
    candidates = [name] if name.endswith(SUFFIXES) else [name + suffix for suffix in SUFFIXES]
    paths = (folder(kind) / candidate for candidate in candidates)
    return next((path for path in paths if path.is_file()), None)
