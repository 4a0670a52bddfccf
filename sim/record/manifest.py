"""The manifest: what a results folder holds, and all it takes to make it again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from sim.metrics.measure import Measure
from sim.record.files import write_json

FORMAT = 1
NAME = "manifest.json"

Kind = Literal["run", "compare", "sweep", "sensitivity", "discover", "optimise", "search"]
"""`optimise` are the winners of a search and `search` is what came before; its rounds are sweeps."""

Status = Literal["running", "complete", "interrupted", "stopped"]
"""Running, or killed while it was; complete, failed runs among them or not; interrupted by the
user; stopped because the results could not be written."""


class NoResults(Exception):
    """A folder holds no results, or results of a format that this version cannot read."""

    def __init__(self, path: Path, reason: str = "") -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path} holds no results" + (f": {reason}" if reason else ""))


@dataclass(frozen=True)
class ScenarioCard:
    """A scenario of a study: what it is called, its fingerprint, and every parameter."""

    name: str
    title: Mapping[str, str]
    question: Mapping[str, str]
    hash: str
    file: str
    overrides: Sequence[str]
    settings: Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What strategies are judged by: a measure on a day.

    Differences below `practical` do not matter; None stands for a share of the baseline's mean.
    """

    measure: str
    day: int
    practical: float | None = None


@dataclass(frozen=True)
class ExperimentCard:
    """What an experiment's file says beside its scenarios; the primary outcome comes first."""

    file: str
    title: Mapping[str, str]
    question: Mapping[str, str]
    outcomes: Sequence[Outcome]
    uncertainties: Mapping[str, Mapping[str, Any]]
    repeats: int = 1
    """Replicates that share a draw of the uncertainties."""

    analysis: Mapping[str, Any] = field(default_factory=dict)
    """What is to be made of the runs: the target of a discovery, the goals of a search, the claim that
    a comparison tests."""

    points: Sequence[Mapping[str, Any]] = ()
    """The settings of a design, each of which is met with several lucks."""

    group: int = 1
    """Points of the design, one after the other, that share their luck."""

    design: Mapping[str, Any] = field(default_factory=dict)
    """How the points were made."""

    adaptive: Mapping[str, Any] = field(default_factory=dict)
    """When a study that decides itself how many replicates there are has enough; else nothing."""

    @property
    def runs_a_replicate(self) -> int:
        """Worlds for each of the replicates that the file counts."""
        return len(self.points) or self.repeats

    def draw(self, world: int) -> int:
        """The number of a world's draw, or of its point in the design."""
        return world % len(self.points) if self.points else world // self.repeats


@dataclass(frozen=True)
class Manifest:
    """All about a study but its numbers. `plan` and `model` are hashes that identify its runs."""

    kind: Kind
    name: str
    plan: str
    model: str
    seed: int
    replicates: int
    runs: int
    blocks: int
    baseline: str
    scenarios: Sequence[ScenarioCard]
    measures: Sequence[Measure]
    versions: Mapping[str, str]
    machine: Mapping[str, str | int]
    command: str
    started: str
    status: Status = "running"
    failed: int = 0
    lost: int = 0
    seconds: float = 0.0
    """Wall time, of all sessions that worked on it."""

    timings: Mapping[str, float] = field(default_factory=dict)
    """Seconds by mechanism, over all runs."""

    earlier_models: Sequence[str] = field(default_factory=list)
    """Hashes of other sources that some of the runs come from: it was gone on with regardless."""

    experiment: ExperimentCard | None = None
    """Of studies that were written as one file."""

    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it as a whole. Raises CannotWrite."""
        write_json(folder / NAME, asdict(self))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a results folder. Raises NoResults."""
    path = folder / NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoResults(folder) from None
    except (OSError, ValueError) as error:
        raise NoResults(folder, f"{NAME} cannot be read ({error})") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NoResults(folder, f"{NAME} is of another version of seed100")
    data["scenarios"] = [ScenarioCard(**each) for each in data["scenarios"]]
    data["measures"] = [Measure(**each) for each in data["measures"]]
    if data.get("experiment"):
        card = data["experiment"]
        outcomes = [Outcome(**each) for each in card["outcomes"]]
        data["experiment"] = ExperimentCard(**card | {"outcomes": outcomes})
    return Manifest(**data)
