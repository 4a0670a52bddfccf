"""A toy study: up to seven strategies, three measures (one of them monthly), a few runs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from sim.charts.data import Act, Kind, Strategy
from sim.charts.prepare import outcome_bands
from sim.metrics.measure import Measure

TITLES = {
    "kol": ("KOL-first blitz", "KOL 先行"),
    "shared": ("Shared governance", "共同治理"),
    "offline": ("Offline-first", "线下优先"),
    "paid": ("Paid growth", "付费增长"),
    "founder": ("Founder’s own network", "创始人人脉"),
    "forum": ("Forum experts", "论坛专家"),
    "random": ("Random strangers", "随机陌生人"),
}
SHARED = (("seeding", "KOL seeding", "KOL 播种", 0), ("shock", "Founder dispute", "创始人纠纷", 60))
OWN = {
    "shared": [("rule", "Charter adopted", "通过章程", 30)],
    "offline": [("event", "Meet-up", "线下聚会", day) for day in (10, 40, 70, 100)],
    "forum": [("event", "Weekly call", "每周通话", day) for day in range(7, 120, 7)],
}


def act(kind: Kind, en: str, zh: str, day: int) -> Act:
    """An act with both labels."""
    return Act(day, kind, {"en": en, "zh": zh})


@pytest.fixture
def measures() -> list[Measure]:
    """Growth, cohesion and a monthly fragmentation."""
    return [
        Measure("members", "Active members", "活跃成员", "people", "People.", "人数。", whole=True),
        Measure(
            "cohesion", "Cohesion", "凝聚力", "0-1", "How alike two are.", "有多相似。", "higher"
        ),
        Measure(
            "fragmentation", "Fragmentation", "分裂度", "0-1", "How split.", "分裂程度。", "lower"
        ),
    ]


@pytest.fixture
def make_strategies() -> Callable[..., list[Strategy]]:
    """`make_strategies(count, highlighted=4)`; the first is the baseline."""

    def make(count: int, highlighted: int = 4) -> list[Strategy]:
        return [
            Strategy(
                name,
                {"en": en, "zh": zh},
                tuple(act(*one) for one in (*SHARED, *OWN.get(name, []))),
                place < highlighted,
                place == 0,
            )
            for place, (name, (en, zh)) in enumerate(list(TITLES.items())[:count])
        ]

    return make


@pytest.fixture
def make_frame() -> Callable[..., pd.DataFrame]:
    """`make_frame(count, runs, last_day, scale)`: the raw frame of a study."""

    def make(count: int, runs: int = 5, last_day: int = 120, scale: float = 1000.0) -> pd.DataFrame:
        chance = np.random.default_rng(1)
        day = np.arange(last_day + 1)
        parts = []
        for place, name in enumerate(list(TITLES)[:count]):
            for run in range(runs):
                level = scale * (1 + place) * chance.uniform(0.8, 1.2)
                split = 0.1 * place * chance.uniform(0.8, 1.2) * day / max(last_day, 1)
                columns = {
                    "members": np.round(level * day / max(last_day, 1)),
                    "cohesion": 1 - 0.9 * split,
                    "fragmentation": np.where(day % 30 == 0, split, np.nan),
                }
                keys = {"scenario": name, "replicate": run, "day": day}
                parts.append(pd.DataFrame(keys | columns))
        return pd.concat(parts, ignore_index=True)

    return make


@pytest.fixture
def make_bands(
    make_frame: Callable[..., pd.DataFrame], measures: list[Measure]
) -> Callable[..., pd.DataFrame]:
    """The prepared frame of `make_frame`."""
    return lambda *sizes, **more: outcome_bands(make_frame(*sizes, **more), measures)
