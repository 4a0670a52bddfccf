"""JSON Schema of a scenario, for completion and checking in editors.

Descriptions are in both languages, with the unit. The timeline's grammar is in it: one time, one
thing to do, and for `set` every parameter with its own range.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from sim.scenario.grammar import SET, Grammar
from sim.scenario.settings import SettingsBase, default_settings
from sim.scenario.timing import GOES_WITH, Timing
from sim.scenario.units import unit_text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NOTES = ("symbol", "evidence", "source")
"""What `parameter()` notes and an editor has no word for: kept under `x-`."""


def json_schema(composed: type[SettingsBase] | None = None) -> dict[str, Any]:
    """The JSON Schema of scenario files, for these settings or those of all mechanisms."""
    composed = composed or default_settings()
    grammar = composed.grammar
    parts = [*grammar.sections.values(), *(verb.arguments for verb in grammar.verbs.values())]
    models: list[type[BaseModel]] = list(dict.fromkeys([composed, Timing, *parts]))
    names, whole = models_json_schema([(model, "validation") for model in models])
    references = {model: names[model, "validation"] for model in models}
    definitions = whole["$defs"]
    for definition in definitions.values():
        tell(definition)
    top = definitions.pop(_name(references[composed]))
    entry = _entry(grammar, definitions.pop(_name(references[Timing])), references)
    top["properties"]["timeline"] |= {"items": entry, "type": ["array", "null"]}
    top["properties"]["extends"] = {
        "type": "string",
        "description": "the scenario this one builds on\n所基于的方案",
    }
    definitions["Text"] = {"anyOf": [{"type": "string"}, definitions["Text"]]}
    sections = [key for key, each in top["properties"].items() if "$ref" in each]
    for key in sections:
        top["properties"][key] = _or_nothing(top["properties"][key])
    return {"$schema": DIALECT, "title": "seed100 scenario", **top, "$defs": definitions}


def _entry(
    grammar: Grammar, timing: dict[str, Any], references: dict[type[BaseModel], dict[str, Any]]
) -> dict[str, Any]:
    """One line of the timeline."""
    verbs = {
        name: _or_nothing({**references[verb.arguments], "description": f"{verb.en}\n{verb.zh}"})
        for name, verb in grammar.verbs.items()
    }
    parameters = {
        f"{section}.{key}": {"$ref": f"{references[model]['$ref']}/properties/{key}"}
        for section, model in grammar.sections.items()
        for key in model.model_fields
    }
    change = {
        "type": "object",
        "description": "parameters that change from this day on\n从这一天起改变的参数",
        "properties": parameters,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {
        "type": "object",
        "properties": timing["properties"] | verbs | {SET: change},
        "additionalProperties": False,
        "allOf": [_exactly_one(("day", "every", "when")), _exactly_one((SET, *verbs))],
        "dependentRequired": {key: [owner] for key, owner in GOES_WITH.items()},
    }


def _exactly_one(keys: Iterable[str]) -> dict[str, Any]:
    return {"oneOf": [{"required": [key]} for key in keys]}


def _or_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    """A section may stand empty, all its lines commented out."""
    notes = {key: value for key, value in schema.items() if key != "$ref"}
    return {"anyOf": [{"$ref": schema["$ref"]}, {"type": "null"}], **notes}


def tell(definition: dict[str, Any]) -> None:
    """Turn the notes of `parameter()` into a description that an editor shows."""
    definition.pop("title", None)
    for schema in definition.get("properties", {}).values():
        schema.pop("title", None)
        unit = unit_text(schema.pop("unit", ""))
        meanings = schema.pop("en", schema.get("description", "")), schema.pop("zh", "")
        units = (f" ({unit.en})", f"（{unit.zh}）") if unit else ("", "")
        told = [meaning + unit for meaning, unit in zip(meanings, units, strict=True) if meaning]
        schema["description"] = "\n".join(told)
        for note in NOTES:
            if value := schema.pop(note, ""):
                schema[f"x-{note}"] = value


def _name(reference: dict[str, Any]) -> str:
    return str(reference["$ref"]).rpartition("/")[2]
