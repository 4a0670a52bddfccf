"""Reading a real community's log from CSV files.

A folder holds `events.csv` (columns timestamp, source, target, kind; target empty for what is said
to everybody) and may hold `users.csv` (columns id, joined; attended, when known, counts events
visited), each also gzipped. One file alone is taken for events. Times are Unix seconds or ISO
dates. Rows of the kinds `join` and `attend` are joins and visits to events.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

from sim.patterns.log import EVERYBODY, Log

DAY = 86_400.0
EVENTS, USERS = "events", "users"
ENDINGS = (".csv.gz", ".csv")
JOIN, ATTEND = "join", "attend"
HEADER = 1
"""Lines of a file before its first row."""


class UnreadableLog(ValueError):
    """A file that is no log; says which file, which line and what is wrong, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


def read(path: str | Path) -> Log:
    """The log in a folder or a file. Raises UnreadableLog."""
    events, users = _files(Path(path))
    acts = _events(events) if events else _no_events()
    members = _members(users) if users else None
    if members is None:
        joins = acts[acts["kind"] == JOIN]
        if len(joins):
            members = joins.groupby("source", sort=False)["time"].min().to_frame("joined")
    attended = _attendance(acts, members)
    acts = acts[~acts["kind"].isin((JOIN, ATTEND))]
    if not len(acts) and members is None:
        raise UnreadableLog(f"`{path}` holds no events", f"`{path}` 中没有任何事件")
    return _compose(acts, members, attended)


def _files(path: Path) -> tuple[Path | None, Path | None]:
    """Where events and users are."""
    if path.is_file():
        return path, None
    if not path.is_dir():
        raise UnreadableLog(f"there is no file or folder `{path}`", f"找不到文件或文件夹 `{path}`")
    events, users = (
        next((path / (name + end) for end in ENDINGS if (path / (name + end)).is_file()), None)
        for name in (EVENTS, USERS)
    )
    if events is None and users is None:
        raise UnreadableLog(
            f"the folder `{path}` holds neither events.csv nor users.csv (gzipped or not)",
            f"文件夹 `{path}` 中没有 events.csv 或 users.csv（可为 .gz）",
        )
    return events, users


def _table(file: Path, needed: tuple[str, ...]) -> pd.DataFrame:
    """A CSV as text, with the columns that are needed."""
    try:
        table = pd.read_csv(file, dtype=str, keep_default_na=False, skip_blank_lines=False)
    except (ValueError, OSError, EOFError) as error:
        raise UnreadableLog(
            f"`{file}` is no CSV file: {error}", f"`{file}` 不是 CSV 文件：{error}"
        ) from error
    missing = [name for name in needed if name not in table.columns]
    if missing:
        there = ", ".join(map(str, table.columns))
        raise UnreadableLog(
            f"`{file}`, line 1: the column {missing[0]} is missing; there are: {there}",
            f"`{file}` 第 1 行：缺少 {missing[0]} 列；现有：{there}",
        )
    return table.apply(lambda column: column.str.strip())


def _events(file: Path) -> pd.DataFrame:
    """Events as time (days), source, target (None for everybody) and kind."""
    table = _table(file, ("timestamp", "source", "target"))
    _refuse(file, table["source"] == "", "the source is empty", "source 为空")
    kind = table["kind"] if "kind" in table.columns else ""
    time = _days(file, table["timestamp"], "timestamp")
    _refuse(file, time.isna(), "the timestamp is empty", "timestamp 为空")
    target = table["target"].where(table["target"] != "", None)
    return pd.DataFrame({"time": time, "source": table["source"], "target": target, "kind": kind})


def _no_events() -> pd.DataFrame:
    return pd.DataFrame({"time": np.empty(0), "source": [], "target": [], "kind": []})


def _members(file: Path) -> pd.DataFrame:
    """Members by name: the day they joined, NaN when unknown, and attendance when it is there."""
    table = _table(file, ("id", "joined"))
    _refuse(file, table["id"] == "", "the id is empty", "id 为空")
    _refuse(file, table["id"].duplicated(), "the id is there already", "id 重复")
    members = pd.DataFrame({"joined": _days(file, table["joined"], "joined").to_numpy()})
    if "attended" in table.columns:
        attended = pd.to_numeric(table["attended"].replace("", "0"), errors="coerce")
        bad = attended.isna() | (attended < 0) | (attended % 1 != 0)
        _refuse(file, bad, "attended is no whole number from 0 up", "attended 不是非负整数")
        members["attended"] = attended.to_numpy(np.int64)
    return members.set_index(pd.Index(table["id"]))


def _days(file: Path, column: pd.Series[Any], name: str) -> pd.Series[Any]:
    """Times in days since 1970; Unix seconds, or dates with or without a time. Empty is NaN."""
    seconds = pd.to_numeric(column.replace("", np.nan), errors="coerce")
    rest = seconds.isna() & (column != "")
    dates = pd.to_datetime(column[rest], errors="coerce", utc=True, format="ISO8601")
    bad = pd.Series(False, column.index)
    bad[rest] = dates.isna()
    _refuse(
        file, bad, f"{name} is neither Unix seconds nor a date such as 2024-03-01 18:30",
        f"{name} 既不是 Unix 秒，也不是 2024-03-01 18:30 这样的日期",
    )  # fmt: skip
    seconds[rest] = (dates - pd.Timestamp(0, tz="UTC")).dt.total_seconds()
    return cast("pd.Series[Any]", seconds.astype(np.float64) / DAY)


def _refuse(file: Path, bad: pd.Series[Any], en: str, zh: str) -> None:
    """Complain about the first bad row, by its line in the file."""
    if bad.any():
        line = int(np.flatnonzero(bad)[0]) + HEADER + 1
        raise UnreadableLog(f"`{file}`, line {line}: {en}", f"`{file}` 第 {line} 行：{zh}")


def _attendance(acts: pd.DataFrame, members: pd.DataFrame | None) -> pd.Series[Any] | None:
    """Events visited by name, from a column of users or from rows of events."""
    if members is not None and "attended" in members.columns:
        return members["attended"]
    visits = acts[acts["kind"] == ATTEND]
    return visits.groupby("source", sort=False).size() if len(visits) else None


def _compose(
    acts: pd.DataFrame, members: pd.DataFrame | None, attended: pd.Series[Any] | None
) -> Log:
    """Names become numbers: members first, in their order, then whoever else appears."""
    named = [] if members is None else [members.index.to_numpy()]
    named += [] if attended is None else [attended.index.to_numpy()]
    named += [acts["source"].to_numpy(), acts["target"].dropna().to_numpy()]
    names = pd.Index(pd.unique(np.concatenate(named)))
    to = names.get_indexer(acts["target"])
    to[acts["target"].isna()] = EVERYBODY
    joined = visits = None
    if members is not None:
        joined = members["joined"].reindex(names).to_numpy(np.float64)
    if attended is not None:
        visits = attended.reindex(names).fillna(0).to_numpy(np.int64)
    return Log.of(
        len(names), acts["time"].to_numpy(np.float64), names.get_indexer(acts["source"]), to,
        joined=joined, attended=visits,
    )  # fmt: skip
