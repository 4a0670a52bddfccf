"""The table of runs: how each ended, how long it took, what it spent, its last measures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.record.log import LOG, lines
from sim.record.run_record import DRAWN
from sim.record.series import read_block, read_facts


def runs_table(folder: Path) -> pa.Table:
    """A row for each run of the blocks that are done, in the order of the plan.

    Columns run, scenario, replicate, status, seconds, spent, error, the value of each uncertainty,
    and `last:` each measure's last value that was taken.
    """
    seconds = _seconds(folder / LOG)
    rows: list[dict[str, Any]] = []
    for path in block_files(folder):
        last = _last_values(read_block(path))
        for facts in read_facts(path):
            run = facts["run"]
            head = {key: facts[key] for key in ("run", "scenario", "replicate", "status")}
            head |= {"seconds": seconds.get(run, float("nan"))}
            head |= {"spent": sum(facts["spent"].values()), "error": facts["error"]}
            rows.append(head | facts.get(DRAWN, {}) | last.get(run, {}))
    rows.sort(key=lambda row: int(row["run"]))
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: column([row.get(name) for row in rows]) for name in names})


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


def _last_values(table: pa.Table) -> dict[int, dict[str, float]]:
    """By run: each measure's value on the last day that it was taken; NaN when it never was."""
    runs = table["run"].to_numpy()
    starts = np.flatnonzero(np.diff(runs, prepend=-1))
    ends = np.append(starts, len(runs))[1:]
    found: dict[int, dict[str, float]] = {int(runs[start]): {} for start in starts}
    for name in table.column_names[2:]:
        values = table[name].to_numpy()
        for start, end in zip(starts, ends, strict=True):
            known = values[start:end][~np.isnan(values[start:end])]
            found[int(runs[start])][f"last:{name}"] = float(known[-1]) if len(known) else np.nan
    return found


def _seconds(log: Path) -> dict[int, float]:
    """By run: how long it took, as far as the log tells."""
    return {
        int(run): float(seconds)
        for line in lines(log)
        if line.get("event") == "block"
        for run, seconds in line["seconds"].items()
    }
