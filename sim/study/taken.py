"""A measure as it was taken: on which days in which run, and its last value by any day."""

from __future__ import annotations

import numpy as np
import pandas as pd


class Taken:
    """One measure of all runs, ready to be asked for many days.

    `curves` is a frame of scenario, replicate, day and the measure, sorted so, as results give it.
    """

    def __init__(self, curves: pd.DataFrame, measure: str) -> None:
        self.measure = measure
        known = curves[curves[measure].notna()]
        scenario = known["scenario"].cat.codes.to_numpy()
        replicate = known["replicate"].to_numpy()
        begins = np.ones(len(known), bool)
        begins[1:] = (scenario[1:] != scenario[:-1]) | (replicate[1:] != replicate[:-1])
        self._starts = np.flatnonzero(begins)
        first = known.iloc[self._starts]
        self._runs = pd.MultiIndex.from_arrays(
            [first["replicate"], first["scenario"].astype(object)], names=["replicate", "scenario"]
        )
        days = known["day"].to_numpy().astype(np.int64)
        self._span = int(days.max(initial=0)) + 1
        self._places = (np.cumsum(begins) - 1) * self._span + days
        self._values = known[measure].to_numpy()

    def by(self, day: int) -> pd.DataFrame:
        """The last value up to a day: rows replicates, columns scenarios that have any."""
        until = np.arange(len(self._starts)) * self._span + min(day, self._span - 1)
        last = np.searchsorted(self._places, until, side="right") - 1
        there = last >= self._starts
        values = self._values[last[there]].astype(np.float64)
        return pd.Series(values, self._runs[there]).unstack("scenario")
