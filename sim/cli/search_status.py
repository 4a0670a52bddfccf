"""`status` of a search: how far its rounds are, and the line that goes on with it."""

from __future__ import annotations

from pathlib import Path

from sim.charts.numbers import counted
from sim.cli.lines import resume_line
from sim.cli.view import View, columns, row
from sim.record.manifest import read_manifest
from sim.record.tally import Tally, tally
from sim.study.search_folder import BESIDE, rounds


def status_of_search(view: View, path: Path) -> None:
    """Print how many points were tried, and a row a round."""
    manifest = read_manifest(path)
    found: dict[str, Tally] = {each.name: tally(each) for each in rounds(path)}
    card = manifest.experiment
    trials = card.analysis["trials"] if card else 0
    tried = sum(_points(each) for each in found.values() if not each.left)
    complete = manifest.status == "complete"
    line = f"seed100 show {_winners(path)}" if complete else resume_line(path)
    if view.as_json:
        counts = {name: _counts(each) for name, each in found.items()}
        told = {"results": str(path), "kind": manifest.kind, "name": manifest.name}
        told |= {"status": manifest.status, "next": line}
        view.json(told | {"trials": trials, "tried": tried, "rounds": counts})
        return
    view.print(str(path), "bold")
    view.print(
        view.say(
            f"search, seed {manifest.seed}: {tried} of {counted(trials, 'point')} tried, "
            f"{counted(manifest.replicates, 'replicate')} each",
            f"搜索，种子 {manifest.seed}：{trials} 个点已试 {tried} 个，每个 {manifest.replicates} 次",
        )
    )
    heads = view.say("round points done failed lost left", "轮 点 完成 失败 无结果 剩余").split()
    table = columns(heads, "lr")
    for name, each in found.items():
        row(table, name, str(_points(each)), *map(str, _counts(each).values()))
    view.table(table)
    view.note(f"\nNext: {line}", f"\n下一步：{line}")


def _winners(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(BESIDE))


def _points(found: Tally) -> int:
    card = found.manifest.experiment
    return len(card.points) if card else 0


def _counts(found: Tally) -> dict[str, int]:
    return {"done": found.done, "failed": found.failed, "lost": found.lost, "left": found.left}
