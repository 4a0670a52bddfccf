"""What the strategist does, by day, as the lane above a figure shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median_low
from typing import Any

from sim.charts.data import Act, Kind
from sim.scenario import Condition, Day, Entry, Every, Settings, Text

SEEDING: Kind = "seeding"
RULE: Kind = "rule"
CHANGE = Text(en="New rules", zh="规则调整")
SELLING = {
    (True, False): Text(en="Selling begins", zh="开始销售"),
    (False, True): Text(en="Advertising begins", zh="开始投放广告"),
    (True, True): Text(en="Selling and advertising begin", zh="开始销售和投放广告"),
}
"""By whether there are purchases, and whether there is advertising."""

OFTEN = 0.5
"""A condition is drawn when it was met in at least this share of runs, on its median day."""


def acts_of(settings: Settings, runs: Sequence[Sequence[Sequence[Any]]]) -> tuple[Act, ...]:
    """The seeds as they come, the start of selling, and what of the timeline is not off.

    `runs` are the acts that each run carried out.
    """
    found = [*_seeding(settings), *_selling(settings)]
    idle = [entry for entry, _ in settings.idle()]
    for entry in (each for each in settings.timeline if each not in idle):
        days = _days(entry, settings.days)
        if days is None:
            days = _met(entry, settings, runs)
        kind, label = _look(entry, settings)
        found += [Act(day, kind, label.model_dump()) for day in days]
    return tuple(sorted(found, key=lambda act: act.day))


def _seeding(settings: Settings) -> Iterator[Act]:
    """Each wave of the first KOLs."""
    seeding = settings.seeding
    if not seeding.enabled or not (seeding.count or seeding.spend):
        return
    for wave in seeding.waves:
        if wave.day > settings.days:
            continue
        several = len(seeding.waves) > 1 and not seeding.spend
        count = round(seeding.count * wave.share) if several else seeding.count
        label = Text(en=f"{count:,} KOLs", zh=f"{count:,} 位 KOL")
        if seeding.spend:
            label = Text(en="KOLs", zh="KOL")
        yield Act(wave.day, SEEDING, label.model_dump())


def _selling(settings: Settings) -> Iterator[Act]:
    """The day on which selling to members or advertising among them begins."""
    commerce = settings.commerce
    kinds = bool(commerce.purchases), bool(commerce.ad_load)
    if commerce.enabled and any(kinds) and commerce.start_day <= settings.days:
        yield Act(commerce.start_day, RULE, SELLING[kinds].model_dump())


def _days(entry: Entry, last: int) -> Sequence[int] | None:
    """The days of an entry that follow from the scenario; None for a condition."""
    when = entry.when
    if isinstance(when, Day):
        return [when.day]
    if isinstance(when, Every):
        return range(
            when.start, min(last, last if when.until is None else when.until) + 1, when.days
        )
    return None


def _met(
    entry: Entry, settings: Settings, runs: Sequence[Sequence[Sequence[Any]]]
) -> Sequence[int]:
    """The median day on which a condition was first met, if it often was."""
    planned = {
        day
        for other in settings.timeline
        if other.verb == entry.verb and not isinstance(other.when, Condition)
        for day in _days(other, settings.days) or ()
    }
    first = [
        min(days)
        for acts in runs
        if (days := [day for day, verb, _ in acts if verb == entry.verb and day not in planned])
    ]
    return [median_low(first)] if first and len(first) >= OFTEN * len(runs) else []


def _look(entry: Entry, settings: Settings) -> tuple[Kind, Text]:
    """How an entry is drawn and what it is called."""
    if entry.verb == "set":
        return RULE, entry.label or CHANGE
    verb = settings.grammar.verbs[entry.verb]
    return verb.kind, entry.label or Text(en=verb.en, zh=verb.zh)
