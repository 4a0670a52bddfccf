"""Laying one file's values over another's: mappings merge, everything else replaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.scenario.errors import Path, Place, ScenarioErrors, problem
from sim.scenario.reading import Tree, read_text
from sim.scenario.text import Text

OVERRIDE = "--set"
"""What error messages call the command line's overrides."""


def merged(base: Tree, over: Tree) -> Tree:
    """`over` laid on `base`; every value keeps the place it was written in."""
    places = dict(base.places)
    value = _merged(base.value, over.value, (), places)
    return Tree(value, places | over.places)


def read_override(words: str) -> Tree:
    """The values of `section.key=value`, read by the same rules as a file.

    Raises ScenarioErrors when there is no `=`, no key, or a value that is no YAML.
    """
    key, sign, value = words.partition("=")
    path = tuple(step.strip() for step in key.split("."))
    if not sign or not all(path):
        expected = Text(en=f"{OVERRIDE} section.key=value", zh=f"{OVERRIDE} 机制.参数=值")
        raise ScenarioErrors([problem("S404", expected=expected).at(_all_of(words))])
    if path[0] == "extends":
        raise ScenarioErrors([problem("S405", path).at(_all_of(words))])
    try:
        tree = read_text(value, OVERRIDE)
    except ScenarioErrors as errors:
        shifted = [each.at(_shifted(each.place, words, len(key) + 1)) for each in errors.problems]
        raise ScenarioErrors(shifted) from errors
    return _at_path(tree, path, words, len(key) + 1)


def nested(path: tuple[str, ...], value: Any) -> Any:
    """`{"a": {"b": value}}` of the path a, b."""
    for step in reversed(path):
        value = {step: value}
    return value


def _at_path(tree: Tree, path: tuple[str, ...], words: str, offset: int) -> Tree:
    key = replace(_all_of(words), width=offset - 1)
    value = Place(OVERRIDE, None, offset + 1, max(1, len(words) - offset), words)
    places: dict[Path, tuple[Place, Place]] = {
        path[:end]: (key, value) for end in range(1, len(path) + 1)
    }
    for inner, (inner_key, inner_value) in tree.places.items():
        if inner:
            both = _shifted(inner_key, words, offset), _shifted(inner_value, words, offset)
            places[path + inner] = both
    return Tree(nested(path, tree.value), places)


def _shifted(place: Place, words: str, offset: int) -> Place:
    """A place in the value of an override, seen from the override's beginning."""
    column = place.column + offset if place.line == 1 else offset + 1
    return replace(place, line=None, column=column, text=words)


def _all_of(words: str) -> Place:
    return Place(OVERRIDE, None, 1, max(1, len(words)), words)


def _merged(low: Any, high: Any, path: Path, places: dict[Path, tuple[Place, Place]]) -> Any:
    if isinstance(low, Mapping) and isinstance(high, Mapping):
        laid = {
            key: _merged(low[key], value, (*path, key), places) if key in low else value
            for key, value in high.items()
        }
        return {**low, **laid}
    if isinstance(low, Mapping) and high is None:
        return low  # a section whose lines are all commented out
    for old in [each for each in places if each[: len(path)] == path]:
        del places[old]
    return high
