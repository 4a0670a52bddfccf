"""Mission: a purpose above the product that members wear as a label.

The mission stands where the founder's values are, with clarity m, and what else bears the community's
name blurs it to `m f`, f the climate's focus. With `al_i = exp(-|x_i - x_F|^2 / 2 h^2)` for present
values it is a label that pulls on those who share it and sets others apart,

    pull = w_M m f (al_i - al0)

and of those who hear of the community it draws the aligned: hazard of joining
`x e^(β_M m f (al_j - ½))`, divided by its mean over the market, so that a mission chooses among people
and does not enlarge their number. That distinctive communities retain more and are harder to enter is
found (Zhang et al. 2017); al of prospects is that of the values they were born with. Form and sizes
are assumptions. Without a stated mission, m = 0, nothing changes.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter


class MissionParameters(Switchable):
    """How clear the mission is and what it does."""

    # fmt: off
    clarity: float = parameter(
        0.0, ge=0, le=1, symbol="m", evidence="choice",
        en="how clearly the community stands for a mission (0 for none)", zh="使命的鲜明程度（0 为无）",
    )
    weight: float = parameter(
        1.2, ge=0, le=5, unit="logit", symbol="w_M",
        en="pull of the label on belonging", zh="身份标签对归属感的权重",
    )
    draw: float = parameter(
        1.5, ge=0, le=5, symbol="β_M",
        en="how much a clear mission draws the aligned more than others",
        zh="鲜明使命对认同者的吸引程度",
    )
    width: float = parameter(
        0.25, gt=0, le=2, symbol="h",
        en="distance of values at which people no longer share the mission",
        zh="使命认同随价值观距离衰减的尺度",
    )
    usual: float = parameter(
        0.7, ge=0, le=1, symbol="al0", evidence="calibrated",
        source="mean alignment of members' present values in the default community when it was set; "
        ".65 after a year now",
        en="alignment at which the pull is neutral", zh="影响为零时的认同程度",
    )
    # fmt: on


@kernel
def _label(begin, end, members, weight, usual, width2, x, y, values, pull):
    for i in range(begin, end):
        row = members[i]
        distance2 = (values[row, 0] - x) ** 2 + (values[row, 1] - y) ** 2
        pull[row] = weight * (np.exp(-distance2 / width2) - usual)


class Mission(Mechanism):
    """The community stands for something."""

    name = "mission"
    title_en, title_zh = "Mission", "使命"
    phase = Phase.WORD_OF_MOUTH
    Parameters = MissionParameters
    pulls = (Label("identity", "not one of them", "身份不认同"),)

    def start(self, community: Community) -> None:
        self.sharpness = 0.0
        self.appeal = np.ones(0, np.float32)

    def adjust(self, parameters: MissionParameters, community: Community) -> None:
        self.parameters = parameters
        self.appeal = np.ones(0, np.float32)

    def step(self, community: Community) -> None:
        p, before = self.parameters, self.sharpness
        self.sharpness = p.clarity * community.influences.climate.focus
        if self.sharpness == before == 0:
            return
        x, y = community.market.parameters.founder_values
        threads.run(
            _label, len(community.members), community.members, p.weight * self.sharpness, p.usual,
            2 * p.width**2, x, y, community.people.values,
            community.influences.belonging_pull["identity"],
        )  # fmt: skip
        if self.sharpness != before or not len(self.appeal):
            alignment = community.market.alignment.astype(np.float64)
            appeal = np.exp(p.draw * self.sharpness * (alignment - 0.5))
            self.appeal = (appeal / appeal.mean()).astype(np.float32)
        community.influences.appeal *= self.appeal
