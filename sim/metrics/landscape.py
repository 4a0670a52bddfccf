"""Where the people of the base stand in the square of values, and where its main divide runs."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.state.compiling import kernel

BINS = 16
"""Cells along each side of the square of values."""
STEPS = 128
"""Steps along the main axis of opinion, from one corner of the square to the other."""
REACH = math.sqrt(2.0)
"""The longest distance in the square of values."""


class Landscape(NamedTuple):
    """People of the base by cell of the square of values."""

    people: np.ndarray
    """How many stand in each cell, float64[bins, bins]."""
    bonds: np.ndarray
    """The sum of the roots of their bonds, of those still there, float64[bins, bins]."""
    bond: float
    """The sum of all their bonds."""


@kernel
def survey(rows, seen, here, since, values, bond):
    """Who was seen after `since`, by cell; of people who left (from `here` on) bonds count 0.

    Cells are left-closed, and the last one is closed on both sides: values lie in 0-1.
    """
    people = np.zeros((BINS, BINS))
    bonds = np.zeros((BINS, BINS))
    total = 0.0
    cells = np.float32(BINS)
    last = np.float32(BINS - 0.5)
    for i in range(len(rows)):
        row = np.uint32(rows[i])
        x = np.uint32(min(values[row, 0] * cells, last))
        y = np.uint32(min(values[row, 1] * cells, last))
        counts = seen[i] > since
        people[x, y] += 1.0 if counts else 0.0
        if i < here:
            held = bond[row] if counts else np.float32(0.0)
            bonds[x, y] += np.sqrt(held)
            total += held
    return Landscape(people, bonds, total)


@kernel
def turned_to_larger(p, q, r):
    """Unit eigenvector of the larger eigenvalue of [[p, q], [q, r]]; (1, 0) when both are equal."""
    gap = math.sqrt((p - r) ** 2 + 4.0 * q * q)
    if gap == 0.0:
        return 1.0, 0.0
    if p >= r:
        x, y = p - r + gap, 2.0 * q
    else:
        x, y = 2.0 * q, r - p + gap
    length = math.sqrt(x * x + y * y)
    return x / length, y / length


class Divide(NamedTuple):
    """The main axis of opinion, and the people along it."""

    x: float
    y: float
    """Direction of the axis, of length 1, through the middle of the square."""
    people: np.ndarray
    """How many stand at each step, float64[steps + 1], from -sqrt(1/2) to sqrt(1/2)."""


@kernel
def main_divide(people):
    """The first principal axis of a landscape's people, and how many stand where along it.

    A cell's people stand at the step nearest to its middle.
    """
    bins = len(people)
    total = 0.0
    mean_x = 0.0
    mean_y = 0.0
    xx = 0.0
    xy = 0.0
    yy = 0.0
    for i in range(bins):
        for j in range(bins):
            x = (i + 0.5) / bins - 0.5
            y = (j + 0.5) / bins - 0.5
            total += people[i, j]
            mean_x += people[i, j] * x
            mean_y += people[i, j] * y
            xx += people[i, j] * x * x
            xy += people[i, j] * x * y
            yy += people[i, j] * y * y
    along = np.zeros(STEPS + 1)
    if total == 0.0:
        return Divide(1.0, 0.0, along)
    mean_x /= total
    mean_y /= total
    axis_x, axis_y = turned_to_larger(
        xx / total - mean_x * mean_x, xy / total - mean_x * mean_y, yy / total - mean_y * mean_y
    )
    for i in range(bins):
        for j in range(bins):
            place = ((i + 0.5) / bins - 0.5) * axis_x + ((j + 0.5) / bins - 0.5) * axis_y
            along[int((place / REACH + 0.5) * STEPS + 0.5)] += people[i, j]
    return Divide(axis_x, axis_y, along)


@kernel
def camp_border(along):
    """The place on the axis that parts people into the two most compact camps (2-means, Otsu 1979).

    `along` are people at equal steps from -sqrt(1/2) to sqrt(1/2).
    """
    steps = len(along) - 1
    total = 0.0
    whole = 0.0
    for k in range(steps + 1):
        total += along[k]
        whole += along[k] * k
    heads = 0.0
    sum_left = 0.0
    best = -1.0
    first = 0
    last = 0
    for k in range(steps):
        heads += along[k]
        sum_left += along[k] * k
        if heads <= 0.0 or heads >= total:
            continue
        between = (sum_left * total - whole * heads) ** 2 / (heads * (total - heads))
        if between > best:
            best = between
            first = k
            last = k
        elif along[k] == 0.0 and last == k - 1:
            # Nobody stands here: the border lies in the middle of the empty stretch.
            last = k
    return (((first + last + 1) / 2) / steps - 0.5) * REACH


@kernel
def disagreement(along):
    """How far opinions fall into two camps: 4 x variance of the distance of two random people.

    0 when all agree or all lie equally far apart, .22 for opinions spread evenly, 1 for two equal
    camps a full side of the square apart (polarisation as the variance of pairwise distance: Flache
    and Macy 2011). `along` are people at equal steps from -sqrt(1/2) to sqrt(1/2).
    """
    steps = len(along) - 1
    total = 0.0
    whole = 0.0
    squares = 0.0
    for k in range(steps + 1):
        total += along[k]
        whole += along[k] * k
        squares += along[k] * k * k
    if total <= 0.0:
        return 0.0
    below = 0.0
    apart = 0.0
    for k in range(steps):
        below += along[k] / total
        apart += 2.0 * below * (1.0 - below)
    mean_square = 2.0 * (squares / total - (whole / total) ** 2)
    return 4.0 * max(0.0, mean_square - apart * apart) * (REACH / steps) ** 2
