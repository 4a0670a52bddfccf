import pandas as pd
import pytest

from sim.charts.causes import exits_by_cause, joins_by_source

from .looking import WORDS, collisions, cut_off, written

NAMES = {
    "price": {"en": "Price", "zh": "价格"},
    "overload": {"en": "Information overload", "zh": "信息过载"},
}


def tally(**people):
    """One row per strategy and cause: `kol={"price": 30}`."""
    rows = [(s, cause, 4, mean) for s, some in people.items() for cause, mean in some.items()]
    table = pd.DataFrame(rows, columns=["scenario", "cause", "runs", "mean"])
    total = table.groupby("scenario")["mean"].transform("sum")
    return table.assign(share=(table["mean"] / total).fillna(0.0))


def figure(people, strategies, language="en", draw=exits_by_cause):
    return draw(tally(**people), strategies, NAMES, language=language, **WORDS[language])


def test_a_cell_says_share_and_people(make_strategies):
    words = written(figure({"kol": {"price": 30.0, "overload": 90.0}}, make_strategies(1)))
    assert {"25%", "30", "75%", "90", "120", "Price"} <= set(words)


def test_joins_and_exits_are_worded_apart(make_strategies):
    one = {"kol": {"price": 3.0}}
    assert any(
        "joined" in text for text in written(figure(one, make_strategies(1), "en", joins_by_source))
    )
    assert any("left" in text for text in written(figure(one, make_strategies(1))))


def test_frequent_causes_come_first_and_absent_ones_not_at_all(make_strategies):
    people = {"kol": {"price": 1.0, "overload": 9.0, "rules": 0.0}}
    words = written(figure(people, make_strategies(1)))
    assert words.index("Price") > words.index("Information overload")
    assert "rules" not in words


def test_the_rarest_of_many_causes_stand_together(make_strategies):
    people = {"kol": {f"cause {k}": 100.0 - k for k in range(11)}}
    words = written(figure(people, make_strategies(1)))
    assert words[-1].startswith("Source")
    assert "Other" in words
    assert "cause 9" not in words


def test_a_strategy_that_nobody_left_says_so(make_strategies):
    people = {"kol": {"price": 5.0}, "shared": {"price": 0.0}}
    assert "nobody" in written(figure(people, make_strategies(2)))
    assert "nobody" in written(figure({}, make_strategies(1)))


def test_a_trace_is_not_rounded_to_nothing(make_strategies):
    words = written(figure({"kol": {"price": 0.2, "overload": 900.0}}, make_strategies(1)))
    assert "<1%" in words
    assert "<1" in words


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("causes", [2, 5, 9])
def test_no_text_runs_into_another_or_off_the_page(causes, language, make_strategies):
    some = {f"long cause name {k}": 12345.0 + k for k in range(causes - 1)} | {"overload": 99999.0}
    strategies = make_strategies(7)
    drawn = figure({s.name: some for s in strategies}, strategies, language)
    assert collisions(drawn) == []
    assert cut_off(drawn) == []


def test_a_cause_that_counts_under_one_strategy_has_its_own_column(make_strategies):
    usual = {f"cause {k}": 50.0 for k in range(8)}
    strategies = make_strategies(9)
    people = {s.name: dict(usual) for s in strategies}
    people[strategies[0].name]["founder"] = 200.0
    assert "founder" in written(figure(people, strategies))
