from __future__ import annotations

import datetime
import pickle

import pytest
from pydantic import ValidationError

from sim.scenario import ScenarioErrors, Settings, compose, load
from sim.state.mechanism import Mechanism, Phase, Verb
from sim.state.parameters import Switchable


def test_a_scenario_may_say_nothing_but_one_thing(read):
    made = read("days: 30")
    assert (made.days, made.seeding.count, made.market.size) == (30, 100, 20_000)


def test_the_name_is_that_of_the_file_unless_said(read):
    assert read("days: 3").name == "plan"
    assert read("name: 酣客").name == "酣客"


def test_a_title_in_one_language_stands_for_both(read):
    made = read("title: 酣客\nquestion: {en: Why?, zh: 为什么？}")
    assert (made.title.en, made.heading("en"), made.question.zh) == ("酣客", "酣客", "为什么？")
    assert read("days: 3").heading() == "plan"


def test_days_have_dates_once_the_first_has(read):
    assert read("start_date: 2026-01-31").date_of(1) == datetime.date(2026, 2, 1)
    assert read("days: 3").date_of(1) is None


def test_horizons_are_those_reached_and_the_last_day(read):
    assert read("days: 200").horizons() == (30, 90, 180, 200)
    assert read("days: 200\nmeasures: {horizons: [7, 200, 300]}").horizons() == (7, 200)


def test_whole_numbers_may_be_written_with_an_exponent(read):
    assert read("market: {size: 2e3}").market.size == 2000


def test_a_section_may_stand_empty(read):
    assert read("seeding:\ntimeline:\nreported:\ndays: 3").seeding.count == 100


def test_reported_figures_have_a_day_or_a_date(read):
    text = (
        "start_date: 2014-04-01\nreported: [{day: 3, members: 200}, {date: 2014-05-01, members: 9}]"
    )
    made = read(text)
    assert [each.day_from(made.start_date) for each in made.reported] == [3, 30]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dayz: 3", ("S101", "1:1")),
        ("seeding: {cuont: 3}", ("S101", "1:11")),
        ("days: many", ("S102", "1:7")),
        ("days: '30'", ("S102", "1:7")),
        ("days: true", ("S102", "1:7")),
        ("days: 3.5", ("S102", "1:7")),
        ("days:", ("S102", "1:6")),
        ("days: 0", ("S103", "1:7")),
        ("days: 3651", ("S103", "1:7")),
        ("scale: 0", ("S103", "1:8")),
        ("scale: .inf", ("S108", "1:8")),
        ("scale: .nan", ("S108", "1:8")),
        ("start_date: 2026-13-01", ("S102", "1:13")),
        ("start_date: 2026", ("S102", "1:13")),
        ("seeding: {enabled: yes}", ("S102", "1:20")),
        ("seeding: 100", ("S102", "1:10")),
        ("seeding: {source: forun}", ("S104", "1:19")),
        ("seeding: {source: [{source: forum, share: 2}]}", ("S103", "1:43")),
        ("seeding: {source: [{sorce: forum}]}", ("S101", "1:21")),
        ("governance: {least: .9, most: .1}", ("S107", "1:13")),
        ("market: {size: 0}", ("S103", "1:16")),
        ("market: {size: 50}\nseeding: {count: 50}", ("S301", "2:18")),
        ("market: {size: 50}", ("S301", "1:1")),
        ("name: a/b", ("S105", "1:7")),
        ("name: ..", ("S105", "1:7")),
        ("name: ''", ("S105", "1:7")),
        ("title: {en: 3}", ("S102", "1:13")),
        ("measures: {horizons: [0]}", ("S103", "1:23")),
        ("reported: [{day: 3}]", ("S106", "1:12")),
        ("reported: [{members: 3}]", ("S302", "1:12")),
        ("reported: [{members: 3, date: 2026-01-01}]", ("S303", "1:31")),
        ("start_date: 2026-01-02\nreported: [{members: 3, date: 2026-01-01}]", ("S304", "2:31")),
        ("reported: [{members: 3, day: 366}]", ("S212", "1:12")),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(wrong, text, found):
    assert wrong(text) == [found]


def test_two_mistakes_are_told_at_once_in_the_order_of_the_text(wrong):
    assert wrong("seeding: {count: -1}\ndayz: 3\ndays: 0\n") == [
        ("S103", "1:18"),
        ("S101", "2:1"),
        ("S103", "3:7"),
    ]


def test_rules_between_sections_are_looked_at_beside_other_mistakes(wrong):
    found = wrong("dayz: 3\nmarket: {size: 50}\nseeding: {count: 60}\n")
    assert found == [("S101", "1:1"), ("S301", "3:18")]


def test_what_only_a_stand_in_default_breaks_is_not_told(wrong):
    assert wrong("market: {size: 50}\nseeding: {count: many}") == [("S102", "2:18")]
    assert wrong("days: many\ntimeline: [{day: 400, event: {}}]") == [("S102", "1:7")]


def test_a_switched_off_seeding_needs_no_people(read):
    assert read("market: {size: 50}\nseeding: {enabled: false}").market.size == 50


def test_a_rule_of_a_section_is_told_in_both_languages(write, toys):
    with pytest.raises(ScenarioErrors) as caught:
        load(write("governance: {least: .9, most: .1}"), composed=toys)
    message = caught.value.problems[0].message
    assert message.en == "`governance`: least must not exceed most"
    assert message.zh == "`governance`：最低不能超过最高"


def test_a_colon_without_a_space_is_pointed_out(write, toys):
    for text in ("{days:3}", "seeding: {count：3}"):
        with pytest.raises(ScenarioErrors) as caught:
            load(write(text), composed=toys)
        assert "冒号" in caught.value.problems[0].hint.zh


def test_a_key_of_another_section_is_sent_there(write, toys):
    with pytest.raises(ScenarioErrors) as caught:
        load(write("strictness: 3"), composed=toys)
    assert "`governance.strictness`" in caught.value.problems[0].hint.en


def test_settings_are_made_in_python_too(toys):
    made = toys(days=30, seeding={"count": 5}, timeline=[{"day": 3, "event": {"size": 9}}])
    assert made.timeline[0].arguments.size == 9
    with pytest.raises(ValidationError, match="after the end"):
        toys(days=30, timeline=[{"day": 31, "event": {}}])


def test_settings_do_not_change(toys):
    with pytest.raises(ValidationError):
        toys().days = 3


def test_sections_are_composed_once_for_the_same_mechanisms():
    assert compose((), ("members",)) is compose((), ("members",))


def test_settings_of_all_mechanisms_survive_pickling():
    made = Settings(days=7, timeline=[{"day": 3, "set": {"seeding.count": 1}}])
    assert pickle.loads(pickle.dumps(made)) == made


def test_two_mechanisms_cannot_claim_one_word():
    class Days(Mechanism):
        name, title_en, title_zh, phase, Parameters = "days", "", "", Phase.CONTENT, Switchable

    class Every(Mechanism):
        name, title_en, title_zh, phase, Parameters = "pace", "", "", Phase.CONTENT, Switchable
        verbs = (Verb("every", Parameters, "go", "", ""),)

    for mechanism in (Days, Every):
        with pytest.raises(ValueError, match="claimed more than once"):
            compose((mechanism,))
