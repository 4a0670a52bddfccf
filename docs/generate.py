"""Writes what is made from the code: the reference, both schemas and the table of patterns.

    python docs/generate.py

Parameters, the order of the day, the timeline's words and verbs, measures and error codes are all
read from where they are declared, so the page cannot say anything else than the program does.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sim import metrics
from sim.mechanisms import discover
from sim.metrics.measure import Measure
from sim.patterns import PATTERNS, Pattern
from sim.scenario import Row, Settings, Text, explain, json_schema
from sim.scenario.describing import about, fields_of, models_in, range_of, unit_of
from sim.scenario.explaining import WORDS, section_titles
from sim.scenario.messages import MESSAGES
from sim.scenario.timing import Timing
from sim.state.journal import FOUNDING, GENERAL_CAUSES, Label
from sim.state.mechanism import Mechanism, Verb
from sim.study.experiment_schema import experiment_schema

HOME = Path(__file__).parents[1]

INTRODUCTION = """\
# Reference 参考手册

<!-- Written by docs/generate.py from the code. Do not edit: run `make docs`. -->

Everything a scenario may say and everything a run measures, read from the code.
What the equations are stands in [the description of the model](model.md); how to write a scenario
in [scenarios](scenarios.md). The same tables in the terminal: `seed100 explain base`, and
`seed100 explain base --lang zh`.

本页由代码自动生成：方案可写的全部参数、时间线动作，以及每次运行测量的全部指标。

