"""Writing: a twin as a scenario file, each number with where it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sim.twin.facts import NEVER, TEAM
from sim.twin.fitting import BASE, NO_FOUNDER, TIMES, Twin

COMMENT_AT = 39


def written(twin: Twin, original: str, command: str, schema: str) -> str:
    """The scenario file of a twin; `command` lays it beside `original`."""
    return "\n".join(_lines(twin, original, command, schema)) + "\n"


def _lines(twin: Twin, original: str, command: str, schema: str) -> Iterator[str]:
    facts = twin.facts
    yield f"# yaml-language-server: $schema=./{schema}"
    yield f"# A twin of {original}, to be measured beside it:"
    yield f"# {command}"
    yield "# FACT is read off its log. Only size, span and launch come from it; nothing that people do after"
    yield "# they joined is set here. REACH was found by pilot runs in which as many come as came."
    yield "# 「FACT」读自记录，只取规模、时长与启动过程；成员加入之后的行为未作任何设定。「REACH」由试运行求得。"
    yield from _who_is_listed(twin)
    yield f"extends: {BASE}"
    en, zh = f"Twin of {original}", f"{original} 的孪生"
    yield f"title: {{en: {_quoted(en)}, zh: {_quoted(zh)}}}"
    yield "question:"
    yield f"  en: {_quoted(f'Does a simulated community look like {original}?')}"
    yield f"  zh: {_quoted(f'模拟的社群像不像 {original}？')}"
    regions = ", regions: 1" if facts.log.attended is not None else ""
    first = "act" if facts.contributors else "join"
    end = (
        "the end of the log" if facts.days == facts.watched else "the longest that can be simulated"
    )
    yield _said(f"days: {facts.days}", f"FACT: whole days from the first {first} to {end}")
    place = ", in one place" if regions else ""
    yield _said(
        f"market: {{size: {twin.size}{regions}}}",
        f"ASSUMPTION: {TIMES} times those who registered{place}",
    )
    yield "seeding:"
    yield _said(f"  count: {TEAM}", "ASSUMPTION: those who set it up")
    yield _said(f"  crowd: {twin.crowd}", _crowd(twin))
    yield _said(
        "word_of_mouth: {enabled: false}",
        "ASSUMPTION: all newcomers are given from outside, as many as came",
    )
    yield _said(
        f"advertising: {{reach_per_day: {_plain(twin.trickle)}}}",
        f"REACH: brings the {_few(min(step.a_week for step in facts.steps))} a week of when fewest came",
    )
    yield from _events(twin)
    yield "# ASSUMPTION: no founder takes part, since the log does not say who that is."
    for section, values in NO_FOUNDER.items():
        inside = ", ".join(f"{key}: {_plain(value)}" for key, value in values.items())
        yield f"{section}: {{{inside}}}"
    yield from _timeline(twin)


def _who_is_listed(twin: Twin) -> Iterator[str]:
    facts = twin.facts
    if facts.listed:
        yield f"# FACT: {facts.log.people} registered, {facts.contributors} of them contributed."
    else:
        yield (
            f"# FACT: {facts.contributors} contributed. Who registered and never did is not in the "
            f"log; ASSUMPTION:"
        )
        yield (
            f"# {facts.registered:.0f} registered, since {NEVER:.0%} never contribute in communities "
            f"that list everybody."
        )
    if not facts.dated:
        yield "# When people joined is not in the log; ASSUMPTION: they came as they were first seen."
    if facts.days < facts.watched:
        yield f"# The log is {facts.watched} days long; this is its first {facts.days}."
    if facts.scale < 1:
        yield (
            f"# Simulated at a scale: each person stands for {1 / facts.scale:.3g}, and every number of "
            f"people below for as many more."
        )


def _crowd(twin: Twin) -> str:
    if not twin.facts.dated:
        return "nobody is known to have been there before"
    return f"FACT: {twin.facts.first_day} had joined by the end of the first day"


def _events(twin: Twin) -> Iterator[str]:
    if twin.facts.log.attended is None:
        yield _said("events: {enabled: false}", "FACT: the log has none")
        return
    yield _said(
        f"events: {{online_per_month: 0, offline_per_month: 1, size: {twin.seats}}}",
        "ASSUMPTION: a meeting a month with room enough",
    )
    yield _said("churn: {inactive_days: 3650}", "ASSUMPTION: who falls silent stays on the list")


def _timeline(twin: Twin) -> Iterator[str]:
    campaigns = twin.campaigns
    if not campaigns:
        return
    seen = "newcomers" if twin.facts.dated else "people first seen"
    yield f"timeline: # FACT: {seen} a week in the log; REACH: what brings them beside the trickle"
    for number, one in campaigns:
        week = _few(twin.facts.steps[number].a_week)
        en, zh = _label(twin, number, one.day)
        yield (
            f"  - {{day: {one.day}, campaign: {{reach: {_plain(one.reach)}, days: {one.days}}}, "
            f"label: {{en: {en}, zh: {zh}}}}} # {week} a week"
        )


def _label(twin: Twin, number: int, day: int) -> tuple[str, str]:
    """What a campaign is called: the first is the opening, the one that brings most the wave."""
    most = max(twin.facts.steps, key=lambda step: step.a_week)
    if day == 0:
        return "Opening", "开放"
    if twin.facts.steps[number] == most:
        return "Wave", "热潮"
    return "Inflow", "来人"


def _said(setting: str, comment: str) -> str:
    return f"{setting.ljust(COMMENT_AT)} # {comment}"


def _few(value: float) -> str:
    """A number in three figures, without exponent."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _plain(value: float) -> str:
    """A number without exponent, and without a point where it is whole."""
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
