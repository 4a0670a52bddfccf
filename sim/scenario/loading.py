"""Loading a scenario: the files it builds on, overrides, and every check before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.scenario.checking import CLIP, LINES, check
from sim.scenario.describing import models_in
from sim.scenario.errors import Place, Problem, ScenarioErrors, problem
from sim.scenario.files import find_base, find_file, inside, read_file, shown
from sim.scenario.hints import did_you_mean
from sim.scenario.merging import merged, nested, read_override
from sim.scenario.mistaken import without_experiment
from sim.scenario.reading import Tree

if TYPE_CHECKING:
    from sim.scenario.settings import SettingsBase

UNFIT_FOR_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))
EDGES = ("market", "edges")


@dataclass(frozen=True)
class Link:
    """One file of a chain, what it says, and the folder that it may read in."""

    path: Path
    tree: Tree
    folder: Path


def load(
    path: str | Path,
    overrides: Iterable[str] = (),
    *,
    composed: type[SettingsBase] | None = None,
) -> SettingsBase:
    """The scenario of a file, or of a packaged scenario's name, with `section.key=value` laid over.

    When an override shortens the run, what lies after the new end is dropped. `composed` are the
    settings of other mechanisms than all there are. Raises ScenarioErrors with all that is wrong.
    """
    links, laid = chain(path), _overrides(overrides)
    if composed is None:  # only now: sound files are worth importing every mechanism
        from sim.scenario.settings import default_settings

        composed = default_settings()
    tree = reduce(merged, [*_without_headers(links), *laid])
    tree = Tree(_without_empty_sections(tree.value, composed), tree.places)
    tree, problems = without_experiment(tree, composed.model_fields)
    edges, more = _edge_list(tree, links)
    timeline = tree.value.get("timeline")
    count = len(timeline) if isinstance(timeline, list) else 0
    context = {
        CLIP: any(("days",) in each.places for each in laid),
        LINES: [_line(tree.place(("timeline", i)), links[-1].path) for i in range(count)],
    }
    settings = check(composed, tree, context, problems + more)
    if edges is None:
        return settings
    market = settings.market.model_copy(update={"edges": str(edges)})
    return settings.model_copy(update={"market": market})


def chain(path: str | Path) -> list[Link]:
    """The files a scenario is made of, from the one that all build on to the one asked for.

    Raises ScenarioErrors when a file cannot be read, `extends` leads out of the scenario's folder,
    or the files build on each other in a circle.
    """
    file = find_file(path)
    links = [Link(file, read_file(file), file.parent)]
    while "extends" in links[0].tree.value:
        links.insert(0, _base_of(links))
    return links


def patched(settings: SettingsBase, changes: Mapping[str, Any]) -> SettingsBase:
    """The settings with `{"section.key": value}` changed, every rule checked again.

    Raises ScenarioErrors; its problems have paths but no places.
    """
    tree = Tree(settings.model_dump(mode="json"), {})
    for path, value in changes.items():
        tree = merged(tree, Tree(nested(tuple(path.split(".")), value), {}))
    return check(type(settings), tree, {CLIP: "days" in changes})


def overridden(settings: SettingsBase, overrides: Iterable[str]) -> SettingsBase:
    """The settings with `section.key=value` laid over, as `load` does. Raises ScenarioErrors."""
    laid = _overrides(overrides)
    tree = reduce(merged, laid, Tree(settings.model_dump(mode="json"), {}))
    return check(type(settings), tree, {CLIP: any(("days",) in each.places for each in laid)})


def _overrides(overrides: Iterable[str]) -> list[Tree]:
    trees: list[Tree] = []
    problems: list[Problem] = []
    for words in overrides:
        try:
            trees.append(read_override(words))
        except ScenarioErrors as errors:
            problems += errors.problems
    if problems:
        raise ScenarioErrors(problems)
    return trees


def _base_of(links: list[Link]) -> Link:
    """The file that the first of the links builds on."""
    first = links[0]
    name, place = first.tree.value["extends"], first.tree.place(("extends",))
    if not isinstance(name, str) or not name:
        raise ScenarioErrors([problem("S403", ("extends",)).at(place)])
    try:
        file, folder = find_base(name, first.path.parent, first.folder)
    except ScenarioErrors as errors:
        raise ScenarioErrors(each.at(place) for each in errors.problems) from errors
    seen = [link.path.resolve() for link in links]
    if file.resolve() in seen:
        around = [shown(link.path) for link in reversed(links[: seen.index(file.resolve()) + 1])]
        circle = " -> ".join([*around, shown(file)])
        raise ScenarioErrors([problem("S401", ("extends",), chain=circle).at(place)])
    return Link(file, read_file(file), folder)


def _line(place: Place, asked: Path) -> int:
    """The line of an entry in the file asked for; 0 when it stands in one that this builds on."""
    return place.line or 0 if place.file == shown(asked) else 0


def _without_headers(links: list[Link]) -> list[Tree]:
    """What the files say; a name is that of the file asked for unless this file says otherwise."""
    asked = links[-1]
    stem = asked.path.stem.translate(UNFIT_FOR_NAMES).lstrip(". ")
    name = {"name": stem or "scenario"} | asked.tree.value
    trees = []
    for link in links:
        said = name if link is asked else link.tree.value
        # A name and a question are a file's own; the rest is inherited.
        dropped = {"extends"} if link is asked else {"extends", "name", "question"}
        kept = {key: value for key, value in said.items() if key not in dropped}
        trees.append(Tree(kept, link.tree.places))
    return trees


def _without_empty_sections(value: dict[str, Any], composed: type[SettingsBase]) -> dict[str, Any]:
    """Without sections and lists whose lines are all commented out."""
    fields = composed.model_fields
    may_be_empty = {name for name, field in fields.items() if any(models_in(field.annotation))}
    may_be_empty |= {"timeline"}
    return {key: each for key, each in value.items() if each is not None or key not in may_be_empty}


def _edge_list(tree: Tree, links: list[Link]) -> tuple[Path | None, list[Problem]]:
    """The user's own social graph, which lies in the folder of the file that names it."""
    market = tree.value.get(EDGES[0])
    name = market.get(EDGES[1]) if isinstance(market, dict) else None
    if not name or not isinstance(name, str):
        return None, []
    file = tree.place(EDGES).file
    link = next((link for link in links if shown(link.path) == file), links[-1])
    path = inside(name, link.path.parent, link.folder)
    if path is None:
        return None, [problem("S402", EDGES, name=name)]
    if not path.is_file():
        hint = did_you_mean(name, [each.name for each in path.parent.glob("*.csv")])
        return None, [problem("S406", EDGES, name=name, hint=hint)]
    return path.resolve(), []
