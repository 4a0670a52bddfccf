"""Joining: in what bursts people come, and in what shape a community grows.

A cumulative curve proves nothing: a straight line fits half of all real ones with an R2 above
.94. So shapes are compared on weekly increments, by Akaike's criterion (Akaike 1974).
"""

from __future__ import annotations

import math

import numpy as np
import scipy  # not scipy.optimize: it is loaded when it is first used, and no run needs it

from sim.patterns.log import Log
from sim.patterns.pattern import FORUMS, MEETUP, Pattern

WEEK = 7.0
FEW_WEEKS = 8
"""Shorter than this, weeks are too few to tell shapes and bursts."""
NONE = math.nan
LAUNCH = "no band: half of all came in the first .10-.33 where a launch drives, about .5 steadily"


def weekly(log: Log) -> np.ndarray:
    """How many people were seen for the first time in each whole week, float64[weeks]."""
    weeks = int(log.end // WEEK)
    return np.histogram(log.arrivals, WEEK * np.arange(weeks + 1))[0].astype(np.float64)


def burst(log: Log) -> float:
    """Variance over mean of weekly newcomers: 1 as smooth as chance alone."""
    counts = weekly(log)
    if len(counts) < FEW_WEEKS or not counts.any():
        return math.nan
    return float(counts.var() / counts.mean())


def echo(log: Log) -> float:
    """Correlation of weekly newcomers with those of the week before."""
    counts = weekly(log)
    if len(counts) < FEW_WEEKS or counts[1:].std() == 0 or counts[:-1].std() == 0:
        return math.nan
    return float(np.corrcoef(counts[:-1], counts[1:])[0, 1])


def half_time(log: Log) -> float:
    """By which share of the time half of all had come."""
    return float(np.median(log.arrivals) / log.end) if len(log.arrivals) and log.end else math.nan


def _linear(height: np.ndarray, x: np.ndarray) -> np.ndarray:
    return np.full(len(x), height[0])


def _power(p: np.ndarray, x: np.ndarray) -> np.ndarray:
    return np.asarray(p[0] * x ** p[1])


def _logistic(p: np.ndarray, x: np.ndarray) -> np.ndarray:
    return np.asarray(p[0] / np.cosh(np.clip((x - p[1]) / p[2], -300, 300)) ** 2)


SHAPES = {
    "linear": (_linear, ([1.0],)),
    "power": (_power, ([1.0, -0.5], [1.0, 0.5])),
    "logistic": (_logistic, ([2.0, 0.3, 0.2], [2.0, 0.7, 0.2], [1.0, 1.0, 0.4])),
}
"""Newcomers a week as a function of the share of time: even; as a power; the slope of an S."""
BOUNDS = {
    "linear": ([0.0], [np.inf]),
    "power": ([0.0, -0.99], [np.inf, 20.0]),
    "logistic": ([0.0, 0.0, 0.02], [np.inf, 5.0, 2.0]),
}
"""The middle of an S lies after the beginning: what only falls is no S."""


def aic(log: Log) -> dict[str, float]:
    """Akaike's criterion of each shape on weekly newcomers; the smallest fits best. NaN if short."""
    counts = weekly(log)
    if len(counts) < FEW_WEEKS or not counts.any():
        return dict.fromkeys(SHAPES, math.nan)
    x = (np.arange(len(counts)) + 0.5) / len(counts)
    y = counts / counts.mean()
    found = {}
    for name, (curve, starts) in SHAPES.items():
        cost = min(
            scipy.optimize.least_squares(
                lambda p, curve=curve: curve(p, x) - y, start, bounds=BOUNDS[name]
            ).cost
            for start in starts
        )
        found[name] = len(y) * math.log(max(2 * cost / len(y), 1e-12)) + 2 * len(starts[0])
    return found


def shape(log: Log) -> str:
    """The shape that fits the increments best: linear, power, logistic; empty if too short."""
    found = aic(log)
    return "" if math.isnan(found["linear"]) else min(found, key=lambda name: found[name])


def bend(log: Log) -> float:
    """By how much an S fits better than a line or a power, in AIC: above 0 it is S-shaped."""
    found = aic(log)
    return min(found["linear"], found["power"]) - found["logistic"]


PATTERNS = (
    Pattern(
        "burst", "Burstiness of newcomers", "新人到来的突发性",
        "Variance over mean of the number of people first seen in a week; 1 is pure chance",
        "每周新出现人数的方差与均值之比；1 为纯随机",
        3.5, 150.0, f"{FORUMS}, and {MEETUP}", burst, "P14",
    ),
    Pattern(
        "echo", "Newcomers follow those of last week", "新人数的周间相关",
        "Correlation of the number of newcomers in a week with that of the week before",
        "相邻两周新出现人数的相关系数",
        0.06, 0.99, f"{FORUMS}, and {MEETUP}", echo, "P15",
    ),
    Pattern(
        "half_time", "Half of all have come", "半数到来的时点",
        "By which share of the time half of all people had been seen",
        "半数成员出现时已过去的时间占比",
        NONE, NONE, LAUNCH, half_time,
    ),
    Pattern(
        "s_shape", "S-shaped growth", "S 形增长",
        "Gain in AIC of a logistic over a line or a power curve on weekly newcomers; above 0 S-shaped",
        "每周新人数上，逻辑曲线相对直线或幂曲线的 AIC 改进；大于 0 为 S 形",
        NONE, NONE, "no band: only growth by word of mouth is S-shaped", bend,
    ),
)  # fmt: skip
