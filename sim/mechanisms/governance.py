"""Governance: neither too loose nor too strict, with two levers that are not the same.

Strictness g enforces rules: it keeps conflict down, `- c_K D (1 - g)(1 - c/2)` with D the
dispersion of values in the chapter, and costs freedom, `- c_G g^2`; the best strictness is
c_K D / (2 c_G) at clarity 0. Norm clarity c states the rules: it welcomes newcomers, lowers
conflict and costs no enforcement (Matias 2019); strict enforcement deters newcomers
(TeBlunthuis, Shaw and Hill 2018). Founder centrality ψ turns the community around the founder:
aligned members belong more while she is there, ties among members count less, and she takes a
share of all talk. As far as members govern themselves (the climate's self-rule s), everything turns
around her by ψ (1 - s) only and rules are enforced as they wish: `(1 - s) g + s g_M`. The optimum in
g is built into these equations: it is an assumption.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter

FOUNDER_TALK = 0.3
"""Share of talk that goes to the founder at full centrality."""


class GovernanceParameters(Switchable):
    """How the community is run."""

    # fmt: off
    strictness: float = parameter(
        0.4, ge=0, le=1, symbol="g", evidence="choice",
        en="how strictly rules are enforced", zh="规则执行的严格程度",
    )
    norm_clarity: float = parameter(
        0.6, ge=0, le=1, symbol="c", evidence="choice",
        en="how clearly the rules are stated", zh="规范的明确程度",
    )
    founder_centrality: float = parameter(
        0.3, ge=0, le=1, symbol="ψ", evidence="choice",
        en="how far everything turns around the founder", zh="以创始人为中心的程度",
    )
    conflict_weight: float = parameter(
        3.0, ge=0, le=6, unit="logit", symbol="c_K",
        en="push of conflict on belonging, per unit of dispersion", zh="价值观分歧引发冲突的权重",
    )
    strictness_cost: float = parameter(
        1.5, ge=0, le=4, unit="logit", symbol="c_G",
        en="push of full strictness on belonging", zh="管理过严的代价",
    )
    clarity_calms: float = parameter(
        0.5, ge=0, le=1, symbol="½c",
        en="share of conflict that full clarity avoids", zh="规范明确可避免冲突的比例",
    )
    clarity_welcome: float = parameter(
        0.7, ge=0, le=2, symbol=".7c", evidence="found",
        source="visible rules raise newcomers' participation by 70 % (Matias 2019)",
        en="how much more newcomers join at full clarity", zh="规范明确对新人加入的促进",
    )
    strictness_deters: float = parameter(
        0.5, ge=0, le=1, symbol="ζ_g",
        en="share of newcomers whom full strictness deters", zh="严格管理吓退新人的比例",
    )
    founder_weight: float = parameter(
        1.2, ge=0, le=5, unit="logit", symbol="w_F",
        en="pull of a central founder on those who share her values", zh="中心化创始人对认同者的吸引",
    )
    usual_dispersion: float = parameter(
        0.25, ge=0, le=1, symbol="D0", evidence="computed",
        source="near the dispersion of a market spread evenly over the values",
        en="dispersion at which conflict is neutral under the default rules", zh="影响为零时的价值观分散度",
    )
    # fmt: on


USUAL = GovernanceParameters()
USUAL_FOUNDER = USUAL.founder_centrality * 0.36
"""What the founder term is in the default community: centrality times mean alignment."""


@kernel
def rules_pull(strictness, cost):
    """What enforcing rules does to belonging."""
    return -cost * strictness * strictness


@kernel
def conflict_pull(dispersion, strictness, clarity, weight, calms):
    """What conflict among members of different values does to belonging."""
    return -weight * dispersion * (1.0 - strictness) * (1.0 - calms * clarity)


@kernel
def _govern(
    begin, end, members, rules, conflict, founder_weight, founder_usual,
    chapter, alignment, rules_term, conflict_term, founder_term,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        rules_term[row] = rules
        conflict_term[row] = conflict[chapter[row]]
        founder_term[row] = founder_weight[chapter[row]] * alignment[row] - founder_usual


class Governance(Mechanism):
    """Rules, norms and the founder's place."""

    name = "governance"
    title_en, title_zh = "Governance", "治理"
    phase = Phase.GOVERNANCE
    Parameters = GovernanceParameters
    pulls = (
        Label("rules", "too strict", "管理过严"),
        Label("conflict", "conflict", "内部冲突"),
        Label("founder", "far from the founder", "与创始人疏离"),
    )

    def set_climate(self, community: Community) -> None:
        p, climate = self.parameters, community.influences.climate
        strictness, centrality = self._levers(community)
        welcome = (1 + p.clarity_welcome * p.norm_clarity) / (1 + p.clarity_welcome * 0.6)
        deterred = (1 - p.strictness_deters * strictness**2) / (1 - p.strictness_deters * 0.16)
        climate.join_factor *= welcome * deterred
        climate.strictness = strictness
        climate.founder_share = FOUNDER_TALK * centrality
        climate.peer_weight = (1 - centrality / 2) / 0.85
        climate.kol_openness = (1 - 0.8 * centrality) / 0.76
        climate.orderly = 0.5 + 0.5 * (p.norm_clarity - USUAL.norm_clarity)

    def _levers(self, community: Community) -> tuple[float, float]:
        """Strictness and founder centrality as they are after members have had their say."""
        p, climate = self.parameters, community.influences.climate
        wished = climate.wished_strictness - p.strictness
        strictness = p.strictness + climate.self_rule * wished
        return strictness, p.founder_centrality * (1 - climate.self_rule)

    def step(self, community: Community) -> None:
        p, chapters = self.parameters, community.chapters
        pulls = community.influences.belonging_pull
        strictness, centrality = self._levers(community)
        rules = rules_pull(strictness, p.strictness_cost)
        conflict = conflict_pull(
            chapters.dispersion.astype(np.float64), strictness,
            p.norm_clarity * chapters.clarity.astype(np.float64), p.conflict_weight,
            p.clarity_calms,
        )  # fmt: skip
        # Chapters that broke with the founder are without her.
        there = centrality * (chapters.camp == community.founders_camp)
        threads.run(
            _govern, len(community.members), community.members,
            rules - rules_pull(USUAL.strictness, p.strictness_cost),
            conflict - self._usual_conflict(), p.founder_weight * there,
            p.founder_weight * USUAL_FOUNDER, community.people.chapter,
            community.market.alignment, pulls["rules"], pulls["conflict"], pulls["founder"],
        )  # fmt: skip

    def _usual_conflict(self) -> float:
        """The conflict of the default rules at usual dispersion, which pulls nobody."""
        p = self.parameters
        return float(
            conflict_pull(
                p.usual_dispersion, USUAL.strictness, USUAL.norm_clarity, p.conflict_weight,
                p.clarity_calms,
            )
        )  # fmt: skip
