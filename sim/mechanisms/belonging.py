"""Belonging: relaxes towards what all the pulls of the day add up to.

`B += ρ_B (Λ(u0 + sum of pulls) - B)`, Λ the logistic function. Every pull is 0 while things are as
usual, so u0 is the logit of the belonging of a usual member. Pulls that serve a benefit count by how
much she seeks it, if people differ in that.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.influences import felt
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter


class BelongingParameters(Switchable):
    """How belonging follows its pulls."""

    # fmt: off
    usual: float = parameter(
        0.6, gt=0, lt=1, symbol="Λ(u0)",
        en="belonging of a member for whom all is as usual", zh="一切如常时的归属感",
    )
    days: float = parameter(
        30.0, ge=1, le=365, unit="days", symbol="1/ρ_B",
        en="time in which belonging settles", zh="归属感调整时间",
    )
    start: float = parameter(
        0.5, ge=0, le=1, symbol="B0", en="belonging of somebody who joins", zh="入群时的归属感"
    )
    # fmt: on


@kernel
def _relax(begin, end, members, base, rate, pulls, live, serves, seeking, belonging):
    for i in range(begin, end):
        row = members[i]
        pull = base
        for t in live:
            pull += felt(t, row, pulls, serves, seeking)
        belonging[row] += rate * (1.0 / (1.0 + np.exp(-pull)) - belonging[row])


class Belonging(Mechanism):
    """What members feel for the community."""

    name = "belonging"
    title_en, title_zh = "Belonging", "归属感"
    phase = Phase.BELONGING
    Parameters = BelongingParameters

    def step(self, community: Community) -> None:
        p, influences = self.parameters, community.influences
        pulls = influences.belonging_pull
        threads.run(
            _relax, len(community.members), community.members,
            float(np.log(p.usual / (1 - p.usual))), 1 / p.days,
            pulls.table, pulls.live, pulls.serves, influences.seeking,
            community.people.belonging,
        )  # fmt: skip

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.belonging[rows] = self.parameters.start
