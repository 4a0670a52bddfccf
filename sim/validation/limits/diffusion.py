"""Diffusion: word of mouth in a market where everybody may meet everybody."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import norm

from sim.validation.check import Reading, between, limit, near
from sim.validation.worlds import curve, only, run

FLAT = {
    "reach_power": 0, "reach_discount": 0, "alignment_pull": 0, "likeness_pull": 0,
    "kol_boost": 0, "delight": 0, "bad_word_cost": 0, "mixing": 1,
}  # fmt: skip
"""Word of mouth without any difference between people but talent."""
POSITIVE = 1 / (1 + np.exp(-1.1))
"""Share of what is said that is positive, at usual satisfaction."""
CONTACTS, HAZARD = 0.4, 0.1
SKILL = np.exp(0.5 * norm.ppf((np.arange(10_000) + 0.5) / 10_000) - 0.125)
"""Speakers' skill is lognormal with mean 1; a hazard h converts with probability 1 - exp(-h)."""
Q = float(CONTACTS * POSITIVE * np.mean(1 - np.exp(-HAZARD * SKILL)))
"""How many a member wins a day while nobody is in yet."""


def bass_world(size: int, seeds: int, days: int, advertising: float = 0.0) -> Any:
    """The textbook's market: members talk, some who hear join, and nobody leaves."""
    return only(
        "seeding", "word_of_mouth", "admission", "advertising",
        days=days, market={"size": size}, seeding={"count": seeds, "source": "random"},
        word_of_mouth=FLAT | {"contacts_per_visit": CONTACTS, "conversion": HAZARD},
        advertising={"reach_per_day": advertising * size / 0.01, "conversion": 0.01},
    )  # fmt: skip


def mean_share(chosen: Any, size: int, replicates: int) -> np.ndarray:
    """Members as a share of the market by day, in the mean of some replicates."""
    runs = [curve(run(chosen, replicate=r), "members") for r in range(replicates)]
    share: np.ndarray = np.mean(runs, axis=0) / size
    return share


def rms(difference: np.ndarray) -> float:
    """Root of the mean square."""
    return float(np.sqrt(np.mean(difference**2)))


DISTANCE = ("distance of the curve from theory (rms)", "曲线与理论的距离（均方根）")


@limit(
    "L1", ("word of mouth in a mixed market", "充分混合市场中的口碑扩散"), slow=True,
    theory=("logistic growth, F' = q F (1 - F) (Bass 1969)", "逻辑斯蒂增长（Bass 1969）"),
)  # fmt: skip
def logistic_growth() -> list[Reading]:
    """The founder speaks as well as the seeds."""
    size, seeds, days = 100_000, 100, 400
    share = mean_share(bass_world(size, seeds, days), size, 5)
    start = (seeds + 1) / size
    logistic = 1 / (1 + (1 - start) / start * np.exp(-Q * np.arange(days + 1)))
    return [between(0, 0.02, rms(share - logistic), DISTANCE)]


@limit(
    "L1a", ("word of mouth and advertising", "口碑与广告"), slow=True,
    theory=(
        "the discrete model of Bass (1969), F' = (p + q F)(1 - F)",
        "离散 Bass 模型（1969）：F' = (p + qF)(1 - F)",
    ),
)  # fmt: skip
def bass_growth() -> list[Reading]:
    """In the mean of five replicates."""
    size, seeds, days, p = 100_000, 100, 365, 5e-4
    share = mean_share(bass_world(size, seeds, days, p), size, 5)
    expected = [(seeds + 1) / size + p]
    for _ in range(days):
        f = expected[-1]
        expected.append(f + (1 - f) * (1 - np.exp(-p - Q * f)))
    return [between(0, 0.01, rms(share - expected), DISTANCE)]


@limit(
    "L1b", ("word of mouth in a small market", "小市场中的口碑扩散"),
    theory=("the same logistic growth", "同样的逻辑斯蒂增长"),
)  # fmt: skip
def logistic_growth_in_a_small_market() -> list[Reading]:
    """The quick version of L1: a fifth of the people, five times the share of seeds."""
    size, seeds, days = 20_000, 200, 250
    share = mean_share(bass_world(size, seeds, days), size, 3)
    start = (seeds + 1) / size
    logistic = 1 / (1 + (1 - start) / start * np.exp(-Q * np.arange(days + 1)))
    return [between(0, 0.02, rms(share - logistic), DISTANCE)]


@limit(
    "L2", ("ten times as many seeds", "种子数增至十倍"), slow=True,
    theory=(
        "the same curve, ln 10 / q days earlier (a little less in a finite market)",
        "曲线形状不变，提前 ln10/q 天（有限市场中略少）",
    ),
)  # fmt: skip
def seeds_buy_only_time() -> list[Reading]:
    """Days to half of the market, in the mean of eight replicates."""
    size, half = 20_000, {}
    for seeds, days in ((10, 420), (100, 330), (1000, 240)):
        chosen = bass_world(size, seeds, days)
        curves = [curve(run(chosen, replicate=r), "members") for r in range(8)]
        half[seeds] = float(np.mean([np.argmax(each >= size / 2) for each in curves]))
    return [
        near(
            (_odds_against(size, few + 1) - _odds_against(size, many + 1)) / Q,
            4,
            half[few] - half[many],
            (f"days won, {few} to {many} seeds", f"提前天数，{few}→{many} 名种子"),
        )
        for few, many in ((10, 100), (100, 1000))
    ]


def _odds_against(size: int, started: int) -> float:
    return float(np.log((size - started) / started))
