"""Where members came from and why they left, over the runs of a study."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from sim.charts.prepare import tallies
from sim.scenario import Text
from sim.study.outlook import Outlook

Kind = Literal["joins", "exits"]
NOBODY = {
    "joins": Text(en="Nobody joined", zh="无人加入"),
    "exits": Text(en="Nobody left", zh="无人离开"),
}
MOSTLY = 0.5
"""A source or cause stands for most when it has at least this share in the middle strategy."""


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
    """A sentence on what brought most members, or made most leave, from `count`."""
    shares = counted.pivot(index="scenario", columns="cause", values="share")
    if not len(shares) or not counted["mean"].sum():
        return NOBODY[kind]
    cause = str(shares.median().idxmax())
    own, called = shares[cause], labels(study, kind)[cause]
    least, most = f"{own.min():.0%}", f"{own.max():.0%}"
    between = least if least == most else f"{least.rstrip('%')}–{most}"
    mostly, several = bool(own.median() >= MOSTLY), len(study.scenarios) > 1
    if kind == "joins":
        return _came(called, between, mostly, several)
    return _left(called, between, mostly, several)


def _came(source: Text, between: str, mostly: bool, several: bool) -> Text:
    rank = ("Most members come by", "多数成员来自") if mostly else _OFTEN_CAME
    under = (" under every strategy", "各策略下") if several else ("", "")
    return Text(
        en=f"{rank[0]} {source.en}: {between} of all who join{under[0]}",
        zh=f"{rank[1]}“{source.zh}”：{under[1]}占全部加入者的 {between}",
    )


def _left(cause: Text, between: str, mostly: bool, several: bool) -> Text:
    rank = ("Most who leave do so for", "多数离开者因为") if mostly else _OFTEN_LEFT
    under = (" under every strategy", "各策略下") if several else ("", "")
    return Text(
        en=f"{rank[0]} {cause.en}: {between} of all who leave{under[0]}",
        zh=f"{rank[1]}“{cause.zh}”：{under[1]}占全部离开者的 {between}",
    )


_OFTEN_CAME = ("The most frequent way in is", "最主要的成员来源是")
_OFTEN_LEFT = ("The most frequent reason to leave is", "最主要的离开原因是")
