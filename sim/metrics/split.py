"""The best split of the living ties in two, against the same circles tied at random.

People sit in small circles of friends; circles by themselves are no factions. So the graph is
first drawn together into circles, and what is asked is whether the ties *between* circles divide
the community in two more than chance would: the null model keeps every circle and its number of
outside ties and deals out anew whom they lead to. On planted factions this is 0 for one
community with circles, 1 for two equal islands, rises with every tie cut, and does not move with
size; without circles first, the same measure starts at .2 and sees factions only when four
fifths of the ties across are gone.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.metrics.graph import TieGraph, component_of, row_sums
from sim.metrics.landscape import turned_to_larger
from sim.state.compiling import kernel

CIRCLE = 8
"""People in a circle at most."""
CIRCLES_AT_LEAST = 8
"""In a small community circles are smaller, so that there are enough of them to split."""
CRUMB = 0.05
"""Disconnected parts with less of all tie strength are crumbs, not islands: neither side's."""
PASSES = 4
STEPS = 30
"""Steps of the eigenvector search; half as many already suffice up to 5,000 people."""
NULL_TIES = 20_000
MOST_NULLS = 8
"""One null model varies little in a large graph; small ones are averaged over several."""


class Bundle(NamedTuple):
    """Ties between circles: ends (int32), strengths (float64), and each circle's whole strength."""

    a: np.ndarray
    b: np.ndarray
    strength: np.ndarray
    volume: np.ndarray


class Split(NamedTuple):
    """A two-way split: shares of all strength on either side, and the share that was cut."""

    one: float
    other: float
    cut: float


@kernel
def mixed(number):
    """A fixed scrambling of the counter `number` to 64 bits (splitmix64, Steele et al. 2014)."""
    z = np.uint64(number) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@kernel
def below(number, bound):
    """A fixed pseudo-random integer in [0, bound) for the counter `number`."""
    return np.int64(((mixed(number) >> np.uint64(32)) * np.uint64(bound)) >> np.uint64(32))


@kernel
def circles(indptr, indices, weights, most):
    """The circle of each person, numbered from 0, and their number: label spreading, bounded.

    Four times, in row order, everybody joins the circle with which her ties are strongest and
    that has fewer than `most` people (Raghavan, Albert and Kumara 2007, with a cap).
    """
    size = len(indptr) - 1
    label = np.arange(size)
    heads = np.ones(size, np.int64)
    pull = np.zeros(size, np.float64)
    for _ in range(PASSES):
        for i in range(size):
            mine = label[i]
            for e in range(indptr[i], indptr[i + 1]):
                pull[label[indices[e]]] += weights[e]
            best = mine
            for e in range(indptr[i], indptr[i + 1]):
                there = label[indices[e]]
                if pull[there] > pull[best] and heads[there] < most:
                    best = there
            for e in range(indptr[i], indptr[i + 1]):
                pull[label[indices[e]]] = 0.0
            heads[mine] -= 1
            heads[best] += 1
            label[i] = best
    number = np.full(size, -1, np.int64)
    found = 0
    for i in range(size):
        if number[label[i]] < 0:
            number[label[i]] = found
            found += 1
        label[i] = number[label[i]]
    return label, found


