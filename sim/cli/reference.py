"""`check` and `explain`: what is wrong with a scenario, and what it assumes."""

from __future__ import annotations

import json
import math
import shlex
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import typer
import yaml

from sim.charts.numbers import counted
from sim.cli.idle import warn_of_idle_entries
from sim.cli.view import WRONG_INPUT, View, WrongInput, columns, row
from sim.mechanisms import discover
from sim.scenario import Problem, Row, ScenarioErrors, Settings, Text, explain, json_schema, load
from sim.scenario.explaining import section_titles
from sim.scenario.hints import did_you_mean
from sim.scenario.timeline import as_written
from sim.study import experiment
from sim.study.experiment import Experiment, find_experiment
from sim.study.experiment_schema import experiment_schema
from sim.study.exploring import Search

EVIDENCE = {
    "found": Text(en="found", zh="文献"),
    "recalled": Text(en="recalled", zh="文献（未核）"),
    "computed": Text(en="computed", zh="推算"),
    "calibrated": Text(en="calibrated", zh="校准"),
    "assumption": Text(en="assumption", zh="假设"),
    "fact": Text(en="fact", zh="事实"),
    "choice": Text(en="choice", zh="选择"),
}
GENERAL = Text(en="the scenario", zh="方案")


def check(view: View, scenarios: Sequence[str], overrides: Sequence[str]) -> None:
    """Say of each scenario what is wrong, or that it is sound."""
    problems: list[Problem] = []
    sound: list[str] = []
    for each in scenarios:
        try:
            title = _heading(each, overrides, view)
        except ScenarioErrors as errors:
            problems += errors.problems
            continue
        sound.append(each)
        if not view.as_json:
            view.print(view.say(f"{each}: sound ({title})", f"{each}：无误（{title}）"))
            if find_experiment(each) is None:
                warn_of_idle_entries(view, each, load(each, overrides))
    if view.as_json:
        view.json([problem.as_dict(view.language) for problem in problems])
    elif problems:
        view.err.print(ScenarioErrors(problems).render(view.language), soft_wrap=True)
    if problems:
        raise typer.Exit(WRONG_INPUT)
    _say_what_next(view, sound, overrides)


def _say_what_next(view: View, sound: Sequence[str], overrides: Sequence[str]) -> None:
    """The command that runs one scenario, or compares several; an experiment has its own."""
    if any(find_experiment(name) is not None for name in sound):
        return
    verb = "run" if len(sound) == 1 else "compare"
    changes = [word for each in overrides for word in ("--set", each)]
    line = shlex.join(["seed100", verb, *sound, *changes])
    view.note(f"Next: {line}", f"下一步：{line}")


def _heading(name: str, overrides: Sequence[str], view: View) -> str:
    """What a scenario or an experiment that is sound is called. Raises ScenarioErrors."""
    if find_experiment(name) is None:
        return load(name, overrides).heading(view.language)
    found = experiment.load(name, overrides)
    title = found.title.say(view.language) or found.name
    return f"{title}{view.say(': ', '：')}{_size(found, view)}"


def _size(found: Experiment, view: View) -> str:
    """How much there is to run."""
    if isinstance(found, Search):
        return view.say(
            f"{counted(found.trials, 'point')} x {counted(found.replicates, 'run')}, then up to "
            f"{counted(found.winners, 'winner')} and the scenario as it is x "
            f"{counted(found.fresh, 'run')}",
            f"{found.trials} 个点 × {found.replicates} 次运行，"
            f"再以 {found.fresh} 次运行重跑至多 {found.winners} 个优胜者与原方案",
        )
    first, last = (len(each.plan().runs) for each in (found, found.rounds()[-1]))
    runs = f"{first:,}" if first == last else f"{first:,}–{last:,}"
    if found.points:
        many = len(found.points)
        return view.say(f"{counted(many, 'setting')}, {runs} runs", f"{many} 组设定，{runs} 次运行")
    many = len(found.scenarios)
    strategies = "1 strategy" if many == 1 else f"{many} strategies"
    return view.say(f"{strategies}, {runs} runs", f"{many} 种策略，{runs} 次运行")


def schema(of: str) -> dict[str, Any]:
    """The JSON Schema of scenarios, or of experiments."""
    return experiment_schema() if of == "experiment" else json_schema()


