"""From runs to what a figure shows: one tidy frame that every renderer draws and a CSV keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.metrics.measure import Measure

Floats = NDArray[np.floating[Any]]

QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p95": 0.95}


def outcome_bands(frame: pd.DataFrame, measures: Sequence[Measure]) -> pd.DataFrame:
    """What may happen: quantiles over runs, for each scenario, measure and day.

    Args:
        frame: columns `scenario`, `replicate`, `day` and one column per measure; NaN where a
            measure was not taken (monthly ones between their days).
        measures: which to prepare; a measure without a column counts as not taken.

    Returns:
        Columns `scenario, measure, day, runs, p05, p25, p50, p75, p95`, scenarios in order of
        appearance, only days on which some run has a value; `runs` is how many have.
    """
    names = [measure.name for measure in measures if measure.name in frame]
    codes, scenarios = pd.factorize(frame["scenario"])
    parts = [
        _bands_of(str(scenario), name, values)
        for code, scenario in enumerate(scenarios)
        for name, values in _by_day(frame, names, np.flatnonzero(codes == code))
    ]
    columns = ["scenario", "measure", "day", "runs", *QUANTILES]
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat(parts, ignore_index=True)[columns]


def _by_day(
    frame: pd.DataFrame, names: Sequence[str], rows: NDArray[np.int64]
) -> Iterator[tuple[str, Floats]]:
    """Each measure in some rows as days x runs, in the precision it has; NaN where none was taken."""
    runs, _ = pd.factorize(frame["replicate"].to_numpy()[rows])
    days = frame["day"].to_numpy()[rows].astype(np.int64)
    shape = days.max() + 1, runs.max() + 1
    places = days * shape[1] + runs
    for name in names:
        column = frame[name].to_numpy()[rows]
        values = np.full(shape[0] * shape[1], np.nan, np.result_type(column, np.float32))
        values[places] = column
        yield name, values.reshape(shape)


def _bands_of(scenario: str, measure: str, values: Floats) -> pd.DataFrame:
    """Quantiles of one measure, given as days x runs."""
    runs = np.count_nonzero(~np.isnan(values), axis=1)
    days = np.flatnonzero(runs)
    ordered = np.sort(values[days], axis=1)  # NaN last
    columns = {"scenario": scenario, "measure": measure, "day": days, "runs": runs[days]}
    quantiles = {name: _quantile(ordered, runs[days], share) for name, share in QUANTILES.items()}
    return pd.DataFrame(columns | quantiles)


def _quantile(ordered: Floats, runs: NDArray[np.int64], share: float) -> NDArray[np.float64]:
    """Linear interpolation between order statistics; values sorted along each row."""
    place = share * (runs - 1)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, runs - 1)
    days = np.arange(len(ordered))
    lower, upper = (ordered[days, at].astype(np.float64) for at in (below, above))
    result: NDArray[np.float64] = lower + (upper - lower) * (place - below)
    return result


def tallies(frame: pd.DataFrame, prefix: str) -> pd.DataFrame:
    """How many in all came by each source, or left for each cause, in a mean run.

    Args:
        frame: columns `scenario`, `replicate`, `day` and daily counts named `prefix:cause`.
        prefix: `joins` or `exits`.

    Returns:
        Columns `scenario, cause, runs, mean, share`: people in the mean over runs, and the part
        of the scenario's total (0 where nobody came or left).
    """
    names = [str(name) for name in frame.columns]
    counts = {name: name.split(":", 1)[1] for name in names if name.startswith(f"{prefix}:")}
    per_run = frame.groupby(["scenario", "replicate"], sort=False, observed=True)[list(counts)]
    by_scenario = per_run.sum().groupby("scenario", sort=False, observed=True)
    means = by_scenario.mean().rename(columns=counts)
    tidy = means.reset_index().melt("scenario", var_name="cause", value_name="mean")
    place = {name: number for number, name in enumerate(means.index)}
    tidy = tidy.sort_values(
        "scenario", key=lambda s: s.map(place), kind="stable", ignore_index=True
    )
    total = tidy.groupby("scenario")["mean"].transform("sum")
    tidy["share"] = (tidy["mean"] / total.where(total > 0)).fillna(0.0)
    tidy["runs"] = tidy["scenario"].map(by_scenario.size())
    return tidy[["scenario", "cause", "runs", "mean", "share"]]
