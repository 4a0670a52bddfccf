from __future__ import annotations

from string import Formatter

import pytest

from sim.scenario.errors import Place, ScenarioErrors, problem
from sim.scenario.hints import did_you_mean
from sim.scenario.messages import MESSAGES
from sim.scenario.text import Text

PLACE = Place("plan.yaml", 7, 10, 6, "  count: 200000")


def test_a_problem_prints_like_a_compilers():
    expected = Text(en="a whole number from 0 to 1,000 (people)", zh="整数，0 到 1,000（人）")
    found = problem("S103", ("seeding", "count"), value="200000", expected=expected).at(PLACE)
    assert ScenarioErrors([found]).render() == (
        "plan.yaml:7:10: S103 `seeding.count` is 200000, outside its range\n"
        "   |\n"
        " 7 |   count: 200000\n"
        "   |          ^^^^^^\n"
        "  = expected: a whole number from 0 to 1,000 (people)\n"
        "\n"
        "Found 1 error."
    )
    assert "应为：整数，0 到 1,000（人）" in found.render("zh")


def test_the_caret_stands_under_words_behind_chinese_ones():
    place = Place("x.yaml", 1, 6, 2, "标题: [好的, 1]")
    marked = problem("S013").at(place).render().splitlines()[-1]
    assert marked == "   | " + " " * 7 + "^^^^"


def test_a_long_line_is_cut_around_the_words():
    place = Place("x.yaml", 1, 901, 3, "x" * 900 + "bad" + "y" * 900)
    shown = problem("S013").at(place).render().splitlines()
    assert "bad" in shown[2]
    assert len(shown[2]) < 120
    assert shown[3].index("^") == shown[2].index("bad")


def test_control_characters_do_not_reach_the_terminal():
    place = Place("x.yaml", 1, 1, 1, "\x1b[31mred")
    assert "\x1b" not in problem("S101", ("\x1b[2J",)).at(place).render()


def test_problems_of_a_part_can_be_seen_from_the_whole():
    found = problem("S106", ("size",)).under(("timeline", 2))
    assert found.message.en == "`timeline[2].size` is missing"


def test_a_machine_gets_plain_data():
    found = problem("S106", ("timeline", 2, "size")).at(PLACE).as_dict("zh")
    assert found["path"] == ["timeline", 2, "size"]
    assert (found["file"], found["line"], found["column"]) == ("plan.yaml", 7, 10)
    assert found["message"] == "缺少 `timeline[2].size`"


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_tell_the_same_facts(code):
    english, chinese = (
        {name.removesuffix("_zh") for _, name, _, _ in Formatter().parse(words) if name}
        for words in MESSAGES[code]
    )
    assert english == chinese


def test_suggestions_ignore_case_and_need_likeness():
    assert "`Forum`" in did_you_mean("forun", ["Forum", "friends"]).en
    assert did_you_mean("xyz", ["forum", "friends"]) is None