def explain_scenario(
    view: View, scenario: str, section: str | None, changed: bool, overrides: Sequence[str]
) -> None:
    """Print the order of the day, and parameters by section."""
    settings = load(scenario, overrides)
    rows = explain(settings)
    titles = section_titles(type(settings))
    if section is not None:
        rows = _of_section(rows, section)
    shown = [each for each in rows if each.changed or not changed]
    if view.as_json:
        view.json({"day": _order(settings), "parameters": [_as_data(each) for each in shown]})
        return
    if section is None and not changed:
        _print_order(view, settings)
    for name, some in groupby(shown, key=lambda each: each.section):
        _print_section(view, name, titles.get(name, GENERAL), list(some))
    if section is None:
        _print_timeline(view, settings)
    if not shown:
        view.print(view.say("Every parameter has its default.", "所有参数均为默认值。"))
    view.print(
        view.say(
            "* is not the default. Change any with --set SECTION.KEY=VALUE, or in the file.",
            "* 表示已改动。可用 --set 部分.参数=值 修改，或写在文件里。",
        ),
        "dim",
    )


def _of_section(rows: Sequence[Row], section: str) -> list[Row]:
    known = list(dict.fromkeys(each.section for each in rows if each.section))
    if section not in known:
        hint = did_you_mean(section, known)
        en, zh = (f"; {hint.en}", f"；{hint.zh}") if hint else ("", "")
        listed = ", ".join(known)
        raise WrongInput(
            f"there is no section `{section}`{en}\n  one of {listed}",
            f"没有名为 `{section}` 的部分{zh}\n  可选：{listed}",
        )
    return [each for each in rows if each.section == section]


def _order(settings: Settings) -> list[str]:
    """Mechanisms that are on, in the order in which they run."""
    return [kind.name for kind in discover() if getattr(settings, kind.name).enabled]


def _print_order(view: View, settings: Settings) -> None:
    titles = {kind.name: view.say(kind.title_en, kind.title_zh) for kind in discover()}
    on = _order(settings)
    off = [name for name in titles if name not in on]
    first = view.say("the timeline", "时间线")
    last = view.say("measures", "测量")
    view.print(view.say("The order of a day", "一天的执行顺序"), "bold")
    for number, name in enumerate(on, start=1):
        view.print(f"  {number:>2}  {name:<16} {titles[name]}")
    view.print(
        view.say(
            f"      Before it comes {first}, after it {last}."
            + (f" Off: {', '.join(off)}." if off else ""),
            f"      之前是{first}，之后是{last}。" + (f"已关闭：{'、'.join(off)}。" if off else ""),
        ),
        "dim",
    )
    view.print()


def _print_timeline(view: View, settings: Settings) -> None:
    """What the strategist does on the way, as the file says it."""
    if not settings.timeline:
        return
    view.print(view.say("timeline: what you do, and when", "timeline: 时间线"), "bold")
    for entry in map(as_written, settings.timeline):
        view.print(f"  - {_flow(entry, view.language)}")
    view.print()


def _flow(entry: Mapping[str, Any], language: str) -> str:
    """An entry of the timeline on one line of YAML, its label in one language."""
    label = entry.get("label") or {}
    said = {**entry, "label": label[language]} if language in label else entry
    text = yaml.safe_dump(
        dict(said), default_flow_style=True, allow_unicode=True, sort_keys=False, width=math.inf
    )
    return text.strip()


def _print_section(view: View, name: str, title: Text, rows: Sequence[Row]) -> None:
    said = title.say(view.language)
    heading = f"{name}: {said}" if name else said
    names = view.say(
        "parameter value default unit range evidence meaning", "参数 值 默认 单位 范围 依据 含义"
    )
    table = columns(names.split(), "lrrl", heading)
    for each in rows:
        row(
            table,
            each.key,
            _value(each.value) + (" *" if each.changed else ""),
            _value(each.default) if each.changed else "",
            each.unit.say(view.language),
            each.range,
            _evidence(each, view),
            each.meaning.say(view.language),
            style="bold" if each.changed else "",
        )
    view.table(table)
    view.print()


def _evidence(each: Row, view: View) -> str:
    known = EVIDENCE.get(each.evidence, Text(en=each.evidence, zh=each.evidence))
    return known.say(view.language)


def _value(value: Any) -> str:
    """A value as YAML would have it, numbers with separators."""
    if isinstance(value, bool) or value is None or not isinstance(value, int | float):
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"


def _as_data(each: Row) -> dict[str, Any]:
    return {
        "path": each.path,
        "value": each.value,
        "default": each.default,
        "changed": each.changed,
        "unit": each.unit.model_dump(),
        "range": each.range,
        "evidence": each.evidence,
        "source": each.source,
        "symbol": each.symbol,
        "meaning": each.meaning.model_dump(),
    }
