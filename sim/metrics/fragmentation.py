"""Fragmentation: whether the community falls apart into camps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sknetwork.clustering import Louvain

from sim.metrics.census import Census, Section
from sim.metrics.graph import TieGraph
from sim.metrics.landscape import camp_border, disagreement
from sim.metrics.measure import Measure
from sim.metrics.split import CRUMB, fragmentation
from sim.state.compiling import kernel

RESOLUTION = 0.25
"""Low, so that Louvain finds factions and not circles of friends."""
SPARSE = 6.0
"""Below this mean number of ties chance alone makes factions, which are then taken off."""


@kernel
def ties_across(indptr, indices, weights, side):
    """Share of all bond strength that crosses between two sides, and the first side's share."""
    across = 0.0
    total = 0.0
    first = 0.0
    for i in range(len(side)):
        for e in range(indptr[i], indptr[i + 1]):
            total += weights[e]
            if side[i]:
                first += weights[e]
            if side[i] != side[indices[e]]:
                across += weights[e]
    if total == 0.0:
        return 0.0, 0.0
    return across / total, first / total


def ei_index(graph: TieGraph, side: np.ndarray) -> float:
    """External minus internal ties over all ties, by strength (Krackhardt and Stern 1988).

    -1 all ties stay inside the two sides (`side` bool per person), 1 all cross; 0 without ties.
    """
    if not len(graph.indices):
        return 0.0
    across, _ = ties_across(graph.indptr, graph.indices, graph.weights, side)
    return 2 * across - 1


def ei_beyond_chance(graph: TieGraph, side: np.ndarray) -> float:
    """The E-I index less what it would be if the same people tied at random.

    0 ties cross as chance has it, -1 two equal sides without a tie between them. It equals minus
    twice the modularity of the two sides, which is why it does not move with their sizes.
    """
    across, first = ties_across(graph.indptr, graph.indices, graph.weights, side)
    return 2 * across - 4 * first * (1 - first)
