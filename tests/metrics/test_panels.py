"""All measures together."""

from __future__ import annotations

import math
from itertools import chain

import numpy as np
import pytest

from sim import metrics
from sim.state.community import Community

from .planted import community, join, leave

MAY_BE_EMPTY = {
    "dau_mau", "quick_ratio", "retention_d7", "retention_d30", "retention_d90", "stayed_d90",
    "k_factor", "posts_gini", "posts_top1", "posts_top10", "posts_kol", "cost_per_active",
}  # fmt: skip


def read(whole: Community) -> dict[str, float]:
    """Every measure of a community, by name."""
    values = chain(*metrics.read(whole, metrics.panels()))
    return dict(zip(metrics.names(), values, strict=True))


def died() -> Community:
    whole = community(members=50, day=200)
    leave(whole, np.arange(50, dtype=np.int32), day=195)
    return whole


def died_long_ago() -> Community:
    whole = community(members=50, day=399)
    leave(whole, np.arange(50, dtype=np.int32), day=10)
    return whole


CASES = {
    "nobody yet": lambda: community(members=0, day=0),
    "the founder alone": lambda: community(members=1, day=0),
    "three people": lambda: community(members=3),
    "the first day": lambda: community(day=0),
    "an ordinary day": community,
    "the whole market": lambda: community(size=300, members=300, day=390),
    "died last week": died,
    "died long ago": died_long_ago,
}


@pytest.mark.parametrize("case", CASES)
def test_every_measure_is_finite_or_empty_for_a_stated_reason(case: str) -> None:
    for name, value in read(CASES[case]()).items():
        assert math.isfinite(value) or (math.isnan(value) and name in MAY_BE_EMPTY), name
        assert type(value + 0.0) is float or isinstance(value, np.floating), name


def test_on_an_ordinary_day_nothing_is_empty_but_for_want_of_newcomers() -> None:
    whole = community()
    for day, row in ((90, 300), (65, 310), (5, 320), (35, 330)):
        join(whole, np.array([row], np.int32), day=day)
    assert not [name for name, value in read(whole).items() if math.isnan(value)]


def test_measures_that_may_be_empty_say_when() -> None:
    for name in MAY_BE_EMPTY:
        assert "empty" in metrics.by_name()[name].meaning_en
        assert "为空" in metrics.by_name()[name].meaning_zh


def test_names_are_unique_and_titled_in_both_languages() -> None:
    assert len(set(metrics.names())) == len(metrics.names())
    for measure in metrics.measures():
        assert measure.name.isidentifier()
        assert measure.title("en") != measure.title("zh")
        assert measure.unit
        assert measure.meaning("en")
        assert measure.meaning("zh")


def test_there_is_one_panel_per_cadence() -> None:
    assert [panel.every for panel in metrics.panels()] == ["day", "month", "horizon"]
    assert metrics.names() == tuple(metrics.by_name())
    assert set(metrics.HEADLINE) <= set(metrics.names())


def test_reading_changes_nothing_and_repeats_exactly() -> None:
    whole = community()
    before = {name: column.copy() for name, column in whole.people.columns.items()}
    ties = whole.ties.who.copy(), whole.ties.strength.copy()
    first, second = read(whole), read(whole)
    assert np.array_equal(list(first.values()), list(second.values()), equal_nan=True)
    assert all((column == before[name]).all() for name, column in whole.people.columns.items())
    assert (whole.ties.who == ties[0]).all()
    assert (whole.ties.strength == ties[1]).all()


def test_shares_lie_between_0_and_1() -> None:
    values = read(community())
    for measure in metrics.measures():
        if measure.unit in ("share", "0-1"):
            assert math.isnan(values[measure.name]) or 0 <= values[measure.name] <= 1


def test_joins_and_exits_have_a_measure_per_source_and_cause() -> None:
    joins = metrics.joins_measure("word_of_mouth", "word of mouth", "口碑")
    exits = metrics.exits_measure("overload", "overload", "信息过载")
    assert (joins.name, joins.title("en")) == ("joins:word_of_mouth", "Joins: word of mouth")
    assert (exits.name, exits.title("zh")) == ("exits:overload", "退出：信息过载")
    assert joins.whole
    assert exits.whole
