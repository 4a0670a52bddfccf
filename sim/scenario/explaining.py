"""Every parameter of a scenario with meaning, unit, range, evidence, default and value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from sim.scenario.describing import about, range_of, sections_of, unit_of
from sim.scenario.settings import SettingsBase
from sim.scenario.text import Text
from sim.state.parameters import Parameters

WORDS = ("name", "theme", "title", "question", "reported", "timeline")
"""Keys of the scenario that are no parameters."""


@dataclass(frozen=True)
class Row:
    """One parameter. `section` is empty for the scenario's own; `changed`: not the default."""

    section: str
    key: str
    symbol: str
    unit: Text
    default: Any
    value: Any
    range: str
    evidence: str
    source: str
    meaning: Text
    changed: bool

    @property
    def path(self) -> str:
        """What to write after `--set`."""
        return f"{self.section}.{self.key}" if self.section else self.key


def explain(settings: SettingsBase) -> list[Row]:
    """Every parameter: the scenario's own, then by section in the order of the day."""
    return list(_rows(settings, ""))


def section_titles(composed: type[SettingsBase]) -> dict[str, Text]:
    """What the sections are called, by name, in the order of `explain`."""
    return {name: _meaning(composed.model_fields[name]) for name in sections_of(composed)}


def _rows(section: Parameters, name: str) -> Iterator[Row]:
    fields = {k: f for k, f in type(section).model_fields.items() if name or k not in WORDS}
    inner = set() if name else set(sections_of(type(section)))
    written = section.model_dump(mode="json", include=set(fields) - inner)
    defaults = type(section).model_construct().model_dump(mode="json", include=set(fields) - inner)
    for key, field in fields.items():
        if key not in inner:
            yield _row(name, key, field, defaults[key], written[key])
    for key in (key for key in fields if key in inner):
        yield from _rows(getattr(section, key), key)


def _row(section: str, key: str, field: FieldInfo, default: Any, value: Any) -> Row:
    noted = about(field)
    return Row(
        section=section,
        key=key,
        symbol=noted.get("symbol", ""),
        unit=unit_of(field),
        default=default,
        value=value,
        range=range_of(field),
        evidence=noted.get("evidence", ""),
        source=noted.get("source", ""),
        meaning=_meaning(field),
        changed=value != default,
    )


def _meaning(field: FieldInfo) -> Text:
    noted = about(field)
    return Text(en=noted.get("en", field.description or ""), zh=noted.get("zh", ""))
