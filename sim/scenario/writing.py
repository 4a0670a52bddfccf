"""Writing a scenario back: every parameter, in an order that does not change."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml

from sim.scenario.reading import CORE_RESOLVERS
from sim.scenario.settings import SettingsBase

WORDS = ("name", "theme", "title", "question", "reported")
"""What a reader sees and no run depends on."""


class _Dumper(yaml.SafeDumper):
    """Quotes whatever YAML 1.1 or 1.2 would not read as the word it is."""

    def represent_str(self, words: str) -> yaml.ScalarNode:
        """A word; with Unicode's own line breaks, which PyYAML would fold, in double quotes."""
        style = '"' if set(words) & set("\x85\u2028\u2029") else None
        return self.represent_scalar("tag:yaml.org,2002:str", words, style)


_Dumper.add_representer(str, _Dumper.represent_str)


for _tag, _pattern, _first_letters in CORE_RESOLVERS:
    _Dumper.add_implicit_resolver(_tag, _pattern, _first_letters)


def dump(settings: SettingsBase, folder: Path | None = None) -> str:
    """The scenario as YAML with every parameter; read back, it gives equal settings.

    An edge list is named as seen from `folder`, or by its name alone: it belongs beside the file.
    """
    data = settings.model_dump(mode="json")
    edges = Path(settings.market.edges)
    if settings.market.edges:
        near = folder is not None and edges.is_relative_to(folder.resolve())
        named = edges.relative_to(folder.resolve()) if folder and near else Path(edges.name)
        data["market"]["edges"] = named.as_posix()
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def content_hash(settings: SettingsBase) -> str:
    """A fingerprint of all that a run depends on: scenarios with equal ones have equal runs.

    Names, titles, labels and reported figures do not count; an edge list counts by its content.
    SHA-256 of canonical JSON, in hexadecimal.
    """
    data: dict[str, Any] = settings.model_dump(mode="json", exclude=set(WORDS))
    for entry in data["timeline"]:
        entry.pop("label", None)
    if settings.market.edges:
        content = Path(settings.market.edges).read_bytes()
        data["market"]["edges"] = hashlib.sha256(content).hexdigest()
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
