"""Scenarios: what the user writes, checked and composed into settings.

from sim.scenario import ScenarioErrors, Settings, load

settings = load("hanke", ["days=180"])
settings = Settings(days=180, market={"size": 5000})
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sim.scenario.errors import Problem, ScenarioErrors
from sim.scenario.text import Text

if TYPE_CHECKING:
    from sim.scenario.explaining import Row, explain
    from sim.scenario.loading import load, patched
    from sim.scenario.schema import json_schema
    from sim.scenario.settings import SettingsBase as Settings
    from sim.scenario.settings import compose
    from sim.scenario.timeline import Condition, Day, Entry, Every, by_section, due
    from sim.scenario.writing import content_hash, dump

__all__ = [
    "Condition",
    "Day",
    "Entry",
    "Every",
    "Problem",
    "Row",
    "ScenarioErrors",
    "Settings",
    "Text",
    "by_section",
    "compose",
    "content_hash",
    "due",
    "dump",
    "explain",
    "json_schema",
    "load",
    "patched",
]

_HOMES = {
    "Condition": "timeline",
    "Day": "timeline",
    "Entry": "timeline",
    "Every": "timeline",
    "Row": "explaining",
    "Settings": "settings",
    "by_section": "timeline",
    "compose": "settings",
    "content_hash": "writing",
    "due": "timeline",
    "dump": "writing",
    "explain": "explaining",
    "json_schema": "schema",
    "load": "loading",
    "patched": "loading",
}


def __getattr__(name: str) -> Any:
    """The rest of the names, imported when first asked for: composing imports every mechanism."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
