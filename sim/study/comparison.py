"""What differs: strategies against a baseline, replicate by replicate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from sim.analysis.prim import Box, peel
from sim.record.results import Results
from sim.study.condition import holds
from sim.study.outlook import Outlook
from sim.study.statistics import (
    Interval,
    JointMethod,
    Values,
    chance_of_best_mean,
    expected_regret,
    joint_intervals,
    mean_interval,
    seed_of,
    share_of_futures_best,
    variance_reduction,
)
from sim.study.variance import Share, by_draw, split

PRACTICAL = 0.05
"""Differences below this share of the baseline's mean are called too small to matter."""

COUNTED = "members"
"""The measure by which it is told what common luck saves."""


@dataclass(frozen=True)
class Lift:
    """What a strategy adds to the baseline, in the mean of paired differences.

    `low`, `high` are the interval of this strategy alone, `joint_low`, `joint_high` those that
    hold for all strategies at once; NaN where one replicate gives none.
    """

    scenario: str
    measure: str
    day: int
    replicates: int
    mean: float
    baseline_mean: float
    lift: float
    median: float
    relative: float
    low: float
    high: float
    method: str
    joint_low: float
    joint_high: float
    joint_method: str
    practical: float
    variance_reduction: float

    @property
    def clear(self) -> bool:
        """Whether the joint interval clears the practical difference, on either side."""
        return self.joint_low > self.practical or self.joint_high < -self.practical

    @property
    def practically_none(self) -> bool:
        """Whether the joint interval lies within the practical difference."""
        return -self.practical < self.joint_low and self.joint_high < self.practical


@dataclass(frozen=True)
class Standing:
    """How a strategy stands among all: chances of being best, and what choosing it forgoes."""

    scenario: str
    mean: float
    best_mean: float
    best_future: float
    regret: float


