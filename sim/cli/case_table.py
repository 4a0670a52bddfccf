"""A case against what was reported of it: members and growth, side by side."""

from __future__ import annotations

import math

from sim.charts.numbers import number, spread
from sim.cli.view import View, columns, row
from sim.study.outlook import Outlook
from sim.study.reported import Point, Reality, Stretch


def print_reality(view: View, study: Outlook, name: str) -> None:
    """Simulated against reported, when the scenario has reported figures."""
    if not study.settings[name].reported:
        return
    case = study.reality(name)
    title = study.titles[name].say(view.language)
    _members(view, case, title)
    _growth(view, case)
    tally = case.tally()
    view.print(
        view.say(
            f"{tally.en}. The scenario was not fitted to them.",
            f"{tally.zh}。方案参数未针对它们做任何拟合。",
        ),
        "dim",
    )
    view.print()


def _members(view: View, case: Reality, title: str) -> None:
    table = columns(
        [
            view.say(f"{title}: members", f"{title}：成员数"),
            view.say("day", "天"),
            view.say("reported", "实际"),
            view.say("simulated (90 % of runs)", "模拟（90% 的运行）"),
            view.say("verdict", "结论"),
        ],
        "lrrrl",
    )
    for point in case.points:
        row(
            table,
            point.label.say(view.language) or view.say("members", "成员"),
            f"{point.day:,}" + (f" ({point.date})" if point.date else ""),
            number(point.reported, view.language, whole=True),
            _simulated(view, point),
            point.verdict().say(view.language),
        )
    view.table(table)
    view.print()


def _growth(view: View, case: Reality) -> None:
    if not case.stretches:
        return
    table = columns(
        [
            view.say("Growth a day", "每日增长率"),
            view.say("reported", "实际"),
            view.say("simulated (90 % of runs)", "模拟（90% 的运行）"),
        ],
        "lr",
    )
    for stretch in case.stretches:
        row(
            table,
            view.say(
                f"day {stretch.start:,} to {stretch.end:,}",
                f"第 {stretch.start:,} 至 {stretch.end:,} 天",
            ),
            _rate(stretch.reported),
            _rates(view, stretch),
        )
    view.table(table)
    view.print()


def _simulated(view: View, point: Point) -> str:
    if not point.runs:
        return "–"
    middle, between = spread(point.median, point.low, point.high, view.language, whole=True)
    return f"{middle} ({between})" if point.runs > 1 else middle


def _rates(view: View, stretch: Stretch) -> str:
    if math.isnan(stretch.median):
        return "–"
    to = view.say(" to ", " 至 ")
    return f"{_rate(stretch.median)} ({_rate(stretch.low)}{to}{_rate(stretch.high)})"


def _rate(rate: float) -> str:
    return f"{100 * rate:+.2f} %".replace("-", "−")
