"""Reading entries of the timeline: when, then exactly one thing to do.

    - {day: 90, event: {kind: offline, size: 200}, label: {en: Festival, zh: 粉丝节}}
    - {every: 30, from: 60, until: 300, event: {kind: online, size: 80}}
    - {when: members >= 1000, again_after_days: 90, split: {by: region}}
    - {day: 180, set: {governance.strictness: 0.6}}

`every: 30` alone begins on day 30. A condition is met once, unless it may be met
`again_after_days`. All problems of a timeline are found at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from sim.scenario.changes import Changes
from sim.scenario.checking import parse
from sim.scenario.describing import fields_of
from sim.scenario.errors import Path, Problem, Refused, problem
from sim.scenario.hints import colon, did_you_mean, one_of
from sim.scenario.text import Text
from sim.scenario.timeline import Condition, Day, Entry, Every
from sim.scenario.timing import Timing, when_of
from sim.scenario.translating import shown, translate
from sim.state.mechanism import Verb
from sim.state.parameters import Parameters

SET = "set"
SHAPE = Text(
    en="a day and a thing to do, such as {day: 30, set: {section.key: value}}",
    zh="时间加动作，例如 {day: 30, set: {机制.参数: 值}}",
)


@dataclass(frozen=True)
class Grammar:
    """What may be written: verbs, parameters that may change, measures for conditions."""

    verbs: Mapping[str, Verb]
    owners: Mapping[str, str]
    """The section of the mechanism that each verb belongs to."""
    sections: Mapping[str, type[Parameters]]
    fixed: Collection[str]
    """Keys of the scenario that are known but cannot change during a run."""
    measures: Callable[[], Mapping[str, str]]
    """What conditions may look at, with its Chinese name."""

    def words(self) -> list[str]:
        """Every key that an entry may have."""
        return [*fields_of(Timing), *self.acts()]

    def acts(self) -> list[str]:
        """Everything that can be done."""
        return [SET, *self.verbs]


@dataclass
class TimelineReader:
    """Reads a timeline against the scenario it belongs to.

    `days` is the scenario's length, None when that is not known for its own errors. `clip` drops
    entries after the end instead of refusing them. `lines` are those of the entries, if known.
    """

    grammar: Grammar
    changes: Changes
    days: int | None = None
    clip: bool = False
    lines: Sequence[int] = ()
    problems: list[Problem] = field(default_factory=list)

    def read(self, written: Any) -> tuple[Entry, ...]:
        """The entries. Raises Refused with all problems."""
        if not isinstance(written, list | tuple):
            expected = Text(en="a list of entries", zh="由条目组成的列表")
            raise Refused([problem("S102", value=shown(written), expected=expected)])
        entries = [self._entry(each, position) for position, each in enumerate(written)]
        if self.problems:
            raise Refused(self.problems)
        return tuple(entry for entry in entries if entry is not None)

    def _entry(self, written: Any, position: int) -> Entry | None:
        path = (position,)
        if isinstance(written, Entry):
            return written
        if not isinstance(written, Mapping):
            hint = colon(written) if isinstance(written, str) else None
            self._say("S102", path, value=shown(written), expected=SHAPE, hint=hint)
            return None
        timing = self._timing(written, path)
        when = self._when(timing, written, path) if timing else None
        verb = self._verb(written, path)
        arguments = self._arguments(verb, written[verb], (*path, verb)) if verb else None
        if timing is None or when is None or verb is None or arguments is None:
            return None
        line = self.lines[position] if position < len(self.lines) else 0
        return Entry(when, verb, arguments, timing.label, line)

    def _timing(self, written: Mapping[str, Any], path: Path) -> Timing | None:
        words = {key: value for key, value in written.items() if key in fields_of(Timing)}
        try:
            return parse(Timing, words)
        except ValidationError as error:
            self.problems += translate(error, words, Timing, path)
            return None

    def _when(
        self, timing: Timing, written: Mapping[str, Any], path: Path
    ) -> Day | Every | Condition | None:
        when, problems = when_of(timing, written, self.grammar.measures)
        self.problems += [each.under(path) for each in problems]
        if isinstance(when, Condition) or when is None or self.days is None:
            return when
        begins = when.day if isinstance(when, Day) else when.start
        if begins <= self.days:
            return when
        if not self.clip:
            key = next(key for key in ("from", "every", "day") if key in written)
            ends = (("days",),)
            self._say("S212", (*path, key), day=begins, days=self.days, involves=ends)
        return None

    def _verb(self, written: Mapping[str, Any], path: Path) -> str | None:
        acts, words = self.grammar.acts(), self.grammar.words()
        said = [key for key in written if key in acts]
        unknown = [key for key in written if key not in words]
        for key in unknown:
            hint = colon(key) or did_you_mean(key, words)
            self._say("S205", (*path, key), about="key", key=key, hint=hint, expected=one_of(acts))
        if len(said) == 1:
            return said[0]
        if said:
            self._say("S204", path, about="key", keys=", ".join(said), expected=one_of(acts))
        elif not unknown:
            self._say("S203", path, about="key", expected=one_of(acts))
        return None

    def _arguments(self, verb: str, written: Any, path: Path) -> Any:
        if verb == SET:
            changed, problems = self.changes.read(written)
            self.problems += [each.under(path) for each in problems]
            return changed
        model, given = self.grammar.verbs[verb].arguments, {} if written is None else written
        try:
            return parse(model, given)
        except ValidationError as error:
            self.problems += translate(error, given, model, path)
            return None

    def _say(self, code: str, path: Path, **facts: Any) -> None:
        self.problems.append(problem(code, path, **facts))
