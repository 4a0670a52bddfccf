"""Choice, assumptions or luck: what makes outcomes differ.

Outcomes y[i, d, r] of strategy i, draw d of the uncertainties and luck r are split into parts that
add up: the choice of strategy, the assumptions drawn, luck, and how far the effect of a choice
depends on assumptions and on luck. Luck is nested in draws and shared by strategies, so the mean
over strategies and each strategy's distance from it are two one-way analyses of variance with
draws as groups (restricted mixed model; Searle, Casella and McCulloch 1992, chapter 4). Strategies
count as equally likely. With one luck a draw, assumptions and luck cannot be told apart and are
told as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.scenario.text import Text
from sim.study.statistics import FEWEST_TO_RESAMPLE, LEVEL, Values

Part = Literal[
    "choice", "choice_assumptions", "choice_luck", "choice_world", "assumptions", "luck", "world"
]
NAMES: dict[Part, Text] = {
    "choice": Text(en="The choice of strategy", zh="策略选择"),
    "choice_assumptions": Text(en="Choice × assumptions", zh="策略 × 假设"),
    "choice_luck": Text(en="Choice × luck", zh="策略 × 运气"),
    "choice_world": Text(en="Choice × assumptions and luck", zh="策略 × 假设与运气"),
    "assumptions": Text(en="Assumptions", zh="假设"),
    "luck": Text(en="Luck", zh="运气"),
    "world": Text(en="Assumptions and luck", zh="假设与运气"),
}
RESAMPLES = 1_000
FEWEST_DRAWS = FEWEST_TO_RESAMPLE
"""Fewer draws do not tell how much assumptions matter."""


@dataclass(frozen=True)
class Share:
    """What part of the variance something makes, 0-1, with its 95 % interval.

    Estimates below zero, which chance can bring about, are told as zero.
    """

    part: Part
    share: float
    low: float
    high: float


def split(values: Values, *, uncertain: bool, seed: int = 1) -> list[Share]:
    """The parts of the variance of `values`, float64[strategies, draws, repeats].

    `uncertain` says whether draws differ in assumptions. The intervals are from a bootstrap of
    draws (percentiles). No parts where there are too few draws, or nothing varies.
    """
    _, draws, repeats = values.shape
    if draws < FEWEST_DRAWS or values.std() <= np.abs(values).max() * 1e-12:
        return []
    names = _names(repeats, uncertain)
    once = _parts(values, np.ones((1, draws)))[:, _order(repeats)]
    chance = np.random.default_rng(seed)
    weights = chance.multinomial(draws, np.full(draws, 1 / draws), size=RESAMPLES)
    again = _parts(values, weights.astype(np.float64))[:, _order(repeats)]
    shares, spread = _shares(once)[0], _shares(again)
    ends = np.nanquantile(spread, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    rows = zip(names, shares, ends[0], ends[1], strict=True)
    return [Share(name, float(s), float(low), float(high)) for name, s, low, high in rows]


def by_draw(values: Values, repeats: int) -> Values:
    """`values` [worlds, strategies] as [strategies, draws, repeats], whole draws only.

    A draw of which a run is missing (NaN) is left out.
    """
    worlds, many = values.shape
    whole = values[: worlds // repeats * repeats].reshape(-1, repeats, many)
    kept: Values = whole[~np.isnan(whole).any(axis=(1, 2))].transpose(2, 0, 1)
    return kept


def _names(repeats: int, uncertain: bool) -> Sequence[Part]:
    if repeats > 1:
        return ("choice", "choice_assumptions", "choice_luck", "assumptions", "luck")
    if uncertain:
        return ("choice", "choice_world", "world")
    return ("choice", "choice_luck", "luck")


def _order(repeats: int) -> list[int]:
    """Columns of `_parts` that can be told: with one luck a draw, those between draws."""
    return [0, 1, 2, 3, 4] if repeats > 1 else [0, 1, 3]


def _parts(values: Values, weights: Values) -> Values:
    """Variances [resamples, 5]: choice, choice x draw, choice x luck, draw, luck."""
    mean = values.mean(axis=0)
    common_draw, common_luck, _ = _one_way(mean, weights)
    own = [_one_way(each - mean, weights) for each in values]
    by_assumptions, by_luck, squares = (np.mean(parts, axis=0) for parts in zip(*own, strict=True))
    return np.column_stack([squares, by_assumptions, by_luck, common_draw, common_luck])


def _one_way(table: Values, weights: Values) -> tuple[Values, Values, Values]:
    """Of [draws, repeats]: variance between draws, within them, and the squared grand mean.

    Unbiased, for each row of `weights` over draws. With one repeat all variance is between draws.
    """
    draws, repeats = table.shape
    means = table.mean(axis=1)
    grand = weights @ means / draws
    between = weights @ means**2 - draws * grand**2
    between = repeats * between / (draws - 1)
    square = grand**2 - between / (draws * repeats)
    if repeats == 1:
        return between, np.zeros_like(between), square
    within = weights @ ((table - means[:, None]) ** 2).sum(axis=1) / (draws * (repeats - 1))
    return (between - within) / repeats, within, square


def _shares(parts: Values) -> Values:
    kept = np.maximum(parts, 0.0)
    total = kept.sum(axis=1, keepdims=True)
    shares: Values = np.divide(kept, total, out=np.full_like(kept, np.nan), where=total > 0)
    return shares
