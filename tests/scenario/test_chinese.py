"""What is written in Chinese in place of a key, a choice or a measure."""

from __future__ import annotations

import pytest

from sim.scenario import ScenarioErrors, load
from sim.scenario.settings import Settings


def hint(write, text):
    with pytest.raises(ScenarioErrors) as caught:
        load(write(text), composed=Settings)
    (found,) = caught.value.problems
    return found.hint.zh


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("活动: {online_per_month: 3}", "events"),
        ("events: {每月线上官方活动: 3}", "online_per_month"),
        ("seeding: {来源: random}", "source"),
        ("seeding: {邀请批次: []}", "waves"),
        ("seeding: {source: 论坛达人}", "forum_experts"),
        ("seeding: {source: [{source: 随机, share: 1}]}", "random"),
        ("chapters: {by: 地区}", "region"),
        ("chapters: {by: 按话题}", "topic"),
        ("timeline: [{day: 3, event: {kind: 线下}}]", "offline"),
        ("timeline: [{day: 3, event: {kind: 线上}}]", "online"),
        ("timeline: [{when: 成员数 >= 500, event: {}}]", "members"),
        ("timeline: [{when: 活跃成员 >= 500, event: {}}]", "active_members"),
    ],
)
def test_it_is_understood(write, text, word):
    assert hint(write, text) == f"您是否想写 `{word}`？"


@pytest.mark.parametrize(
    "text", ["events: {成本: 3}", "seeding: {source: 名人}", "seeding: {源: random}"]
)
def test_a_word_that_may_mean_several_or_nothing_is_not_guessed(write, text):
    assert not hint(write, text)
