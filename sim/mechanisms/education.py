"""Education: members learn to judge the product, which is a moat.

A visitor learns from what she reads, as far as it teaches, and from lessons that she is there for,

    e ← e + η teaching I (1 - e),   e ← e + gain (1 - e)

with I the information she remembers. The more complex the product (κ), the more there is to know and
the more knowing gets out of the same content: `pull = κ e (w_L + w_X (I - .6))`. Who knows the product
goes less easily to rivals (in `competition`). A complex product is hard to explain: the hazard of
joining is `x (1 - ζ κ (1 - mean e))`, relative to that of usual complexity among members who know
nothing, so that members who have learned win more people. That consumers' expertise makes them get
more out of information is found (Alba and Hutchinson 1987); that teaching is a moat is a claim of
practitioners. Sizes are assumptions. Nothing is forgotten.
"""

from __future__ import annotations

import numpy as np

from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase, Verb
from sim.state.parameters import Parameters, Switchable, parameter

USUAL_INFORMATION = 0.6
USUAL_COMPLEXITY = 0.5


class EducationParameters(Switchable):
    """How much is taught, how much there is to learn, and what that does."""

    # fmt: off
    teaching: float = parameter(
        0.0, ge=0, le=1, unit="share", symbol="teaching", evidence="choice",
        en="how far content teaches about the product (0 not at all)", zh="内容的产品教育程度（0 为无）",
    )
    complexity: float = parameter(
        USUAL_COMPLEXITY, ge=0, le=1, symbol="κ", evidence="choice",
        en="how much there is to know about the product", zh="产品的复杂程度",
    )
    rate: float = parameter(
        0.02, ge=0, le=1, unit="1/visit", symbol="η",
        en="how fast a visitor learns where all content teaches and is worth most",
        zh="内容全为教育且价值最高时每次到访的学习速度",
    )
    learning_weight: float = parameter(
        0.6, ge=0, le=5, unit="logit", symbol="w_L",
        en="pull of having learned on belonging", zh="学有所得对归属感的权重",
    )
    information_weight: float = parameter(
        1.0, ge=0, le=5, unit="logit", symbol="w_X",
        en="how much more information is worth to who knows the product",
        zh="产品知识对内容价值的提升",
    )
    hard_to_explain: float = parameter(
        0.4, ge=0, le=1, symbol="ζ",
        en="share of newcomers whom the most complex product puts off", zh="最复杂产品吓退的新人比例",
    )
    cost: float = parameter(
        50, ge=0, le=1e6, unit="currency/day", en="cost of content that teaches throughout",
        zh="全面产品教育的每日成本",
    )
    # fmt: on


class Lesson(Parameters):
    """Members who visit today are taught about the product."""

    # fmt: off
    gain: float = parameter(
        0.2, gt=0, le=1, symbol="gain", evidence="choice",
        en="share of what they do not know yet that they learn", zh="学会尚未掌握知识的比例",
    )
    cost: float = parameter(
        500, ge=0, le=1e9, unit="currency", evidence="assumption", en="cost", zh="成本"
    )
    # fmt: on


@kernel
def _learn(
    begin, end, members, rate, lesson, from_learning, from_information, usual,
    visiting, information, expertise, pull,
):  # fmt: skip
    for i in range(begin, end):
        row = members[i]
        e = expertise[row]
        if visiting[row]:
            e += rate * information[row] * (1.0 - e)
            e += lesson * (1.0 - e)
            expertise[row] = e
        pull[row] = e * (from_learning + from_information * (information[row] - usual))


class Education(Mechanism):
    """Members learn about the product."""

    name = "education"
    title_en, title_zh = "Product education", "产品教育"
    phase = Phase.ATTENTION
    Parameters = EducationParameters
    pulls = (Label("learning", "nothing to learn", "学无所得", "learning"),)
    verbs = (Verb("lesson", Lesson, "teach", "Lesson", "产品课堂", "event"),)

    def start(self, community: Community) -> None:
        # Until something has been taught nobody knows anything.
        self.begun = bool(community.people.product_expertise.any())
        self.lesson = 0.0

    def teach(self, community: Community, arguments: Lesson) -> None:
        """A lesson of the timeline, given today."""
        self.lesson = arguments.gain
        community.ledger.spend("education", arguments.cost)

    def set_climate(self, community: Community) -> None:
        p, members = self.parameters, community.members
        known = 0.0
        if self.begun and len(members):
            known = float(community.people.product_expertise[members].mean(dtype=np.float64))
        explained = 1 - p.hard_to_explain * p.complexity * (1 - known)
        usual = 1 - p.hard_to_explain * USUAL_COMPLEXITY
        community.influences.climate.join_factor *= explained / usual

    def step(self, community: Community) -> None:
        p, people = self.parameters, community.people
        self.begun = self.begun or p.teaching > 0 or self.lesson > 0
        if not self.begun:
            return
        if p.teaching > 0:
            community.ledger.spend("education", p.cost * p.teaching)
        threads.run(
            _learn, len(community.members), community.members, p.rate * p.teaching, self.lesson,
            p.complexity * p.learning_weight, p.complexity * p.information_weight,
            USUAL_INFORMATION, people.visiting, people.information, people.product_expertise,
            community.influences.belonging_pull["learning"],
        )  # fmt: skip
        self.lesson = 0.0

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.product_expertise[rows] = 0.0
