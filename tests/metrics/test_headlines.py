"""The three headline measures, on communities whose fate is known."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest

from sim import metrics
from sim.state.community import Community

from .planted import CLIQUE, TIES, community, join, leave


def headlines(whole: Community) -> dict[str, float]:
    wanted = metrics.panels()[:2]
    names = [measure.name for panel in wanted for measure in panel.measures]
    values = dict(zip(names, chain(*metrics.read(whole, wanted)), strict=True))
    return {name: values[name] for name in metrics.HEADLINE}


def two_factions(size: int, crossing: float, apart: float, second: float = 0.5) -> Community:
    """Members in cliques, with `crossing` of their other ties and `apart` in values between two."""
    whole = community(size=2 * size, members=0)
    rng = np.random.default_rng(0)
    rows = np.arange(size, dtype=np.int32)
    join(whole, rows, day=0)
    side = rows >= round(size * (1 - second))
    whole.people.values[rows] = np.clip(
        rng.normal(0.5, 0.1, (size, 2)) + np.where(side, apart / 2, -apart / 2)[:, None] * [1, 0],
        0, 1,
    )  # fmt: skip
    whole.people.bond[rows] = 0.5
    owners, partners = [], []
    for group in (rows[~side], rows[side]):
        cliques = rng.permutation(group)[: len(group) // CLIQUE * CLIQUE].reshape(-1, CLIQUE)
        for a in range(CLIQUE):
            for b in range(a):
                owners.append(cliques[:, a])
                partners.append(cliques[:, b])
    for _ in range(TIES // 2):
        other = side ^ (rng.random(size) < crossing)
        picks = [rng.choice(group, size) for group in (rows[~side], rows[side])]
        owners.append(rows)
        partners.append(np.where(other, picks[1], picks[0]))
    owner, partner = np.concatenate(owners), np.concatenate(partners)
    order = np.argsort(owner, kind="stable")
    weights = rng.lognormal(0, 0.7, len(order)).astype(np.float32)
    whole.ties.apply(owner[order], partner[order].astype(np.int32), weights, whole.day)
    return whole


DRIFT = [(0.5, 0.0), (0.3, 0.15), (0.2, 0.3), (0.1, 0.45), (0.05, 0.6), (0.0, 0.75)]


def test_factions_that_drift_apart_lose_cohesion_and_fragment() -> None:
    curve = [headlines(two_factions(1000, *stage)) for stage in DRIFT]
    assert (np.diff([point["cohesion"] for point in curve]) < 0).all()
    assert (np.diff([point["fragmentation"] for point in curve]) > 0).all()
    assert curve[0]["fragmentation"] < 0.1
    assert curve[-1]["fragmentation"] > 0.97
    assert {point["active_members"] for point in curve} == {1000}


@pytest.mark.parametrize("stage", DRIFT)
def test_ten_times_the_people_in_the_same_relations_read_the_same(
    stage: tuple[float, float],
) -> None:
    small, large = headlines(two_factions(500, *stage)), headlines(two_factions(5000, *stage))
    assert large["active_members"] == 10 * small["active_members"]
    assert large["cohesion"] == pytest.approx(small["cohesion"], abs=0.01)
    assert large["fragmentation"] == pytest.approx(small["fragmentation"], abs=0.12)


@pytest.mark.parametrize("second", [0.5, 0.2])
def test_a_community_that_loses_its_dissidents_looks_no_better(second: float) -> None:
    whole = two_factions(1000, 0.1, 0.5, second)
    before = headlines(whole)
    dissidents = np.arange(round(1000 * (1 - second)), 1000, dtype=np.int32)
    leave(whole, dissidents)
    for later in range(90):
        whole.day = 100 + later
        whole.ties.review(whole.people.status, whole.day)
        if later not in (0, 30, 89):
            continue
        whole.people.last_visit[whole.members] = whole.day
        after = headlines(whole)
        assert after["active_members"] < before["active_members"]
        assert after["cohesion"] < before["cohesion"]
        assert after["fragmentation"] >= before["fragmentation"] - 0.03
