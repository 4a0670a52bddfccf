"""Word of mouth among people who leave again: whether it catches on, and how far it goes."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from scipy.optimize import brentq

from sim.model import CommunityModel
from sim.state.chance import Chance
from sim.state.market import Market
from sim.validation.check import Reading, limit, near
from sim.validation.limits.churn import ALL_ALIKE
from sim.validation.limits.diffusion import FLAT, POSITIVE, SKILL
from sim.validation.worlds import only

CONVERSION = 0.3
CONVERTS = float(np.mean(1 - np.exp(-CONVERSION * SKILL)))


def passing_through(size: int, seeds: int, days: int, reproduction: float, hazard: float) -> Any:
    """Members tell others until they leave, and do not come back; the founder leaves at once.

    `reproduction` is the number a member wins in a market that is still empty. Leaving is looked at
    in the evening, so somebody who joins may leave before she has told anybody: she tells on
    e^-h / (1 - e^-h) days on average.
    """
    telling_days = np.exp(-hazard) / (1 - np.exp(-hazard))
    return only(
        "seeding", "word_of_mouth", "admission", "churn",
        days=days, market={"size": size}, seeding={"count": seeds, "source": "random"},
        word_of_mouth=FLAT | {
            "contacts_per_visit": reproduction / telling_days / POSITIVE / CONVERTS,
            "conversion": CONVERSION, "return_factor": 0,
        },
        churn=ALL_ALIKE | {"hazard": hazard},
        timeline=[{"day": 0, "founder_leaves": {}}],
    )  # fmt: skip


DAILY_HAZARD = 0.2
RUNS = 500
SAFE = 60
"""So many members do not die out any more at a reproduction of 1.3."""


@cache
def _market(size: int) -> Market:
    return Market(only(market={"size": size}).market, Chance(1))


def extinction(chosen: Any, market: Market) -> float:
    """The probability q that the line of one member dies out: q = G(q), from the model's own rules.

    G(z) is the mean of `d / (1 - (1 - d) e^(m (z - 1)))` over people: a member leaves with
    probability d each evening, and wins Poisson(m) others a day until then, m her own.
    """
    p = chosen.word_of_mouth
    d = 1 - np.exp(-chosen.churn.hazard)
    converts = 1 - np.exp(-p.conversion * market.expressiveness.astype(float))
    m = p.contacts_per_visit * POSITIVE * market.sharing.astype(float) * converts
    q = 0.0
    for _ in range(10_000):
        q = float(np.mean(d / (1 - (1 - d) * np.exp(m * (q - 1)))))
    return q


def _died(chosen: Any, market: Market, replicate: int) -> bool:
    model = CommunityModel(chosen, replicate=replicate, market=market)
    while model.day < chosen.days:
        model.step()
        if not 0 < len(model.community.members) < SAFE:
            break
    return len(model.community.members) < SAFE


@limit(
    "L3", ("a few seeds: whether word of mouth catches on", "少量种子：口碑能否存活"), slow=True,
    theory=(
        "dies out with probability q^s from s seeds, q = G(q) of the branching process "
        "(Galton-Watson); 500 runs, 99 % interval",
        "s 名种子时以 q^s 的概率消亡，q 为分枝过程的灭绝概率；500 次运行，99% 区间",
    ),
)  # fmt: skip
def branching() -> list[Reading]:
    """Above and below a reproduction of 1."""
    market, found = _market(10_000), []
    for reproduction, seeds in ((1.3, 1), (1.3, 4), (0.8, 4)):
        chosen = passing_through(10_000, seeds, 300, reproduction, DAILY_HAZARD)
        theory = min(1.0, extinction(chosen, market)) ** seeds
        died = np.mean([_died(chosen, market, replicate) for replicate in range(RUNS)])
        error = 2.576 * np.sqrt(theory * (1 - theory) / RUNS)
        what = (
            f"share that dies out, {seeds} seed{'s' * (seeds > 1)}, reproduction {reproduction}",
            f"消亡比例，{seeds} 名种子，再生数 {reproduction}",
        )
        found.append(near(theory, max(float(error), 1 / RUNS), float(died), what))
    return found


@limit(
    "L4", ("how many an excitement reaches that passes", "会消退的热潮最终波及多少人"),
    theory=(
        "final size of an epidemic, 1 - z = (1 - s) e^(-R z) (Kermack and McKendrick 1927); 2 %",
        "流行病最终规模方程 1 - z = (1 - s) e^(-Rz)（Kermack & McKendrick 1927）；±2%",
    ),
)  # fmt: skip
def final_size() -> list[Reading]:
    """Everybody who ever joined, when all have left or nobody is left to tell."""
    size, seeds, found = 100_000, 500, []
    for reproduction in (1.5, 2.5):
        model = CommunityModel(passing_through(size, seeds, 400, reproduction, 0.1)).run()
        share = np.count_nonzero(model.community.people.spells) / size
        theory = _final_size(reproduction, seeds / size)
        what = (f"share reached, reproduction {reproduction}", f"波及比例，再生数 {reproduction}")
        found.append(near(theory, 0.02 * theory, share, what))
    return found


def _final_size(reproduction: float, started: float) -> float:
    def gap(z: float) -> float:
        return 1 - z - (1 - started) * float(np.exp(-reproduction * z))

    return float(brentq(gap, started, 1.0))
