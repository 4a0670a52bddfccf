"""Aligned bars of shares."""

import math

import pytest

from sim.charts.bars import Bar, Group, bars, table
from tests.charts.looking import collisions, cut_off, written

LONG = {"en": "Word of mouth: how much those who share the founder's values are easier to win over by far",
        "zh": "口碑：与创始人价值观相近的人更容易被说服的程度有多大，以及为什么会这样，还有更多的说明文字"}  # fmt: skip
SHORT = {"en": "Luck", "zh": "运气"}


def group(*found):
    note = {"en": "Members who visited (higher is better)", "zh": "到访过的成员"}
    return Group({"en": "Active members", "zh": "活跃成员数"}, note, found)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_texts_do_not_collide_or_leave_the_page(language):
    some = [group(Bar(LONG, 0.4, 0.2, 0.7, within=0.3), Bar(SHORT, 0.6), Bar(LONG, 0.0))]
    figure = bars(some, title="A finding", notes=["How to read it."], source="x", language=language)
    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_a_share_is_told_with_its_interval_when_there_is_one():
    some = [group(Bar(SHORT, 0.4, 0.2, 0.7), Bar(SHORT, 0.25), Bar(SHORT, -0.02, -0.05, 0.01))]
    words = written(bars(some, title="A finding", notes=[], source="x"))
    assert {"40% (20%–70%)", "25%", "0% (0%–1%)"} <= set(words)


def test_the_numbers_behind_are_kept():
    kept = table([group(Bar(SHORT, 0.4, within=0.1))])
    assert kept["within"].to_list() == [0.1]
    assert math.isnan(kept["low"][0])
