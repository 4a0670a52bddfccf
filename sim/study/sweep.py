"""What comes of each setting of a sweep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.pawn import floor, pawn
from sim.record.manifest import ExperimentCard
from sim.study.measured import bounds
from sim.study.outlook import Outlook
from sim.study.statistics import mean_interval

Point = Mapping[str, Any]
"""A setting: the values of the parameters that were varied."""


class Sweep(Outlook):
    """The results of a sweep: one scenario at many settings, each with the same lucks."""

    @property
    def card(self) -> ExperimentCard:
        """What the experiment's file says."""
        card = self.results.manifest.experiment
        if card is None:
            raise ValueError(f"{self.results.path} holds no experiment")
        return card

    @property
    def swept(self) -> tuple[str, ...]:
        """The parameters that differ between settings."""
        return tuple(dict.fromkeys(key for point in self.card.points for key in point))

    def by_point(self, measure: str | None = None, day: int | None = None) -> np.ndarray:
        """An outcome as float64[points, repeats]; NaN where a run has failed."""
        table = self.values(measure or self.headline[0], day)
        points = len(self.card.points)
        worlds = table.reindex(range(self.results.manifest.replicates)).to_numpy()[:, 0]
        values: np.ndarray = worlds.reshape(-1, points).T
        return values

    def responses(self, measure: str | None = None, day: int | None = None) -> pd.DataFrame:
        """A row a setting: its values, runs, mean with its 95 % interval, p05, p95.

        The interval says how well the mean is known, the percentiles what one run may bring. It is
        cut off at what the measure can be: Student's t of a few runs knows no bounds.
        """
        name = measure or self.headline[0]
        least, most = bounds(self.measures[name])
        rows: list[dict[str, Any]] = []
        for point, values in zip(self.card.points, self.by_point(name, day), strict=True):
            known = values[~np.isnan(values)]
            row = {**point, "runs": len(known)}
            if len(known):
                mean = mean_interval(known)
                low, high = np.percentile(known, (5, 95))
                row |= {"mean": mean.mean}
                row |= {"low": max(mean.low, least), "high": min(mean.high, most)}
                row |= {"p05": float(low), "p95": float(high)}
            rows.append(row)
        return pd.DataFrame(rows)

    @property
    def repeats_a_point(self) -> int:
        """Runs of each setting."""
        return self.results.manifest.replicates // len(self.card.points)

    def alike(self) -> list[list[Point]]:
        """Settings of which every run came out the same to the last bit, in all that is judged.

        Between these, what was varied did nothing. Groups of two and more, in the order given.
        """
        values = [self.by_point(name) for name in self.headline]
        groups: dict[bytes, list[Point]] = {}
        for point, *own in zip(self.card.points, *values, strict=True):
            if not np.isnan(own).any():
                groups.setdefault(np.array(own).tobytes(), []).append(point)
        return [group for group in groups.values() if len(group) > 1]

    def pawn(self, measure: str | None = None, day: int | None = None) -> pd.DataFrame:
        """PAWN's sensitivity by parameter: how far its value moves the outcome's distribution.

        The median over slices of the Kolmogorov-Smirnov distance (Pianosi and Wagener 2018), for
        any design with enough points. `chance` is what 95 % of parameters stay below that do
        nothing.
        """
        values = self.by_point(measure, day)
        known = ~np.isnan(values).ravel()
        table = pd.DataFrame(self.card.points)[list(self.swept)]
        repeated = table.loc[table.index.repeat(values.shape[1])].reset_index(drop=True)
        found = pawn(repeated[known].reset_index(drop=True), values.ravel()[known])
        found["chance"] = floor(int(known.sum()))
        return found.rename("median").rename_axis("parameter").reset_index()

    def tables(self) -> dict[str, pd.DataFrame]:
        """What `write_analysis` writes, by name."""
        found = {"outcomes": self.tidy()}
        for measure in self.headline:
            found[f"responses-{measure.replace(':', '-')}"] = self.responses(measure)
        return found
