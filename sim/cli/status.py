"""`status`: how far a study is, what went wrong, and the line that goes on with it."""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path

from sim.charts.numbers import counted
from sim.cli.lines import rerun_line, resume_line
from sim.cli.progress import duration
from sim.cli.search_status import status_of_search
from sim.cli.showing import folder_of
from sim.cli.view import View, columns, row
from sim.record.manifest import Manifest
from sim.record.run_record import LOST
from sim.record.tally import Tally, tally
from sim.study.search_folder import is_search

MOST_RUNS = 6


def status(view: View, asked: Path | None) -> None:
    """Print how far a study is."""
    path = folder_of(asked, searches=True)
    if is_search(path):
        status_of_search(view, path)
        return
    found = tally(path)
    if view.as_json:
        view.json(_as_data(path, found))
        return
    _heading(view, path, found)
    _counts(view, found)
    _troubles(view, path, found)
    _next(view, path, found)


def _as_data(path: Path, found: Tally) -> dict[str, object]:
    manifest = found.manifest
    known = math.isfinite(found.seconds_left)
    return {
        "results": str(path),
        "kind": manifest.kind,
        "name": manifest.name,
        "status": manifest.status,
        "at_work": found.at_work,
        "runs": manifest.runs,
        "done": found.done,
        "failed": found.failed,
        "lost": found.lost,
        "left": found.left,
        "seconds": round(found.seconds, 3),
        "seconds_left": round(found.seconds_left, 1) if known else None,
        "troubles": [asdict(trouble) for trouble in found.troubles],
        "earlier_models": list(manifest.earlier_models),
        "next": _line(path, found),
    }


def _heading(view: View, path: Path, found: Tally) -> None:
    manifest = found.manifest
    view.print(str(path), "bold")
    view.print(
        view.say(
            f"{_size(view, manifest)} = {counted(manifest.runs, 'run')}, seed {manifest.seed}: "
            f"{_state(view, found)}",
            f"{_size(view, manifest)} = {manifest.runs} 次运行，种子 {manifest.seed}："
            f"{_state(view, found)}",
        )
    )
    if manifest.earlier_models:
        view.warn(
            f"these results come from {len(manifest.earlier_models) + 1} versions of the model",
            f"这些结果出自模型的 {len(manifest.earlier_models) + 1} 个版本",
        )


def _size(view: View, manifest: Manifest) -> str:
    """What is run how often: scenarios, or the settings of a design."""
    card, many, times = manifest.experiment, len(manifest.scenarios), manifest.replicates
    one, one_zh = "scenario", "个方案"
    if card and card.points:
        many, one, one_zh = len(card.points), "setting", "组设定"
        times //= many
    return view.say(
        f"{counted(many, one)} x {counted(times, 'replicate')}", f"{many} {one_zh} × {times} 次"
    )


def _state(view: View, found: Tally) -> str:
    if found.at_work:
        return view.say("at work", "正在运行")
    if found.manifest.status == "complete" and found.left:
        return view.say(
            "complete once, but files of runs are missing", "曾已完成，但部分运行的文件缺失"
        )
    return {
        "complete": view.say("complete", "已完成"),
        "interrupted": view.say("interrupted", "已中断"),
        "stopped": view.say("stopped, it could not be written", "因无法写入而停止"),
        "running": view.say("killed while it ran", "运行中被强行终止"),
    }[found.manifest.status]


def _counts(view: View, found: Tally) -> None:
    table = columns(
        view.say("done failed lost left time", "完成 失败 无结果 剩余 用时").split(), "r"
    )
    counts = [found.done, found.failed, found.lost, found.left]
    row(table, *(f"{count:,}" for count in counts), duration(view, found.seconds))
    view.table(table)
    if found.left and math.isfinite(found.seconds_left):
        words = duration(view, found.seconds_left)
        view.print(view.say(f"about {words} left at that pace", f"照此速度约剩 {words}"))


def _troubles(view: View, path: Path, found: Tally) -> None:
    if not found.troubles:
        return
    view.print()
    table = columns(view.say("ended runs which error", "结果 次数 编号 原因").split(), "lrll")
    for trouble in found.troubles:
        lost = trouble.status == LOST
        word = view.say("lost", "无结果") if lost else view.say("failed", "失败")
        which = ", ".join(map(str, trouble.runs[:MOST_RUNS]))
        more = ", …" if len(trouble.runs) > MOST_RUNS else ""
        row(table, word, str(len(trouble.runs)), which + more, trouble.error)
    view.table(table)
    first = rerun_line(path, found.troubles[0].runs[0])
    view.note(
        f"Tracebacks: {path / 'failures'}; a closer look: {first}",
        f"错误详情：{path / 'failures'}；重现其中一次：{first}",
    )


def _next(view: View, path: Path, found: Tally) -> None:
    line = _line(path, found)
    view.note(f"\nNext: {line}", f"\n下一步：{line}")


def _line(path: Path, found: Tally) -> str:
    """What to do about it."""
    if found.at_work:
        return f"seed100 status {path}"
    if found.left or found.lost:
        return resume_line(path)
    if found.failed:
        return f"{resume_line(path)} --retry-failed"
    return f"seed100 show {path}"
