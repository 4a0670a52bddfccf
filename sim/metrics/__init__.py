"""Measures: what is read off a community, by day, by month and at the horizons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import get_args

from sim.metrics import (
    centralisation,
    chapters,
    cohesion,
    economy,
    fragmentation,
    growth,
    participation,
)
from sim.metrics.census import Census, Panel
from sim.metrics.measure import Cadence, Measure
from sim.state.community import Community
from sim.state.compiling import threads

_FILES = (growth, cohesion, fragmentation, participation, centralisation, chapters, economy)
HEADLINE = ("active_members", "cohesion", "fragmentation")
"""Growth, cohesion and fragmentation, as figures and tables show them first."""


@cache
def panels() -> tuple[Panel, ...]:
    """One panel per cadence: day, month, horizon."""
    return tuple(
        Panel(every, tuple(one for file in _FILES for one in file.SECTIONS if one.every == every))
        for every in get_args(Cadence)
    )


def read(community: Community, wanted: Sequence[Panel]) -> list[list[float]]:
    """The values of some panels today, a list for each, from one census."""
    census = Census(community)
    sections = [section for panel in wanted for section in panel.sections]
    said = iter(threads.together(*(partial(section.read, census) for section in sections)))
    return [[value for _ in panel.sections for value in next(said)] for panel in wanted]


def measures() -> tuple[Measure, ...]:
    """All measures, in the order of the panels' columns."""
    return tuple(measure for panel in panels() for measure in panel.measures)


def names() -> tuple[str, ...]:
    """The names of all measures, in the order of the panels' columns."""
    return tuple(measure.name for measure in measures())


def by_name() -> dict[str, Measure]:
    """Measures by name."""
    return {measure.name: measure for measure in measures()}


def joins_measure(name: str, en: str, zh: str) -> Measure:
    """The daily number of people who joined through one source."""
    return Measure(
        f"joins:{name}", f"Joins: {en}", f"加入：{zh}", "people a day",
        f"People who joined today through: {en}",
        f"当日经由“{zh}”加入的人数",
        whole=True,
    )  # fmt: skip


def exits_measure(name: str, en: str, zh: str) -> Measure:
    """The daily number of members who left for one cause."""
    return Measure(
        f"exits:{name}", f"Exits: {en}", f"退出：{zh}", "people a day",
        f"Members who left today because of: {en}",
        f"当日因“{zh}”退出的人数",
        whole=True,
    )  # fmt: skip
