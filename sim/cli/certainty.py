"""How sure a comparison is: what common luck has brought, and what more runs would bring."""

from __future__ import annotations

import math

from sim.charts.numbers import number
from sim.cli.view import View
from sim.study.adaptive import Adaptive
from sim.study.advice import advice
from sim.study.comparison import Comparison
from sim.study.statistics import FEWEST_TO_RESAMPLE


def print_certainty(view: View, study: Comparison) -> None:
    """Common luck, and of experiments whether more replicates would be worth it."""
    _luck(view, study)
    _asked(view, study)
    _advice(view, study)


def _asked(view: View, study: Comparison) -> None:
    """Of a study that adapts its replicates: whether it got to know what it was asked for."""
    card = study.results.manifest.experiment
    if card is None or not card.adaptive:
        return
    rule = Adaptive.of(card.adaptive)
    measure, day = study.measures[rule.outcome.measure], rule.outcome.day
    now = number(rule.reached(study), view.language, whole=False)
    runs = study.results.manifest.replicates // card.runs_a_replicate
    asked, what = f"±{rule.half_width:g}", measure.title(view.language).lower()
    if rule.enough(study):
        view.print(
            view.say(
                f"Asked for {asked} in {what} on day {day:,}: known to ±{now} after {runs:,} of at "
                f"most {rule.most:,} replicates.",
                f"要求第 {day:,} 天{what}精确到 {asked}：重复 {runs:,} 次（至多 {rule.most:,} 次）后已达 ±{now}。",
            )
        )
        return
    view.print(
        view.say(
            f"Asked for {asked} in {what} on day {day:,}, and not reached: ±{now} after {runs:,} "
            "replicates. Raise `max`, or ask for less.",
            f"要求第 {day:,} 天{what}精确到 {asked}，未能达到：重复 {runs:,} 次后为 ±{now}。"
            "请增大 `max` 或放宽要求。",
        ),
        "bold",
    )


def _advice(view: View, study: Comparison) -> None:
    """What more worlds would bring."""
    found = advice(study)
    if found is None or not study.results.manifest.experiment:
        return
    whole = study.measures[study.headline[0]].whole
    now, then, wanted = (
        number(v, view.language, whole=whole) for v in (found.half_width, found.then, found.wanted)
    )
    more = found.more
    view.print(
        view.say(
            f"Differences are known to ±{now}; {more} more replicates would narrow that to about ±{then}.",
            f"差异精确到 ±{now}；再加 {more} 次重复可缩小到约 ±{then}。",
        )
    )
    if found.needed and found.open:
        view.print(
            view.say(
                f"To know them to ±{wanted}, what matters, takes about {found.needed:,} replicates.",
                f"要精确到有实际意义的 ±{wanted}，约需 {found.needed:,} 次重复。",
            )
        )
    view.print()


MOST_SAVED = 100
"""Beyond this a few runs do not tell how much sooner common luck makes differences sure."""


def _luck(view: View, study: Comparison) -> None:
    """What pairing is worth."""
    factor, n = study.luck_saved, study.results.manifest.replicates
    if not math.isfinite(factor) or n < FEWEST_TO_RESAMPLE:
        return
    if factor <= 1:
        view.print(
            view.say(
                "Common luck: meeting the same luck has not made differences surer here.",
                "共同运气：此处各策略遇到同样的运气，并未使差别更确定。",
            )
        )
        view.print()
        return
    worth = number(n * min(factor, MOST_SAVED), view.language, whole=True)
    more, more_zh = ("more than ", "超过") if factor > MOST_SAVED else ("", "")
    view.print(
        view.say(
            f"Common luck: as all strategies meet the same luck, these {n} runs tell as much of "
            f"differences in members as {more}{worth} runs would, each with luck of its own.",
            f"共同运气：各策略遇到同样的运气，因此这 {n} 次运行对成员数之差的说明力，"
            f"相当于运气各不相同的{more_zh} {worth} 次。",
        )
    )
    view.print()
