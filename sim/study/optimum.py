"""What a search came to: its best points and the scenario as it is, in futures none of them has seen."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from sim.analysis.pareto import Front, front
from sim.study.comparison import Comparison
from sim.study.outcomes import AT
from sim.study.search import TRIALS
from sim.study.search_folder import BESIDE
from sim.study.statistics import seed_of


class Optimum(Comparison):
    """The results of a search's winners."""

    @cached_property
    def goals(self) -> dict[str, bool]:
        """By `measure@day`: whether more is better."""
        card = self.results.manifest.experiment
        return dict(card.analysis["goals"]) if card else {}

    @cached_property
    def trials(self) -> pd.DataFrame:
        """What the search tried: a row a point, its parameters, the means of its outcomes.

        From the search's folder, which lies beside that of its winners. Raises OSError.
        """
        path = self.results.path
        return pd.read_csv(path.with_name(path.name + BESIDE) / TRIALS)

    @cached_property
    def front(self) -> Front:
        """Who is beaten by nobody in all goals, over replicates in which all have succeeded."""
        tables = [self.values(*self._judged(name)) for name in self.goals]
        values = np.stack([table.to_numpy() for table in tables], axis=2)
        whole = np.isfinite(values).all(axis=(1, 2))
        return front(values[whole], list(self.goals.values()), seed=seed_of("front"))

    def front_table(self) -> pd.DataFrame:
        """A row a strategy: the mean of every goal, and how sure it is on the front."""
        found = self.front
        columns = {name: found.means[:, i] for i, name in enumerate(self.goals)}
        known = {"on_front": found.on_front, "chance": found.chance}
        return pd.DataFrame({"scenario": self.scenarios} | columns | known)

    def tables(self) -> dict[str, pd.DataFrame]:
        """What `write_analysis` writes, by name."""
        return super().tables() | {"front": self.front_table()}

    def _judged(self, name: str) -> tuple[str, int]:
        measure, _, day = name.partition(AT)
        return measure, int(day) if day else self.last_day
