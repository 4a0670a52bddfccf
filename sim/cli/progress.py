"""How far a study is, on stderr: a bar on a terminal, a line every tenth elsewhere."""

from __future__ import annotations

import time
from pathlib import Path

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from sim.charts.numbers import counted
from sim.cli.view import View
from sim.study.runner import Listener

COMPILING_SECONDS = 30
TENTHS = 10
MINUTE, HOUR = 60, 3600


class Reporter(Listener):
    """Tells the user how a study goes."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.taken_up = 0
        self._bar: Progress | None = None
        self._task = TaskID(0)
        self._runs = 0
        self._told = 0
        self._began = time.perf_counter()

    def compiling(self) -> None:
        """Say why the first run takes longer."""
        self.view.note(
            f"Compiling kernels, once after an install, about {COMPILING_SECONDS} s ...",
            f"正在编译计算内核（安装后仅一次，约 {COMPILING_SECONDS} 秒）……",
        )

    def started(self, place: Path, runs: int, done: int, workers: int) -> None:
        """Show how much there is to do."""
        self._runs, self.taken_up, self._began = runs, done, time.perf_counter()
        self._told = TENTHS * done // runs
        if done:
            self.view.note(
                f"Going on with `{place}`: {done} of {counted(runs, 'run')} done already.",
                f"继续 `{place}`：{runs} 次运行中已完成 {done} 次。",
            )
        if self.view.quiet or not self.view.err.is_terminal:
            return
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self.view.err,
            transient=True,
        )
        label = self.view.say("Running", "运行中")
        self._task = self._bar.add_task(label, total=runs, completed=done)
        self._bar.start()

    def waiting(self) -> None:
        """Say why nothing happens."""
        self.view.note(
            "The cluster has no workers yet; runs begin when one comes.",
            "集群暂无可用进程；有进程加入后即开始运行。",
        )

    def finished(self, done: int, failed: int) -> None:
        """Move the bar, or write a line when another tenth is done."""
        if self._bar:
            label = self.view.say(f"{failed} failed", f"{failed} 次失败") if failed else None
            self._bar.update(self._task, completed=done, description=label)
            return
        tenths = TENTHS * done // self._runs
        if tenths > self._told:
            self._told = tenths
            seconds = self._seconds_left(done)
            left = duration(self.view, seconds)
            about, about_zh = (f", about {left} left", f"，约剩 {left}") if seconds else ("", "")
            en, zh = (f", {failed} failed", f"，{failed} 次失败") if failed else ("", "")
            self.view.note(
                f"{tenths}0 %: {done}/{self._runs} runs{en}{about}",
                f"{tenths}0%：{done}/{self._runs} 次运行{zh}{about_zh}",
            )

    def draining(self) -> None:
        """Say what the first Ctrl-C does."""
        self.view.note(
            "\nStopping: what is under way still finishes. Press Ctrl-C again to stop at once.",
            "\n正在停止：等待进行中的运行完成。再按一次 Ctrl-C 立即停止。",
        )

    def ended(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def _seconds_left(self, done: int) -> float:
        now_done = done - self.taken_up
        return (time.perf_counter() - self._began) * (self._runs - done) / max(1, now_done)


def duration(view: View, seconds: float) -> str:
    """A time as people say it."""
    if seconds < MINUTE:
        return view.say(f"{seconds:.0f} s", f"{seconds:.0f} 秒")
    if seconds < HOUR:
        return view.say(f"{seconds / MINUTE:.0f} min", f"{seconds / MINUTE:.0f} 分钟")
    return view.say(f"{seconds / HOUR:.1f} h", f"{seconds / HOUR:.1f} 小时")
