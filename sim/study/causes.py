"""Where members came from and why they left, over the runs of a study."""

from __future__ import annotations

import pandas as pd

from sim.charts.prepare import tallies
from sim.scenario import Text
from sim.study.outlook import Outlook


def count(study: Outlook, kind: str) -> pd.DataFrame:
    """How many came by each source (`joins`) or left for each cause (`exits`); see `tallies`."""
    columns = [one.name for one in study.results.measures if one.name.startswith(f"{kind}:")]
    curves_of_counts = study.curves(columns)
    return tallies(curves_of_counts.astype({"scenario": str}), kind)


def labels(study: Outlook, kind: str) -> dict[str, Text]:
    """What sources of joining (`joins`) or causes of leaving (`exits`) are called."""
    found = {}
    for measure in study.results.measures:
        before, _, cause = measure.name.partition(":")
        if cause and before == kind:
            en, zh = measure.en.partition(": ")[2], measure.zh.partition("：")[2]
            found[cause] = Text(en=en or measure.en, zh=zh or measure.zh)
    return found
