"""What may happen: the outcomes of a study's runs, and how far they range."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.charts.prepare import outcome_bands
from sim.metrics import HEADLINE
from sim.record.files import make_folder, whole
from sim.record.manifest import Outcome
from sim.record.results import Results
from sim.record.run_record import DONE
from sim.scenario import Settings, Text
from sim.study.measured import Measured, NoSuchDay
from sim.study.reported import Reality, reality
from sim.study.taken import Taken

PERCENTS = (5, 50, 95)


@dataclass(frozen=True)
class Overspending:
    """A scenario whose runs spend more than its budget: how many of them, and the median."""

    scenario: str
    runs: int
    of: int
    spent: float
    budget: float
    currency: str


class Outlook:
    """The results of a study, read as what may happen under each scenario."""

    def __init__(self, results: Results | str | Path, *, temporary: bool = False) -> None:
        self.results = results if isinstance(results, Results) else Results(results)
        if temporary:  # the folder lasts as long as what reads from it
            weakref.finalize(self, shutil.rmtree, self.results.path, ignore_errors=True)
        self._values: dict[tuple[str, int], pd.DataFrame] = {}
        self._taken: Taken | None = None
        """One is kept: whoever asks for a measure soon asks for its other days."""

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The names of the scenarios."""
        return self.results.scenarios

    @cached_property
    def settings(self) -> dict[str, Settings]:
        """The settings of each scenario."""
        return self.results.settings

    @cached_property
    def measures(self) -> Measured:
        """What was measured, by name."""
        return Measured(self.results.measures)

    @cached_property
    def titles(self) -> dict[str, Text]:
        """What each scenario is called; a title that several have is followed by the name."""
        given = {name: one.title or Text(en=name, zh=name) for name, one in self.settings.items()}
        shared = [title for title in given.values() if list(given.values()).count(title) > 1]
        return {
            name: Text(en=f"{title.en} ({name})", zh=f"{title.zh}（{name}）")
            if title in shared
            else title
            for name, title in given.items()
        }

    @cached_property
    def frame(self) -> pd.DataFrame:
        """All curves: columns scenario, replicate, day and one per measure."""
        return self.results.frame()

    @cached_property
    def last_day(self) -> int:
        """The last day that every scenario reaches."""
        return min(settings.days for settings in self.settings.values())

    @property
    def same_length(self) -> bool:
        """Whether all scenarios last equally long."""
        return len({settings.days for settings in self.settings.values()}) == 1

    @property
    def same_market(self) -> bool:
        """Whether all scenarios meet the same people: nothing of their `market` differs."""
        first, *others = self.settings.values()
        return all(each.market == first.market for each in others)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What an experiment's file says is judged, the primary outcome first; else nothing."""
        experiment = self.results.manifest.experiment
        return tuple(experiment.outcomes) if experiment else ()

    @cached_property
    def headline(self) -> tuple[str, ...]:
        """The measures that figures and tables show, the one that decides first."""
        return tuple(dict.fromkeys(each.measure for each in self.outcomes)) or HEADLINE

    @cached_property
    def day(self) -> int:
        """The day on which is judged: that of the primary outcome, else the last."""
        return self.outcomes[0].day if self.outcomes else self.last_day

    @cached_property
    def uncertainties(self) -> tuple[str, ...]:
        """Parameters of which every replicate draws a value."""
        experiment = self.results.manifest.experiment
        return tuple(experiment.uncertainties) if experiment else ()

    @cached_property
    def horizons(self) -> tuple[int, ...]:
        """The days on which scenarios are judged: those that all declare, and the last."""
        declared = [set(settings.horizons()) for settings in self.settings.values()]
        return tuple(sorted(set.intersection(*declared) | {self.last_day}))

    def curves(self, measures: Sequence[str]) -> pd.DataFrame:
        """The curves of some measures up to the last day that every scenario reaches.

        Otherwise as `frame` gives all. Raises NoSuchMeasure.
        """
        found = self.results.frame([self.measures[name].name for name in measures])
        return found if self.same_length else found[found["day"] <= self.last_day]

    def bands(self, measures: Sequence[str] | None = None) -> pd.DataFrame:
        """What may happen day by day: columns scenario, measure, day, runs, p05, p25, p50, p75, p95.

        A row per scenario, measure and day on which some run has a value. The measures that are
        judged unless others are asked for.
        """
        names = self.headline if measures is None else measures
        return outcome_bands(self.curves(names), [self.measures[name] for name in names])

    def values(self, measure: str, day: int | None = None) -> pd.DataFrame:
        """A measure on a day: rows replicates, columns scenarios; NaN where a run has failed.

        The day on which is judged unless another is given. A measure that was not taken on the day
        counts with its last value before. Raises NoSuchDay before the first day and after the last
        that every scenario has, and NoSuchMeasure.
        """
        at = self.day if day is None else day
        self._see_that_there_are([at])
        if (measure, at) not in self._values:
            if self._taken is None or self._taken.measure != measure:
                self._taken = Taken(self.curves([measure]), measure)
            table = self._taken.by(at)
            self._values[measure, at] = table.reindex(columns=list(self.scenarios))
        return self._values[measure, at]

    def read_ahead(self, measures: Sequence[str], days: Sequence[int]) -> None:
        """Get `values` of several measures ready at once: files are read once, not once a measure.

        Raises like `values`.
        """
        self._see_that_there_are(days)
        missing = [
            self.measures[name].name
            for name in dict.fromkeys(measures)
            if any((name, day) not in self._values for day in days)
        ]
        if len(missing) < 2:
            return
        found = self.results.values_on(missing, days)
        replicates = np.array([facts["replicate"] for facts in self.results.facts], np.int32)
        scenarios = [facts["scenario"] for facts in self.results.facts]
        runs = pd.MultiIndex.from_arrays([replicates, scenarios], names=["replicate", "scenario"])
        for i, name in enumerate(missing):
            for j, day in enumerate(days):
                table = pd.Series(found[:, i, j], runs).dropna().unstack("scenario")
                self._values[name, day] = table.reindex(columns=list(self.scenarios))

    def _see_that_there_are(self, days: Sequence[int]) -> None:
        for day in days:
            if not 0 <= day <= self.last_day:
                raise NoSuchDay(day, self.last_day)

    def ranges(
        self, measures: Sequence[str] | None = None, days: Sequence[int] | None = None
    ) -> pd.DataFrame:
        """What may happen: a row per scenario, measure and day, with runs, mean, p05, p50, p95."""
        rows: list[dict[str, Any]] = []
        measures = self.headline if measures is None else measures
        days = self.horizons if days is None else days
        self.read_ahead(measures, days)
        for name in self.scenarios:
            for measure in measures:
                for day in days:
                    known = self.values(measure, day)[name].dropna().to_numpy()
                    row = {"scenario": name, "measure": measure, "day": day, "runs": len(known)}
                    rows.append(row | _range(known))
        return pd.DataFrame(rows)

    def tidy(
        self, measures: Sequence[str] | None = None, days: Sequence[int] | None = None
    ) -> pd.DataFrame:
        """A row a run that has ended: run, scenario, replicate, seed, luck, draw, parameters, outcomes.

        Parameters are those in which scenarios differ and those that were drawn; outcomes are
        `measure@day` columns, of the measures that are judged on all horizons unless others are
        asked for, NaN where the run has failed. `seed` and `luck` make the run again, as seed and
        replicate of a CommunityModel. `draw` numbers what was drawn, or the setting of a design;
        runs of one draw differ in luck alone.
        """
        table = self.results.plan
        measures = self.headline if measures is None else measures
        days = self.horizons if days is None else days
        self.read_ahead(measures, days)
        for measure in measures:
            for day in days:
                values = self.values(measure, day).stack(future_stack=True)
                keys = pd.MultiIndex.from_frame(table[["replicate", "scenario"]])
                table[f"{measure}@{day}"] = values.reindex(keys).to_numpy()
        return table

    @property
    def repeats(self) -> int:
        """Replicates that share a draw of what is uncertain."""
        experiment = self.results.manifest.experiment
        return experiment.repeats if experiment else 1

    def failed(self) -> dict[str, int]:
        """By scenario: how many of its runs have failed."""
        runs = self.results.facts
        return {
            name: sum(run["status"] != DONE for run in runs if run["scenario"] == name)
            for name in self.scenarios
        }

    @property
    def nothing_succeeded(self) -> bool:
        """Whether there is a scenario all of whose runs have failed."""
        runs = self.results.manifest.replicates
        return any(count == runs for count in self.failed().values())

    def spent(self) -> pd.DataFrame:
        """What was spent on what: columns scenario, replicate and one per kind of cost."""
        rows = [
            {"scenario": run["scenario"], "replicate": run["replicate"], **run["spent"]}
            for run in self.results.facts
            if run["status"] == DONE
        ]
        return pd.DataFrame(rows, columns=_keys(rows)).fillna(0.0)

    def overspending(self) -> list[Overspending]:
        """The scenarios some of whose runs spend more than there is."""
        spent = self.spent()
        found = []
        for name, settings in self.settings.items():
            total = spent[spent["scenario"] == name].iloc[:, 2:].sum(axis=1)
            limit = settings.budget.total
            if limit is not None and (total > limit).any():
                over = int((total > limit).sum())
                median, currency = float(total.median()), settings.budget.currency
                found.append(Overspending(name, over, len(total), median, limit, currency))
        return found

    def reality(self, scenario: str) -> Reality:
        """How a scenario's runs compare with what was reported of the real community."""
        members = self.results.frame(["members"])  # of its own days, whatever it is compared with
        runs = members[members["scenario"] == scenario]
        table = runs.pivot(index="day", columns="replicate", values="members")
        return reality(table, self.settings[scenario])

    def tables(self) -> dict[str, pd.DataFrame]:
        """What `write_analysis` writes, by name."""
        found = {"ranges": self.ranges(list(dict.fromkeys([*self.headline, "members", "cost"])))}
        return found | ({"outcomes": self.tidy()} if self.results.manifest.experiment else {})

    def write_analysis(self) -> list[Path]:
        """Write the tables as CSV (readable by Excel) into `analysis/`; returns the files.

        Raises CannotWrite.
        """
        folder = self.results.path / "analysis"
        make_folder(folder)
        self.read_ahead([*self.headline, "members", "cost"], self.horizons)
        paths = []
        for name, table in self.tables().items():
            paths.append(folder / f"{name}.csv")
            with whole(paths[-1]) as file:
                file.write(table.to_csv(index=False, float_format="%.9g").encode("utf-8-sig"))
        return paths


def _range(known: np.ndarray) -> dict[str, float]:
    if not len(known):
        return {"mean": np.nan} | {f"p{percent:02d}": np.nan for percent in PERCENTS}
    values = np.percentile(known, PERCENTS)
    parts = {f"p{percent:02d}": float(v) for percent, v in zip(PERCENTS, values, strict=True)}
    return {"mean": float(known.mean())} | parts


def _keys(rows: Sequence[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(["scenario", "replicate", *(key for row in rows for key in row)]))
