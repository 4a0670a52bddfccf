from __future__ import annotations

from sim.scenario import Settings, explain
from sim.scenario.explaining import section_titles


def rows(settings):
    return {row.path: row for row in explain(settings)}


def test_a_row_tells_everything_about_a_parameter(read):
    row = rows(read("seeding: {count: 7}"))["seeding.count"]
    assert (row.section, row.key, row.symbol, row.unit.say("zh")) == ("seeding", "count", "n", "人")
    assert (row.default, row.value, row.range, row.changed) == (100, 7, "0 … 1,000", True)
    assert (row.evidence, row.meaning.zh) == ("assumption", "种子")


def test_only_what_differs_is_changed(read):
    changed = [
        path for path, row in rows(read("days: 9\nseeding: {count: 100}")).items() if row.changed
    ]
    assert changed == ["days"]


def test_rows_come_in_the_order_of_the_day(read):
    sections = list(dict.fromkeys(row.section for row in explain(read("days: 9"))))
    assert sections == ["", "market", "seeding", "governance", "budget", "measures"]


def test_choices_and_open_ranges_are_told(read):
    told = rows(read("days: 9"))
    assert told["seeding.source"].range == "forum | friends"
    assert told["scale"].range == "> 0"


def test_sections_have_titles(toys):
    assert section_titles(toys)["governance"].zh == "治理"


def test_every_parameter_there_is_has_a_meaning_in_both_languages():
    for row in explain(Settings()):
        assert row.meaning.en, row.path
        assert any("\u4e00" <= letter <= "\u9fff" for letter in row.meaning.zh), row.path