Contents: [evidence](#evidence) · [order of the day](#order-of-the-day) ·
[parameters](#parameters) · [timeline](#timeline) · [what is measured](#what-is-measured) ·
[sources and causes](#sources-and-causes) · [errors](#errors)

## Evidence

Every default says how well it is supported.

| evidence | meaning |
|---|---|
| found | read in a public source |
| recalled | from the literature, not checked against the source |
| computed | follows from other numbers |
| calibrated | set against a named pattern, and again when what lies beside it had changed |
| assumption | a guess; try other values before you trust a result that hangs on it |
| fact | reported of a real case |
| choice | decided by whoever writes the scenario; there is no right value |
"""

HEAD = ("key", "symbol", "default", "unit", "range", "evidence", "meaning")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table, line by line."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def both(words: Text) -> str:
    """A text in both languages, one below the other."""
    return "<br>".join(dict.fromkeys(each for each in (words.en, words.zh) if each))


def shown(value: Any) -> str:
    """A default as a scenario would have it."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)


def parameter_row(each: Row) -> tuple[str, ...]:
    """One parameter as a line of a table."""
    meaning = both(each.meaning)
    if each.source:
        meaning += f"<br>*{each.source}*"
    return (
        f"`{each.key}`",
        each.symbol,
        shown(each.default),
        each.unit.en,
        each.range,
        each.evidence,
        meaning,
    )


def field_rows(model: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    """The fields of a section, of an item of a list or of a verb's arguments."""
    for key, field in fields_of(model).items():
        noted = about(field)
        default = field.get_default(call_default_factory=True)
        plain = default.model_dump(mode="json") if isinstance(default, BaseModel) else default
        yield (
            f"`{key}`",
            noted.get("symbol", ""),
            "(must be given)" if field.is_required() else shown(plain),
            unit_of(field).en,
            range_of(field),
            noted.get("evidence", ""),
            both(Text(en=noted.get("en", field.description or ""), zh=noted.get("zh", ""))),
        )


def order_of_the_day() -> Iterator[str]:
    """What happens in a day, in order."""
    yield "## Order of the day\n"
    yield "First the timeline, then the agents that a user has written, then, in this order:\n"
    rows = (
        (
            str(number),
            f"[`{kind.name}`](#{kind.name})",
            f"{kind.title_en} {kind.title_zh}",
            when(kind),
        )
        for number, kind in enumerate(discover(), start=1)
    )
    yield from table(("", "mechanism", "title", "phase"), rows)
    yield "Last come the measures. A mechanism may set the climate of the day before any step.\n"


def when(kind: type[Mechanism]) -> str:
    """The phase of the day, and whether there is more to it than the day's climate."""
    only = " (sets the climate, has no step)" if kind.step is Mechanism.step else ""
    return kind.phase.name.lower().replace("_", " ") + only


def parameters() -> Iterator[str]:
    """Every parameter, by section in the order of the day."""
    settings = Settings()
    titles = section_titles(type(settings))
    mechanisms = {kind.name: kind for kind in discover()}
    yield "## Parameters\n"
    yield "Write `section: {key: value}` in a scenario, or `--set section.key=value`.\n"
    for name, rows in groupby(explain(settings), key=lambda row: row.section):
        yield f"### {name or 'The scenario itself'}\n"
        if name:
            yield f"{titles[name].en} {titles[name].zh}.{where(mechanisms.get(name))}\n"
        yield from table(HEAD, map(parameter_row, rows))
        if name:
            yield from items(type(settings).model_fields[name].annotation)
        else:
            yield from words()


def where(kind: type[Mechanism] | None) -> str:
    """Where a mechanism is described and where it is written."""
    if kind is None:
        return ""
    return f" [Equations](model.md#{kind.name}), [code](../sim/mechanisms/{kind.name}.py)."


def items(section: Any) -> Iterator[str]:
    """Tables of what the lists of a section hold."""
    for key, field in section.model_fields.items():
        for model in models_in(field.annotation):
            yield f"Each item of the list `{key}`:\n"
            yield from table(HEAD, field_rows(model))


def words() -> Iterator[str]:
    """The words of a scenario that are no parameters."""
    fields = {key: field for key, field in Settings.model_fields.items() if key in WORDS}
    rows = [("`extends`", "the scenario this one builds on<br>所基于的方案")]
    rows += [
        (f"`{key}`", both(Text(en=about(field)["en"], zh=about(field)["zh"])))
        for key, field in fields.items()
    ]
    yield "Words that no run depends on, and the timeline:\n"
    yield from table(("key", "meaning"), rows)
    reported = next(models_in(fields["reported"].annotation))
    yield "Each item of the list `reported`:\n"
    yield from table(HEAD, field_rows(reported))


def timeline() -> Iterator[str]:
    """When and what: the words of an entry and the verbs."""
    yield "## Timeline\n"
    yield "An entry says when (`day`, `every` or `when`) and one thing to do.\n"
    rows = ((key, unit, span, meaning) for key, _, _, unit, span, _, meaning in field_rows(Timing))
    yield from table(("key", "unit", "range", "meaning"), rows)
    yield "### set\n"
    yield "Changes parameters from that day on 从当天起改变参数: `set: {section.key: value}`.\n"
    yield "Any parameter of a mechanism; `market`, `budget` and `measures` are fixed.\n"
    for kind in discover():
        for verb in kind.verbs:
            yield from verb_section(verb, kind)


def verb_section(verb: Verb, kind: type[Mechanism]) -> Iterator[str]:
    """One verb with its arguments."""
    yield f"### {verb.name}\n"
    yield f"{verb.en} {verb.zh}, of [`{kind.name}`](#{kind.name}).\n"
    rows = list(field_rows(verb.arguments))
    if rows:
        yield from table(HEAD, rows)
    else:
        yield f"It takes nothing: `{verb.name}: {{}}`.\n"


CADENCES = {
    "day": "Every day 每天",
    "month": "Every `measures.graph_every_days` days and on the horizons 按月",
    "horizon": "On the horizons only 仅在评估日",
}


def measures() -> Iterator[str]:
    """Every measure with its unit, its meaning and which way is good."""
    yield "## What is measured\n"
    yield f"The headline is {', '.join(f'`{name}`' for name in metrics.HEADLINE)}."
    yield "*Better* is empty where neither way is good.\n"
    for panel in metrics.panels():
        yield f"### {CADENCES[panel.every]}\n"
        head = ("name", "title", "unit", "better", "meaning")
        yield from table(head, map(measure_row, panel.measures))
    yield "Beside these, every day: `joins:SOURCE` and `exits:CAUSE`, people a day.\n"


def measure_row(each: Measure) -> tuple[str, ...]:
    """One measure as a line of a table."""
    meaning = both(Text(en=each.meaning_en, zh=each.meaning_zh))
    return f"`{each.name}`", f"{each.en} {each.zh}", each.unit, each.better, meaning


def sources_and_causes() -> Iterator[str]:
    """How people may join and why members may leave, with the mechanism behind each."""
    yield "## Sources and causes\n"
    yield "Every join has a source:\n"
    sources = [("", FOUNDING)] + [(k.name, each) for k in discover() for each in k.sources]
    yield from labels("source", sources)
    yield "Every exit has a cause:\n"
    causes = [(k.name, each) for k in discover() for each in (*k.pulls, *k.pushes)]
    own = [(kind.name, each) for kind in discover() for each in kind.causes]
    yield from labels("cause", [*causes, *(("", each) for each in GENERAL_CAUSES), *own])


def labels(head: str, named: Iterable[tuple[str, Label]]) -> Iterator[str]:
    """Names with their readings and the mechanism they belong to."""
    rows = ((f"`{one.name}`", one.en, one.zh, kind) for kind, one in named)
    return table((head, "in English", "in Chinese", "mechanism"), rows)


def errors() -> Iterator[str]:
    """The codes of what can be wrong with a scenario."""
    yield "## Errors\n"
    yield "What can be wrong with a scenario. A code keeps its meaning.\n"
    rows = ((code, en, zh) for code, (en, zh) in MESSAGES.items())
    yield from table(("code", "in English", "in Chinese"), rows)


def reference() -> str:
    """The whole page."""
    parts = (order_of_the_day, parameters, timeline, measures, sources_and_causes, errors)
    lines = [line for part in parts for line in part()]
    return INTRODUCTION + "\n" + "\n".join(lines).rstrip() + "\n"


TABLE = re.compile(r"(?<=<!-- Written by docs/generate.py -->\n\n).*?(?=\n\n[^|])", re.DOTALL)
"""Where a page that is written by hand has its table: after this mark."""


def patterns() -> Iterator[str]:
    """Every pattern: what it counts, its band and whose communities it is known from."""
    head = ("pattern 模式", "row 编号", "what it counts 含义", "band 范围", "known from 来源")
    yield from table(head, map(pattern_row, PATTERNS))


def pattern_row(one: Pattern) -> tuple[str, ...]:
    """One pattern as a line of a table."""
    band = "–" if math.isnan(one.low) else f"{one.low:g}-{one.high:g}"
    names = Text(en=one.title("en"), zh=one.title("zh"))
    meaning = Text(en=one.meaning("en"), zh=one.meaning("zh"))
    return both(names), one.id, both(meaning), band, one.source


def with_table(page: Path, lines: Iterable[str]) -> str:
    """A page that is written by hand, with its table as the code has it now.

    Raises ValueError where the page has no place for it.
    """
    rows = "\n".join(lines).rstrip()
    text, found = TABLE.subn(lambda _: rows, page.read_text("utf-8"))
    if found != 1:
        raise ValueError(f"{page.name} needs one table below the mark of docs/generate.py")
    return text


def written() -> dict[Path, str]:
    """What each file that is made from the code must say."""
    schemas = {"scenarios": json_schema(), "experiments": experiment_schema()}
    files = {
        HOME / folder / "schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for folder, schema in schemas.items()
    }
    page = HOME / "docs" / "patterns.md"
    return {
        HOME / "docs" / "reference.md": reference(),
        page: with_table(page, patterns()),
        **files,
    }


if __name__ == "__main__":
    for file, text in written().items():
        file.write_text(text, encoding="utf-8")
