"""A ring to choose from: whoever comes next after a random point.

Each candidate stands at points of her own. When one more candidate appears, only those whose
point falls just before hers choose differently; everybody else's luck stays as it was.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import uniform
from sim.state.compiling import kernel


@kernel
def _place(rows, weights, chapter, day, purpose_number, key, points, owners):
    at = 0
    for i in range(len(rows)):
        for k in range(weights[i]):
            points[at] = chapter[rows[i]] + uniform(rows[i], day, k, purpose_number, key)
            owners[at] = rows[i]
            at += 1


@kernel
def next_on_ring(points, owners, chapter, u):
    """Who stands next after `u` on a chapter's ring; -1 when nobody does."""
    at = np.searchsorted(points, chapter + u)
    if at < len(points) and points[at] < chapter + 1:
        return owners[at]
    at = np.searchsorted(points, np.float64(chapter))
    if at < len(points) and points[at] < chapter + 1:
        return owners[at]
    return -1


def make_ring(
    rows: np.ndarray,
    weights: np.ndarray,
    chapter: np.ndarray,
    day: int,
    purpose_number: int,
    key: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Points (float64, sorted) and owners (int32 rows) of a ring, `weights` points a person.

    `chapter` is a column over all people; each chapter has the unit of the ring that starts at
    its number.
    """
    count = int(weights.sum())
    points, owners = np.empty(count), np.empty(count, np.int32)
    _place(rows, weights, chapter, day, purpose_number, key, points, owners)
    order = np.argsort(points)
    return points[order], owners[order]
