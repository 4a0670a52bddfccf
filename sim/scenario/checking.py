"""Checking what was written against a pydantic model, finding everything wrong at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sim.scenario.errors import Path, Problem
from sim.scenario.reading import Tree
from sim.scenario.translating import translate

Model = TypeVar("Model", bound=BaseModel)

CLIP = "clip"
"""Key of the validation context: drop what lies after the end instead of refusing it."""
LINES = "lines"
"""Key of the validation context: the lines of the timeline's entries."""


def parse(model: type[Model], written: Any, context: Any = None) -> Model:
    """Plain data as the model takes it: nothing is guessed, but 1e5 is a whole number.

    pydantic's strict rules for JSON take lists for tuples and words for dates, and refuse a
    number in quotes or `true` for 1. Raises pydantic's ValidationError.
    """
    text = json.dumps(_whole(written), default=str)
    return model.model_validate_json(text, strict=True, context=context)


def check(
    model: type[Model], tree: Tree, context: Any = None, known: Iterable[Problem] = ()
) -> Model:
    """The model made from a file. Raises ScenarioErrors with all problems, `known` among them."""
    made, found = checked(model, tree, context, known)
    if found or made is None:
        raise tree.placed(found)
    return made


def checked(
    model: type[Model], tree: Tree, context: Any = None, known: Iterable[Problem] = ()
) -> tuple[Model | None, list[Problem]]:
    """The model made from what is sound in a file, None when that is too little, and all problems.

    Some rules are only looked at when the values they need are sound. So bad values are taken out
    and the rest is checked again; what then only concerns defaults that stand in is not told.
    """
    found, made = list(known), None
    written, removed = tree.value, [each.path for each in found]
    while made is None:
        try:
            made = parse(model, written, context)
        except ValidationError as error:
            problems = translate(error, written, model)
            found += [each for each in problems if not _concerns(each, removed)]
            paths = [_removable(each.path, written) for each in problems]
            removed += [path for path in paths if path]
            if not all(paths):
                break
            for path in paths:
                written = _without(written, path)
    return made, found


def _whole(value: Any) -> Any:
    """Whole numbers written like 1e5, as whole numbers."""
    if isinstance(value, Mapping):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _concerns(found: Problem, removed: list[Path]) -> bool:
    """Whether a problem is about something that was taken out before."""
    paths = (found.path, *found.involves)
    return any(a[: len(b)] == b[: len(a)] for a in paths for b in removed)


def _removable(path: Path, written: Any) -> Path:
    """The part to take out for a problem at `path`: whole lists, and the section of a gap."""
    kept: Path = ()
    for step in path:
        if not (isinstance(written, Mapping) and step in written):
            break
        kept, written = (*kept, step), written[step]
    return kept


def _without(written: Any, path: Path) -> Any:
    if not isinstance(written, Mapping) or path[0] not in written:
        return written
    if len(path) == 1:
        return {key: value for key, value in written.items() if key != path[0]}
    inner = _without(written[path[0]], path[1:])
    return {**written, path[0]: inner}
