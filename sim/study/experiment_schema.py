"""JSON Schema of an experiment, for completion and checking in editors."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from sim.scenario.describing import sections_of
from sim.scenario.schema import DIALECT, tell
from sim.scenario.settings import default_settings
from sim.study.distribution import KINDS as DISTRIBUTIONS
from sim.study.experiment_file import KINDS, StrategyWords
from sim.study.experiment_reader import CERTAIN


def experiment_schema() -> dict[str, Any]:
    """The JSON Schema of experiment files: one shape for each kind."""
    kinds = list(KINDS.values())
    parts: list[type[BaseModel]] = [*kinds, StrategyWords, *DISTRIBUTIONS.values()]
    names, whole = models_json_schema([(model, "validation") for model in parts])
    definitions = whole["$defs"]
    for definition in definitions.values():
        tell(definition)
    for name, model in DISTRIBUTIONS.items():
        own = definitions[names[model, "validation"]["$ref"].rpartition("/")[2]]
        own["properties"] = {"dist": {"const": name}} | own["properties"]
        if name not in ("uniform", "choice"):
            own["required"] = ["dist", *own["required"]]
    definitions["Text"] = {"anyOf": [{"type": "string"}, definitions["Text"]]}
    definitions["Distribution"] = {
        "anyOf": [names[model, "validation"] for model in DISTRIBUTIONS.values()]
    }
    uncertain, swept = {"$ref": "#/$defs/Distribution"}, {"$ref": "#/$defs/Swept"}
    one_or_many = {"type": ["array", "string", "number", "boolean"], "minItems": 1}
    definitions["Swept"] = {"anyOf": [uncertain, one_or_many]}
    for kind in kinds:
        own = definitions[names[kind, "validation"]["$ref"].rpartition("/")[2]]
        shapes = {"uncertainties": uncertain, "parameters": swept}
        for key in shapes.keys() & own["properties"].keys():
            own["properties"][key] |= {
                "properties": dict.fromkeys(_parameters(), shapes[key]),
                "additionalProperties": False,
            }
    either = [names[model, "validation"] for model in kinds]
    top = {"title": "seed100 experiment", "type": "object", "anyOf": either}
    return {"$schema": DIALECT, **top, "$defs": definitions}


def _parameters() -> list[str]:
    """The full names of everything that can be uncertain."""
    sections = sections_of(default_settings())
    return [
        f"{section}.{key}"
        for section, model in sections.items()
        if section not in CERTAIN
        for key in model.model_fields
    ]
