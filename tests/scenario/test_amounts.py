"""Amounts as people write them, and what a scenario takes in their place."""

from __future__ import annotations

import pytest

from sim.scenario import ScenarioErrors, load
from sim.scenario.amounts import meant
from sim.scenario.describing import field_at
from sim.scenario.settings import Settings

SIZE, FEE, SHARE = ("market", "size"), ("admission", "fee"), ("seeding", "waves", 0, "share")
DAYS, BUDGET = ("days",), ("budget", "total")


def hint(words, path, composed=Settings):
    found = meant(words, field_at(composed, path), item=isinstance(path[-1], int))
    return found.en if found else None


@pytest.mark.parametrize(
    ("words", "path", "written"),
    [
        ("2万", SIZE, "20000"),
        ("1.5万", SIZE, "15000"),
        ("1.5 萬人", SIZE, "15000"),
        ("2w", SIZE, "20000"),
        ("20k", SIZE, "20000"),
        ("2m", SIZE, "2000000"),
        ("3千", SIZE, "3000"),
        ("2百", SIZE, "200"),
        ("５００人", SIZE, "500"),
        ("1亿", BUDGET, "100000000"),
        ("5万元", BUDGET, "50000"),
        ("300万", BUDGET, "3000000"),
        ("50 元", FEE, "50"),
        ("30天", DAYS, "30"),
        ("2周", DAYS, "14"),
        ("6个月", DAYS, "180"),
        ("1年", DAYS, "365"),
        ("2 weeks", DAYS, "14"),
        ("6 months", DAYS, "180"),
        ("2周", ("measures", "horizons", 1), "14"),
        ("20%", SHARE, "0.2"),
        ("60％", SHARE, "0.6"),
        ("70%", ("market", "founder_values", 0), "0.7"),
        ("1,000", SIZE, "1000"),
        ("1，000，000", SIZE, "1000000"),
        ("1_000", SIZE, "1000"),
        ("1e5", SIZE, "100000"),
        ("12345678", BUDGET, "12345678"),
        ("0.12345678", SHARE, "0.12345678"),
        ("yes", ("events", "enabled"), "true"),
        ("off", ("events", "enabled"), "false"),
    ],
)
def test_amounts_are_told_in_the_unit_of_the_parameter(words, path, written):
    assert hint(words, path) == f"write `{written}`"


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("5%", FEE),
        ("5%", DAYS),
        ("2周", SIZE),
        ("2w", DAYS),
        ("6m", DAYS),
        ("20年", DAYS),
        ("2.5年", DAYS),
        ("1年半", DAYS),
        ("1000亿", SIZE),
        ("1.00005万", SIZE),
        ("60元", SHARE),
        ("1,5万", FEE),
    ],
)
def test_where_the_number_is_not_certain_none_is_told(words, path):
    said = hint(words, path)
    assert said.startswith("write a plain number, without")
    assert not any(letter.isdecimal() for letter in said)


@pytest.mark.parametrize("words", ["1,5", "1,00", "1.000,5", "1,0000"])
def test_a_comma_that_may_be_a_decimal_one_is_not_dropped(words):
    assert hint(words, FEE) == "write a plain number, with a point before decimals"


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("1e400", BUDGET),
        ("1e99999", BUDGET),
        ("9" * 39 + "e999", BUDGET),
        ("nan", BUDGET),
        ("7.5", DAYS),
        ("9999999999", SIZE),
        ("-3", DAYS),
        ("many", DAYS),
        ("2026-01-31", DAYS),
        ("yes", DAYS),
        ("3", ("measures", "horizons")),
        ("3", ("seeding", "source")),
    ],
)
def test_what_would_not_be_taken_is_not_suggested(words, path):
    assert hint(words, path) is None


def test_a_list_of_one_bad_item_is_not_too_short(write):
    with pytest.raises(ScenarioErrors) as caught:
        load(write("seeding: {waves: [{share: 60%}]}"), composed=Settings)
    (found,) = caught.value.problems
    assert found.hint.en == "write `0.6`"


def test_the_hint_stands_with_the_error(read):
    with pytest.raises(ScenarioErrors) as caught:
        read("market: {size: 2万}", "seeding.count=5%")
    first, second = caught.value.problems
    assert (first.hint.en, first.hint.zh) == ("write `20000`", "请写 `20000`")
    assert second.hint.zh == "请写纯数字，不写“%”"
