"""Values: who people meet moves what they value, within bounds.

Partners closer than ε move towards each other (bounded confidence: Deffuant et al. 2000);
k meetings in a day move a person by `(1 - (1 - μ)^k)` of their mean difference, so that a star of
many contacts does not jump about. Everybody drifts back to her own values (Friedkin and Johnsen
1990) and towards the norm of her chapter as far as she trusts it. Distance from the norm, seen
as `V = exp(-|x - norm|^2 / 2 h_V^2)`, is misfit and pulls on belonging.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.state.chance import purpose
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.ties import MEETINGS_WORTH_A_THREAD

NOISE = purpose("values.noise")


class ValuesParameters(Switchable):
    """How values move."""

    # fmt: off
    confidence: float = parameter(
        0.3, ge=0.01, le=2, symbol="ε",
        en="distance of values beyond which people do not influence each other",
        zh="价值观可相互影响的最大距离",
    )
    influence: float = parameter(
        0.1, ge=0, le=0.5, unit="1/meeting", symbol="μ",
        en="how far one meeting moves a person towards the other", zh="一次相遇的影响幅度",
    )
    anchor: float = parameter(
        0.002, ge=0, le=0.1, unit="1/day", symbol="anchor",
        en="drift back to one's own values", zh="回归本来价值观的速度",
    )
    culture: float = parameter(
        0.002, ge=0, le=0.1, unit="1/day", symbol="cult",
        en="drift towards the chapter's norm, at full trust", zh="向社群规范靠拢的速度（完全信任时）",
    )
    noise: float = parameter(
        0.002, ge=0, le=0.1, unit="1/day^½", symbol="σ_x",
        en="random drift (sd a day)", zh="随机漂移（日标准差）",
    )
    weight: float = parameter(
        1.2, ge=0, le=5, unit="logit", symbol="w_V",
        en="pull of fitting in on belonging", zh="契合度对归属感的权重",
    )
    width: float = parameter(
        0.25, gt=0, le=2, symbol="h_V",
        en="distance from the norm at which fit fades", zh="契合度随距离衰减的尺度",
    )
    usual: float = parameter(
        0.55, ge=0, le=1, symbol="V0", evidence="calibrated",
        source="mean fit in the default community when it was set; .65 after a year now",
        en="fit at which the pull is neutral", zh="影响为零时的契合度",
    )
    # fmt: on


@kernel
def converge(begin, end, owner, partner, confidence, influence, before, values):
    """Move each owner towards her day's partners; encounters are sorted by owner."""
    while 0 < begin < len(owner) and owner[begin] == owner[begin - 1]:
        begin += 1
    while 0 < end < len(owner) and owner[end] == owner[end - 1]:
        end += 1
    e = begin
    while e < end:
        row = owner[e]
        heard = 0
        sum0 = 0.0
        sum1 = 0.0
        while e < end and owner[e] == row:
            d0 = before[partner[e], 0] - before[row, 0]
            d1 = before[partner[e], 1] - before[row, 1]
            if d0 * d0 + d1 * d1 < confidence * confidence:
                sum0 += d0
                sum1 += d1
                heard += 1
            e += 1
        if heard > 0:
            step = (1.0 - (1.0 - influence) ** heard) / heard
            values[row, 0] = before[row, 0] + step * sum0
            values[row, 1] = before[row, 1] + step * sum1


@kernel
def _drift(
    begin, end, members, draws, anchor, culture, noise, weight, width2, usual,
    chapter, norm, born, trust, values, pull,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        c = chapter[row]
        distance2 = 0.0
        for d in range(2):
            x = values[row, d]
            x += anchor * (born[row, d] - x) + culture * trust[row] * (norm[c, d] - x)
            x += noise * (2.0 * draws[d, i] - 1.0)
            values[row, d] = min(max(x, 0.0), 1.0)
            distance2 += (values[row, d] - norm[c, d]) ** 2
        pull[row] = weight * (np.exp(-distance2 / width2) - usual)


@kernel
def _chapter_means(
    members, role, chapter, values, parent, fidelity, norm, dispersion, sums
):  # fmt: skip
    """Each chapter's norm (who does not lurk counts four times, the founder too) and its dispersion.

    A copy takes a share of its norm, its fidelity, from its parent, which has a smaller number.
    """
    sums[:] = 0.0
    for i in range(len(members)):
        row = members[i]
        c = chapter[row]
        weight = 1.0 if role[row] == 3 else 4.0
        x = values[row, 0]
        y = values[row, 1]
        sums[c, 0] += weight
        sums[c, 1] += weight * x
        sums[c, 2] += weight * y
        sums[c, 3] += 1.0
        sums[c, 4] += x
        sums[c, 5] += y
        sums[c, 6] += x * x + y * y
    for c in range(len(sums)):
        if sums[c, 3] > 0.0:
            norm[c, 0] = sums[c, 1] / sums[c, 0]
            norm[c, 1] = sums[c, 2] / sums[c, 0]
            n = sums[c, 3]
            spread = sums[c, 6] / n - (sums[c, 4] / n) ** 2 - (sums[c, 5] / n) ** 2
            dispersion[c] = np.sqrt(max(spread, 0.0) / 2.0)
            if fidelity[c] > 0.0:
                for d in range(2):
                    norm[c, d] += fidelity[c] * (norm[parent[c], d] - norm[c, d])


class Values(Mechanism):
    """People who meet grow alike, if they are not too far apart."""

    name = "values"
    title_en, title_zh = "Values", "价值观"
    phase = Phase.VALUES
    Parameters = ValuesParameters
    pulls = (Label("misfit", "misfit of values", "价值观不合"),)

    def step(self, community: Community) -> None:
        p, people = self.parameters, community.people
        owner, partner, _ = community.encounters.by_owner()
        before = people.values.copy()
        threads.run(
            converge, len(owner), owner, partner, p.confidence, p.influence, before, people.values,
            worth=MEETINGS_WORTH_A_THREAD,
        )  # fmt: skip
        self._settle(community)

    def _settle(self, community: Community) -> None:
        p, people, chapters = self.parameters, community.people, community.chapters
        members = community.members
        means = partial(
            _chapter_means, members, people.role, people.chapter, people.values, chapters.parent,
            chapters.fidelity, chapters.norm, chapters.dispersion, np.zeros((chapters.count, 7)),
        )  # fmt: skip
        _, draws = threads.together(means, partial(community.draw, NOISE, 2))
        threads.run(
            _drift, len(members), members, draws, p.anchor, p.culture,
            p.noise * np.sqrt(3), p.weight, 2 * p.width**2, p.usual, people.chapter,
            chapters.norm, community.market.values, people.trust, people.values,
            community.influences.belonging_pull["misfit"],
        )  # fmt: skip
