"""Worlds: what a replicate meets, the same for every strategy: its luck, and what is not known.

Values are drawn by inversion from keyed chance: a draw is a pure function of the seed, its number
and the parameter's name. So more replicates, or one uncertainty more, change no draw there was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.state.chance import Chance, purpose
from sim.study.distribution import Distribution

PURPOSE = "uncertainty "
FIRST_LUCK = "first_luck"
"""Where an experiment's card keeps the number that fresh luck begins with."""

NOBODY = 0
BEFORE = 0
"""A draw belongs to no person, and is older than the community."""


@dataclass(frozen=True)
class World:
    """One replicate: the number of its luck, and the values of what is not known.

    Worlds with the same `draw` have the same values and differ in luck alone.
    """

    luck: int
    draw: int
    values: Mapping[str, Any] = field(default_factory=dict)
    """By a parameter's full name."""


def draw_worlds(
    uncertainties: Mapping[str, Distribution], draws: int, seed: int, repeats: int = 1
) -> tuple[World, ...]:
    """So many draws of the uncertainties, each met with `repeats` lucks, one after the other."""
    return tuple(
        World(draw * repeats + repeat, draw, values)
        for draw, values in ((draw, drawn(uncertainties, seed, draw)) for draw in range(draws))
        for repeat in range(repeats)
    )


def cross_worlds(points: Sequence[Mapping[str, Any]], lucks: int, group: int) -> tuple[World, ...]:
    """Every point of a design with so many lucks, luck after luck.

    Points of a group share their luck, so that their differences are not blurred by it.
    """
    groups = -(-len(points) // group)
    return tuple(
        World(luck * groups + draw // group, draw, values)
        for luck in range(lucks)
        for draw, values in enumerate(points)
    )


def fresh_worlds(first: int, count: int) -> tuple[World, ...]:
    """Worlds that differ in luck alone, from a number on that no earlier run has had."""
    return tuple(World(luck, luck) for luck in range(first, first + count))


def drawn(uncertainties: Mapping[str, Distribution], seed: int, draw: int) -> dict[str, Any]:
    """The values of one draw."""
    chance = Chance(seed, draw)
    return {
        path: distribution.quantile(chance.uniform(NOBODY, BEFORE, purpose(PURPOSE + path)))
        for path, distribution in uncertainties.items()
    }