class Comparison(Outlook):
    """The results of a comparison: an outlook, and what differs from the baseline."""

    def __init__(
        self,
        results: Results | str | Path,
        *,
        temporary: bool = False,
        practical: float = PRACTICAL,
    ) -> None:
        super().__init__(results, temporary=temporary)
        self.practical = practical

    @property
    def baseline(self) -> str:
        """The scenario that the others are compared with."""
        return self.results.manifest.baseline or self.scenarios[0]

    @property
    def others(self) -> tuple[str, ...]:
        """All scenarios but the baseline."""
        return tuple(name for name in self.scenarios if name != self.baseline)

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """All scenarios by their mean in the primary outcome, the best first, as tables list them.

        The greatest mean is first where the measure has no good side; as given where nothing is known.
        """
        means = self.paired(self.headline[0]).mean()
        sign = 1 if self.measures[self.headline[0]].better == "lower" else -1
        return tuple(sorted(self.scenarios, key=lambda name: sign * np.nan_to_num(means[name])))

    def practical_difference(self, measure: str, day: int, mean: float) -> float:
        """The least difference that matters: as the experiment says, else a share of the mean."""
        said = [each for each in self.outcomes if each.measure == measure]
        on_day = [each.practical for each in said if each.day == day]
        known = [each for each in (*on_day, *(one.practical for one in said)) if each is not None]
        return known[0] if known else self.practical * abs(mean)

    def paired(self, measure: str, day: int | None = None) -> pd.DataFrame:
        """`values` of the replicates in which every strategy has one.

        A replicate is dropped as a whole: dropping single runs would favour who fails more.
        """
        return self.values(measure, day).dropna()

    def independent(self, measure: str, day: int | None = None) -> pd.DataFrame:
        """What intervals are made from: `paired`, with the mean of the repeats of each draw.

        Replicates that share a draw are alike, and would pretend to know more than they do.
        """
        table = self.paired(measure, day)
        if self.repeats == 1:
            return table
        return table.groupby(table.index // self.repeats).mean()

    def lifts(self, measure: str | None = None, day: int | None = None) -> list[Lift]:
        """What each strategy adds to the baseline in a measure on a day.

        The primary outcome unless told otherwise: active members on the last day by default.
        """
        measure = measure or self.headline[0]
        at = self.day if day is None else day
        table = self.independent(measure, at)
        base = table[self.baseline].to_numpy()
        values = table[list(self.others)].to_numpy()
        if not len(table):
            return []
        joint, _ = self._joint(values - base[:, None], measure, at)
        factors = variance_reduction(table.to_numpy(), self.scenarios.index(self.baseline))
        return [
            self._lift(name, measure, at, base, values[:, i], joint[i], factors)
            for i, name in enumerate(self.others)
        ]

    def lift(self, measure: str | None = None, day: int | None = None) -> pd.DataFrame:
        """`lifts` as a table: a row per strategy but the baseline."""
        found = self.lifts(measure, day)
        return pd.DataFrame([asdict(each) | {"clear": each.clear} for each in found])

    def standings(self, measure: str | None = None, day: int | None = None) -> list[Standing]:
        """How all strategies stand in a measure that has a good direction, as they were given."""
        measure = measure or self.headline[0]
        at = self.day if day is None else day
        values = self.paired(measure, at).to_numpy()
        if not len(values):
            return []
        draws = self.independent(measure, at).to_numpy()
        higher = self.measures[measure].better != "lower"
        columns = zip(
            self.scenarios,
            values.mean(axis=0),
            chance_of_best_mean(draws, seed=_seed(measure, at), higher=higher),
            share_of_futures_best(values, higher=higher),
            expected_regret(values, higher=higher),
            strict=True,
        )
        return [Standing(name, *map(float, numbers)) for name, *numbers in columns]

    def split(self, measure: str | None = None, day: int | None = None) -> list[Share]:
        """What makes runs differ in a measure on a day: choice, assumptions or luck.

        Empty with fewer than ten draws.
        """
        measure = measure or self.headline[0]
        at = self.day if day is None else day
        values = by_draw(self.values(measure, at).to_numpy(), self.repeats)
        return split(values, uncertain=bool(self.uncertainties), seed=_seed(measure, at))

    def split_table(self, measures: Sequence[str] | None = None) -> pd.DataFrame:
        """`split` of several measures on all horizons, as a CSV keeps them."""
        rows = [
            {"measure": measure, "day": day} | asdict(share)
            for measure in (self.headline if measures is None else measures)
            for day in self.horizons
            for share in self.split(measure, day)
        ]
        return pd.DataFrame(rows, columns=["measure", "day", "part", "share", "low", "high"])

    def standing_table(self, measures: Sequence[str] | None = None) -> pd.DataFrame:
        """Standings, regret among them, on all horizons in the measures that have a good side."""
        wanted = self.headline if measures is None else measures
        rows = [
            {"measure": measure, "day": day} | asdict(each)
            for measure in wanted
            if self.measures[measure].better
            for day in self.horizons
            for each in self.standings(measure, day)
        ]
        return pd.DataFrame(rows)

    def chances_of_best(self, measure: str, day: int | None = None) -> dict[str, float]:
        """By strategy: how probable it is that its mean is the best; see `chance_of_best_mean`."""
        at = self.day if day is None else day
        values = self.paired(measure, at).to_numpy()
        if not len(values):
            return {}
        higher = self.measures[measure].better != "lower"
        found = chance_of_best_mean(values, seed=_seed(measure, at), higher=higher)
        return dict(zip(self.scenarios, map(float, found), strict=True))

    def discover(
        self, condition: str, measure: str | None = None, day: int | None = None
    ) -> list[Box]:
        """In which worlds a condition holds, as boxes of what is uncertain, from everything down.

        `"fee - open < 0"` asks where a strategy falls behind another, `"fee < 500"` where it ends
        low. Raises ValueError when the condition cannot be read, or nothing can be told apart.
        """
        values = self.paired(measure or self.headline[0], day)
        asked = holds(condition, values)
        first = self.tidy([], []).drop_duplicates("replicate").set_index("replicate")
        return peel(first.loc[values.index, list(self.uncertainties)], asked)

    def differences(self, measure: str, day: int | None = None) -> dict[str, list[Interval]]:
        """Every strategy against every other, with intervals that hold for all pairs at once.

        By strategy, in the order of the others; a positive mean says that it has more.
        """
        at = self.day if day is None else day
        many = len(self.scenarios)
        if many == 2 and (only := self.lifts(measure, at)):  # what a table says of the same two
            lift = only[0]
            known = Interval(lift.lift, lift.joint_low, lift.joint_high, lift.joint_method)
            both = {lift.scenario: [known], self.baseline: [_turned(known)]}
            return {name: both[name] for name in self.scenarios}
        values = self.independent(measure, at).to_numpy()
        pairs = [(i, j) for i in range(many) for j in range(i)]
        all_at_once = np.column_stack([values[:, i] - values[:, j] for i, j in pairs])
        joint, _ = self._joint(all_at_once, f"{measure}, all pairs", at)
        by_pair = dict(zip(pairs, joint, strict=True))
        by_pair |= {(j, i): _turned(interval) for (i, j), interval in by_pair.items()}
        return {
            name: [by_pair[i, j] for j in range(many) if j != i]
            for i, name in enumerate(self.scenarios)
        }

    @cached_property
    def luck_saved(self) -> float:
        """What common luck is worth: the median over strategies of `variance_reduction`.

        Members on the day that is judged; NaN when no strategy has a number.
        """
        table = self.paired(COUNTED)
        if not len(table):
            return float("nan")
        factors = variance_reduction(table.to_numpy(), self.scenarios.index(self.baseline))
        known = factors[~np.isnan(factors)]
        return float(np.median(known)) if len(known) else float("nan")

    def lift_table(self, measures: Sequence[str] | None = None) -> pd.DataFrame:
        """Lifts in several measures on all horizons, as a CSV keeps them."""
        wanted = self.headline if measures is None else measures
        self.read_ahead(wanted, self.horizons)
        tables = [self.lift(measure, day) for measure in wanted for day in self.horizons]
        return pd.concat(tables, ignore_index=True)

    def tables(self) -> dict[str, pd.DataFrame]:
        """What `write_analysis` writes, by name."""
        found = super().tables() | {"lifts": self.lift_table(), "standings": self.standing_table()}
        shares = self.split_table() if self.results.manifest.experiment else pd.DataFrame()
        return found | ({"variance": shares} if len(shares) else {})

    def _joint(
        self, differences: Values, measure: str, day: int
    ) -> tuple[list[Interval], JointMethod]:
        return joint_intervals(differences, seed=_seed(measure, day))

    def _lift(
        self,
        name: str,
        measure: str,
        day: int,
        base: Values,
        own: Values,
        joint: Interval,
        factors: Values,
    ) -> Lift:
        differences = own - base
        alone = mean_interval(differences, seed=_seed(measure, day))
        mean = float(base.mean())
        return Lift(
            scenario=name,
            measure=measure,
            day=day,
            replicates=len(base),
            mean=float(own.mean()),
            baseline_mean=mean,
            lift=alone.mean,
            median=float(np.median(differences)),
            relative=alone.mean / abs(mean) if mean else float("nan"),
            low=alone.low,
            high=alone.high,
            method=alone.method,
            joint_low=joint.low,
            joint_high=joint.high,
            joint_method=joint.method,
            practical=self.practical_difference(measure, day, mean),
            variance_reduction=float(factors[self.scenarios.index(name)]),
        )


def _seed(measure: str, day: int) -> int:
    return seed_of(f"{measure} on day {day}")


def _turned(interval: Interval) -> Interval:
    return Interval(-interval.mean, -interval.high, -interval.low, interval.method)
