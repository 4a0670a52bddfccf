"""The graph of living ties, and what can be read off its shape.

Ties are directed (who keeps whom in mind); most measures look at the *bond* of two people, the sum
of both directions. Sums run in row order, so results are equal to the bit on any machine load.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from sim.state.compiling import kernel


@kernel
def transpose(indptr, indices, weights):
    """A square CSR matrix with rows and columns exchanged (index pointer, indices, weights)."""
    size = len(indptr) - 1
    starts = np.zeros(size + 1, np.int64)
    for e in range(len(indices)):
        starts[indices[e] + 1] += 1
    for i in range(size):
        starts[i + 1] += starts[i]
    cursor = starts[:-1].copy()
    rows = np.empty(len(indices), np.int32)
    moved = np.empty(len(indices), np.float32)
    for i in range(size):
        for e in range(indptr[i], indptr[i + 1]):
            place = cursor[indices[e]]
            cursor[indices[e]] += 1
            rows[place] = i
            moved[place] = weights[e]
    return starts, rows, moved


@kernel
def join_directions(indptr, indices, weights, in_indptr, in_indices, in_weights):
    """Add each tie and its answer: symmetric CSR, and how many directed ties are answered.

    A tie of somebody to herself is dropped.
    """
    size = len(indptr) - 1
    bound_indptr = np.zeros(size + 1, np.int64)
    bound_indices = np.empty(2 * len(indices), np.int32)
    bound_weights = np.empty(2 * len(indices), np.float32)
    place = np.full(size, -1, np.int64)
    count = 0
    answered = 0
    for i in range(size):
        begin = count
        for e in range(indptr[i], indptr[i + 1]):
            if indices[e] != i:
                place[indices[e]] = count
                bound_indices[count] = indices[e]
                bound_weights[count] = weights[e]
                count += 1
        for e in range(in_indptr[i], in_indptr[i + 1]):
            j = in_indices[e]
            if j == i:
                continue
            if place[j] >= 0:
                bound_weights[place[j]] += in_weights[e]
                answered += 1
            else:
                bound_indices[count] = j
                bound_weights[count] = in_weights[e]
                count += 1
        for e in range(begin, count):
            place[bound_indices[e]] = -1
        bound_indptr[i + 1] = count
    return bound_indptr, bound_indices[:count].copy(), bound_weights[:count].copy(), answered


@kernel
def row_sums(indptr, weights):
    """The sum of each row of a CSR matrix, float64."""
    sums = np.zeros(len(indptr) - 1, np.float64)
    for i in range(len(sums)):
        for e in range(indptr[i], indptr[i + 1]):
            sums[i] += weights[e]
    return sums


@kernel
def component_of(indptr, indices):
    """The component each node of a symmetric graph lies in, numbered by first node (int32)."""
    size = len(indptr) - 1
    component = np.full(size, -1, np.int32)
    stack = np.empty(size, np.int32)
    found = 0
    for first in range(size):
        if component[first] >= 0:
            continue
        component[first] = found
        stack[0] = first
        waiting = 1
        while waiting > 0:
            waiting -= 1
            i = stack[waiting]
            for e in range(indptr[i], indptr[i + 1]):
                j = indices[e]
                if component[j] < 0:
                    component[j] = found
                    stack[waiting] = j
                    waiting += 1
        found += 1
    return component


@kernel
def in_core(indptr, indices, k):
    """Whether each node lies in the k-core: all have k neighbours among them (Seidman 1983)."""
    size = len(indptr) - 1
    degree = indptr[1:] - indptr[:-1]
    inside = np.ones(size, np.bool_)
    stack = np.empty(size, np.int32)
    waiting = 0
    for i in range(size):
        if degree[i] < k:
            inside[i] = False
            stack[waiting] = i
            waiting += 1
    while waiting > 0:
        waiting -= 1
        i = stack[waiting]
        for e in range(indptr[i], indptr[i + 1]):
            j = indices[e]
            degree[j] -= 1
            if inside[j] and degree[j] < k:
                inside[j] = False
                stack[waiting] = j
                waiting += 1
    return inside


class TieGraph:
    """Ties among `size` people: directed as given, and joined into symmetric bonds.

    `indptr`, `indices`, `weights` are the symmetric CSR of bonds (float32); `given` and `received` the
    directed strength out of and into each person; `directed` counts directed ties, `answered`
    those that are returned.
    """

    def __init__(self, ties: csr_array) -> None:
        self.size = ties.shape[0]
        turned = transpose(ties.indptr, ties.indices, ties.data)
        self.indptr, self.indices, self.weights, self.answered = join_directions(
            ties.indptr, ties.indices, ties.data, *turned
        )
        self.directed = len(ties.indices)
        self.given = row_sums(ties.indptr, ties.data)
        self.received = row_sums(turned[0], turned[2])

    @property
    def degree(self) -> np.ndarray:
        """Number of people each is bound to, whoever keeps the tie."""
        return np.diff(self.indptr)

    def reciprocity(self) -> float:
        """Share of directed ties that are returned; 0 without ties."""
        return self.answered / self.directed if self.directed else 0.0

    def largest_component(self) -> float:
        """Share of people in the largest set that is connected through bonds; 0 without people."""
        if not self.size:
            return 0.0
        return float(np.bincount(component_of(self.indptr, self.indices)).max()) / self.size

    def core_share(self, k: int) -> float:
        """Share of people in the k-core of bonds; 0 without people."""
        if not self.size:
            return 0.0
        return float(np.count_nonzero(in_core(self.indptr, self.indices, k))) / self.size
