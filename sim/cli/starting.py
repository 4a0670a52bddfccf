"""`new`: a commented scenario to start from, beside it the schema that editors complete from.

With a log it is the twin of a real community (sim/cli/twinning.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from sim.cli.view import View, WrongInput
from sim.record.files import write_json, write_text
from sim.scenario import Row, Settings, explain, json_schema, load, packaged
from sim.scenario.explaining import section_titles

SCHEMA = "schema.json"
BASE = "base"
LEVERS = ("choice", "fact")
"""Evidence of parameters that a strategist decides; the others are assumptions of the model."""

NOT_STARTED_WITH = ("enabled",)
COMMENT_AT = 32


def new(view: View, name: str, base: str | None, like: Path | None) -> None:
    """Write NAME.yaml into the current folder; nothing there is overwritten."""
    file = _free(name)
    if like is None:
        _write(view, file, base or BASE)
    elif base is not None:
        raise WrongInput(
            f"a twin always builds on `{BASE}`; leave out --from or --like",
            f"孪生总是以 `{BASE}` 为基础；请去掉 --from 或 --like",
        )
    else:
        from sim.cli.twinning import write_twin

        write_twin(view, file, like, SCHEMA)
    schema = Path(SCHEMA)
    if not schema.exists():
        write_json(schema, json_schema())


def _free(name: str) -> Path:
    """Where a scenario of that name is written. Raises WrongInput."""
    file = Path(name if name.endswith(packaged.SUFFIXES) else f"{name}.yaml")
    if file.name != str(file) or file.name.startswith("."):
        raise WrongInput(
            f"`{name}` should be a plain name; the file is written here",
            f"`{name}` 应为简单的名称，文件将写在当前目录",
        )
    if file.exists():
        raise WrongInput(
            f"`{file}` exists already; choose another name", f"`{file}` 已存在；请换一个名称"
        )
    return file


def _write(view: View, file: Path, base: str) -> None:
    """A scenario on another, with every lever in a comment."""
    if Path(base).name != base:
        raise WrongInput(
            f"build on a packaged scenario or on one in this folder, not on `{base}`",
            f"只能以自带的方案或当前目录中的方案为基础，而不是 `{base}`",
        )
    settings = load(base)
    write_text(file, "\n".join(_lines(file.stem, base, settings)) + "\n")
    view.print(view.say(f"Wrote {file}", f"已生成 {file}"))
    view.note(
        f"Edit it, then: seed100 check {file}, seed100 run {file}, "
        f"seed100 compare {base} {file}\n{SCHEMA} lets editors complete and check it.",
        f"编辑后：seed100 check {file}，seed100 run {file}，seed100 compare {base} {file}\n"
        f"{SCHEMA} 供编辑器补全与检查。",
    )


def _lines(name: str, base: str, settings: Settings) -> Iterator[str]:
    """The file: what it builds on, its words, and every lever with the base's value."""
    title = settings.title
    yield f"# yaml-language-server: $schema=./{SCHEMA}"
    yield f"# {name}: builds on {base} and says only what differs. 只写与 {base} 不同之处。"
    yield "# Take the # (not the spaces) away from a line and from its section's, change the value."
    yield "# 去掉某一行及其所属部分行首的 #（保留空格），再改数值。"
    yield f"# Every parameter, with range and evidence 全部参数: seed100 explain {name}.yaml"
    yield f"extends: {base}"
    en, zh = (
        json.dumps(f"{title.en or base}, my way"),
        json.dumps(f"{title.zh or base}（我的方案）", ensure_ascii=False),
    )
    yield f"title: {{en: {en}, zh: {zh}}}"
    yield 'question: {en: "What do I want to know?", zh: "我想知道什么？"}'
    yield f"days: {settings.days}"
    titles = section_titles(type(settings))
    levers = [each for each in explain(settings) if _is_lever(each)]
    for section, rows in groupby(levers, key=lambda each: each.section):
        said = titles[section]
        yield ""
        yield f"#{section}:".ljust(COMMENT_AT) + f"  # {said.en} {said.zh}"
        for each in rows:
            yield _line(each)
    yield ""
    yield "#timeline:".ljust(COMMENT_AT) + "  # what you do, and when 时间线"
    for example in _examples(settings):
        yield f"#  - {example}"


def _is_lever(each: Row) -> bool:
    return bool(each.section) and each.evidence in LEVERS and each.key not in NOT_STARTED_WITH


def _line(each: Row) -> str:
    """`#  count: 100    # how many KOLs are invited 邀请的 KOL 人数 (people, 0 … 100,000)`."""
    setting = f"#  {each.key}: {_yaml(each.value)}".ljust(COMMENT_AT)
    about = ", ".join(filter(None, (each.unit.en, each.range)))
    return f"{setting}  # {each.meaning.en} {each.meaning.zh}" + (f" ({about})" if about else "")


def _yaml(value: Any) -> str:
    """A value in one line; JSON is YAML, and plain words need no quotes."""
    if isinstance(value, str) and value.isidentifier():
        return value
    return json.dumps(value, ensure_ascii=False)


def _examples(settings: Settings) -> Iterator[str]:
    """Lines of a timeline that this version understands."""
    yield "{day: 90, set: {content.team_posts_per_day: 3}, label: {en: Fewer posts, zh: 减少发帖}}"
    if "event" in settings.grammar.verbs:
        yield "{every: 30, from: 60, event: {kind: offline, size: 80}, label: {en: Meet-up, zh: 线下聚会}}"
    yield "{when: members >= 1000, set: {governance.strictness: 0.6}}"
