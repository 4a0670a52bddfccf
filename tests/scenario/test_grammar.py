from __future__ import annotations

import pytest

from sim.scenario import ScenarioErrors
from sim.scenario.timeline import Condition, Day, Every


def entry(read, text):
    return read(f"timeline:\n  - {text}\n").timeline[0]


def test_an_event_on_a_day(read):
    made = entry(read, "{day: 90, event: {kind: offline, size: 200}, label: {zh: 粉丝节}}")
    assert made.when == Day(90)
    assert (made.verb, made.arguments.kind, made.arguments.size) == ("event", "offline", 200)
    assert (made.label.en, made.label.zh, made.line) == ("粉丝节", "粉丝节", 2)


def test_a_repeat_with_an_end(read):
    made = entry(read, "{every: 30, from: 60, until: 300, event: {}}")
    assert made.when == Every(30, 60, 300)


def test_a_repeat_begins_after_one_interval(read):
    assert entry(read, "{every: 30, event: {}}").when == Every(30, 30)


@pytest.mark.parametrize("condition", ["members >= 1000", "members>=1e3", "  members  >=  1000. "])
def test_a_condition(read, condition):
    made = entry(read, f"{{when: '{condition}', event: {{}}}}")
    assert made.when == Condition("members", ">=", 1000.0)


def test_a_condition_that_may_be_met_again(read):
    again = entry(read, "{when: members > 1, again_after_days: 9, event: {}}")
    daily = entry(read, "{when: members > 1, once: false, event: {}}")
    assert (again.when.again_after_days, daily.when.again_after_days) == (9, 1)


def test_a_verb_that_needs_nothing_said(read):
    for nothing in ("{}", ""):
        made = entry(read, f"{{day: 240, founder_leaves: {nothing}}}")
        assert made.verb == "founder_leaves"


def test_parameters_are_set_as_their_section_takes_them(read):
    made = entry(read, "{day: 9, set: {governance.strictness: 1, seeding.source: [{share: .5}]}}")
    assert made.arguments["governance.strictness"] == 1.0
    assert made.arguments["seeding.source"][0].share == 0.5


def test_a_mechanism_can_be_switched_off(read):
    made = entry(read, "{day: 9, set: {governance.enabled: false}}")
    assert made.arguments == {"governance.enabled": False}


def test_changes_are_checked_in_the_order_they_come(read):
    text = "timeline: [{day: 1, set: {governance.most: .5}}, {day: 2, set: {governance.least: .4}}]"
    assert len(read(text).timeline) == 2


def test_a_change_must_agree_with_the_scenario(wrong):
    text = "governance: {most: .5}\ntimeline:\n  - {day: 1, set: {governance.least: .6}}\n"
    assert wrong(text) == [("S107", "3:19")]


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("{event: {}}", "S201", 5),
        ("{day: 3, every: 5, event: {}}", "S202", 5),
        ("{day: 3}", "S203", 5),
        ("{day: 3, event: {}, set: {governance.most: 1}}", "S204", 5),
        ("{day: 3, evnt: {}}", "S205", 14),
        ("{when: members 1000, event: {}}", "S206", 12),
        ("{when: members = 1000, event: {}}", "S206", 12),
        ("{when: members > 10 and cohesion > 1, event: {}}", "S206", 12),
        ("{when: cohesion > members, event: {}}", "S206", 12),
        ("{when: membres > 1000, event: {}}", "S207", 12),
        ("{day: 3, until: 9, event: {}}", "S208", 14),
        ("{day: 3, once: true, event: {}}", "S208", 14),
        ("{day: 3, set: {governance.stricness: 1}}", "S209", 20),
        ("{day: 3, set: {strictness: 1}}", "S209", 20),
        ("{day: 3, set: {market.size: 10}}", "S210", 20),
        ("{day: 3, set: {days: 10}}", "S210", 20),
        ("{day: 3, set: {}}", "S211", 19),
        ("{day: 3, set: 4}", "S211", 19),
        ("{day: 366, event: {}}", "S212", 11),
        ("{every: 400, event: {}}", "S212", 13),
        ("{every: 4, from: 400, event: {}}", "S212", 22),
        ("{every: 4, from: 40, until: 30, event: {}}", "S213", 33),
        ("{when: members > 1, once: true, again_after_days: 3, event: {}}", "S214", 31),
        ("{day: -1, event: {}}", "S103", 11),
        ("{day: soon, event: {}}", "S102", 11),
        ("{day: , event: {}}", "S102", 10),
        ("{every: 0, event: {}}", "S103", 13),
        ("{day: 3, event: {size: 1}}", "S103", 28),
        ("{day: 3, event: {kind: offlin}}", "S104", 28),
        ("{day: 3, event: {sise: 3}}", "S101", 22),
        ("{day: 3, event: big}", "S102", 21),
        ("{day: 3, set: {governance.strictness: 3}}", "S103", 43),
        ("event", "S102", 5),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(wrong, text, code, column):
    assert wrong(f"timeline:\n  - {text}\n") == [(code, f"2:{column}")]


def test_a_timeline_is_a_list(wrong):
    assert wrong("timeline: {day: 3}") == [("S102", "1:11")]


def test_everything_wrong_with_a_timeline_is_told_at_once(wrong):
    text = "days: 30\ntimeline:\n  - {day: 31, event: {size: 1}}\n  - {dya: 3, event: {}}\n"
    assert [code for code, _ in wrong(text)] == ["S212", "S103", "S201", "S205"]


def test_known_words_are_suggested(read):
    with pytest.raises(ScenarioErrors) as caught:
        read("timeline: [{when: membres > 3, event: {}}, {day: 3, set: {strictness: 1}}]")
    measure, parameter = caught.value.problems
    assert "`members`" in measure.hint.en
    assert "governance.strictness" in parameter.hint.en + parameter.expected.en


def test_when_the_run_is_shortened_later_entries_fall_away(read):
    text = "timeline:\n  - {day: 3, event: {}}\n  - {day: 90, event: {}}\n  - {day: 9, event: {}}\n"
    made = read(text, "days=30").timeline
    assert [(entry.when.day, entry.line) for entry in made] == [(3, 2), (9, 4)]
