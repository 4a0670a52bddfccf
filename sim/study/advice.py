"""How many more worlds it would take to know better."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.study.comparison import Comparison, Lift

MOST_TIMES = 25
"""When it would take more than so many times the worlds, it is said that it does not pay."""


@dataclass(frozen=True)
class Advice:
    """What more worlds would bring for the widest interval of the primary outcome.

    Intervals narrow with the root of the number of worlds (Law, chapter 9). `more` worlds would
    bring `half_width` down to `then`; to `wanted`, the practical difference, it takes `needed`
    worlds in all, None where that is known already, or cannot be reached.
    """

    worlds: int
    half_width: float
    more: int
    then: float
    wanted: float
    needed: int | None
    open: bool
    """Whether there is a difference that is neither clear nor practically none."""


def advice(study: Comparison) -> Advice | None:
    """What more worlds would bring; None where there is no interval."""
    lifts = [each for each in study.lifts() if math.isfinite(each.joint_low)]
    widest = max(lifts, key=half_width, default=None)
    if widest is None or not half_width(widest) > 0:
        return None
    now, worlds = half_width(widest), widest.replicates
    needed = math.ceil(worlds * (now / widest.practical) ** 2) if widest.practical else None
    reachable = needed is not None and worlds < needed <= MOST_TIMES * worlds
    return Advice(
        worlds=worlds,
        half_width=now,
        more=worlds,
        then=now / math.sqrt(2),
        wanted=widest.practical,
        needed=needed if reachable else None,
        open=any(not each.clear and not each.practically_none for each in lifts),
    )


def half_width(lift: Lift) -> float:
    """Half of the interval that holds for all strategies at once."""
    return (lift.joint_high - lift.joint_low) / 2
