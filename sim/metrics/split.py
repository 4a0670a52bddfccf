"""The best split of the ties between circles in two, against chance.

On planted factions the result is 0 for one community with circles and 1 for two equal islands, it
rises with every tie across that is cut, and it does not move with size. (Without drawing people
together into circles first, the same measure starts at .2 and sees factions only once four fifths
of the ties across are gone.)
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.metrics.circles import Bundle, below, between_circles, end_sums, rewired
from sim.metrics.graph import TieGraph
from sim.metrics.landscape import turned_to_larger
from sim.state.compiling import kernel

STEPS = 40
"""Steps of the search for the dividing vector at most."""
ENOUGH = 1e-3
"""A relative gain that is no longer worth a step."""
NULL_TIES = 5_000
MOST_NULLS = 8
"""One null model varies little in a large graph; small ones are averaged over several."""


class Split(NamedTuple):
    """A two-way split: shares of all strength on either side, and the share that was cut."""

    one: float
    other: float
    cut: float


@kernel
def dot(x, y):
    """The inner product, summed in order."""
    total = 0.0
    for i in range(len(x)):
        total += x[i] * y[i]
    return total


@kernel
def mix(keep, x, turn, y):
    """Set x to keep x + turn y, in place."""
    for i in range(len(x)):
        x[i] = keep * x[i] + turn * y[i]


@kernel
def beyond_chance(ties, outside, scale, x, weighted, out):
    """Apply the regularised, normalised modularity matrix of the outside ties to x, into out.

    D^-1/2 (A - d d' / 2m) D^-1/2 with D = d + mean d (Qin and Rohe 2013), which keeps hubs and
    loosely hanging circles from making up the leading vector. `scale` is D^-1/2, `weighted` a
    place to work in.
    """
    along = 0.0
    total = 0.0
    for i in range(len(x)):
        weighted[i] = x[i] * scale[i]
        along += outside[i] * weighted[i]
        total += outside[i]
        out[i] = 0.0
    for e in range(len(ties.a)):
        a = np.uint32(ties.a[e])
        b = np.uint32(ties.b[e])
        out[a] += ties.strength[e] * weighted[b]
        out[b] += ties.strength[e] * weighted[a]
    for i in range(len(x)):
        out[i] = (out[i] - outside[i] * along / total) * scale[i]


@kernel
def dividing_vector(ties):
    """The order in which circles lie along the community's main divide, float64[circles].

    The leading eigenvector by conjugate gradients on the Rayleigh quotient (each step turns
    within the plane of the vector and the search direction), from a fixed start, until that
    gains less than a thousandth three times running.
    """
    count = len(ties.volume)
    x = np.zeros(count)
    if len(ties.a) == 0:
        return x
    outside = end_sums(ties.a, ties.b, ties.strength, count)
    spread = 0.0
    for i in range(count):
        spread += outside[i] / count
    scale = np.empty(count)
    for i in range(count):
        scale[i] = 1.0 / math.sqrt(outside[i] + spread)
        if outside[i] > 0.0:
            x[i] = below(i + 1, 1 << 30) / (1 << 29) - 1.0
    mix(1.0 / math.sqrt(dot(x, x)), x, 0.0, x)
    work = np.empty(count)
    ax = np.empty(count)
    beyond_chance(ties, outside, scale, x, work, ax)
    step = np.zeros(count)
    astep = np.empty(count)
    slope = np.zeros(count)
    before = np.inf
    calm = 0
    for _ in range(STEPS):
        value = dot(x, ax)
        mix(0.0, slope, 1.0, ax)
        mix(1.0, slope, -value, x)
        steepness = dot(slope, slope)
        mix(steepness / before, step, 1.0, slope)
        before = steepness
        mix(1.0, step, -dot(step, x), x)
        length = math.sqrt(dot(step, step))
        if length < 1e-9:
            break
        mix(1.0 / length, step, 0.0, step)
        beyond_chance(ties, outside, scale, step, work, astep)
        keep, turn = turned_to_larger(value, dot(x, astep), dot(step, astep))
        mix(keep, x, turn, step)
        mix(keep, ax, turn, astep)
        mix(length, step, 0.0, step)
        calm = calm + 1 if dot(x, ax) - value < ENOUGH * value else 0
        if calm == 3:
            break
    for i in range(count):
        x[i] *= scale[i]
    return x


@kernel
def best_cut(ties, order, whole, ease):
    """The split along an order of circles that maximises 2 x one x other - cut / ease.

    Sides and cut are shares of `whole`. With ease 1 this is the modularity of the two-way split
    (Newman and Girvan 2004).
    """
    count = len(order)
    place = np.empty(count, np.int64)
    kept = 0.0
    for k in range(count):
        place[order[k]] = k
        kept += ties.volume[k] / whole
    crossing = np.zeros(count, np.float64)
    for e in range(len(ties.a)):
        first = min(place[ties.a[e]], place[ties.b[e]])
        last = max(place[ties.a[e]], place[ties.b[e]])
        crossing[first] += ties.strength[e]
        crossing[last] -= ties.strength[e]
    one = 0.0
    cut = 0.0
    best = 0.0
    found = Split(0.0, kept, 0.0)
    for k in range(count - 1):
        one += ties.volume[order[k]] / whole
        cut += 2.0 * crossing[k] / whole
        gain = 2.0 * one * (kept - one) - cut / ease
        if gain > best:
            best = gain
            found = Split(one, kept - one, cut)
    return found


def best_split(ties: Bundle, whole: float, ease: float) -> Split:
    """The best split along the main divide."""
    order = np.argsort(dividing_vector(ties), kind="stable")
    return best_cut(ties, order, whole, ease)  # type: ignore[no-any-return]


def null_ease(ties: Bundle, whole: float) -> float:
    """Share of the expected cut that the best split of chance networks still has to make.

    1 where there is nothing to deal out, 0 where chance networks fall apart by themselves.
    """
    if not len(ties.a):
        return 1.0
    eases = []
    for seed in range(1, 1 + min(MOST_NULLS, 1 + NULL_TIES // len(ties.a))):
        split = best_split(rewired(ties, seed), whole, 1.0)
        eases.append(split.cut / (2 * split.one * split.other) if split.one else 1.0)
    return sum(eases) / len(eases)


def fragmentation(graph: TieGraph) -> float:
    """How far the living ties fall into two camps: 0 one community, 1 two equal islands.

    The best two-way split of circles, `4 x one x other - 2 cut / ease`, with sides and cut as
    shares of all tie strength; `ease` is how much of the expected cut a chance network cannot
    avoid, so that a chance network has 0. Two islands of a fifth and four fifths have .64. Crumbs
    belong to no side: a community that is dust is not two camps. 0 without ties.
    """
    ties, whole = between_circles(graph)
    ease = null_ease(ties, whole)
    if len(ties.volume) < 2 or ease <= 0:
        return 0.0
    split = best_split(ties, whole, ease)
    return min(1.0, max(0.0, 4 * split.one * split.other - 2 * split.cut / ease))
