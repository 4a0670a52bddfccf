"""The `when` of a timeline's entry: a day, a repeat, or a condition on one measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import Field

from sim.scenario.errors import Problem, problem
from sim.scenario.hints import did_you_mean, labelled, one_of
from sim.scenario.text import NO_WORDS, Text
from sim.scenario.timeline import COMPARISONS, Condition, Day, Every
from sim.state.parameters import Parameters, parameter

GOES_WITH = {"from": "every", "until": "every", "once": "when", "again_after_days": "when"}
CONDITION = re.compile(
    r"\s*(?P<measure>[^\W\d]\w*)\s*(?P<sign><=|>=|<|>)\s*"
    r"(?P<number>[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)\s*"
)


class Timing(Parameters):
    """The words of an entry beside what it does."""

    day: int = parameter(
        0, ge=0, unit="day", evidence="choice", en="once, on this day", zh="仅在这一天"
    )
    every: int = parameter(
        1,
        ge=1,
        unit="days",
        evidence="choice",
        en="again and again, every so many days",
        zh="每隔若干天一次",
    )
    start: int | None = Field(
        None,
        alias="from",
        ge=0,
        description="first day of a repeat (default: after one interval)",
        json_schema_extra={"zh": "重复的第一天（默认：一个间隔之后）", "unit": "day"},
    )
    until: int | None = parameter(
        None, ge=0, unit="day", evidence="choice",
        en="last day of a repeat (default: the end)", zh="重复的最后一天（默认到结束）",
    )  # fmt: skip
    when: str = parameter(
        "",
        evidence="choice",
        en="a condition: a measure, one of < <= > >=, a number",
        zh="条件：指标、比较符、数字",
    )
    once: bool = parameter(
        True, evidence="choice", en="whether a condition is met only once", zh="条件是否只触发一次"
    )
    again_after_days: int | None = parameter(
        None, ge=1, unit="days", evidence="choice",
        en="a condition may be met again after so many days", zh="条件在若干天后可再次触发",
    )  # fmt: skip
    label: Text = parameter(
        NO_WORDS, evidence="choice", en="what charts call it", zh="图表上的名称"
    )


def when_of(
    timing: Timing, written: Mapping[str, Any], measures: Callable[[], Mapping[str, str]]
) -> tuple[Day | Every | Condition | None, list[Problem]]:
    """When an entry is due, and what is wrong with it; `written` tells what was said."""
    said = [key for key in ("day", "every", "when") if key in written]
    problems = [
        problem("S208", (key,), about="key", key=key, owner=owner)
        for key, owner in GOES_WITH.items()
        if key in written and owner not in written
    ]
    if len(said) != 1:
        many = problem("S202", about="key", keys=", ".join(said))
        none = problem("S201", about="key", expected=one_of(["day", "every", "when"]))
        return None, [many if said else none, *problems]
    if said == ["day"]:
        return Day(timing.day), problems
    when, more = _every(timing) if said == ["every"] else _condition(timing, written, measures)
    return when, problems + more


def _every(timing: Timing) -> tuple[Every, list[Problem]]:
    start = timing.every if timing.start is None else timing.start
    when = Every(timing.every, start, timing.until)
    if timing.until is not None and timing.until < start:
        return when, [problem("S213", ("until",), until=timing.until, start=start)]
    return when, []


def _condition(
    timing: Timing, written: Mapping[str, Any], measures: Callable[[], Mapping[str, str]]
) -> tuple[Condition | None, list[Problem]]:
    found = CONDITION.fullmatch(timing.when)
    if not found:
        return None, [_unreadable(timing.when)]
    problems, known = [], measures()
    if found["measure"] not in known:
        hint = did_you_mean(found["measure"], known)
        hint = hint or labelled(found["measure"], {zh: name for name, zh in known.items()})
        listed = None if hint else one_of(sorted(known))
        problems.append(
            problem("S207", ("when",), measure=found["measure"], hint=hint, expected=listed)
        )
    again = timing.again_after_days
    if again is not None and timing.once and "once" in written:
        problems.append(problem("S214", ("once",)))
    if again is None and not timing.once:
        again = 1
    return Condition(found["measure"], found["sign"], float(found["number"]), again), problems


def _unreadable(condition: str) -> Problem:
    signs = " ".join(COMPARISONS)
    expected = Text(
        en=f"one measure, one of {signs}, one number: members >= 1000",
        zh=f"一个指标、{signs} 之一、一个数字，例如 members >= 1000",
    )
    return problem("S206", ("when",), condition=condition, expected=expected)
