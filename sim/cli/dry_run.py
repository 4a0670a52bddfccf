"""`--dry-run`: what would run, how long it would take and how much room, from a short pilot."""

from __future__ import annotations

from sim.charts.numbers import counted
from sim.cli.progress import COMPILING_SECONDS, duration
from sim.cli.view import View
from sim.record.manifest import Manifest
from sim.record.places import Place
from sim.record.runs import all_facts
from sim.state.compiling import already_compiled
from sim.study.block import compile_kernels
from sim.study.pilot import Estimate, estimate
from sim.study.plan import Plan


def say_what_would_run(
    view: View, plan: Plan, manifest: Manifest, place: Place, workers: int | None
) -> None:
    """Try a few runs and print what all will take; nothing is written."""
    if not already_compiled():
        view.note(
            f"Compiling kernels, once after an install, about {COMPILING_SECONDS} s ...",
            f"正在编译计算内核（安装后仅一次，约 {COMPILING_SECONDS} 秒）……",
        )
        compile_kernels()
    done = len(all_facts(place.path)) if place.earlier else 0
    found = estimate(plan, manifest.measures, done, workers)
    for failure in found.pilot.failures if found.pilot else ():
        view.warn(f"a run of the pilot failed: {failure}", f"试运行失败：{failure}")
    if view.as_json:
        view.json(_as_data(plan, place, done, found))
        return
    _print(view, plan, place, done, found)


def _as_data(plan: Plan, place: Place, done: int, found: Estimate) -> dict[str, object]:
    return {
        "runs": len(plan.runs),
        "blocks": len(plan.blocks),
        "done": done,
        "workers": found.workers,
        "seconds": round(found.seconds, 1),
        "seconds_a_run": round(found.pilot.seconds_a_run, 4) if found.pilot else None,
        "megabytes": round(found.megabytes, 1),
        "results": str(place.path),
        "pilot_failures": list(found.pilot.failures) if found.pilot else [],
    }


def _print(view: View, plan: Plan, place: Place, done: int, found: Estimate) -> None:
    many, blocks = len(plan.runs), len(plan.blocks)
    names = ", ".join(scenario.name for scenario in plan.scenarios)
    view.print(
        view.say(
            f"{counted(len(plan.scenarios), 'scenario')} x {counted(plan.replicates, 'replicate')} = "
            f"{counted(many, 'run')} in {counted(blocks, 'block')}: {names}",
            f"{len(plan.scenarios)} 个方案 × {plan.replicates} 次 = {many} 次运行，"
            f"分 {blocks} 块：{names}",
        )
    )
    if done:
        view.print(
            view.say(
                f"{done} of them are there already, in {place.path}",
                f"其中 {done} 次已在 {place.path} 中",
            )
        )
    if not found.pilot:
        return
    time = duration(view, max(found.seconds, 1))
    view.print(
        view.say(
            f"about {time} on {counted(found.workers, 'worker')} ({found.pilot.seconds_a_run:.2f} s a run, "
            f"by {found.pilot.runs} tried; without figures), {found.megabytes:,.1f} MB in {place.path}",
            f"{found.workers} 个进程约需 {time}（试运行 {found.pilot.runs} 次，"
            f"每次 {found.pilot.seconds_a_run:.2f} 秒，不含绘图），占用 {found.megabytes:,.1f} MB，"
            f"位于 {place.path}",
        )
    )
