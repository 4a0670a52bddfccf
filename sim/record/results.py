"""Reading a results folder back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.metrics.measure import Measure
from sim.record.manifest import Manifest, read_manifest
from sim.record.run_record import DRAWN
from sim.record.runs import all_facts, block_files, runs_table
from sim.record.scenarios import resolved
from sim.record.series import last_values, read_block
from sim.record.study_folder import PLAN
from sim.scenario import Settings

HEADS = ("run", "scenario", "replicate", "seed", "luck", "draw")
"""What is said of a run before its parameters."""


class Results:
    """The results of a study, as far as they are done. Raises NoResults when there are none."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.manifest: Manifest = read_manifest(self.path)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The names of the scenarios, in the order they were given."""
        return tuple(card.name for card in self.manifest.scenarios)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What was measured, in the order of the columns."""
        return tuple(self.manifest.measures)

    @property
    def complete(self) -> bool:
        """Whether every run has been carried out."""
        return self.manifest.status == "complete"

    @cached_property
    def settings(self) -> dict[str, Settings]:
        """The settings of each scenario. Raises ScenarioErrors, see `resolved`."""
        return {name: resolved(self.path, name) for name in self.scenarios}

    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row a run: how it ended, seconds, money spent, last measures."""
        return runs_table(self.path).to_pandas()

    @property
    def plan(self) -> pd.DataFrame:
        """A row a run that has ended: run, scenario, replicate, seed, luck, draw, and its parameters.

        Parameters are those in which scenarios differ and those that were drawn.
        """
        table = pq.read_table(self.path / PLAN).to_pandas().set_index("run", drop=False)
        table = table.loc[[facts["run"] for facts in self.facts]].reset_index(drop=True)
        for name in ("luck", "draw"):  # without worlds, every replicate has its own
            table[name] = table[name] if name in table else table["replicate"]
        drawn = pd.DataFrame([facts.get(DRAWN, {}) for facts in self.facts], index=table.index)
        levers = [name for name in table if name not in (*HEADS, "block", *drawn)]
        for name in levers:
            table[name] = [_value(text) for text in table[name]]
        return pd.concat([table[[*HEADS, *levers]], drawn], axis=1)

    @cached_property
    def facts(self) -> list[dict[str, Any]]:
        """By run: what was done in it, and what was spent on what."""
        return all_facts(self.path)

    def frame(self, measures: Sequence[str] | None = None) -> pd.DataFrame:
        """The curves: columns scenario, replicate, day and one per measure (or those asked for).

        Scenarios in the order given, then replicates, then days; NaN between the days on which a
        measure is taken. Asking for few measures of many runs saves memory.
        """
        tables = [read_block(path, measures) for path in block_files(self.path)]
        if not tables:
            names = list(measures) if measures is not None else [one.name for one in self.measures]
            return pd.DataFrame(columns=["scenario", "replicate", "day", *names])
        table = pa.concat_tables(tables)
        number = {name: code for code, name in enumerate(self.scenarios)}
        runs = np.array([facts["run"] for facts in self.facts], np.int32)
        codes = np.array([number[facts["scenario"]] for facts in self.facts], np.int32)
        replicates = np.array([facts["replicate"] for facts in self.facts], np.int32)
        rank = np.empty(len(runs), np.int32)
        rank[np.lexsort((replicates, codes))] = np.arange(len(runs), dtype=np.int32)
        known = np.searchsorted(runs, table["run"].to_numpy())
        order = np.argsort(rank[known], kind="stable")  # days of a run stand in order already
        known = known[order]
        columns = {
            "scenario": pd.Categorical.from_codes(
                codes[known], categories=pd.Index(list(self.scenarios))
            ),
            "replicate": replicates[known],
        }
        names = [name for name in table.column_names if name != "run"]
        return pd.DataFrame(columns | {name: table[name].to_numpy()[order] for name in names})

    def values_on(self, measures: Sequence[str], days: Sequence[int]) -> np.ndarray:
        """The last value of some measures up to some days, float64[runs, measures, days].

        Runs as `facts` has them; NaN where one has failed. Every file is read once, and no more of
        it is kept than that, however long the runs. Raises KeyError for a measure there is not.
        """
        numbers = np.array([facts["run"] for facts in self.facts], np.int64)
        found = np.full((len(numbers), len(measures), len(days)), np.nan)
        for path in block_files(self.path):
            table = read_block(path, measures)
            runs, values = last_values(table.select(["run", "day", *measures]), days)
            found[np.searchsorted(numbers, runs)] = values
        return found


def _value(text: str) -> Any:
    """A parameter's value from JSON; lists and mappings stay as they are written."""
    value = json.loads(text) if text else None
    return text if isinstance(value, list | dict) else value
