"""PRIM: a box of circumstances in which something happens far more often than elsewhere.

The box starts as everything and is peeled: each step cuts a thin slice off one side of one
parameter, the one that raises the density most for what it removes. The path trades coverage (how
many of the cases are inside) for density (how many inside are cases).

Sources: Friedman and Fisher 1999; scenario discovery, Bryant and Lempert 2010, from whom also the
quasi-p-value of a restriction is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import bdtrc

Flags = NDArray[np.bool_]

SLICE = 0.05
"""The share of what is inside that one peel removes, or a little more where values repeat."""

SMALLEST = 0.05
"""A box with a smaller share of all runs is not looked for."""

MOST_BY_CHANCE = 0.05
"""A restriction with a greater quasi-p-value is dropped from a box."""


@dataclass(frozen=True)
class Limit:
    """What a box asks of one parameter: at least, at most, or one of some values."""

    low: float | None = None
    high: float | None = None
    values: tuple[Any, ...] | None = None

    def holds(self, column: pd.Series) -> Flags:
        """Which values keep to it."""
        if self.values is not None:
            return column.isin(list(self.values)).to_numpy()
        inside = np.ones(len(column), dtype=bool)
        if self.low is not None:
            inside &= column.to_numpy() >= self.low
        if self.high is not None:
            inside &= column.to_numpy() <= self.high
        return inside


@dataclass(frozen=True)
class Box:
    """Limits by parameter, and what is inside them.

    `coverage`: which share of the cases. `density`: which share of the runs inside are cases.
    `size`: which share of all runs. `chance`: by parameter, how probable so many cases inside
    would be if its limit did nothing (binomial; flattering, since the box was looked for).
    """

    limits: Mapping[str, Limit]
    coverage: float
    density: float
    size: float
    chance: Mapping[str, float] = field(default_factory=dict)

    def holds(self, table: pd.DataFrame) -> Flags:
        """Which rows are inside."""
        inside = np.ones(len(table), dtype=bool)
        for name, limit in self.limits.items():
            inside &= limit.holds(table[name])
        return inside


def peel(
    table: pd.DataFrame, case: Flags, *, slice: float = SLICE, smallest: float = SMALLEST
) -> list[Box]:
    """Boxes from everything to the smallest, each inside the one before; only what cuts, counts.

    Args:
        table: a row for each run, a column for each parameter; words are taken as categories.
        case: which runs are cases.
    """
    boxes = [measured({}, table, case)]
    while True:
        best = _best_cut(boxes[-1], table, case, slice, smallest)
        if best is None:
            return boxes
        boxes.append(best)


def measured(limits: Mapping[str, Limit], table: pd.DataFrame, case: Flags) -> Box:
    """The box of some limits on some runs: also those it was not found on."""
    bare = Box(limits, 0.0, 0.0, 0.0)
    inside = bare.holds(table)
    found = int((inside & case).sum())
    cases, within = int(case.sum()), int(inside.sum())
    return replace(
        bare,
        coverage=found / cases if cases else float("nan"),
        density=found / within if within else float("nan"),
        size=within / len(table) if len(table) else float("nan"),
    )


def knee(boxes: list[Box]) -> Box:
    """The box nearest to the corner where everything inside is a case and no case is outside."""
    return min(boxes, key=lambda box: (1 - box.coverage) ** 2 + (1 - box.density) ** 2)


def significant(box: Box, table: pd.DataFrame, case: Flags) -> Box:
    """The box without limits that chance may explain, the least convincing first; with `chance`."""
    limits = dict(box.limits)
    while limits:
        chance = {name: _chance(name, limits, table, case) for name in limits}
        worst = max(chance, key=lambda name: chance[name])
        if chance[worst] <= MOST_BY_CHANCE:
            return replace(measured(limits, table, case), chance=chance)
        del limits[worst]
    return measured({}, table, case)


def _chance(name: str, limits: Mapping[str, Limit], table: pd.DataFrame, case: Flags) -> float:
    """How probable so many cases are inside if a limit were idle and the others kept (binomial)."""
    others = Box({n: limit for n, limit in limits.items() if n != name}, 0.0, 0.0, 0.0)
    around = others.holds(table)
    inside = around & limits[name].holds(table[name])
    hits = int((inside & case).sum())
    if not hits:
        return 1.0
    return float(bdtrc(hits - 1, int(inside.sum()), (around & case).sum() / around.sum()))


def _best_cut(
    box: Box, table: pd.DataFrame, case: Flags, slice: float, smallest: float
) -> Box | None:
    """The cut that raises density most for each run it removes; equals in the order of columns."""
    inside = box.holds(table)
    within = table[inside]
    best: tuple[float, Box] | None = None
    for name in table:
        for limit in _cuts(within[name], box.limits.get(str(name), Limit()), slice):
            cut = measured({**box.limits, str(name): limit}, table, case)
            if cut.size < smallest or not cut.density > box.density:
                continue
            gain = (cut.density - box.density) / (box.size - cut.size)
            if best is None or gain > best[0] * (1 + 1e-12):
                best = gain, cut
    return best[1] if best else None


def _cuts(column: pd.Series, now: Limit, slice: float) -> Iterator[Limit]:
    """What may be cut off a parameter: a value of a category, the bottom or the top of a number."""
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        there = list(dict.fromkeys(column.sort_values(key=lambda values: values.astype(str))))
        if len(there) > 1:
            for value in there:
                yield Limit(values=tuple(other for other in there if other != value))
        return
    values = np.sort(column.to_numpy())
    if values[0] == values[-1]:
        return
    place = max(1, int(np.ceil(slice * len(values))))
    bottom, top = values[place - 1], values[-place]
    rest = values[values > bottom]
    if len(rest):
        yield replace(now, low=_between(bottom, rest[0]))
    rest = values[values < top]
    if len(rest):
        yield replace(now, high=_between(rest[-1], top))


def _between(low: Any, high: Any) -> float:
    """A limit halfway between two values that it parts."""
    return float(low + (high - low) / 2)
