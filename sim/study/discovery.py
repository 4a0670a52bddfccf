"""Discovery: under which circumstances a target is met, as a box of what was uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.pawn import floor, pawn
from sim.analysis.prim import Box, Flags, knee, measured, peel, significant
from sim.charts.boxes import frame
from sim.record.run_record import DRAWN
from sim.scenario import Text
from sim.study.comparison import Comparison
from sim.study.sensitivity import called

EVERY = 3
"""One of so many draws is kept aside, and the box is judged on those."""


@dataclass(frozen=True)
class Found:
    """A box, the way to it, and what it holds of draws that it was not found on."""

    box: Box
    path: list[Box]
    fresh: Box


class Discovery(Comparison):
    """The results of a comparison with a target."""

    @cached_property
    def target(self) -> dict[str, Any]:
        """The target as the file has it."""
        card = self.results.manifest.experiment
        return dict(card.analysis["target"]) if card else {}

    @property
    def aside(self) -> Flags:
        """Which replicates are kept aside: the box is judged on them and found on the others."""
        draws = self.circumstances.index.to_numpy() // self.repeats
        return np.asarray(draws % EVERY == EVERY - 1)

    @cached_property
    def names(self) -> dict[str, Text]:
        """What each uncertain parameter is called."""
        return {path: called(path) for path in self.uncertainties}

    @cached_property
    def circumstances(self) -> pd.DataFrame:
        """What each replicate drew: a row a replicate in which the target can be told."""
        drawn = {int(facts["replicate"]): facts[DRAWN] for facts in self.results.facts}
        table = pd.DataFrame.from_dict(drawn, orient="index").sort_index()
        return table.loc[self._judged.index, list(self.uncertainties)]

    @cached_property
    def cases(self) -> Flags:
        """Which of these replicates are cases."""
        beyond = self.margin if self.target["below"] is None else -self.margin
        return np.asarray(beyond > self.target["by"])

    @cached_property
    def found(self) -> Found:
        """The box, found on two thirds of the draws and judged on the others."""
        table, cases, aside = self.circumstances, self.cases, self.aside
        train = table[~aside].reset_index(drop=True)
        path = peel(train, cases[~aside])
        box = significant(knee(path), train, cases[~aside]) if cases[~aside].any() else path[0]
        fresh = measured(box.limits, table[aside].reset_index(drop=True), cases[aside])
        return Found(box, path, fresh)

    def distances(self) -> pd.DataFrame:
        """PAWN: how far the target's margin moves with each circumstance, and chance's floor."""
        found = pawn(self.circumstances, self.margin)
        table = found.rename("distance").rename_axis("parameter").reset_index()
        table = table.assign(floor=floor(len(self.margin)))
        return table.sort_values("distance", ascending=False, kind="stable", ignore_index=True)

    @cached_property
    def margin(self) -> np.ndarray:
        """By replicate: how far the strategy is from what it is compared with."""
        below, above = self.target["below"], self.target["above"]
        side, table = above if below is None else below, self._judged
        other = table[side].to_numpy() if isinstance(side, str) else float(side)
        return np.asarray(table[self.target["of"]].to_numpy() - other)

    def tables(self) -> dict[str, pd.DataFrame]:
        """What `write_analysis` writes, by name."""
        cases = self.circumstances.assign(margin=self.margin, case=self.cases)
        cases = cases.rename_axis("replicate").reset_index()
        found = super().tables() if len(self.scenarios) > 1 else {}
        extra = {"boxes": frame(self.found.path), "cases": cases, "distances": self.distances()}
        return found | extra

    @cached_property
    def _judged(self) -> pd.DataFrame:
        """The outcome of every strategy, by replicate in which all have one."""
        judged = self.outcomes[0]
        return self.paired(judged.measure, judged.day)
