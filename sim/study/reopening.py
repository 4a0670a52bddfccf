"""A study from its folder alone: the plan as it was, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sim.record.manifest import Manifest, NoResults, ScenarioCard, read_manifest
from sim.record.places import leaves
from sim.record.provenance import model_fingerprint, versions
from sim.record.scenarios import Scenario, given_files, is_written, resolved
from sim.record.study_folder import EXPERIMENT, PLAN, StudyFolder
from sim.study import distribution
from sim.study.block import measures_of_a_run
from sim.study.plan import Plan
from sim.study.worlds import FIRST_LUCK, World, cross_worlds, draw_worlds, fresh_worlds


class Changed(Exception):
    """A study cannot be gone on with as it was. `code` says that only the code has changed."""

    def __init__(self, path: Path, changes: Sequence[str], *, code: bool) -> None:
        self.path, self.changes, self.code = path, list(changes), code
        super().__init__(f"{path} comes from something else: {'; '.join(changes)}")


class NotMore(Exception):
    """A study was to be extended to fewer replicates than it has, or as many."""

    def __init__(self, path: Path, replicates: int) -> None:
        self.path, self.replicates = path, replicates
        super().__init__(f"{path} has {replicates} replicates already")


@dataclass(frozen=True)
class Study:
    """A plan, the manifest that goes with it, and where its results are."""

    path: Path
    plan: Plan
    manifest: Manifest

    @property
    def experiment(self) -> Path | None:
        """The file it comes from, if it was written as one."""
        file = self.path / EXPERIMENT
        return file if file.is_file() else None


def reopened(path: Path, *, other_code: bool = False) -> Study:
    """The study in a folder, ready to be gone on with.

    Raises NoResults, ScenarioErrors when this version cannot read its scenarios, and Changed when
    they are not those that the runs come from, or, unless `other_code` is welcome, when the model is
    not. Other measures are never welcome: their columns would not fit.
    """
    manifest = read_manifest(path)
    plan = _plan(path, manifest)
    now = replace(
        manifest,
        plan=plan.hash,
        model=model_fingerprint(),
        blocks=len(plan.blocks),
        scenarios=[scenario.card() for scenario in plan.scenarios],
    )
    same_code = now.model == manifest.model
    changes = _edited(manifest, now) + _other_measures(manifest)
    if same_code and now.plan != manifest.plan and not changes:
        changes = [f"plan: {manifest.plan[:12]} -> {now.plan[:12]}"]
    if changes:
        raise Changed(path, changes, code=False)
    if not same_code:
        if not other_code:
            raise Changed(path, code_changes(manifest), code=True)
        models = [*manifest.earlier_models, manifest.model]
        now = replace(now, versions=versions(), earlier_models=models)
    return Study(path, plan, now)


def extended(study: Study, replicates: int) -> Study:
    """The study with more replicates; what there is stays as it is. Raises NotMore.

    Of an experiment that meets each draw with several lucks, `replicates` counts draws, as there.
    """
    card = study.manifest.experiment
    repeats = card.runs_a_replicate if card else 1
    if replicates * repeats <= study.manifest.replicates:
        raise NotMore(study.path, study.manifest.replicates // repeats)
    replicates *= repeats
    worlds = _worlds(study.manifest, replicates)
    plan = replace(study.plan, replicates=replicates, worlds=worlds)
    more = replace(
        study.manifest,
        plan=plan.hash,
        replicates=replicates,
        runs=len(plan.runs),
        blocks=len(plan.blocks),
        status="interrupted",
    )
    return Study(study.path, plan, more)


def code_changes(manifest: Manifest) -> list[str]:
    """How the code differs from that which made a study: versions, and the sources of the model.

    A version that the manifest does not know says nothing: older ones record fewer.
    """
    now = versions()
    found = [
        f"{name}: {before} -> {now.get(name)}"
        for name, before in manifest.versions.items()
        if before != now.get(name)
    ]
    if manifest.model != model_fingerprint():
        found.append(f"model: {manifest.model[:12]} -> {model_fingerprint()[:12]}")
    return found


def _plan(path: Path, manifest: Manifest) -> Plan:
    begun = (path / PLAN).is_file()  # written last
    if not begun and not all(is_written(path, card.name) for card in manifest.scenarios):
        raise NoResults(path, f"it was stopped as it began; begin again: {manifest.command}")
    scenarios = tuple(_scenario(path, card) for card in manifest.scenarios)
    layout = StudyFolder(path).layout()
    worlds = _worlds(manifest, manifest.replicates)
    return Plan(scenarios, manifest.replicates, manifest.seed, worlds, layout=layout)


def _worlds(manifest: Manifest, replicates: int) -> tuple[World, ...]:
    """What so many replicates meet, drawn as the experiment did; none when it had none."""
    card = manifest.experiment
    if card is not None and card.points:
        return cross_worlds(card.points, replicates // len(card.points), card.group)
    if card is not None and FIRST_LUCK in card.analysis:
        return fresh_worlds(card.analysis[FIRST_LUCK], replicates)
    if card is None or (not card.uncertainties and card.repeats == 1):
        return ()
    read = {path: distribution.read(written)[0] for path, written in card.uncertainties.items()}
    known = {path: each for path, each in read.items() if each is not None}
    return draw_worlds(known, replicates // card.repeats, manifest.seed, card.repeats)


def _scenario(path: Path, card: ScenarioCard) -> Scenario:
    settings = resolved(path, card.name)
    return Scenario(card.name, settings, given_files(path, card), tuple(card.overrides))


def _edited(before: Manifest, now: Manifest) -> list[str]:
    """Parameters of scenarios that are not what they were; those that are new are the code's."""
    found = []
    for old, new in zip(before.scenarios, now.scenarios, strict=True):
        if old.hash == new.hash:
            continue
        was, is_now = leaves(old.settings), leaves(new.settings)
        keys = [key for key in was if key in is_now and was[key] != is_now[key]]
        keys = [key for key in keys if not _a_place(key)]
        found += [f"{old.name}, {key}: {_shown(was[key])} -> {_shown(is_now[key])}" for key in keys]
    return found


def _a_place(key: str) -> bool:
    """Where a file lies is no matter; what it holds is in the scenario's hash."""
    return key == "market.edges"


def _shown(value: Any) -> str:
    return "-" if value is None else str(value)


def _other_measures(manifest: Manifest) -> list[str]:
    before = [measure.name for measure in manifest.measures]
    now = [measure.name for measure in measures_of_a_run()]
    if before == now:
        return []
    gone = [f"- {name}" for name in before if name not in now]
    new = [f"+ {name}" for name in now if name not in before]
    return [f"measures: {' '.join([*gone, *new]) or 'in another order'}"]
