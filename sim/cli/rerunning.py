"""`rerun`: one run once more, with all that a study does not keep."""

from __future__ import annotations

from pathlib import Path

import typer

from sim.cli.showing import folder_of
from sim.cli.view import DONE, FAILED, View, columns, row
from sim.record.manifest import read_manifest
from sim.study.closeup import CloseUp, close_up
from sim.study.reopening import code_changes, reopened


def rerun(view: View, asked: Path, run: int) -> None:
    """Carry it out and say what lies where; exit code 1 when it fails."""
    path = folder_of(asked)
    study = reopened(path, other_code=True)
    for change in code_changes(read_manifest(path)):
        view.warn(f"not as when the study began: {change}", f"与研究开始时不同：{change}")
    found = close_up(study, run)
    if view.as_json:
        view.json(_as_data(found))
    else:
        _tell(view, found)
    raise typer.Exit(FAILED if found.error else DONE)


def _as_data(found: CloseUp) -> dict[str, object]:
    run = found.run
    return {
        "run": run.number,
        "scenario": run.scenario,
        "replicate": run.replicate,
        "days": found.days,
        "seconds": round(found.seconds, 3),
        "error": found.error,
        "files": [str(file) for file in found.files],
    }


def _tell(view: View, found: CloseUp) -> None:
    run = found.run
    view.print(
        view.say(
            f"Run {run.number}: {run.scenario}, replicate {run.replicate}, up to day {found.days}, "
            f"in {found.seconds:.1f} s",
            f"第 {run.number} 号运行：{run.scenario}，第 {run.replicate} 次，至第 {found.days} 天，"
            f"用时 {found.seconds:.1f} 秒",
        )
    )
    table = columns(view.say("file holds", "文件 内容").split(), "l")
    for file in found.files:
        row(table, str(file), view.say(*HOLDS[file.stem]))
    view.table(table)
    if found.error:
        view.error(f"the run failed: {found.error}", f"运行失败：{found.error}")


HOLDS = {
    "daily": ("every measure on every day", "每天的所有指标"),
    "journal": (
        "who joined, left, rose, fell: when, why, through whom",
        "谁何时因何加入、离开、升降",
    ),
    "splits": ("branchings, splits and closings of chapters", "分会的设立、分裂与关闭"),
    "acts": ("what the strategist did", "运营动作"),
    "costs": ("what was spent on what", "各项花费"),
    "timings": ("seconds by mechanism", "各机制耗时"),
    "failure": ("the traceback", "错误详情"),
}
