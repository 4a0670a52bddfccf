"""The scenarios of a study on disk: the files as given, and every parameter as resolved."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sim.record.files import make_folder, whole, write_text
from sim.record.manifest import ScenarioCard
from sim.scenario import Settings, content_hash, dump, load
from sim.scenario.loading import chain

FOLDER = "scenarios"
RESOLVED = "resolved.yaml"


@dataclass(frozen=True)
class Scenario:
    """A scenario as a study takes it; `name` is unique within the study.

    `files` are those it was read from, the one asked for last; none when it was made in Python.
    """

    name: str
    settings: Settings
    files: tuple[Path, ...] = ()
    overrides: tuple[str, ...] = ()

    def card(self) -> ScenarioCard:
        """What the manifest says of it."""
        settings = self.settings
        return ScenarioCard(
            name=self.name,
            title=settings.title.model_dump(),
            question=settings.question.model_dump(),
            hash=content_hash(settings),
            file=self.files[-1].name if self.files else "",
            overrides=list(self.overrides),
            settings=settings.model_dump(mode="json"),
        )


def read_scenario(given: str | Path | Settings, overrides: Sequence[str] = ()) -> Scenario:
    """A scenario from a file, a packaged scenario's name, or settings made in Python.

    Raises ScenarioErrors.
    """
    if not isinstance(given, str | Path):
        return Scenario(given.name, given)
    settings = load(given, overrides)
    files = tuple(link.path for link in chain(given))
    return Scenario(settings.name, settings, files, tuple(overrides))


def told_apart(scenarios: Iterable[Scenario]) -> tuple[Scenario, ...]:
    """The same scenarios with a number behind names that occur twice."""
    seen: list[Scenario] = []
    for scenario in scenarios:
        taken = {each.name for each in seen}
        name, number = scenario.name, 2
        while name in taken:
            name, number = f"{scenario.name}-{number}", number + 1
        seen.append(replace(scenario, name=name))
    return tuple(seen)


def folder_name(name: str) -> str:
    """A name as a folder can have it: a scenario may be called `..`."""
    return name.strip(". ") or "scenario"


def write_scenarios(folder: Path, scenarios: Iterable[Scenario]) -> None:
    """Write what each scenario was given as and what it comes to. Raises CannotWrite."""
    for scenario in scenarios:
        place = folder / FOLDER / folder_name(scenario.name)
        make_folder(place / "given")
        for file in scenario.files:
            with whole(place / "given" / file.name) as copy, file.open("rb") as original:
                shutil.copyfileobj(original, copy)
        edges = scenario.settings.market.edges
        if edges:
            with whole(place / Path(edges).name) as copy, Path(edges).open("rb") as original:
                shutil.copyfileobj(original, copy)
        write_text(place / RESOLVED, dump(scenario.settings))


def resolved(folder: Path, name: str) -> Settings:
    """The settings of a scenario of a results folder.

    Raises ScenarioErrors when this version has other parameters than the one that wrote them.
    """
    return load(_resolved(folder, name))


def is_written(folder: Path, name: str) -> bool:
    """Whether a scenario of a results folder is there: not when its study was killed before."""
    return _resolved(folder, name).is_file()


def _resolved(folder: Path, name: str) -> Path:
    return folder / FOLDER / folder_name(name) / RESOLVED


def given_files(folder: Path, card: ScenarioCard) -> tuple[Path, ...]:
    """The files that a scenario of a results folder was given as, the one asked for last."""
    given = sorted((folder / FOLDER / folder_name(card.name) / "given").glob("*.y*ml"))
    return tuple(sorted(given, key=lambda file: file.name == card.file))
