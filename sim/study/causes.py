"""Where members came from and why they left, over the runs of a study."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from sim.charts.prepare import tallies
from sim.scenario import Text
from sim.scenario.text import NO_WORDS
from sim.study.outlook import Outlook

Kind = Literal["joins", "exits"]
NOBODY = {
    "joins": Text(en="Nobody joined", zh="无人加入"),
    "exits": Text(en="Nobody left", zh="无人离开"),
}
MOST_NAMED = 3
MOSTLY = 0.5
"""A source or cause stands for most when it has at least this share wherever it is first."""


def count(study: Outlook, kind: Kind) -> pd.DataFrame:
    """How many came by each source (`joins`) or left for each cause (`exits`); see `tallies`."""
    columns = [one.name for one in study.results.measures if one.name.startswith(f"{kind}:")]
    curves_of_counts = study.curves(columns)
    return tallies(curves_of_counts.astype({"scenario": str}), kind)


def labels(study: Outlook, kind: Kind) -> dict[str, Text]:
    """What sources of joining (`joins`) or causes of leaving (`exits`) are called."""
    found = {}
    for measure in study.results.measures:
        before, _, cause = measure.name.partition(":")
        if cause and before == kind:
            en, zh = measure.en.partition(": ")[2], measure.zh.partition("：")[2]
            found[cause] = Text(en=en or measure.en, zh=zh or measure.zh)
    return found


def main_cause(counted: pd.DataFrame, kind: Kind, study: Outlook) -> Text:
    """A sentence on what brought most members, or made most leave, from `count`.

    It speaks of the strategies under which that was first, and says how many these are; where none
    was first under most of them, it names several.
    """
    table = counted.pivot(index="scenario", columns="cause", values="share")
    shares = table.dropna(how="all")
    if not len(shares) or not counted["mean"].sum():
        return NOBODY[kind]
    first = shares.idxmax(axis=1)
    times = first.value_counts()
    if 2 * times.max() <= len(shares) and len(times) > 1:
        return _differing(shares.max(axis=0)[times.index], kind, study)
    cause = str(shares[times[times == times.max()].index].median().idxmax())
    own = shares.loc[first == cause, cause]
    least, most = f"{own.min():.0%}", f"{own.max():.0%}"
    between = least if least == most else f"{least.rstrip('%')}–{most}"
    rank = (MOST if own.min() >= MOSTLY else OFTEN)[kind]
    called, under = labels(study, kind)[cause], _under(len(own), len(table))
    ends = (
        ("of all who join", "全部加入者") if kind == "joins" else ("of all who leave", "全部离开者")
    )
    return Text(
        en=f"{rank.en} “{called.en}”: {between} {ends[0]}{under.en}",
        zh=f"{rank.zh}“{called.zh}”：{under.zh}占{ends[1]}的 {between}",
    )


def _differing(shares: pd.Series, kind: Kind, study: Outlook) -> Text:
    """The causes that were first somewhere, each with its greatest share."""
    called = labels(study, kind)
    shown = shares.sort_values(ascending=False, kind="stable")[:MOST_NAMED]
    en = ", ".join(
        f"“{called[str(cause)].en}” (up to {share:.0%})" for cause, share in shown.items()
    )
    zh = "、".join(
        f"“{called[str(cause)].zh}”（最高 {share:.0%}）" for cause, share in shown.items()
    )
    return Text(en=f"{DIFFER[kind].en}: {en}", zh=f"{DIFFER[kind].zh}：{zh}")


def _under(some: int, many: int) -> Text:
    """Under how many of the strategies that is so."""
    if many == 1:
        return NO_WORDS
    if some == many:
        return Text(en=" under every strategy", zh="各策略下")
    return Text(en=f" under {some} of {many} strategies", zh=f"{many} 种策略中的 {some} 种之下")


MOST: dict[Kind, Text] = {
    "joins": Text(en="Most members come by", zh="多数成员来自"),
    "exits": Text(en="Most who leave do so for", zh="多数离开者因为"),
}
OFTEN: dict[Kind, Text] = {
    "joins": Text(en="The most frequent way in is", zh="最主要的成员来源是"),
    "exits": Text(en="The most frequent reason to leave is", zh="最主要的离开原因是"),
}
DIFFER: dict[Kind, Text] = {
    "joins": Text(en="The main way in differs between strategies", zh="最主要的成员来源因策略而异"),
    "exits": Text(
        en="The main reason to leave differs between strategies", zh="最主要的离开原因因策略而异"
    ),
}
