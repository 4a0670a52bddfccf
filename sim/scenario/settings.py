"""A scenario as the model takes it: one section per mechanism, composed from what is there."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import (
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    create_model,
    field_validator,
    model_validator,
)

from sim.scenario.changes import Changes
from sim.scenario.checking import CLIP, LINES
from sim.scenario.describing import fields_of
from sim.scenario.errors import Refused, problem
from sim.scenario.grammar import SET, Grammar, TimelineReader
from sim.scenario.sections import Budget, MeasurePlan, Reported
from sim.scenario.text import NO_WORDS, Text
from sim.scenario.themes import Theme
from sim.scenario.timeline import Entry, as_written
from sim.scenario.timing import Timing
from sim.state.market import MarketParameters
from sim.state.mechanism import Mechanism
from sim.state.parameters import Parameters, parameter

AFTER_MECHANISMS = ("budget", "measures", "reported", "timeline")
NAME = r'^[^/\\:*?"<>|.\s\x00-\x1f][^/\\:*?"<>|\x00-\x1f]*$'
"""Names become names of folders, on every system."""
REPORTED = {"en": "figures reported of the real community", "zh": "真实社群的公开数据"}
TIMELINE = {"en": "what the strategist does, and when", "zh": "策略时间线"}


class SettingsBase(Parameters):
    """What every scenario has beside its mechanisms. `compose` adds one section for each."""

    grammar: ClassVar[Grammar]
    """What its timeline may say; `grammar.sections` are the mechanisms' in the order of the day."""

    name: str = parameter(
        "scenario", min_length=1, max_length=100, pattern=NAME,
        evidence="choice", en="short name (default: that of the file)", zh="短名称（默认取文件名）",
    )  # fmt: skip
    theme: Theme = parameter(
        "own", evidence="choice", en="under which heading it is listed", zh="列表中所属的主题"
    )
    title: Text = parameter(NO_WORDS, evidence="choice", en="title", zh="标题")
    question: Text = parameter(
        NO_WORDS, evidence="choice", en="the question it answers", zh="要回答的问题"
    )
    start_date: datetime.date | None = parameter(
        None, evidence="choice", en="date of day 0, so that days are shown as dates",
        zh="第 0 天的日期，设定后按日期显示",
    )  # fmt: skip
    days: int = parameter(
        365, ge=1, le=3650, unit="days", symbol="T", evidence="choice",
        en="length of a run", zh="模拟天数",
    )  # fmt: skip
    scale: float = parameter(
        1.0, gt=0, unit="people", evidence="choice",
        en="real people one simulated person stands for", zh="一个模拟人代表的真实人数",
    )  # fmt: skip
    market: MarketParameters = Field(
        default_factory=MarketParameters,
        description="who could ever join",
        json_schema_extra={"en": "who could ever join", "zh": "潜在用户"},
    )

    if TYPE_CHECKING:  # composed behind the mechanisms' sections, since they refer to them
        budget: Budget
        measures: MeasurePlan
        reported: tuple[Reported, ...]
        timeline: tuple[Entry, ...]

        def __getattr__(self, name: str) -> Any: ...

    def horizons(self) -> tuple[int, ...]:
        """Days on which a run is judged: the declared ones that it reaches, and its last."""
        reached = {day for day in self.measures.horizons if day <= self.days}
        return tuple(sorted(reached | {self.days}))

    def date_of(self, day: int) -> datetime.date | None:
        """The date of a day; None when the scenario has no start date."""
        return self.start_date + datetime.timedelta(days=day) if self.start_date else None

    def idle(self) -> tuple[tuple[Entry, str], ...]:
        """Entries that do nothing, since their mechanism is off throughout; with its section."""
        later = {
            key for entry in self.timeline if entry.verb == SET for key in (entry.arguments or {})
        }
        found = []
        for entry in self.timeline:
            owner = self.grammar.owners.get(entry.verb)
            off = owner and not getattr(self, owner).enabled
            if owner and off and f"{owner}.enabled" not in later:
                found.append((entry, owner))
        return tuple(found)

    def heading(self, language: str = "en") -> str:
        """The title, or the name when it has none."""
        return self.title.say(language) or self.name

    @field_validator("reported", mode="after", check_fields=False)
    @classmethod
    def _reported_while_it_runs(
        cls, figures: tuple[Reported, ...], info: ValidationInfo
    ) -> tuple[Reported, ...]:
        if not {"days", "start_date"} <= set(info.data):
            return figures
        days, start = info.data["days"], info.data["start_date"]
        problems = [p for i, each in enumerate(figures) for p in each.problems(start, (i,))]
        if problems:
            raise Refused(problems)
        late = [i for i, each in enumerate(figures) if each.day_from(start) > days]
        if not late or _clips(info):
            return tuple(each for i, each in enumerate(figures) if i not in late)
        ends = (("days",),)
        raise Refused(
            problem("S212", (i,), day=figures[i].day_from(start), days=days, involves=ends)
            for i in late
        )

    @model_validator(mode="after")
    def _seeds_fit_the_market(self) -> SettingsBase:
        seeding = getattr(self, "seeding", None)
        count, room = getattr(seeding, "count", 0), self.market.size - 1
        counts = getattr(seeding, "enabled", True) and not getattr(seeding, "spend", 0)
        if count <= room or self.market.edges or not counts:
            return self
        size = (("market", "size"),)
        raise Refused(
            [problem("S301", ("seeding", "count"), count=count, room=room, involves=size)]
        )


