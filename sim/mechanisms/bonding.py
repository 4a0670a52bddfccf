"""Bonding: how bound a member is by her ties to other members, and what that does.

`S = s / (s + κ_S)`, s the summed strength of her ties to members other than the founder: it never
quite saturates, so that further ties still bind. The more a community turns around its founder,
the less ties among members count.
"""

from __future__ import annotations

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter


class BondingParameters(Switchable):
    """How ties bind."""

    # fmt: off
    half_bound: float = parameter(
        10.0, gt=0, le=500, unit="meetings", symbol="κ_S",
        en="summed strength of ties at which somebody is half bound", zh="达到半数联结所需的关系强度",
    )
    weight: float = parameter(
        1.8, ge=0, le=5, unit="logit", symbol="w_S",
        en="pull of bonds on belonging", zh="成员联结对归属感的权重",
    )
    usual: float = parameter(
        0.14, ge=0, le=1, symbol="S0", evidence="calibrated",
        source="mean bond in the default community when it was set; .16 after a year now",
        en="bond at which the pull is neutral", zh="影响为零时的联结水平",
    )
    # fmt: on


@kernel
def _bind(begin, end, members, scale, half_bound, weight, usual, total, bond, pull):
    for i in range(begin, end):
        row = members[i]
        strength = max(total[row], 0.0) * scale
        bond[row] = strength / (strength + half_bound)
        pull[row] = weight * (bond[row] - usual)


class Bonding(Mechanism):
    """Ties to other members bind."""

    name = "bonding"
    title_en, title_zh = "Bonding", "成员联结"
    phase = Phase.TRUST
    Parameters = BondingParameters
    pulls = (Label("bonds", "few ties", "缺少联结", "social"),)

    def step(self, community: Community) -> None:
        p = self.parameters
        weight = p.weight * community.influences.climate.peer_weight
        threads.run(
            _bind, len(community.members), community.members,
            1 / community.ties.scale(community.day), p.half_bound, weight, p.usual,
            community.ties.total, community.people.bond,
            community.influences.belonging_pull["bonds"],
        )  # fmt: skip
