"""Cohesion: how alike and how bound the people of the base are, and how they feel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.metrics.census import Census, Section
from sim.metrics.landscape import BINS
from sim.metrics.measure import Measure
from sim.state.compiling import kernel

WIDTH = 0.25
"""Distance of values at which likeness fades (h of the likeness exp(-d^2 / 2h^2))."""
LOW = 0.3
"""Who belongs less than this is on the way out."""
CORE = 5
"""Ties each member of the core has within the core."""


def cell_likeness(bins: int = BINS, width: float = WIDTH) -> np.ndarray:
    """Likeness along one axis of two people by the cells they lie in, float64[bins, bins].

    Places in cells are distances plus the noise of rounding, of variance bin^2 / 6; the Gaussian is
    narrowed so that with this noise it is exp(-d^2 / 2 width^2) again. The error stays below 1 %,
    and below 2 % where most people stand at the very edge of the square.
    """
    narrower = np.sqrt(width**2 - 1 / (6 * bins**2))
    distance = (np.arange(bins)[:, None] - np.arange(bins)[None, :]) / bins
    return width / narrower * np.exp(-(distance**2) / (2 * narrower**2))


CELL_LIKENESS = cell_likeness()


@kernel
def pair_sum(mass, own, likeness):
    """Sum of likeness x mass x mass over ordered pairs of different people.

    `mass` float64[bins, bins] is the summed weight of the people in each cell, `own` the sum of
    their squared weights, `likeness` the factor of each axis: the Gaussian is separable, so
    the double sum over cells is two small products (in a fixed order, without BLAS).
    """
    bins = len(likeness)
    along = np.zeros((bins, bins))
    row = np.zeros(bins)
    total = 0.0
    for i in range(bins):
        for k in range(bins):
            for j in range(bins):
                along[i, j] += likeness[i, k] * mass[k, j]
        row[:] = 0.0
        for k in range(bins):
            for j in range(bins):
                row[j] += along[i, k] * likeness[k, j]
        for j in range(bins):
            total += mass[i, j] * row[j]
    return total - own * likeness[0, 0] ** 2


class Togetherness(NamedTuple):
    """What two random people of the base have in common."""

    cohesion: float
    likeness: float


@kernel
def togetherness(landscape, likeness):
    """Cohesion and likeness of two different random people of a landscape; 0 below two people.

    Likeness is the mean of exp(-|x_i - x_j|^2 / 2h^2), cohesion the mean of the same times
    sqrt(b_i b_j), with bonds b in 0-1, so that it is high only where people are both.
    """
    people = landscape.people.sum()
    if people < 2.0:
        return Togetherness(0.0, 0.0)
    pairs = people * (people - 1.0)
    bound = pair_sum(landscape.bonds, landscape.bond, likeness)
    alike = pair_sum(landscape.people, people, likeness)
    return Togetherness(min(1.0, max(0.0, bound / pairs)), min(1.0, max(0.0, alike / pairs)))


class Mood(NamedTuple):
    """Means over members, and the share of them who hardly belong."""

    belonging: float
    belonging_low: float
    trust: float
    satisfaction: float
    bond: float


@kernel
def mood(members, belonging, trust, satisfaction, bond):
    """How members feel on average; all 0 without members."""
    belongs = 0.0
    low = 0
    trusts = 0.0
    satisfied = 0.0
    bound = 0.0
    for i in range(len(members)):
        row = np.uint32(members[i])
        mine = belonging[row]
        belongs += mine
        low += mine < LOW
        trusts += trust[row]
        satisfied += satisfaction[row]
        bound += bond[row]
    n = max(len(members), 1)
    return Mood(belongs / n, low / n, trusts / n, satisfied / n, bound / n)


DAILY = (
    Measure(
        "cohesion", "Cohesion", "凝聚力", "0-1",
        "How alike and how bound two random people are, among everybody active in the past 90 "
        "days, those who left included",
        "近 90 天内活跃过的人（含已离开者）中随机两人的价值观相近且有情感联结的程度",
        "higher",
    ),
    Measure(
        "alignment_similarity", "Likeness of values", "价值观相似度", "0-1",
        "How alike the values of two random people are, on the same base",
        "同一人群中随机两人的价值观相似程度",
        "higher",
    ),
    Measure(
        "belonging", "Belonging", "归属感", "0-1",
        "Mean belonging of members",
        "成员归属感均值",
        "higher",
    ),
    Measure(
        "belonging_low", "Hardly belonging", "低归属感成员占比", "share",
        "Share of members whose belonging is below 0.3",
        "归属感低于 0.3 的成员占比",
        "lower",
    ),
    Measure(
        "trust", "Trust", "信任度", "0-1",
        "Mean trust of members in the community and those who run it",
        "成员对社群及运营者信任度的均值",
        "higher",
    ),
    Measure(
        "satisfaction", "Satisfaction", "满意度", "0-1",
        "Mean satisfaction of members with the product",
        "成员对产品满意度的均值",
        "higher",
    ),
    Measure(
        "mean_bond", "Bond to other members", "成员间联结", "0-1",
        "Mean bond of members to one another: 0 no ties, near 1 many strong ones",
        "成员之间联结强度的均值：0 为没有联结，接近 1 为联结多而牢固",
        "higher",
    ),
)  # fmt: skip

MONTHLY = (
    Measure(
        "tie_strength", "Strength of ties per person", "人均联结强度", "meetings",
        "Strength of all living ties a person keeps, in meetings not yet faded, mean over the base",
        "人均保有的未消退联结强度（以一次互动为单位）",
        "higher",
    ),
    Measure(
        "reciprocity", "Ties returned", "互惠比例", "share",
        "Share of living ties that the other side keeps too",
        "双方都保有的联结占全部联结的比例",
        "higher",
    ),
    Measure(
        "core_share", "In the knit core", "紧密核心占比", "share",
        "Share of the base in the 5-core: people with at least five ties to each other's set",
        "处于 5-核（彼此之间至少有 5 条联结的人群）中的人数占比",
        "higher",
    ),
)  # fmt: skip


def read_daily(census: Census) -> Sequence[float]:
    """Cohesion and mood today."""
    people = census.people
    together = togetherness(census.landscape, CELL_LIKENESS)
    feelings = mood(
        census.members, people.belonging, people.trust, people.satisfaction, people.bond
    )
    return (*together, *feelings)


def read_monthly(census: Census) -> Sequence[float]:
    """What the ties look like."""
    graph = census.graph
    strength = float(graph.given.sum()) / graph.size if graph.size else 0.0
    return strength, graph.reciprocity(), graph.core_share(CORE)


SECTIONS = (Section("day", DAILY, read_daily), Section("month", MONTHLY, read_monthly))
