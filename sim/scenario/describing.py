"""What a field of a section takes, in words: its kind, its range and its unit."""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.errors import Path
from sim.scenario.text import Text
from sim.scenario.units import unit_text

KINDS: dict[Any, tuple[str, str]] = {
    bool: ("true or false", "true 或 false"),
    int: ("a whole number", "整数"),
    float: ("a number", "数字"),
    str: ("text (in quotes if it looks like a number)", "文字（像数字的要加引号）"),
    datetime.date: ("a date such as 2026-01-31", "日期，例如 2026-01-31"),
    types.NoneType: ("nothing (null)", "空（null）"),
}
BOUNDS = {
    "ge": {"sign": "≥", "en": "at least", "zh": "至少"},
    "gt": {"sign": ">", "en": "more than", "zh": "大于"},
    "le": {"sign": "≤", "en": "at most", "zh": "至多"},
    "lt": {"sign": "<", "en": "less than", "zh": "小于"},
}


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """A section's fields by the key that is written in YAML."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def field_at(model: type[BaseModel], path: Path) -> FieldInfo | None:
    """The field a path leads to, through sections and lists; None when there is none."""
    models: Iterable[type[BaseModel]] = [model]
    field = None
    for step in path:
        if isinstance(step, int):
            continue
        if field is not None and get_origin(field.annotation) is dict:
            field = FieldInfo.from_annotation(get_args(field.annotation)[1])
            models = list(models_in(field.annotation))
            continue
        known = [fields_of(each)[step] for each in models if step in fields_of(each)]
        if not known:
            return None
        field = known[0]
        models = list(models_in(field.annotation))
    return field


def keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may be written at a path."""
    field = field_at(model, path)
    models = list(models_in(field.annotation)) if field else [] if path else [model]
    return list(dict.fromkeys(key for each in models for key in fields_of(each)))


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every section that a type may hold: `Wave` in `tuple[Wave, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def sections_of(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The fields that are sections themselves."""
    kinds = {key: field.annotation for key, field in fields_of(model).items()}
    return {
        key: kind
        for key, kind in kinds.items()
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not Text
    }


def limits_of(field: FieldInfo) -> tuple[float | None, float | None]:
    """The least and the greatest number a field takes; None where there is no end."""
    rules = _flat(field.metadata)
    low = [getattr(rule, name) for name in ("ge", "gt") for rule in rules if hasattr(rule, name)]
    high = [getattr(rule, name) for name in ("le", "lt") for rule in rules if hasattr(rule, name)]
    return (float(low[0]) if low else None), (float(high[0]) if high else None)


def choices_of(annotation: Any) -> list[Any]:
    """The words that a type allows, wherever in it they stand."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    inside = [choice for part in get_args(annotation) for choice in choices_of(part)]
    return list(dict.fromkeys(inside))


def describe(field: FieldInfo) -> Text:
    """What may be written: "a whole number from 1 to 1000 (people)"."""
    kind, unit = _kind(field.annotation, field.metadata), unit_of(field)
    return Text(en=f"{kind.en} ({unit.en})", zh=f"{kind.zh}（{unit.zh}）") if unit else kind


def describe_model(model: type[BaseModel]) -> Text:
    """The keys of a section: "{kind, size}"."""
    keys = "{" + ", ".join(fields_of(model)) + "}"
    return Text(en=keys, zh=keys)


def unit_of(field: FieldInfo) -> Text:
    """The unit of a field, empty when it has none."""
    return unit_text(about(field).get("unit", ""))


def about(field: FieldInfo) -> dict[str, Any]:
    """What `parameter()` noted of a field: unit, symbol, evidence, source, both meanings."""
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def range_of(field: FieldInfo) -> str:
    """The allowed numbers or choices, briefly: `0 … 1`, `> 0`, `founder | forum`."""
    choices = choices_of(field.annotation)
    if choices:
        return " | ".join(map(str, choices))
    found = _bounds(field.metadata)
    if [name for name, _ in found] == ["ge", "le"]:
        return " … ".join(number for _, number in found)
    return " … ".join(f"{BOUNDS[name]['sign']} {number}" for name, number in found)


def _kind(annotation: Any, metadata: Iterable[Any] = ()) -> Text:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(parts[0], _flat(parts[1:]))
    if origin in (Union, types.UnionType):
        kinds = [_kind(part, metadata) for part in parts]
        english, chinese = (kind.en for kind in kinds), (kind.zh for kind in kinds)
        return Text(en=", or ".join(english), zh="，或".join(chinese))
    if origin is Literal:
        words = ", ".join(map(str, parts))
        return Text(en=f"one of {words}", zh=f"以下之一：{words}")
    if origin in (tuple, list):
        return _list_kind(parts)
    if origin is dict:
        return _mapping_kind(parts[1])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return describe_model(annotation)
    en, zh = KINDS.get(annotation, ("a value", "一个值"))
    numbers = list(metadata) if annotation in (int, float) else []
    return Text(en=en + _range(numbers, "en"), zh=zh + _range(numbers, "zh"))


def _list_kind(parts: tuple[Any, ...]) -> Text:
    item = _kind(parts[0]) if parts else _kind(object)
    if not parts or parts[-1] is Ellipsis or len(parts) == 1:
        return Text(en=f"a list, each {item.en}", zh=f"列表，每项为{item.zh}")
    return Text(
        en=f"a list of {len(parts)}, each {item.en}", zh=f"{len(parts)} 项列表，每项为{item.zh}"
    )


def _mapping_kind(part: Any) -> Text:
    inside = next((describe_model(each) for each in models_in(part)), None)
    if inside is None:
        return Text(en="`key: value` pairs", zh="若干“键: 值”")
    return Text(
        en=f"a name for each, `name: {inside.en}`", zh=f"每项有一个名称，`名称: {inside.zh}`"
    )


def _range(metadata: Iterable[Any], language: str) -> str:
    found = _bounds(metadata)
    if [name for name, _ in found] == ["ge", "le"]:
        first, last = (number for _, number in found)
        return f" from {first} to {last}" if language == "en" else f"，{first} 到 {last}"
    comma = ", " if language == "en" else "，"
    return "".join(f"{comma}{BOUNDS[name][language]} {number}" for name, number in found)


def _bounds(metadata: Iterable[Any]) -> list[tuple[str, str]]:
    """Names and numbers of the bounds, the lower one first."""
    rules = list(metadata)
    found = ((name, getattr(rule, name, None)) for name in BOUNDS for rule in rules)
    return [(name, _number(value)) for name, value in found if value is not None]


def _number(value: float) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return f"{int(value) if whole else value:,}"


def _flat(metadata: Iterable[Any]) -> list[Any]:
    """Rules of an annotation, those inside a nested Field among them."""
    return [rule for each in metadata for rule in getattr(each, "metadata", [each])]
