"""Blocks of runs on disk: run x day x measure, with the facts of each run.

A block is one Parquet file: columns `run`, `day` and one float32 per measure, byte streams split
and compressed. What is known of its runs beside the curves stands in the file's metadata, so that
a block needs nothing else. There is no clock, host or process in it: equal runs are equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sim.record.files import whole
from sim.record.manifest import NoResults
from sim.record.run_record import RunRecord

Array = NDArray[Any]

FORMAT = 1
FACTS = b"seed100"
BYTES_A_VALUE = 2.5
"""Of a series on disk, about; measured 1.6 to 2.4."""


def file_name(block: int) -> str:
    """The name of a block's file."""
    return f"block-{block:05d}.parquet"


def write_block(path: Path, records: Sequence[RunRecord], measures: Sequence[str]) -> pa.Table:
    """Write a block as a whole; returns what `read_block` would. Raises CannotWrite."""
    table = _table(records, measures)
    encodings = dict.fromkeys(measures, "BYTE_STREAM_SPLIT")
    encodings |= dict.fromkeys(("run", "day"), "DELTA_BINARY_PACKED")
    with whole(path) as file:
        pq.write_table(
            table, file, compression="zstd", use_dictionary=False, column_encoding=encodings
        )
    return table


def read_block(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """The curves of a block; all columns, or `run`, `day` and those named as far as there are.

    Raises NoResults when the file is damaged.
    """
    with _readable(path), pq.ParquetFile(path) as file:
        names = None
        if columns is not None:
            known = set(file.schema_arrow.names)
            names = ["run", "day", *(name for name in columns if name in known)]
        return file.read(names, use_threads=False)  # small as it is, threads cost more than they do


def read_facts(path: Path) -> list[dict[str, Any]]:
    """What is known of the runs of a block beside their curves. Raises NoResults like above."""
    with _readable(path):
        metadata = pq.read_schema(path).metadata or {}
        runs: list[dict[str, Any]] = json.loads(metadata[FACTS])["runs"]
        return runs


def measures_in(path: Path) -> list[str]:
    """The names of the measures in a block. Raises NoResults like above."""
    with _readable(path):
        names: list[str] = pq.read_schema(path).names[2:]
        return names


def last_values(table: pa.Table, days: Sequence[int] | None = None) -> tuple[Array, Array]:
    """The last value of each measure up to each day, or of all days.

    Returns the numbers of the runs that have curves, and float64[runs, measures, days], NaN where
    a measure was not taken by then.
    """
    lived = table["run"].to_numpy()
    starts = np.flatnonzero(np.diff(lived, prepend=-1))
    ends = np.append(starts[1:], len(lived)) - 1
    asked = np.array([len(lived)] if days is None else days, np.int64)
    rows = np.minimum(starts[:, None] + asked, ends[:, None])
    names = table.column_names[2:]
    found = np.empty((len(starts), len(names), len(asked)))
    for place, name in enumerate(names):
        column = table[name].to_numpy()
        found[:, place] = column[rows]
        if np.isnan(found[:, place]).any():
            found[:, place] = _before(column, starts, rows)
    return lived[starts], found


def _before(column: Array, starts: Array, rows: Array) -> Array:
    """The last value that was taken in a run up to some rows."""
    taken = np.maximum.accumulate(np.where(np.isnan(column), -1, np.arange(len(column))))[rows]
    values: Array = np.where(taken < starts[:, None], np.nan, column[taken])
    return values


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """A block is whole when it is there at all; still, disks fail and people edit."""
    try:
        yield
    except (OSError, pa.ArrowException, KeyError, ValueError) as error:
        raise NoResults(path, f"the file is damaged ({error})") from error


def _table(records: Sequence[RunRecord], measures: Sequence[str]) -> pa.Table:
    lived = [(record.run, record.series) for record in records if record.series is not None]
    lengths = [len(series) for _, series in lived]
    runs = np.repeat(np.array([run for run, _ in lived], np.int32), lengths)
    days = np.concatenate([np.arange(n, dtype=np.int16) for n in [0, *lengths]])
    values = np.concatenate(
        [np.empty((0, len(measures)), np.float32), *(series for _, series in lived)]
    )
    columns = [pa.array(runs), pa.array(days)]
    columns += [pa.array(values[:, i]) for i in range(len(measures))]
    facts = {"format": FORMAT, "runs": [record.facts() for record in records]}
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    table = pa.table(columns, names=["run", "day", *measures])
    return table.replace_schema_metadata({FACTS: text.encode()})
