"""What strategies are judged by: a measure on a day, written `active_members@365`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sim.record.manifest import Outcome
from sim.scenario.errors import Problem, problem
from sim.scenario.hints import did_you_mean, one_of
from sim.scenario.text import Text
from sim.study.experiment_file import OutcomeWords

AT = "@"
FORM = Text(en="measure@day, such as active_members@365", zh="指标@天，例如 active_members@365")


def read_outcomes(
    written: Mapping[str, OutcomeWords | None],
    measures: Collection[str],
    days: int,
    *,
    clip: bool = False,
) -> tuple[tuple[Outcome, ...], list[Problem]]:
    """The outcomes, the primary one first, and what is wrong with them.

    `days` is the length of the runs; with `clip` a later day counts as the last one, since somebody
    has shortened them. Without a day the last is meant.
    """
    found: dict[str, Outcome] = {}
    problems: list[Problem] = []
    for name, said in written.items():
        day, measure, wrong = _parts(name, measures, days, clip)
        problems += wrong
        if not wrong:
            practical = said.practical_difference if said else None
            found[name] = Outcome(measure, day, practical)
    first = [name for name, said in written.items() if said and said.primary]
    if len(first) > 1:
        path = (first[1], "primary")
        problems.append(problem("S509", path, names=", ".join(first)))
    order = [*first, *(name for name in found if name not in first)]
    unique = {(found[n].measure, found[n].day): found[n] for n in reversed(order) if n in found}
    return tuple(reversed(unique.values())), problems


def _parts(
    name: str, measures: Collection[str], days: int, clip: bool
) -> tuple[int, str, list[Problem]]:
    measure, at, written = name.partition(AT)
    problems = []
    if measure not in measures:
        hint = did_you_mean(measure, measures)
        listed = None if hint else one_of(_plain(measures))
        unknown = problem("S207", (name,), about="key", measure=measure, hint=hint, expected=listed)
        problems.append(unknown)
    day = int(written) if written.isdecimal() and written.isascii() else (0 if at else days)
    if day < 1:
        problems.append(problem("S508", (name,), about="key", outcome=name, expected=FORM))
    if day > days and not clip:
        problems.append(problem("S212", (name,), about="key", day=day, days=days))
    return min(day, days), measure, problems


def _plain(measures: Iterable[str]) -> list[str]:
    """Measures but those of single sources and causes, of which there are many."""
    return sorted(each for each in measures if ":" not in each)
