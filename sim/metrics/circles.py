"""Circles of friends, the ties between them, and the same ties dealt out by chance.

People sit in small circles of friends; circles by themselves are no factions. Measures of
fragmentation therefore look at the ties *between* circles, and compare them with a null model
that keeps every circle and its number of outside ties and deals out anew where they lead.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.metrics.graph import TieGraph, component_of, row_sums
from sim.state.compiling import kernel

CIRCLE = 8
"""People in a circle at most."""
CIRCLES_AT_LEAST = 8
"""In a small community circles are smaller, so that there are enough of them to split."""
CRUMB = 0.05
"""Disconnected parts with less of all tie strength are crumbs, not islands: neither side's."""
PASSES = 3
"""Times everybody may change circle; few move after the third."""


class Bundle(NamedTuple):
    """Ties between circles: ends (int32), strengths, and each circle's whole strength (float64)."""

    a: np.ndarray
    b: np.ndarray
    strength: np.ndarray
    volume: np.ndarray


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
    """The circle of each person, by the row of one of them (int64): label spreading, bounded.

    Three times, in row order, everybody joins the circle with which her ties are strongest and
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
    return label


@kernel
def number(circle, kept):
    """Renumber the circles of people who are `kept` from 0, in place; returns how many there are."""
    new = np.full(len(circle), -1, np.int64)
    found = 0
    for i in range(len(circle)):
        if kept[i]:
            if new[circle[i]] < 0:
                new[circle[i]] = found
                found += 1
            circle[i] = new[circle[i]]
    return found


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
    ends = np.concatenate((ties.a, ties.b))
    turn = np.uint64(seed) << np.uint64(40)
    for k in range(2 * count - 1, 0, -1):
        other = below(turn + np.uint64(k), k + 1)
        ends[k], ends[other] = ends[other], ends[k]
    a = ends[:count].copy()
    b = ends[count:].copy()
    for e in range(count):
        start = below(turn + np.uint64(2 * count + e), count)
        for further in range(count):
            if a[e] != b[e]:
                break
            other = (start + further) % count
            if a[other] != b[e] and a[e] != b[other]:
                b[e], b[other] = b[other], b[e]
    volume = ties.volume.copy()
    for e in range(count):
        volume[ties.a[e]] -= ties.strength[e]
        volume[ties.b[e]] -= ties.strength[e]
        volume[a[e]] += ties.strength[e]
        volume[b[e]] += ties.strength[e]
    return Bundle(a, b, ties.strength, volume)


def between_circles(graph: TieGraph) -> tuple[Bundle, float]:
    """Ties between circles of people who are no crumbs, and the strength of all ties, crumbs too.

    Strength counts at both ends of a tie.
    """
    strength = row_sums(graph.indptr, graph.weights)
    whole = float(strength.sum())
    component = component_of(graph.indptr, graph.indices)
    kept = (np.bincount(component, strength) >= CRUMB * whole)[component] & (strength > 0)
    most = min(CIRCLE, max(1, int(np.count_nonzero(kept)) // CIRCLES_AT_LEAST))
    circle = circles(graph.indptr, graph.indices, graph.weights, most)
    count = number(circle, kept)
    ties = outside_ties(graph.indptr, graph.indices, graph.weights, circle, count, kept)
    return ties, whole
