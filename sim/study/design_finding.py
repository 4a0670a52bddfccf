"""What a sweep or a sensitivity study found, in one sentence made from the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sim.charts.numbers import counted, number
from sim.charts.wording import FEWEST_RUNS
from sim.scenario.text import Text
from sim.scenario.translating import shown
from sim.study.sensitivity import LUCK, Sensitivity, called
from sim.study.sweep import Point, Sweep

MOST_NAMED = 3
YES = {True: "是", False: "否"}


def what_settings_bring(study: Sweep, name: str) -> Text:
    """The least and the greatest mean, and the settings they come from."""
    rows, measure = study.responses(name), study.measures[name]
    if "mean" not in rows or rows["mean"].isna().all():
        return Text(en="Every run has failed", zh="所有运行均失败")
    ordered = rows.dropna(subset="mean").sort_values("mean", kind="stable").to_dict("records")
    low, high = ordered[0], ordered[-1]
    said = {
        language: [number(row["mean"], language, whole=measure.whole) for row in (low, high)]
        for language in ("en", "zh")
    }
    if low["mean"] == high["mean"]:
        return Text(
            en=f"{measure.en} after {study.day:,} days: {said['en'][0]} on average with every setting",
            zh=f"{study.day:,} 天后{measure.zh}：各组设定的平均值均为 {said['zh'][0]}",
        )
    at = [setting({path: row[path] for path in study.swept}) for row in (low, high)]
    return Text(
        en=f"{measure.en} after {study.day:,} days: from {said['en'][0]} on average ({at[0].en}) "
        f"to {said['en'][1]} ({at[1].en})",
        zh=f"{study.day:,} 天后{measure.zh}平均由 {said['zh'][0]}（{at[0].zh}）"
        f"到 {said['zh'][1]}（{at[1].zh}）",
    )


def what_to_mind(study: Sweep) -> list[Text]:
    """What a reader of settings must know: runs that are few, settings that change nothing."""
    found = []
    if study.repeats_a_point < FEWEST_RUNS:
        runs = study.repeats_a_point
        few = counted(runs, "run")
        found.append(
            Text(
                en=f"Only {few} a setting: too few to tell near ones apart",
                zh=f"每组设定只运行 {runs} 次，次数太少，无法分清相近的设定",
            )
        )
    groups = study.alike()
    for group in groups[:MOST_NAMED]:
        told = _listed(group)
        found.append(
            Text(
                en=f"Exactly the same in every run: {told.en}. Between these, what was varied does "
                "nothing here",
                zh=f"各次运行完全相同：{told.zh}。在这些设定之间，所变参数在此不起作用",
            )
        )
    if len(groups) > MOST_NAMED:
        rest = len(groups) - MOST_NAMED
        found.append(Text(en=f"So it is in {rest} groups more", zh=f"另有 {rest} 类设定亦然"))
    return found


def _listed(group: Sequence[Point]) -> Text:
    """Some settings: the values of the one parameter in which they differ, or each by itself."""
    first = group[0]
    differing = [path for path in first if any(point[path] != first[path] for point in group)]
    if len(differing) > 1:
        told = [setting(point) for point in group[:MOST_NAMED]]
        rest = len(group) - len(told)
        return Text(
            en="; ".join(each.en for each in told) + (f"; and {rest} more" if rest else ""),
            zh="；".join(each.zh for each in told) + (f"；等 {len(group)} 组" if rest else ""),
        )
    (path,) = differing
    others = {key: value for key, value in first.items() if key != path}
    own = setting({path: first[path]})
    fixed = setting(others)
    en = ", ".join([own.en, *(_written(point[path]) for point in group[1:])])
    zh = "、".join([own.zh, *(_written(point[path], YES) for point in group[1:])])
    return Text(
        en=f"{en} ({fixed.en})" if others else en, zh=f"{zh}（{fixed.zh}）" if others else zh
    )


def what_counts(study: Sensitivity, name: str) -> Text:
    """What the outcome hangs on most."""
    rows, measure = study.table(name), study.measures[name]
    title = measure.en[:1].lower() + measure.en[1:]
    if study.method == "morris":
        above = rows[rows["heard"]]
        told = [called(path) for path in above["parameter"][:MOST_NAMED]]
        if not told:
            return Text(
                en=f"No parameter moves {title} more than luck does",
                zh=f"没有参数对{measure.zh}的影响超过运气",
            )
        return Text(
            en=f"What moves {title} most after {study.day:,} days: "
            + "; ".join(each.en for each in told),
            zh=f"{study.day:,} 天后{measure.zh}最取决于：" + "；".join(each.zh for each in told),
        )
    known = rows[rows["total"].round(2) > 0].sort_values("total", ascending=False)[:MOST_NAMED]
    if not len(known):
        return Text(en=f"Nothing moves {title}", zh=f"{measure.zh}没有变化")
    parts = [(row["total"], _called(row["parameter"])) for row in known.to_dict("records")]
    return Text(
        en=f"What moves {title} after {study.day:,} days: "
        + "; ".join(f"{words.en} {share:.0%}" for share, words in parts),
        zh=f"{study.day:,} 天后{measure.zh}取决于："
        + "；".join(f"{words.zh} {share:.0%}" for share, words in parts),
    )


def _called(path: str) -> Text:
    return Text(en="Luck", zh="运气") if path == LUCK else called(path)


def setting(point: Mapping[str, Any]) -> Text:
    """A setting in short: `fee 150, screening 0.5`, in Chinese by the parameters' meanings.

    With their sections where keys or meanings are alike.
    """
    keys = _apart(list(point), [path.partition(".")[2] or path for path in point])
    titles = [called(path).zh for path in point]
    meanings = _apart(titles, [title.partition("：")[2] or title for title in titles])
    en = (f"{name} {_written(v)}" for name, v in zip(keys, point.values(), strict=True))
    zh = (f"{name}：{_written(v, YES)}" for name, v in zip(meanings, point.values(), strict=True))
    return Text(en=", ".join(en), zh="，".join(zh))


def _apart(whole: list[str], short: list[str]) -> list[str]:
    """The short names when they can be told apart, else the whole ones."""
    return short if len(set(short)) == len(short) else whole


def _written(value: Any, words: Mapping[bool, str] = MappingProxyType({})) -> str:
    """A value as a file has it, numbers in short; `words` for true and false."""
    if isinstance(value, float):
        return f"{value:,.4g}"
    if isinstance(value, str):
        return value
    return words.get(value, shown(value)) if isinstance(value, bool) else shown(value)
