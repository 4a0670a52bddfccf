"""From pydantic's errors to problems a strategist can act on.

A rule of a section that pydantic cannot express is a validator of the section that raises
`ValueError(english)` or `ValueError(english, chinese)`; both reach the reader as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.scenario.amounts import meant
from sim.scenario.chinese import choice_in_chinese, key_in_chinese
from sim.scenario.describing import (
    choices_of,
    describe,
    describe_model,
    field_at,
    fields_of,
    keys_at,
    sections_of,
)
from sim.scenario.errors import Path, Problem, Refused, problem
from sim.scenario.hints import colon, did_you_mean, one_of
from sim.scenario.right_form import right_form
from sim.scenario.text import Text

CODES = {
    "extra_forbidden": "S101",
    "greater_than": "S103",
    "greater_than_equal": "S103",
    "less_than": "S103",
    "less_than_equal": "S103",
    "multiple_of": "S103",
    "literal_error": "S104",
    "enum": "S104",
    "too_short": "S105",
    "too_long": "S105",
    "string_too_short": "S105",
    "string_too_long": "S105",
    "string_pattern_mismatch": "S105",
    "missing": "S106",
    "value_error": "S107",
    "assertion_error": "S107",
    "finite_number": "S108",
}
"""Codes of pydantic's kinds of error; every other kind is a value of the wrong type, S102."""

LONGEST = 60
"""Letters of a value that a message repeats."""


def translate(
    error: ValidationError, raw: Any, model: type[BaseModel], prefix: Path = ()
) -> list[Problem]:
    """The problems that pydantic found in `raw`, a section of kind `model` standing at `prefix`."""
    found: list[Problem] = []
    errors = [each for each in error.errors(include_url=False) if not _only_seems_short(each)]
    for path, details in _best_of_unions(errors, raw):
        found.extend(each.under(prefix) for each in _problems(details, path, model))
    return found


def _only_seems_short(details: Any) -> bool:
    """Whether a list is long enough, and pydantic counted only its sound items."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def shown(value: Any) -> str:
    """A value as a message repeats it: as YAML would write it, cut when long."""
    words = json.dumps(value, ensure_ascii=False, default=str)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def unknown_key(path: Path, model: type[BaseModel]) -> Problem:
    """A key that is not known at its place, with the one that was probably meant."""
    key, known = str(path[-1]), keys_at(model, path[:-1])
    hint = colon(key) or did_you_mean(key, known, alike=0.75) or _key_in_chinese(key, path, model)
    hint = hint or _elsewhere(key, path, model) or did_you_mean(key, known)
    return problem("S101", path, about="key", hint=hint, expected=None if hint else one_of(known))


def _problems(details: Mapping[str, Any], path: Path, model: type[BaseModel]) -> list[Problem]:
    raised = details.get("ctx", {}).get("error")
    if isinstance(raised, Refused):
        return [each.under(path) for each in raised.problems]
    code = CODES.get(details["type"], "S102")
    if code == "S101":
        return [unknown_key(path, model)]
    if code == "S107":
        said, said_zh = _words(raised, details["msg"])
        return [problem(code, path, said=said, said_zh=said_zh)]
    return [_of_a_value(code, path, details, model)]


def _key_in_chinese(key: str, path: Path, model: type[BaseModel]) -> Text | None:
    fields = {name: field_at(model, (*path[:-1], name)) for name in keys_at(model, path[:-1])}
    return key_in_chinese(key, {name: field for name, field in fields.items() if field})


def _of_a_value(
    code: str, path: Path, details: Mapping[str, Any], model: type[BaseModel]
) -> Problem:
    field, value = field_at(model, path), details["input"]
    expected = describe(field) if field else describe_model(model)
    if code == "S105":
        expected = _length(details)
    hint = None
    if field and isinstance(value, str):
        hint = did_you_mean(value, [str(choice) for choice in choices_of(field.annotation)])
        hint = hint or choice_in_chinese(value, field)
        hint = hint or meant(value, field, item=isinstance(path[-1], int))
    if field and path:
        hint = right_form(str(path[-1]), field, value) or hint
    if value is None:
        hint = Text(en="leave the line out for the default", zh="删去此行即用默认值")
    return problem(code, path, expected=expected, hint=hint, value=shown(value))


def _words(raised: Any, message: str) -> tuple[str, str]:
    """What a section's own rule says, in English and, when it has it, Chinese."""
    said = [str(words) for words in raised.args] if isinstance(raised, Exception) else []
    if not said:
        return message, message
    return said[0], said[1] if len(said) > 1 else said[0]


def _length(details: Mapping[str, Any]) -> Text:
    rules = details.get("ctx", {})
    if "pattern" in rules:
        return Text(en=f"text like {rules['pattern']}", zh=f"形如 {rules['pattern']} 的文字")
    if "min_length" in rules:
        return Text(en=f"at least {rules['min_length']} long", zh=f"长度至少 {rules['min_length']}")
    return Text(en=f"at most {rules['max_length']} long", zh=f"长度至多 {rules['max_length']}")


def _elsewhere(key: str, path: Path, model: type[BaseModel]) -> Text | None:
    """A hint when another section has this key."""
    sections = sections_of(model).items()
    owners = [name for name, section in sections if key in fields_of(section)]
    owners = [name for name in owners if (name,) != path[:-1]]
    if not owners:
        return None
    places = ", ".join(f"`{owner}.{key}`" for owner in owners)
    return Text(en=f"it belongs elsewhere: {places}", zh=f"它属于别处：{places}")


def _best_of_unions(errors: Iterable[Any], raw: Any) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Errors with their paths; of a value that fits no member of a union, those worth telling.

    pydantic reports every member. The one meant is the one whose errors lie deepest: a list with
    a bad item was meant as a list. When none lies deeper, the choices are told.
    """
    unions: dict[Path, list[tuple[Path, Mapping[str, Any]]]] = {}
    for details in errors:
        path, root = _steps(details, raw)
        if root is None:
            yield path, details
        else:
            unions.setdefault(root, []).append((path, details))
    for root, members in unions.items():
        deeper = [(path, details) for path, details in members if len(path) > len(root)]
        choices = [each for each in members if each[1]["type"] == "literal_error"]
        yield from deeper or choices[:1] or members[:1]


def _steps(details: Mapping[str, Any], raw: Any) -> tuple[Path, Path | None]:
    """Where an error stands in what was written, and where the union stands that it is in.

    pydantic puts names of union members between the steps; what is not written is such a name.
    """
    path: Path = ()
    root: Path | None = None
    here = raw
    for step in details["loc"]:
        if _is_written(step, here):
            path, here = (*path, step), here[step]
        elif details["type"] == "missing" and step == details["loc"][-1]:
            path = (*path, step)
        elif root is None:
            root = path
    return path, root


def _is_written(step: str | int, here: Any) -> bool:
    if isinstance(here, Mapping):
        return step in here
    return isinstance(here, list | tuple) and isinstance(step, int) and step < len(here)