def compose(
    mechanisms: Iterable[type[Mechanism]], measures: Collection[str] | None = None
) -> type[SettingsBase]:
    """The settings of a model made of these mechanisms.

    `measures` are the names that conditions may use; None asks `sim.metrics` when a condition is
    first read. Raises ValueError when two mechanisms claim the same section or verb.
    """
    return _compose(tuple(mechanisms), None if measures is None else tuple(measures))


def default_settings() -> type[SettingsBase]:
    """The settings of all mechanisms there are."""
    from sim.mechanisms import discover

    return compose(discover())


def __getattr__(name: str) -> Any:
    """`Settings`, composed when first asked for; pickled settings find their class by this name."""
    if name == "Settings":
        return default_settings()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _compose(
    mechanisms: tuple[type[Mechanism], ...], measures: tuple[str, ...] | None
) -> type[SettingsBase]:
    verbs = [verb for mechanism in mechanisms for verb in mechanism.verbs]
    own = (*SettingsBase.model_fields, *AFTER_MECHANISMS)
    _refuse_clash([*own, *(mechanism.name for mechanism in mechanisms)])
    _refuse_clash([SET, *fields_of(Timing), *(verb.name for verb in verbs)])
    grammar = Grammar(
        verbs={verb.name: verb for verb in verbs},
        owners={verb.name: each.name for each in mechanisms for verb in each.verbs},
        sections={mechanism.name: mechanism.Parameters for mechanism in mechanisms},
        fixed=own,
        measures=_measures_there_are
        if measures is None
        else lambda: {name: name for name in measures},
    )
    composed: type[SettingsBase] = create_model(  # type: ignore[call-overload]
        "Settings",
        __base__=SettingsBase,
        __module__=__name__,
        __doc__="A scenario: every parameter of a run.",
        **{
            each.name: _section(each.Parameters, each.title_en, each.title_zh)
            for each in mechanisms
        },
        budget=_section(Budget, "money", "预算"),
        measures=_section(MeasurePlan, "when to measure", "测量"),
        reported=(tuple[Reported, ...], parameter((), evidence="fact", **REPORTED)),
        timeline=(_timeline(grammar), parameter((), evidence="choice", **TIMELINE)),
    )
    composed.grammar = grammar
    return composed


def _section(model: type[Parameters], en: str, zh: str) -> tuple[type[Parameters], Any]:
    about: dict[str, Any] = {"en": en, "zh": zh}
    return model, Field(default_factory=model, description=en, json_schema_extra=about)


def _timeline(grammar: Grammar) -> Any:
    """The type of the timeline: read by the grammar, against the sections before it."""

    def read(written: Any, info: ValidationInfo) -> tuple[Entry, ...]:
        sections = {
            name: info.data.get(name) or model() for name, model in grammar.sections.items()
        }
        changes = Changes(sections, grammar.fixed)
        lines = (info.context or {}).get(LINES, ())
        days = info.data.get("days")
        return TimelineReader(grammar, changes, days, _clips(info), lines).read(written)

    def write(entries: tuple[Entry, ...]) -> list[dict[str, Any]]:
        return [as_written(entry) for entry in entries]

    return Annotated[tuple[Entry, ...], PlainValidator(read), PlainSerializer(write)]


def _clips(info: ValidationInfo) -> bool:
    return bool(info.context and info.context.get(CLIP))


def _measures_there_are() -> Mapping[str, str]:
    """Every measure with its Chinese name."""
    from sim.metrics import measures

    return {each.name: each.zh for each in measures()}


def _refuse_clash(names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"claimed more than once: {', '.join(twice)}")
