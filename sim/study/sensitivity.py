"""Which parameters the outcomes of a scenario hang on."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pandas as pd

from sim.analysis.elementary_effects import elementary_effects
from sim.analysis.sobol_indices import Indices, sobol_indices
from sim.charts.importance import LUCK
from sim.scenario.describing import about, field_at
from sim.scenario.explaining import section_titles
from sim.scenario.settings import default_settings
from sim.scenario.text import Text
from sim.study import design
from sim.study.statistics import seed_of
from sim.study.sweep import Sweep

PAUSE = re.compile(r"[:：(（,，;；]")
DAYS = 12
"""So many days, beside the horizons, on which indices over time are told."""
NOTABLE = 0.05
"""Share of variance that a parameter must explain alone to be worth a word on its samples."""


class Sensitivity(Sweep):
    """The results of a sensitivity study."""

    @property
    def method(self) -> str:
        """`sobol` or `morris`."""
        return str(self.card.design["method"])

    def samples(self, measure: str | None = None, day: int | None = None) -> np.ndarray:
        """An outcome as float64[samples, points of a sample, repeats]."""
        values = self.by_point(measure, day)
        return values.reshape(-1, self.card.group, values.shape[1])

    def indices(self, measure: str | None = None, day: int | None = None) -> Indices:
        """Shares of variance, by Sobol's design; samples with a failed run are left out.

        Raises ValueError when the study was made by another method.
        """
        self._see_that_it_is("sobol")
        values = self.samples(measure, day)
        return sobol_indices(_whole(values), seed=self._seed(measure, day))

    def effects(self, measure: str | None = None, day: int | None = None) -> pd.DataFrame:
        """Elementary effects, a row a parameter, the greatest first.

        `mu_star` is the mean absolute change when a parameter moves by half its range, with its
        interval; `mu` keeps the sign; `noise` is what luck alone would make of a parameter that does
        nothing; `heard` says whether it is told from luck. Raises ValueError when the study was made
        by another method than Morris's.
        """
        self._see_that_it_is("morris")
        about, values = self.card.design, self.samples(measure, day)
        cube = design.trajectories(about["samples"], len(self.swept), about["seed"])
        points = cube.reshape(*values.shape[:2], -1)
        kept = np.isfinite(values).all(axis=(1, 2))
        found = elementary_effects(points[kept], values[kept], seed=self._seed(measure, day))
        table = pd.DataFrame(
            {
                "parameter": self.swept,
                "mu_star": found.mu_star,
                "low": found.low,
                "high": found.high,
                "mu": found.mu,
                "sigma": found.sigma,
                "noise": found.floor,
                "heard": found.heard,
            }
        )
        return table.sort_values("mu_star", ascending=False, ignore_index=True)

    def over_time(self, measure: str | None = None) -> pd.DataFrame:
        """Total shares from the first days to the last: columns name, day, value, low, high.

        NaN on days on which nothing varies. Luck is one of the names. Raises ValueError like `indices`.
        """
        self._see_that_it_is("sobol")
        last = self.last_day
        days = sorted({*self.horizons, *np.linspace(1, last, min(DAYS, last)).astype(int).tolist()})
        values = np.stack([self.samples(measure, day) for day in days], axis=-1)
        found = sobol_indices(_whole(values), seed=self._seed(measure, last))
        total = found.total
        parts = [
            _line(name, days, total.value[i], total.low[i], total.high[i])
            for i, name in enumerate(self.swept)
        ]
        luck = _line(LUCK, days, found.luck.value, found.luck.low, found.luck.high)
        return pd.concat([*parts, luck], ignore_index=True)

    def table(self, measure: str | None = None, day: int | None = None) -> pd.DataFrame:
        """What was found on a day, a row a parameter, and luck.

        By Sobol's method `first` is what a parameter does alone and `total` with all others, each with
        the ends of its interval; `excess_low` is the lower end of their difference, see `contradictory`.
        """
        if self.method == "morris":
            return self.effects(measure, day)
        found = self.indices(measure, day)
        first, total = found.first, found.total
        shares = {"total": total.value, "low": total.low, "high": total.high}
        alone = {"first": first.value, "first_low": first.low, "first_high": first.high}
        alone["excess_low"] = found.excess.low
        rows = pd.DataFrame({"parameter": self.swept} | alone | shares)
        rows = rows.sort_values("total", ascending=False, kind="stable")
        luck = {"total": found.luck.value, "low": found.luck.low, "high": found.luck.high}
        unknown = dict.fromkeys(alone, np.nan)
        last = pd.DataFrame({"parameter": [LUCK]} | unknown | luck)
        return pd.concat([rows, last], ignore_index=True)

    def tables(self) -> dict[str, pd.DataFrame]:
        """What `write_analysis` writes, by name."""
        whole = [
            self.table(measure, day).assign(measure=measure, day=day)
            for measure in self.headline
            for day in self.horizons
        ]
        found = {"outcomes": self.tidy(), "sensitivity": pd.concat(whole, ignore_index=True)}
        if self.method == "sobol":
            found["sensitivity-over-time"] = self.over_time()
        return found

    def _see_that_it_is(self, method: str) -> None:
        """Numbers of one design mean nothing in the formulas of the other."""
        if self.method != method:
            raise ValueError(f"the method of this study is {self.method}, not {method}")

    def _seed(self, measure: str | None, day: int | None) -> int:
        """The seed of a bootstrap, from what it is for."""
        name = measure or self.headline[0]
        return seed_of(f"{name} on day {self.day if day is None else day}")


def _whole(values: np.ndarray) -> np.ndarray:
    """The samples of which every run has succeeded."""
    kept: np.ndarray = values[np.isfinite(values).all(axis=tuple(range(1, values.ndim)))]
    return kept


def _line(
    name: str, days: list[int], value: np.ndarray, low: np.ndarray, high: np.ndarray
) -> pd.DataFrame:
    return pd.DataFrame({"name": name, "day": days, "value": value, "low": low, "high": high})


def contradictory(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table of shares in which `first` exceeds `total` beyond what samples leave open.

    What a parameter does alone is part of what it does with others. Of one that does nothing with
    others the two are equal, and either estimate may come out above: only where the interval of
    their difference lies above 0 were samples too few. Those that do next to nothing are left out.
    """
    return table[(table["excess_low"] > 0) & (table["first"] >= NOTABLE)]


@cache
def called(path: str) -> Text:
    """What a parameter is called in short: its section, and its meaning as far as a first pause."""
    section, _, key = path.partition(".")
    composed = default_settings()
    field = field_at(composed, (section, key))
    if field is None:
        return Text(en=path, zh=path)
    title, meaning = section_titles(composed)[section], about(field)
    en, zh = (PAUSE.split(str(meaning.get(language, "")))[0] for language in ("en", "zh"))
    return Text(en=f"{title.en}: {en.strip()}", zh=f"{title.zh}：{zh.strip()}")
