"""When alignment is dealt out anew among people, it has no effects that go through others."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model import CommunityModel
from sim.state.chance import Chance
from sim.state.market import Market
from sim.validation.check import INFINITY, Reading, between, control
from sim.validation.controls.equal_people import z
from sim.validation.worlds import settings

WORLDS = 12
WORLD: dict[str, Any] = {"days": 120, "market": {"size": 6000}}
FEE = 150.0


def shuffled(market: Market, replicate: int) -> Market:
    """The same market with alignment dealt out anew."""
    market.alignment = np.random.default_rng(replicate).permutation(market.alignment)
    return market


def _recruits(model: CommunityModel) -> float:
    """Mean alignment of those whom others brought in, beyond that of everybody who could be.

    Seeds cannot be brought in, and who chooses aligned seeds leaves fewer such people to others.
    """
    people, alignment = model.community.people, model.market.alignment
    return float(alignment[people.inviter >= 0].mean() - alignment[people.seed_source < 0].mean())


def _effects(replicate: int, shuffle: bool) -> tuple[float, float]:
    """What a fee adds to recruits' alignment, and what aligned seeds add to it."""
    market = Market(settings(**WORLD).market, Chance(1, replicate))
    if shuffle:
        market = shuffled(market, replicate)
    arms = (
        {"seeding": {"source": "random"}},
        {"seeding": {"source": "random"}, "admission": {"fee": FEE}},
        {"seeding": {"source": "founder_network", "score_error": 0.0}},
    )
    plain, fee, friends = (
        _recruits(
            CommunityModel(settings(**WORLD, **arm), replicate=replicate, market=market).run()
        )
        for arm in arms
    )
    return fee - plain, friends - plain


@control(
    "N2", ("alignment dealt out anew", "随机打乱契合度"), slow=True,
    theory=(
        "a fee and aligned seeds raise the alignment of those who come later, and do not when "
        "alignment is dealt out anew among people; 3 standard errors",
        "入群费与契合的种子会提高后来者的契合度；打乱契合度后不再如此；3 倍标准误",
    ),
)  # fmt: skip
def no_effect_of_shuffled_alignment() -> list[Reading]:
    """Alignment of everybody who was brought in within 120 days, paired, 12 worlds."""
    real = np.array([_effects(replicate, False) for replicate in range(WORLDS)]).T
    fake = np.array([_effects(replicate, True) for replicate in range(WORLDS)]).T
    return [
        between(3, INFINITY, z(real[0]), ("fee, z", "入群费，z")),
        between(-3, 3, z(fake[0]), ("fee, shuffled, z", "入群费，打乱后，z")),
        between(3, INFINITY, z(real[1]), ("aligned seeds, z", "契合的种子，z")),
        between(-3, 3, z(fake[1]), ("aligned seeds, shuffled, z", "契合的种子，打乱后，z")),
    ]