@kernel
def outside_ties(indptr, indices, weights, circle, count, kept):
    """Ties between circles of people who are `kept`, each pair of people once, as a Bundle."""
    a = np.empty(len(indices) // 2, np.int32)
    b = np.empty(len(indices) // 2, np.int32)
    strength = np.empty(len(indices) // 2, np.float64)
    volume = np.zeros(count, np.float64)
    found = 0
    for i in range(len(circle)):
        if not kept[i]:
            continue
        for e in range(indptr[i], indptr[i + 1]):
            j = indices[e]
            volume[circle[i]] += weights[e]
            if i < j and circle[i] != circle[j]:
                a[found] = circle[i]
                b[found] = circle[j]
                strength[found] = weights[e]
                found += 1
    return Bundle(a[:found], b[:found], strength[:found], volume)


@kernel
def end_sums(a, b, strength, count):
    """The strength that ends at each of `count` nodes."""
    sums = np.zeros(count, np.float64)
    for e in range(len(a)):
        sums[a[e]] += strength[e]
        sums[b[e]] += strength[e]
    return sums


@kernel
def rewired(ties, seed):
    """The same ties dealt out anew: every circle keeps its number of outside ties (null model).

    All ends are shuffled by fixed pseudo-random numbers (configuration model); a tie that would
    stay inside a circle exchanges an end with another.
    """
    count = len(ties.a)
    ends = np.empty(2 * count, np.int32)
    ends[:count] = ties.a
    ends[count:] = ties.b
    turn = np.uint64(seed) << np.uint64(40)
    for k in range(2 * count - 1, 0, -1):
        other = below(turn + np.uint64(k), k + 1)
        ends[k], ends[other] = ends[other], ends[k]
    a = ends[:count].copy()
    b = ends[count:].copy()
    for e in range(count):
        for trial in range(20):
            if a[e] != b[e]:
                break
            other = below(turn + np.uint64((2 + trial) * count + e), count)
            if a[other] != b[e] and a[e] != b[other]:
                b[e], b[other] = b[other], b[e]
    inside = ties.volume - end_sums(ties.a, ties.b, ties.strength, len(ties.volume))
    volume = inside + end_sums(a, b, ties.strength, len(ties.volume))
    return Bundle(a, b, ties.strength, volume)


@kernel
def dot(x, y):
    """The inner product, summed in order."""
    total = 0.0
    for i in range(len(x)):
        total += x[i] * y[i]
    return total


@kernel
def beyond_chance(ties, outside, scale, x, out):
    """Apply the regularised, normalised modularity matrix of the outside ties to x, into out.

    D^-1/2 (A - d d' / 2m) D^-1/2 with D = d + mean d (Qin and Rohe 2013), which keeps hubs and
    loosely hanging circles from making up the leading vector. `scale` is D^-1/2.
    """
    out[:] = 0.0
    for e in range(len(ties.a)):
        a = ties.a[e]
        b = ties.b[e]
        out[a] += ties.strength[e] * (x[b] * scale[b])
        out[b] += ties.strength[e] * (x[a] * scale[a])
    along = 0.0
    total = 0.0
    for i in range(len(x)):
        along += outside[i] * scale[i] * x[i]
        total += outside[i]
    for i in range(len(x)):
        out[i] = (out[i] - outside[i] * along / total) * scale[i]


@kernel
def dividing_vector(ties):
    """The order in which circles lie along the community's main divide, float64[circles].

    The leading eigenvector by conjugate gradients on the Rayleigh quotient (each step turns
    within the plane of the vector and the search direction), from a fixed start.
    """
    count = len(ties.volume)
    if len(ties.a) == 0:
        return np.zeros(count)
    outside = end_sums(ties.a, ties.b, ties.strength, count)
    scale = 1.0 / np.sqrt(outside + outside.mean())
    x = np.empty(count)
    for i in range(count):
        x[i] = (below(i + 1, 1 << 30) / (1 << 29) - 1.0) * (outside[i] > 0)
    x /= np.sqrt(dot(x, x))
    ax = np.empty(count)
    beyond_chance(ties, outside, scale, x, ax)
    step = np.zeros(count)
    astep = np.empty(count)
    before = np.inf
    for _ in range(STEPS):
        value = dot(x, ax)
        slope = ax - value * x
        steepness = dot(slope, slope)
        step = slope + steepness / before * step
        before = steepness
        step -= dot(step, x) * x
        length = np.sqrt(dot(step, step))
        if length < 1e-9:
            break
        step /= length
        beyond_chance(ties, outside, scale, step, astep)
        keep, turn = turned_to_larger(value, dot(x, astep), dot(step, astep))
        x = keep * x + turn * step
        ax = keep * ax + turn * astep
        step *= length
    return x * scale


@kernel
def best_cut(ties, order_by, whole, ease):
    """The split along a vector that maximises 2 x one x other - cut / ease, as shares of `whole`.

    With ease 1 this is modularity (Newman and Girvan 2004) of the two-way split.
    """
    count = len(ties.volume)
    order = np.argsort(order_by, kind="mergesort")
    place = np.empty(count, np.int64)
    for k in range(count):
        place[order[k]] = k
    crossing = np.zeros(count, np.float64)
    for e in range(len(ties.a)):
        first = min(place[ties.a[e]], place[ties.b[e]])
        last = max(place[ties.a[e]], place[ties.b[e]])
        crossing[first] += ties.strength[e]
        crossing[last] -= ties.strength[e]
    kept = ties.volume.sum() / whole
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


def null_ease(ties: Bundle, whole: float) -> float:
    """Share of the expected cut that the best split of chance networks still has to make.

    1 where there is nothing to deal out, 0 where chance networks fall apart by themselves.
    """
    if not len(ties.a):
        return 1.0
    eases = []
    for seed in range(1, 1 + min(MOST_NULLS, 1 + NULL_TIES // len(ties.a))):
        null = rewired(ties, seed)
        split = best_cut(null, dividing_vector(null), whole, 1.0)
        eases.append(split.cut / (2 * split.one * split.other) if split.one else 1.0)
    return sum(eases) / len(eases)


def fragmentation(graph: TieGraph) -> float:
    """How far the living ties fall into two camps: 0 one community, 1 two equal islands.

    The best two-way split of circles, `4 x one x other - 2 cut / ease` with sides and cut as shares
    of all tie strength; `ease` is how much of the expected cut a chance network cannot avoid, so
    that a chance network has 0. Two islands of a fifth and four fifths have .64. Crumbs belong to
    no side: a community that is dust is not two camps. 0 without ties.
    """
    strength = row_sums(graph.indptr, graph.weights)
    whole = float(strength.sum())
    if whole <= 0:
        return 0.0
    component = component_of(graph.indptr, graph.indices)
    kept = (np.bincount(component, strength) >= CRUMB * whole)[component]
    most = min(CIRCLE, max(1, int(np.count_nonzero(kept)) // CIRCLES_AT_LEAST))
    circle, _ = circles(graph.indptr, graph.indices, graph.weights, most)
    names, circle_kept = np.unique(circle[kept], return_inverse=True)
    circle[kept] = circle_kept
    ties = outside_ties(graph.indptr, graph.indices, graph.weights, circle, len(names), kept)
    ease = null_ease(ties, whole)
    if len(names) < 2 or ease <= 0:
        return 0.0
    split = best_cut(ties, dividing_vector(ties), whole, ease)
    return min(1.0, max(0.0, 4 * split.one * split.other - 2 * split.cut / ease))
