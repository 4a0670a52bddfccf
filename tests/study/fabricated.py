"""Studies with made-up numbers, and tiny ones that are really run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from sim.record.places import Place
from sim.record.run_record import RunRecord
from sim.record.scenarios import Scenario, told_apart
from sim.record.study_folder import StudyFolder
from sim.scenario.settings import SettingsBase, default_settings
from sim.study.comparison import Comparison
from sim.study.outlook import Outlook
from sim.study.plan import Plan
from sim.study.studies import manifest_of

DAYS = 2


def tiny(name: str = "tiny", **sections: Any) -> SettingsBase:
    """A scenario that is run in a few hundredths of a second."""
    small = {"name": name, "days": 12, "market": {"size": 160, "regions": 2}}
    seeds = {"seeding": {"count": 20}}
    return default_settings().model_validate(small | seeds | sections)


def plan_of(*settings: SettingsBase, replicates: int = 2, seed: int = 1) -> Plan:
    """A plan of scenarios made in Python."""
    return Plan(told_apart(Scenario(each.name, each) for each in settings), replicates, seed)


def comparison(
    folder: Path,
    outcomes: Mapping[str, Sequence[float]],
    measure: str = "active_members",
    **others: Mapping[str, Sequence[float]],
) -> Comparison:
    """A comparison whose runs end with these values; the first scenario is the baseline.

    NaN stands for a failed run. `others` are outcomes in other measures, by their names.
    """
    return Comparison(write_study(folder, outcomes, measure, others))


def outlook(
    folder: Path, outcomes: Sequence[float], measure: str = "active_members", **sections: Any
) -> Outlook:
    """A study of one scenario whose runs end with these values."""
    return Outlook(write_study(folder, {"alone": outcomes}, measure, **sections))


def write_study(
    folder: Path,
    outcomes: Mapping[str, Sequence[float]],
    measure: str,
    others: Mapping[str, Mapping[str, Sequence[float]]] = MappingProxyType({}),
    **sections: Any,
) -> Path:
    """Write results as a study does, without running anything."""
    replicates = len(next(iter(outcomes.values())))
    sections = {"days": DAYS} | sections
    plan = plan_of(*(tiny(name, **sections) for name in outcomes), replicates=replicates)
    manifest = manifest_of(plan, "compare" if len(outcomes) > 1 else "run")
    names = [one.name for one in manifest.measures]
    writer = StudyFolder(Place(folder).path)
    writer.open()
    writer.write_plan(plan.table(), plan.scenarios)
    writer.write_manifest(manifest)
    days = plan.scenarios[0].settings.days
    for block in plan.blocks:
        records = []
        for run in block.runs:
            value = outcomes[run.scenario][run.replicate]
            series = np.zeros((days + 1, len(manifest.measures)), np.float32)
            for name, each in ({measure: outcomes} | others).items():
                series[:, names.index(name)] = each[run.scenario][run.replicate]
            failed = bool(np.isnan(value))
            records.append(
                RunRecord(
                    run.number,
                    run.scenario,
                    run.replicate,
                    series=None if failed else series,
                    error="ValueError: made to fail" if failed else "",
                )
            )
        writer.write_block(block.number, records, manifest.measures)
    writer.finish()
    return folder
