"""Where members came from and why they left."""

import pandas as pd
import pytest

from sim.study.causes import count, labels, main_cause


def tally(**shares):
    """Shares of causes by strategy, of 100 people each."""
    rows = [
        {"scenario": name, "cause": cause, "mean": 100 * share, "share": share}
        for name, some in shares.items()
        for cause, share in some.items()
    ]
    return pd.DataFrame(rows)


def test_causes_have_names_in_both_languages(compared):
    joins = labels(compared, "joins")
    assert (joins["founding"].en, joins["founding"].zh) == ("founding", "创立")
    assert set(count(compared, "joins")["cause"]) == set(joins)


def test_what_most_came_by_is_told_with_its_range(compared):
    counted = tally(
        a={"founding": 0.9, "advertising": 0.1}, b={"founding": 0.7, "advertising": 0.3}
    )
    said = main_cause(counted, "joins", compared)
    assert said.en == "Most members come by “founding”: 70–90% of all who join under every strategy"
    assert said.zh == "多数成员来自“创立”：各策略下占全部加入者的 70–90%"


def test_without_a_majority_the_most_frequent_is_told(compared):
    counted = tally(a={"inactivity": 0.4, "drifted": 0.3})
    said = main_cause(counted, "exits", compared)
    assert said.en == "The most frequent reason to leave is “inactivity”: 40% of all who leave"


def test_a_cause_that_is_not_first_everywhere_is_told_of_those_where_it_is(compared):
    counted = tally(
        a={"inactivity": 0.3, "drifted": 0.2},
        b={"inactivity": 0.4, "drifted": 0.3},
        c={"inactivity": 0.1, "drifted": 0.9},
    )
    said = main_cause(counted, "exits", compared)
    assert said.en.endswith("“inactivity”: 30–40% of all who leave under 2 of 3 strategies")
    assert said.zh.endswith("3 种策略中的 2 种之下占全部离开者的 30–40%")


def test_where_no_cause_is_first_under_most_strategies_each_is_told(compared):
    counted = tally(a={"inactivity": 0.25, "drifted": 0.2}, b={"inactivity": 0.1, "drifted": 0.3})
    said = main_cause(counted, "exits", compared)
    assert said.en == (
        "The main reason to leave differs between strategies: “drifted away” (up to 30%), "
        "“inactivity” (up to 25%)"
    )
    assert said.zh.startswith("最主要的离开原因因策略而异：“")


@pytest.mark.parametrize("kind, en", [("joins", "Nobody joined"), ("exits", "Nobody left")])
def test_nobody_is_nobody(compared, kind, en):
    assert main_cause(tally(a={"founding": 0.0}), kind, compared).en == en
