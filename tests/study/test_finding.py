"""The finding says no more than the numbers do."""

import numpy as np
import pytest

from sim.study.finding import finding
from tests.study.fabricated import comparison, outlook

NOISE = np.random.default_rng(3).normal(size=(3, 12))


def around(mean, row, spread=1.0):
    return (mean + spread * NOISE[row]).tolist()


def said(study, measure="active_members"):
    return finding(study, measure), finding(study, measure, "zh")


def test_a_strategy_that_clears_all_others_leads(tmp_path):
    outcomes = {"base": around(100, 0), "good": around(150, 1), "fair": around(120, 2)}
    en, zh = said(comparison(tmp_path, outcomes))
    assert en.startswith("“good” leads: on average 150 active members after 2 days, 30 more than")
    assert "than the next, “fair” (95% interval" in en
    assert zh.startswith("“good”领先：2 天后活跃成员数平均 150，比居次的“fair”多 30（95% 区间")


def test_a_baseline_may_lead_too(tmp_path):
    en, _ = said(comparison(tmp_path, {"base": around(200, 0), "worse": around(150, 1)}))
    assert "200 active members after 2 days, 50 more than “worse”" in en


def test_several_ahead_of_the_baseline_without_a_winner_among_them(tmp_path):
    outcomes = {"base": around(100, 0), "a": around(150, 1), "b": around(151, 2)}
    en, zh = said(comparison(tmp_path, outcomes))
    assert en.startswith("“b” (+51%) and “a” (+50%) are clearly ahead of “base”")
    assert en.endswith("which of these is best stays open")
    assert "尚无定论" in zh


def test_it_stays_neutral_when_the_interval_does_not_clear_the_practical_difference(tmp_path):
    outcomes = {"base": around(100, 0), "bit more": around(106, 1, spread=4)}
    en, zh = said(comparison(tmp_path, outcomes))
    assert en == "No strategy is clearly ahead of “base” in active members after 2 days"
    assert zh == "2 天后，没有一种策略在活跃成员数上明显优于“base”"


def test_a_difference_surely_too_small_to_matter_is_called_that(tmp_path):
    outcomes = {"base": around(1000, 0), "same": around(1002, 1)}
    en, _ = said(comparison(tmp_path, outcomes))
    assert en == "After 2 days every strategy is practically as good as “base” in active members"


def test_who_is_clearly_behind_is_named(tmp_path):
    outcomes = {"base": around(100, 0), "bad": around(40, 1), "same": around(101, 2)}
    en, _ = said(comparison(tmp_path, outcomes))
    assert "No strategy is clearly ahead" in en
    assert en.endswith("“bad” (−60%) is clearly behind")


def test_where_less_is_better_less_leads(tmp_path):
    outcomes = {"base": around(0.6, 0, 0.01), "whole": around(0.2, 1, 0.01)}
    en, _ = said(comparison(tmp_path, outcomes, "fragmentation"), "fragmentation")
    assert "0.20 fragmentation after 2 days, 0.40 less than “base”" in en


def test_one_run_of_each_tells_nothing(tmp_path):
    en, zh = said(comparison(tmp_path, {"a": [1.0], "b": [500.0]}))
    assert en == "One run of each strategy does not tell which is better"
    assert zh == "每种策略只运行一次，无法判断优劣"


def test_few_runs_are_called_too_few_and_not_a_tie(tmp_path):
    en, zh = said(comparison(tmp_path, {"a": [90.0, 110.0], "b": [100.0, 130.0]}))
    assert en == "2 runs of each strategy are too few to tell which is better in active members"
    assert zh == "每种策略只运行 2 次，尚无法判断活跃成员数的优劣"


def test_one_scenario_has_a_middle_run_and_a_range(tmp_path):
    en, zh = said(outlook(tmp_path, around(1500, 0, 100)))
    assert " active members after 2 days in the middle run, " in en
    assert zh.startswith("2 天后活跃成员数的中位数为 ")


def test_a_range_of_few_runs_is_that_of_all_of_them(tmp_path):
    en, zh = said(outlook(tmp_path, [100.0, 120.0, 150.0]))
    assert (
        en == "120 active members after 2 days in the middle run, 100–150 in all 3, which are few"
    )
    assert zh.endswith("仅有的 3 次运行在 100–150 之间")


@pytest.mark.parametrize("dead, told", [(0, False), (6, True)])
def test_communities_that_die_out_are_told(tmp_path, dead, told):
    values = [0.0] * dead + [80.0] * (12 - dead)
    assert ("50% of runs die out" in finding(outlook(tmp_path, values))) == told
