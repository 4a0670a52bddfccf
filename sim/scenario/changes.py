"""Reading `set`: which parameters change during a run, each checked like those of the scenario."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from sim.scenario.checking import parse
from sim.scenario.errors import Path, Problem, problem
from sim.scenario.hints import did_you_mean, one_of
from sim.scenario.text import Text
from sim.scenario.timeline import by_section
from sim.scenario.translating import translate
from sim.state.parameters import Parameters


@dataclass
class Changes:
    """Reads changes against the sections as they stand when a change comes.

    A change is kept for those that follow, so that two parameters that must agree with each other
    can be moved one after the other.
    """

    sections: dict[str, Parameters]
    fixed: Collection[str]
    """Keys of the scenario that are known but cannot change during a run."""

    def read(self, written: Any) -> tuple[dict[str, Any] | None, list[Problem]]:
        """`{"section.key": value}` as the sections take the values, and what is wrong."""
        if not isinstance(written, Mapping) or not written:
            expected = Text(en="{section.key: value}", zh="{机制.参数: 值}")
            return None, [problem("S211", expected=expected)]
        problems = [each for key in written for each in self._refused(key)]
        refused = {each.path[0] for each in problems}
        changed: dict[str, Any] = {}
        known = {key: value for key, value in written.items() if key not in refused}
        for section, values in by_section(known).items():
            problems += self._change(section, values)
            for key in values:
                changed[f"{section}.{key}"] = getattr(self.sections[section], key)
        return None if problems else changed, problems

    def _refused(self, key: str) -> list[Problem]:
        section, _, name = key.partition(".")
        here = self.sections.get(section)
        if here and name in type(here).model_fields:
            return []
        if section in self.fixed:
            return [problem("S210", (key,), about="key", key=key)]
        known = [f"{s}.{k}" for s, model in self.sections.items() for k in type(model).model_fields]
        alike = [each for each in known if each.startswith(f"{section}.")]
        alike = alike or [each for each in known if each.endswith(f".{name or section}")]
        hint = did_you_mean(key, known)
        listed = None if hint else one_of(alike or self.sections)
        return [problem("S209", (key,), about="key", key=key, hint=hint, expected=listed)]

    def _change(self, section: str, values: dict[str, Any]) -> list[Problem]:
        now = self.sections[section]
        written = now.model_dump(mode="json") | values
        try:
            self.sections[section] = parse(type(now), written)
        except ValidationError as error:
            found = translate(error, written, type(now))
            return [replace(each, path=_flat(section, each.path)) for each in found]
        return []


def _flat(section: str, path: Path) -> Path:
    """`strictness` of governance stands under the one key `governance.strictness`."""
    return (f"{section}.{path[0]}", *path[1:]) if path else ()
