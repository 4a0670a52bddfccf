"""The table of runs: how each ended, how long it took, what it spent, its last measures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.record.log import LOG, lines
from sim.record.run_record import DRAWN
from sim.record.series import last_values, read_block, read_facts


def runs_table(folder: Path) -> pa.Table:
    """A row for each run of the blocks that are done, in the order of the plan.

    Columns run, scenario, replicate, status, seconds, spent, error, the value of each uncertainty,
    and `last:` each measure's last value that was taken.
    """
    seconds = _seconds(folder / LOG)
    heads: list[dict[str, Any]] = []
    names: list[str] = []
    last = []
    for path in block_files(folder):
        table, known = read_block(path), read_facts(path)
        names = table.column_names[2:]
        last.append(_last_values(table, [facts["run"] for facts in known]))
        heads += [_head(facts, seconds) for facts in known]
    order = np.argsort([head["run"] for head in heads], kind="stable")
    keys = list(dict.fromkeys(key for head in heads for key in head))
    columns = {key: column([heads[place].get(key) for place in order]) for key in keys}
    values = np.concatenate(last)[order] if last else np.empty((0, 0))
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


def _last_values(table: pa.Table, runs: Sequence[int]) -> np.ndarray:
    """Each measure's value on the last day that it was taken; NaN when it never was.

    float64[runs, measures].
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
