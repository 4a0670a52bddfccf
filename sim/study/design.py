"""Designs: which settings of several parameters are tried.

All designs but the grid and the table fill the unit cube; each parameter's distribution turns its
coordinate into a value, so that whole numbers and choices fit every design.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.study.distribution import SMALLEST, Distribution

Cube = NDArray[np.float64]
"""Points of the unit cube, [points, parameters]."""

Method = Literal["grid", "latin_hypercube", "sobol", "table"]
LEVELS = 4
"""Levels of each parameter in Morris's design (Morris 1991)."""


class NoSalib(Exception):
    """Sensitivity needs SALib, which is not installed."""


def grid(levels: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Every combination; the last parameter changes fastest."""
    return [dict(zip(levels, values, strict=True)) for values in product(*levels.values())]


def space_filling(method: Method, points: int, parameters: int, seed: int) -> Cube:
    """A latin hypercube, or scrambled Sobol points (Owen 1998), which want a power of two."""
    from scipy.stats import qmc  # takes a second to import

    kind = qmc.Sobol if method == "sobol" else qmc.LatinHypercube
    cube: Cube = kind(parameters, rng=np.random.default_rng(seed)).random(points)
    return cube


def saltelli(samples: int, parameters: int, seed: int) -> Cube:
    """Sobol's design: per sample A, A with each column from B, B (Saltelli et al. 2010)."""
    try:
        from SALib.sample import sobol
    except ImportError as error:
        raise NoSalib from error
    cube: Cube = sobol.sample(unit_problem(parameters), samples, calc_second_order=False, seed=seed)
    return cube


def trajectories(samples: int, parameters: int, seed: int) -> Cube:
    """Morris's design: paths that change one parameter after the other (Morris 1991)."""
    try:
        from SALib.sample import morris
    except ImportError as error:
        raise NoSalib from error
    cube: Cube = morris.sample(unit_problem(parameters), samples, num_levels=LEVELS, seed=seed)
    return cube


def amid_levels(cube: Cube) -> Cube:
    """Levels 0 ... 1 of Morris's design, moved to the middle of their part of the unit interval.

    So every level stands for as much probability, and none for the very end of a tail.
    """
    moved: Cube = (cube * (LEVELS - 1) + 0.5) / LEVELS
    return moved


def settings_at(cube: Cube, parameters: Mapping[str, Distribution]) -> list[dict[str, Any]]:
    """The values of each point."""
    inside = np.clip(cube, SMALLEST, 1 - SMALLEST)
    kinds = list(parameters.items())
    return [
        {path: kind.quantile(float(u)) for (path, kind), u in zip(kinds, row, strict=True)}
        for row in inside
    ]


def unit_problem(parameters: int) -> dict[str, Any]:
    """SALib's description of the unit cube."""
    names = [f"x{i}" for i in range(parameters)]
    return {"num_vars": parameters, "names": names, "bounds": [[0.0, 1.0]] * parameters}
