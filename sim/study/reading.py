"""The results of any study, read as what its kind asks for."""

from __future__ import annotations

from pathlib import Path

from sim.record.manifest import NoResults
from sim.record.results import Results
from sim.study.comparison import Comparison
from sim.study.discovery import Discovery
from sim.study.optimum import Optimum
from sim.study.outlook import Outlook
from sim.study.sensitivity import Sensitivity
from sim.study.sweep import Sweep

KINDS: dict[str, type[Outlook]] = {
    "compare": Comparison,
    "discover": Discovery,
    "optimise": Optimum,
    "run": Outlook,
    "sensitivity": Sensitivity,
    "sweep": Sweep,
}


def study_at(results: Results | Path) -> Outlook:
    """The study in a results folder. Raises NoResults."""
    found = results if isinstance(results, Results) else Results(results)
    kind = KINDS.get(found.manifest.kind)
    if kind is None:
        raise NoResults(found.path, "it is a search; its rounds and its winners hold results")
    return kind(found)
