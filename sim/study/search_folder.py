"""The folder of a search: what is searched, so that it can be gone on with from here, and its rounds.

results/<name>-search/
  manifest.json     the scenario, the ranges, the goals, and how it ended
  <name>.yaml       the experiment as given
  scenarios/        the scenario as given and as resolved
  round-000/ ...    a sweep each: points that were proposed together
  trials.csv        a row a point
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from sim.record.files import make_folder, whole
from sim.record.manifest import NAME, ExperimentCard, Manifest, NoResults, Status, read_manifest
from sim.record.places import Occupied, differences
from sim.record.provenance import model_fingerprint
from sim.record.scenarios import Scenario, given_files, resolved, write_scenarios
from sim.scenario import Text, content_hash
from sim.study import distribution
from sim.study.experiment_file import LimitWords
from sim.study.exploring import Search
from sim.study.plan import Plan
from sim.study.reopening import Changed, code_changes
from sim.study.studies import manifest_of

BESIDE = "-search"
"""Behind the name of the winners' folder: where their search lies."""

ROUND = "round-"
MORE = ("trials", "batch", "winners", "fresh")
"""What a search says beside its goals and limits."""


def begin(found: Search, folder: Path, *, force: bool = False) -> Manifest:
    """Write down what is searched. Raises Occupied when another search is there, CannotWrite.

    A search that differs in nothing but how many points it tries is the same one.
    """
    manifest, earlier = _manifest(found), _earlier(folder)
    if force:
        for each in folder.glob(f"{ROUND}*"):
            shutil.rmtree(each)
    elif earlier is not None and (earlier.plan, earlier.model) != (manifest.plan, manifest.model):
        changes = differences(earlier, manifest)
        raise Occupied(folder, changes or ["ranges, goals or limits"])
    make_folder(folder)
    if found.file.is_file() and found.file.resolve() != (folder / found.file.name).resolve():
        with whole(folder / found.file.name) as copy, found.file.open("rb") as original:
            shutil.copyfileobj(original, copy)
    if earlier is None or force:
        write_scenarios(folder, found.scenarios)
    manifest.write(folder)
    return manifest


def end(folder: Path, manifest: Manifest, status: Status) -> None:
    """Write down how it ended."""
    replace(manifest, status=status).write(folder)


def is_search(folder: Path) -> bool:
    """Whether a search lies in a folder."""
    found = _earlier(folder)
    return found is not None and found.kind == "search"


def rounds(folder: Path) -> list[Path]:
    """The folders of its rounds that were begun, in order."""
    manifest = read_manifest(folder)
    said = _card(folder, manifest).analysis
    most = -(-said["trials"] // said["batch"])
    return [each for each in sorted(folder.glob(f"{ROUND}*")) if (each / NAME).is_file()][:most]


def round_folder(folder: Path, number: int) -> Path:
    """Where a round lies."""
    return folder / f"{ROUND}{number:03d}"


def reopened_search(folder: Path) -> Search:
    """The search in a folder. Raises NoResults, ScenarioErrors, and Changed when the code has."""
    manifest = read_manifest(folder)
    card = _card(folder, manifest)
    if manifest.model != model_fingerprint():
        raise Changed(folder, code_changes(manifest), code=False)
    (one,) = manifest.scenarios
    settings = resolved(folder, one.name)
    scenario = Scenario(one.name, settings, given_files(folder, one), tuple(one.overrides))
    read = {path: distribution.read(each)[0] for path, each in card.uncertainties.items()}
    said = card.analysis
    found = Search(
        name=manifest.name,
        file=folder / card.file,
        title=Text(**card.title),
        question=Text(**card.question),
        scenarios=(scenario,),
        uncertainties={path: each for path, each in read.items() if each is not None},
        outcomes=tuple(card.outcomes),
        replicates=manifest.replicates,
        seed=manifest.seed,
        kind="optimise",
        goals=said["goals"],
        limits={name: LimitWords(**each) for name, each in said["limits"].items()},
        **{name: said[name] for name in MORE},
    )
    if _identity(found) != manifest.plan:
        raise Changed(folder, [f"scenario: {one.name}"], code=False)
    return found


def _manifest(found: Search) -> Manifest:
    plan = Plan(found.scenarios, found.replicates, found.seed)
    said = _judged(found) | {name: getattr(found, name) for name in MORE}
    return replace(
        manifest_of(plan, "search", found.name),
        plan=_identity(found),
        runs=found.trials * found.replicates,
        blocks=0,
        experiment=replace(found.card(), analysis=said),
    )


def _judged(found: Search) -> dict[str, Any]:
    limits = {name: limit.model_dump() for name, limit in found.limits.items()}
    return {"goals": dict(found.goals), "limits": limits}


def _identity(found: Search) -> str:
    """A fingerprint of all that the points follow from, but for how many there are."""
    said = {
        "scenario": content_hash(found.scenarios[0].settings),
        "ranges": found.card().uncertainties,
        "outcomes": [asdict(each) for each in found.outcomes],
        "replicates": found.replicates,
        "seed": found.seed,
        "batch": found.batch,
    }
    text = json.dumps(said | _judged(found), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _earlier(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except NoResults:
        return None


def _card(folder: Path, manifest: Manifest) -> ExperimentCard:
    if manifest.kind != "search" or manifest.experiment is None:
        raise NoResults(folder, "it is no search")
    return manifest.experiment
