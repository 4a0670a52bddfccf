"""What went wrong, in words a strategist can act on, and the exit code that goes with it."""

from __future__ import annotations

from sim.cli.view import FAILED, INTERRUPTED, WRONG_INPUT, View
from sim.record.files import CannotWrite
from sim.record.manifest import NoResults
from sim.record.places import Occupied
from sim.scenario import ScenarioErrors
from sim.study.studies import Interrupted

MOST_CHANGES = 6


def explain_failure(view: View, error: Exception) -> int:
    """Say what went wrong; returns the exit code."""
    if isinstance(error, ScenarioErrors):
        view.err.print(error.render(view.language), soft_wrap=True)
        return WRONG_INPUT
    if isinstance(error, Occupied):
        return _occupied(view, error)
    if isinstance(error, CannotWrite):
        return _cannot_write(view, error)
    if isinstance(error, NoResults):
        reason = f": {error.reason}" if error.reason else ""
        view.error(f"`{error.path}` holds no results{reason}", f"`{error.path}` 中没有结果{reason}")
        return WRONG_INPUT
    if isinstance(error, Interrupted):
        return INTERRUPTED
    said = f"{type(error).__name__}: {error}"
    view.error(
        f"something unforeseen happened: {said}\nAdd --debug for the traceback.",
        f"发生了意外错误：{said}\n加上 --debug 可查看详细信息。",
    )
    return FAILED


def _occupied(view: View, error: Occupied) -> int:
    if not error.changes:
        view.error(
            f"`{error.path}` is not empty and holds no results; choose another folder with --out",
            f"`{error.path}` 不是空文件夹，也不是结果文件夹；请用 --out 另选一个",
        )
        return WRONG_INPUT
    shown = error.changes[:MOST_CHANGES]
    rest = len(error.changes) - len(shown)
    lines = "".join(f"\n  {change}" for change in shown) + (f"\n  … +{rest}" if rest else "")
    view.error(
        f"`{error.path}` holds results of another study:{lines}\n"
        "Choose another folder with --out, or replace them with --force.",
        f"`{error.path}` 中是另一项研究的结果：{lines}\n请用 --out 另选文件夹，或用 --force 覆盖。",
    )
    return WRONG_INPUT


def _cannot_write(view: View, error: CannotWrite) -> int:
    if error.full:
        view.error(
            f"the disk is full: `{error.path}` cannot be written. What is finished is kept; make "
            "room and give the same command again.",
            f"磁盘已满，无法写入 `{error.path}`。已完成的部分会保留；腾出空间后重复同一命令即可继续。",
        )
        return FAILED
    view.error(
        f"`{error.path}` cannot be written: {error.reason}. Choose another folder with --out.",
        f"无法写入 `{error.path}`：{error.reason}。请用 --out 另选文件夹。",
    )
    return WRONG_INPUT
