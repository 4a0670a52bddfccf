"""What went wrong, in words a strategist can act on, and the exit code that goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.charts.numbers import counted
from sim.cli.view import FAILED, INTERRUPTED, WRONG_INPUT, View
from sim.record.files import CannotWrite
from sim.record.lock import InUse
from sim.record.manifest import NoResults
from sim.record.places import Occupied
from sim.scenario import ScenarioErrors
from sim.study.closeup import NoSuchRun
from sim.study.design import NoSalib
from sim.study.reopening import Changed, NotMore
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
    if isinstance(error, InUse):
        view.error(
            f"another process is at work in `{error.path}`; see  seed100 status {error.path}",
            f"另一个进程正在写入 `{error.path}`；查看进度：seed100 status {error.path}",
        )
        return WRONG_INPUT
    if isinstance(error, Changed):
        return _changed(view, error)
    if isinstance(error, NotMore):
        view.error(
            f"`{error.path}` has {counted(error.replicates, 'replicate')} already; ask for more",
            f"`{error.path}` 已有 {error.replicates} 次运行；请指定更大的次数",
        )
        return WRONG_INPUT
    if isinstance(error, ModuleNotFoundError) and error.name == "optuna":
        view.error(
            f"this needs {error.name}, which is not installed: pip install {error.name}",
            f"需要先安装 {error.name}：pip install {error.name}",
        )
        return FAILED
    if isinstance(error, NoSuchRun):
        view.error(
            f"the runs of `{error.path}` have the numbers 0 to {error.runs - 1}",
            f"`{error.path}` 的运行编号为 0 到 {error.runs - 1}",
        )
        return WRONG_INPUT
    if isinstance(error, NoSalib):
        view.error(
            "this needs SALib: pip install SALib",
            "此功能需要 SALib：pip install SALib",
        )
        return WRONG_INPUT
    if _is_of_the_cluster(error):
        return _cluster(view, error)
    if isinstance(error, Interrupted):
        return INTERRUPTED
    said = f"{type(error).__name__}: {error}"
    view.error(
        f"something unforeseen happened: {said}\nAdd --debug for the traceback.",
        f"发生了意外错误：{said}\n加上 --debug 可查看详细信息。",
    )
    return FAILED


def _is_of_the_cluster(error: Exception) -> bool:
    """Looks at the name: the class itself would bring all of Dask with it."""
    return type(error).__name__ in ("ClusterGone", "OtherVersion")


def _cluster(view: View, error: Any) -> int:
    if type(error).__name__ == "ClusterGone":
        view.error(
            f"no Dask scheduler answers at `{error.address}`. What is finished is kept; start the "
            "cluster and go on with  seed100 resume",
            f"`{error.address}` 没有 Dask 调度器应答。已完成的部分会保留；启动集群后用 seed100 resume 继续。",
        )
        return FAILED
    lines = _first_of(error.changes)
    view.error(
        f"the worker `{error.worker}` has other code than this process, so bytes would differ:"
        f"{lines}\nInstall the same seed100 and libraries (constraints.txt) everywhere.",
        f"工作进程 `{error.worker}` 的代码与本进程不同，结果会不一致：{lines}\n"
        "请在各处安装相同版本的 seed100 与依赖（constraints.txt）。",
    )
    return WRONG_INPUT


def _changed(view: View, error: Changed) -> int:
    lines = _first_of(error.changes)
    if error.code:
        view.error(
            f"the code is not that which `{error.path}` comes from:{lines}\nInstall that version, "
            "start anew in another folder, or mix both with --allow-code-change.",
            f"当前代码与 `{error.path}` 所用的不同：{lines}\n请安装原版本、另选文件夹重新开始，"
            "或用 --allow-code-change 混用两者。",
        )
    else:
        view.error(
            f"`{error.path}` cannot be gone on with, since its runs come from something else:{lines}"
            "\nPut back what was there, or start anew in another folder.",
            f"无法继续 `{error.path}`，其中的运行出自不同的设定：{lines}\n"
            "请恢复原样，或另选文件夹重新开始。",
        )
    return WRONG_INPUT


def _first_of(changes: Sequence[str]) -> str:
    """The first changes, a line each."""
    rest = len(changes) - MOST_CHANGES
    lines = "".join(f"\n  {change}" for change in changes[:MOST_CHANGES])
    return lines + (f"\n  … +{rest}" if rest > 0 else "")


def _occupied(view: View, error: Occupied) -> int:
    if not error.changes:
        view.error(
            f"`{error.path}` is not empty and holds no results; choose another folder with --out",
            f"`{error.path}` 不是空文件夹，也不是结果文件夹；请用 --out 另选一个",
        )
        return WRONG_INPUT
    lines = _first_of(error.changes)
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
