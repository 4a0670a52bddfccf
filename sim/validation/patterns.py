"""Patterns: what real communities have in common, and the default community beside it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.patterns import PATTERNS
from sim.patterns.pattern import Pattern
from sim.validation.check import Check, Measured, Reading, text
from sim.validation.facts.default_runs import GROUP, default_logs


def patterns() -> tuple[Check, ...]:
    """A check for each pattern that has a band, in the order in which they are declared."""
    banded = [one for one in PATTERNS if one.low == one.low]
    return tuple(_check(number, one) for number, one in enumerate(banded, 1))


FEW_WRITE = (
    "Everybody who contributes has an urge to post of her own, and it is spread wider than posts are in "
    "real communities: the most eager write too much of it all.",
    "每位贡献者各有发言意愿，其离散程度大于真实社群的发言分布：最热心者写得过多。",
)
FIRST_STAY = (
    "The first are a hundred KOLs here, chosen to be eager, and nothing makes them tire. Early members of "
    "real communities fade.",
    "模型中最早的一批是精选的一百位 KOL，没有使其疲倦的机制；真实社群的早期成员会淡出。",
)
FEW_EVENTS = (
    "Three events a month with sixty places are few for three thousand members. The band is that of a "
    "local group that met as a whole; that coming becomes a habit does come out.",
    "每月三场、每场六十人，对三千名成员而言太少；该区间来自一个整体聚会的本地小组。参加成习惯这一点则得到再现。",
)
MISSES: dict[str, tuple[str, str]] = {
    "top10": FEW_WRITE,
    "members_next9": FEW_WRITE,
    "members_top1": FEW_WRITE,
    "survival_answered": (
        "Those who are answered are those who write much, and they stay.",
        "得到回应的多是常发言者，他们本来就会留下。",
    ),
    "excess_modularity": (
        "Everybody meets in one feed, and talk with strangers goes to whoever posts. Ties do not fall into "
        "groups beyond chance as long as there are no chapters.",
        "所有人共用一个信息流，与陌生人的交流流向发言者；没有分会时，关系不会形成超出随机的群组。",
    ),
    "first_ten": FIRST_STAY,
    "first_ten_late": FIRST_STAY,
    "never_attended": FEW_EVENTS,
    "attended_once": FEW_EVENTS,
    "attended_often": FEW_EVENTS,
}
"""Why the default community does not show a pattern, by its name."""


def _check(number: int, pattern: Pattern) -> Check:
    def measure() -> Measured:
        """The pattern in the mean of the default runs."""
        value = _mean(pattern.measure(log) for log in default_logs())
        return Measured((Reading(text(("", "")), value, pattern.low, pattern.high),))

    return Check(
        f"P{number}",
        "patterns",
        text((pattern.en, pattern.zh)),
        text((f"{pattern.meaning_en}; {pattern.source}", pattern.meaning_zh)),
        measure,
        misses=text(MISSES.get(pattern.name, ("", ""))),
        group=GROUP,
    )


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")
