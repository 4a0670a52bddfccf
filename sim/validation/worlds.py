"""Small worlds: settings in which only some mechanisms run, and what comes of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.mechanisms import discover
from sim.model import CommunityModel
from sim.scenario.settings import default_settings


def settings(**sections: Any) -> Any:
    """Settings from sections written as in a scenario file."""
    return default_settings().model_validate(sections)


def only(*mechanisms: str, **sections: Any) -> Any:
    """Settings in which all mechanisms but these are off; seeding brings in nobody by itself."""
    for kind in discover():
        section = dict(sections.get(kind.name, {}))
        section["enabled"] = kind.name in mechanisms
        sections[kind.name] = section
    sections["seeding"].setdefault("count", 0)
    return settings(**sections)


def run(chosen: Any, **arguments: Any) -> CommunityModel:
    """Run settings to their end."""
    return CommunityModel(chosen, **arguments).run()


def curve(model: CommunityModel, measure: str) -> np.ndarray:
    """One measure of a run, a number per day."""
    return model.frame()[measure].to_numpy()
