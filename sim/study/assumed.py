"""The assumptions of a scenario, and a range around each."""

from __future__ import annotations

from sim.scenario import Row, Settings, explain
from sim.scenario.describing import field_at, limits_of
from sim.study.distribution import Distribution, Uniform, WholeNumber
from sim.study.experiment_reader import CERTAIN


def assumptions(settings: Settings) -> list[Row]:
    """Every parameter that is marked as an assumption, of the mechanisms that are on."""
    return [
        row
        for row in explain(settings)
        if row.evidence == "assumption"
        and row.section not in CERTAIN
        and getattr(getattr(settings, row.section, None), "enabled", True)
    ]


def around(row: Row, factor: float, settings: Settings) -> Distribution | None:
    """From a value divided by a factor to it times the factor, within what the parameter takes.

    None for what has no such range: words, switches, zero.
    """
    parameter = field_at(type(settings), (row.section, row.key))
    value = row.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not value or not parameter:
        return None
    least, most = limits_of(parameter)
    low, high = sorted((value / factor, value * factor))
    low = low if least is None else max(low, least)
    high = high if most is None else min(high, most)
    if isinstance(value, int):
        return WholeNumber(low=round(low), high=round(high)) if round(low) < round(high) else None
    return Uniform(low=low, high=high) if low < high else None
