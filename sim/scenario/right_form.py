"""The right form, shown to somebody who wrote a number, a word or a list where keys are wanted."""

from __future__ import annotations

import json
import re
import types
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from sim.scenario.describing import choices_of, fields_of, models_in
from sim.scenario.hints import colon
from sim.scenario.text import Text

MOST_NAMES = 3
"""Of a long list so many names show what is meant."""
PAIR, PAIR_ZH = "section.key: value", "机制.参数: 值"


def right_form(key: str, field: FieldInfo, value: Any) -> Text | None:
    """How to write it: `budget: {total: 5000}` for `budget: 5000`.

    None when the field wants no keys, or the value has some.
    """
    wanted = _wanted(field.annotation)
    if wanted is None or value is None or isinstance(value, dict):
        return None
    if isinstance(value, str) and (hint := colon(value)):
        return hint
    names = get_origin(wanted) is dict
    inside = _by_name(get_args(wanted)[1], value) if names else _with(wanted, value)
    form = f"`{key}: {{{inside}}}`"
    return Text(en=f"write for example {form}", zh=f"例如写成 {form.replace(PAIR, PAIR_ZH)}")


def _wanted(annotation: Any) -> Any:
    """The section or the mapping that a field wants and nothing else; None for other fields."""
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [each for each in get_args(annotation) if each is not types.NoneType]
        return _wanted(kinds[0]) if len(kinds) == 1 else None
    is_section = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return annotation if is_section or get_origin(annotation) is dict else None


def _with(model: type[BaseModel], value: Any) -> str:
    """The first key of a section that takes the value, else what it holds."""
    known = fields_of(model)
    taking = next((key for key in known if _takes(model, key, value)), None)
    if taking:
        return f"{taking}: {json.dumps(value, ensure_ascii=False)}"
    return _needed(model) or ", ".join(f"{key}: .." for key in list(known)[:2])


def _takes(model: type[BaseModel], key: str, value: Any) -> bool:
    """Whether a number or a yes fits a key; of words only one of its choices does."""
    if isinstance(value, str):
        return value in choices_of(fields_of(model)[key].annotation)
    if isinstance(value, list):
        return False
    try:
        model.model_validate({key: value}, strict=True)
    except ValidationError as error:
        return all(each["loc"][:1] not in ((key,), ()) for each in error.errors())
    return True


def _by_name(kind: Any, value: Any) -> str:
    """What was listed, each as the name of something."""
    models = list(models_in(kind))
    written = value if isinstance(value, list) else [value]
    names = [name for each in written for name in re.split("[,，、]", _name(each))]
    names = [name for name in names if name] if all(names) else []
    if not models:
        return ", ".join(f"{name}: .." for name in names[:MOST_NAMES]) or PAIR
    may_be_empty = types.NoneType in get_args(kind)
    inside = _needed(models[0]) or (
        "" if may_be_empty else f"{next(iter(fields_of(models[0])))}: .."
    )
    return ", ".join(f"{name}: {{{inside}}}" for name in names[:MOST_NAMES] or ["name"])


def _name(written: Any) -> str:
    """The name in an item of a list: a word, or the only key of what was written there."""
    if isinstance(written, dict) and len(written) == 1:
        return str(next(iter(written)))
    return written if isinstance(written, str) else ""


def _needed(model: type[BaseModel]) -> str:
    """The keys that something must have, and those that hold keys themselves."""
    forms = []
    for key, field in fields_of(model).items():
        if get_origin(field.annotation) is dict:
            forms.append(f"{key}: {{{PAIR}}}")
        elif field.is_required():
            forms.append(f"{key}: ..")
    return ", ".join(forms)
