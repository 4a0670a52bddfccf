"""The table of runs: how each ended, how long it took, what it spent, its last measures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.record.log import LOG, lines
from sim.record.run_record import DRAWN
from sim.record.series import last_values, measures_in, read_block, read_facts

Values = NDArray[np.float64]

NOTHING: Mapping[str, Values] = MappingProxyType({})


def runs_table(folder: Path, known: Mapping[str, Values] = NOTHING) -> pa.Table:
    """A row for each run of the blocks that are done, in the order of the plan.

    Columns run, scenario, replicate, status, seconds, spent, error, the value of each uncertainty,
    and `last:` each measure's last value that was taken. `known` says what `last_taken` gives for
    blocks, by the names of their files; the curves of these are not read.
    """
    seconds = _seconds(folder / LOG)
    heads: list[dict[str, Any]] = []
    last = []
    for path in (paths := block_files(folder)):
        facts = read_facts(path)
        heads += [_head(each, seconds) for each in facts]
        found = known.get(path.name)
        runs = [each["run"] for each in facts]
        last.append(last_taken(read_block(path), runs) if found is None else found)
    order = np.argsort([head["run"] for head in heads], kind="stable")
    keys = list(dict.fromkeys(key for head in heads for key in head))
    columns = {key: column([heads[place].get(key) for place in order]) for key in keys}
    values = np.concatenate(last)[order] if last else np.empty((0, 0))
    names = measures_in(paths[-1]) if paths else []
    return pa.table(columns | {f"last:{name}": values[:, i] for i, name in enumerate(names)})


def _head(facts: Mapping[str, Any], seconds: Mapping[int, float]) -> dict[str, Any]:
    """What the table says of a run beside its measures."""
    head = {key: facts[key] for key in ("run", "scenario", "replicate", "status")}
    head |= {"seconds": seconds.get(facts["run"], float("nan"))}
    head |= {"spent": sum(facts["spent"].values()), "error": facts["error"]}
    return head | facts.get(DRAWN, {})


def column(values: Sequence[Any]) -> pa.Array:
    """Numbers, yes and no, or words as they are; values of several kinds as JSON."""
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([json.dumps(value, ensure_ascii=False) for value in values])


def all_facts(folder: Path) -> list[dict[str, Any]]:
    """What is known of the runs that are done beside their curves, in the order of the plan."""
    known = [facts for path in block_files(folder) for facts in read_facts(path)]
    return sorted(known, key=lambda facts: int(facts["run"]))


def block_files(folder: Path) -> list[Path]:
    """The blocks of a results folder that are done, in the order of the plan."""
    return sorted((folder / "series").glob("block-*.parquet"))


def last_taken(table: pa.Table, runs: Sequence[int]) -> Values:
    """Each measure's value on the last day that it was taken; NaN when it never was.

    `table` holds the curves of some of the runs. float64[runs, measures].
    """
    found = np.full((len(runs), table.num_columns - 2), np.nan)
    lived, values = last_values(table)
    found[np.searchsorted(runs, lived)] = values[:, :, 0]
    return found


def _seconds(log: Path) -> dict[int, float]:
    """By run: how long it took, as far as the log tells."""
    return {
        int(run): float(seconds)
        for line in lines(log)
        if line.get("event") == "block"
        for run, seconds in line["seconds"].items()
    }
