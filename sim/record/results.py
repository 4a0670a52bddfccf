"""Reading a results folder back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
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
from sim.record.study_folder import PLAN, RUNS
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
        written = self.path / RUNS
        if self.complete and written.is_file():
            return pq.read_table(written).to_pandas()
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
        paths = block_files(self.path)
        if not paths:
            names = list(measures) if measures is not None else [one.name for one in self.measures]
            return pd.DataFrame(columns=["scenario", "replicate", "day", *names])
        runs, codes, replicates = self._planned()
        order = np.lexsort((replicates, codes))
        rank = np.argsort(order)
        span = 1 + max(int(card.settings["days"]) for card in self.manifest.scenarios)
        names = read_block(paths[0], measures).column_names[2:]
        values = np.empty((len(names), len(runs), span), np.float32)
        days = np.zeros(len(runs), np.int64)
        for path in paths:  # each into its place: to keep them all and sort them takes far longer
            table = read_block(path, measures)
            for number, curves in _by_run(table, names):
                place = rank[np.searchsorted(runs, number)]
                days[place] = curves.shape[1]
                values[:, place, : curves.shape[1]] = curves
        there = (np.arange(span) < days[:, None]).ravel()
        whole = values.reshape(len(names), -1)
        kept = whole if there.all() else whole[:, there]
        frame = pd.DataFrame(kept.T, columns=names, copy=False)
        scenarios = pd.Categorical.from_codes(
            np.repeat(codes[order], days), categories=pd.Index(list(self.scenarios))
        )
        frame.insert(0, "scenario", pd.Series(scenarios))
        frame.insert(1, "replicate", np.repeat(replicates[order], days))
        frame.insert(2, "day", np.tile(np.arange(span, dtype=np.int16), len(runs))[there])
        return frame

    def _planned(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of all runs: their numbers, scenarios (as places in the order given), replicates."""
        table = pq.read_table(self.path / PLAN, columns=["run", "scenario", "replicate"])
        place = {name: code for code, name in enumerate(self.scenarios)}
        codes = np.array([place[name] for name in table["scenario"].to_pylist()], np.int32)
        return table["run"].to_numpy(), codes, table["replicate"].to_numpy()

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


def _by_run(table: pa.Table, names: Sequence[str]) -> Iterator[tuple[int, np.ndarray]]:
    """The curves of each run of a block, measures x days, with the number of the run."""
    curves = np.empty((len(names), table.num_rows), np.float32)
    for row, name in zip(curves, names, strict=True):
        row[:] = table[name].to_numpy()
    runs = table["run"].to_numpy()
    begins = np.flatnonzero(np.diff(runs, prepend=-1)).tolist()
    for begin, end in pairwise([*begins, len(runs)]):
        yield int(runs[begin]), curves[:, begin:end]


def _value(text: str) -> Any:
    """A parameter's value from JSON; lists and mappings stay as they are written."""
    value = json.loads(text) if text else None
    return text if isinstance(value, list | dict) else value
