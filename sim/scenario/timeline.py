"""What the strategist does while the community lives: entries of the timeline.

An entry says when (a day, a repeat or a condition on one measure) and one thing to do: `set` some
parameters, or a verb that a mechanism declares. `grammar.py` reads entries from a scenario.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.scenario.text import NO_WORDS, Text
from sim.state.parameters import Parameters

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Day:
    """Once, on a day from 0."""

    day: int


@dataclass(frozen=True)
class Every:
    """Again and again: on `start`, then every `days`, to `until` (the end when None)."""

    days: int
    start: int
    until: int | None = None


@dataclass(frozen=True)
class Condition:
    """When a measure compares so with a number: once, or `again_after_days` at the earliest."""

    measure: str
    comparison: str
    value: float
    again_after_days: int | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. For `set`, arguments are `{"section.key": value}`."""

    when: Day | Every | Condition
    verb: str
    arguments: Parameters | Mapping[str, Any]
    label: Text = NO_WORDS
    line: int = field(default=0, compare=False)
    """Its line in the scenario's file; 0 when it was not read from that file."""


def due(
    entry: Entry, day: int, read_measure: Callable[[str], float], last: int | None = None
) -> bool:
    """Whether an entry is to be carried out today; `last` is the day it last was, if ever.

    `read_measure(name)` gives a measure's newest value; one that is not known yet (NaN) meets no
    condition.
    """
    when = entry.when
    if isinstance(when, Day):
        return day == when.day
    if isinstance(when, Every):
        ended = when.until is not None and day > when.until
        return day >= when.start and not ended and (day - when.start) % when.days == 0
    if last is not None and (when.again_after_days is None or day < last + when.again_after_days):
        return False
    return COMPARISONS[when.comparison](read_measure(when.measure), when.value)


def by_section(arguments: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What a `set` changes: section -> key -> value."""
    sections: dict[str, dict[str, Any]] = {}
    for path, value in arguments.items():
        section, _, key = path.partition(".")
        sections.setdefault(section, {})[key] = value
    return sections


def as_written(entry: Entry) -> dict[str, Any]:
    """An entry as plain data, in the words of the scenario file."""
    written = _when_as_written(entry.when)
    written[entry.verb] = _plain(entry.arguments)
    if entry.label:
        written["label"] = entry.label.model_dump(mode="json")
    return written


def _when_as_written(when: Day | Every | Condition) -> dict[str, Any]:
    if isinstance(when, Day):
        return {"day": when.day}
    if isinstance(when, Every):
        until = {} if when.until is None else {"until": when.until}
        return {"every": when.days, "from": when.start} | until
    again = {} if when.again_after_days is None else {"again_after_days": when.again_after_days}
    number = int(when.value) if when.value.is_integer() else when.value
    return {"when": f"{when.measure} {when.comparison} {number}"} | again


def _plain(value: Any) -> Any:
    if isinstance(value, Parameters):
        return value.model_dump(mode="json")
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value
