"""The summary of a study as data, for scripts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.cli.claim import claim_data
from sim.study.advice import advice
from sim.study.caveats import MONEY, caveats, moves
from sim.study.comparison import Comparison
from sim.study.discovery import Discovery
from sim.study.finding import finding
from sim.study.outlook import Outlook
from sim.study.sensitivity import Sensitivity
from sim.study.sweep import Sweep

Data = dict[str, Any]


def as_data(study: Outlook, pictures: Mapping[str, Sequence[Path]]) -> Data:
    """All that the summary says, and where the files are."""
    manifest = study.results.manifest
    data: Data = {
        "kind": manifest.kind,
        "name": manifest.name,
        "results": str(study.results.path),
        "status": manifest.status,
        "seed": manifest.seed,
        "replicates": manifest.replicates,
        "runs": manifest.runs,
        "failed": study.failed(),
        "plan": manifest.plan,
        "scenarios": {name: title.model_dump() for name, title in study.titles.items()},
        "figures": {
            language: [str(path) for path in paths] for language, paths in pictures.items()
        },
    }
    if manifest.experiment:
        data["experiment"] = asdict(manifest.experiment)
    if study.nothing_succeeded:
        return data
    data["finding"] = {"en": finding(study), "zh": finding(study, language="zh")}
    data["caveats"] = [each.model_dump() for each in caveats(study)]
    if isinstance(study, Sensitivity):
        table = study.tables()["sensitivity"]
        data["sensitivity"] = table.to_dict("records")
        return _clean(data)
    if isinstance(study, Sweep):
        each = {name: study.responses(name).to_dict("records") for name in study.headline}
        return _clean(data | {"responses": each})
    money = MONEY if moves(study) else ("cost",)
    shown = list(dict.fromkeys([*study.headline, "members", *money]))
    data["ranges"] = study.ranges(shown).to_dict("records")
    data["overspending"] = [asdict(each) for each in study.overspending()]
    data["reported"] = {
        name: _reality(study, name) for name in study.scenarios if study.settings[name].reported
    }
    if isinstance(study, Discovery):
        data["target"], discovered = study.target, study.found
        data["box"] = asdict(discovered.box) | {"fresh": asdict(discovered.fresh)}
    if isinstance(study, Comparison) and study.others:
        data["baseline"] = study.baseline
        data["lifts"] = study.lift_table().to_dict("records")
        data["standings"] = [asdict(each) for each in study.standings()]
        if manifest.experiment:
            data["variance"] = study.split_table().to_dict("records")
            found = advice(study)
            data["advice"] = asdict(found) if found else None
        data["luck_saved"] = study.luck_saved
        data["claim"] = claim_data(study)
    return _clean(data)


def _clean(data: Data) -> Data:
    cleaned: Data = _without_nan(data)
    return cleaned


def _reality(study: Outlook, name: str) -> Data:
    case = study.reality(name)
    points = [
        asdict(point)
        | {
            "label": point.label.model_dump(),
            "met": point.met,
            "factor": point.factor,
            "verdict": point.verdict().model_dump(),
        }
        for point in case.points
    ]
    return {"points": points, "growth": [asdict(stretch) for stretch in case.stretches]}


def _without_nan(data: Any) -> Any:
    """JSON knows no NaN and no infinity: they become null."""
    if isinstance(data, dict):
        return {key: _without_nan(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_without_nan(each) for each in data]
    if isinstance(data, float) and not math.isfinite(data):
        return None
    return data
