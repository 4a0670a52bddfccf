"""`new --like`: a scenario that is the twin of a real community, from its log alone."""

from __future__ import annotations

import shlex
from pathlib import Path

import numpy as np

from sim import patterns, twin
from sim.charts.numbers import number
from sim.cli.view import View, WrongInput
from sim.patterns import Log, UnreadableLog
from sim.record.files import write_text
from sim.twin import Twin

LONGEST_NAME = 60


def write_twin(view: View, file: Path, log: Path, schema: str) -> None:
    """Read a log, fit what brings its newcomers, and write the scenario."""
    made = _fitted(view, _read(log))
    command = f"seed100 patterns {shlex.quote(str(file))} {shlex.quote(str(log))}"
    write_text(file, twin.written(made, _name(log), " ".join(command.split()), schema))
    view.print(view.say(f"Wrote {file}", f"已生成 {file}"))
    _tell(view, made)
    view.note(
        f"Lay both side by side: {command}\nThen try what could have been done: "
        f"seed100 run {shlex.quote(str(file))} --set seeding.count=20",
        f"并排对照：{command}\n"
        f"再试试别的做法：seed100 run {shlex.quote(str(file))} --set seeding.count=20",
    )


def _read(path: Path) -> Log:
    try:
        return patterns.read(path)
    except UnreadableLog as error:
        raise WrongInput(error.en, error.zh) from error


def _fitted(view: View, log: Log) -> Twin:
    def tell(pilot: int) -> None:
        view.note(
            f"pilot {pilot} of at most {twin.ROUNDS}", f"第 {pilot} 次试运行，最多 {twin.ROUNDS} 次"
        )

    try:
        return twin.fitted(log, tell)
    except twin.TooLittle as error:
        raise WrongInput(error.en, error.zh) from error


def _name(log: Path) -> str:
    """What the original is called: the folder's name in one line."""
    return " ".join(log.resolve().name.split())[:LONGEST_NAME]


def _tell(view: View, made: Twin) -> None:
    """What was read off, what was assumed, and how near the pilot came."""
    facts = made.facts

    def said(value: float) -> str:
        return number(value, view.language, whole=True)

    view.print(
        view.say(
            f"{said(facts.days)} days, {said(facts.registered)} registered, "
            f"{said(facts.contributors)} contributed, {len(facts.steps)} steps of inflow",
            f"{said(facts.days)} 天，{said(facts.registered)} 人注册，"
            f"{said(facts.contributors)} 人发言，来人分为 {len(facts.steps)} 段",
        )
    )
    if not facts.listed:
        view.print(
            view.say(
                f"Who registered is not known, only the {said(facts.log.people)} who are in the log: "
                f"{twin.NEVER:.0%} of all are taken never to have contributed, as where everybody is "
                "listed.",
                f"不知道有哪些人注册，记录中只出现 {said(facts.log.people)} 人：按成员名单完整的社群，"
                f"假定全体中 {twin.NEVER:.0%} 从未发言。",
            )
        )
    if facts.days < facts.watched:
        view.print(
            view.say(
                f"The log is {said(facts.watched)} days long; the twin lives through its first "
                f"{said(facts.days)}.",
                f"记录长达 {said(facts.watched)} 天；孪生只模拟其中最初 {said(facts.days)} 天。",
            )
        )
    if facts.scale < 1:
        view.print(
            view.say(
                f"Too many to simulate each: one person stands for {1 / facts.scale:.3g}.",
                f"人数过多：每个模拟人代表 {1 / facts.scale:.3g} 人。",
            )
        )
    wanted, came = float(np.sum(made.wanted)), float(np.sum(made.came))
    view.print(
        view.say(
            f"Newcomers after the first day in the last pilot: {said(came)}; they should be {said(wanted)}.",
            f"末次试运行中首日之后的新人：{said(came)}；应为 {said(wanted)}。",
        )
    )
