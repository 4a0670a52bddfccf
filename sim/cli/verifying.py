"""`verify`: whether runs, carried out again, come out the same to the last bit."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer

from sim.charts.numbers import counted
from sim.cli.progress import Reporter
from sim.cli.showing import folder_of
from sim.cli.view import DONE, FAILED, View, WrongInput, columns, row
from sim.record.manifest import read_manifest
from sim.study import verification
from sim.study.reopening import code_changes, reopened
from sim.study.verification import Deviation, Verification


def verify(view: View, asked: Path | None, sample: int, seed: int, workers: int | None) -> None:
    """Carry out some runs again; exit code 1 when one differs."""
    path = folder_of(asked)
    study = reopened(path, other_code=True)
    for change in code_changes(read_manifest(path)):
        view.warn(f"not as when the study began: {change}", f"与研究开始时不同：{change}")
    found = verification.verify(study, sample, seed=seed, workers=workers, listener=Reporter(view))
    if not found.runs:
        raise WrongInput(f"no run of `{path}` is finished yet", f"`{path}` 中还没有完成的运行")
    if view.as_json:
        view.json(
            {
                "results": str(path),
                "runs": [run.number for run in found.runs],
                "deviations": [asdict(each) for each in found.deviations],
            }
        )
    else:
        _tell(view, found)
    raise typer.Exit(FAILED if found.deviations else DONE)


def _tell(view: View, found: Verification) -> None:
    same = len(found.runs) - len(found.deviations)
    view.print(
        view.say(
            f"{same} of {counted(len(found.runs), 'run')} came out the same to the last bit.",
            f"重新运行 {len(found.runs)} 次，其中 {same} 次与已存结果逐位相同。",
        )
    )
    if not found.deviations:
        return
    names = "run scenario replicate day measure stored now values"
    table = columns(view.say(names, "编号 方案 次 天 指标 已存 现在 不同处").split(), "rlrrlrrr")
    for each in found.deviations:
        row(table, *_cells(each))
    view.table(table)


def _cells(each: Deviation) -> list[str]:
    run = each.run
    day = str(each.day) if each.day >= 0 else "-"
    head = [str(run.number), run.scenario, str(run.replicate), day]
    return [*head, each.measure, each.stored, each.now, str(each.values)]
