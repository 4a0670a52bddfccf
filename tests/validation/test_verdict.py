"""Verdicts on planted worlds, in which it is known what holds and on what it hangs."""

import numpy as np
import pandas as pd
import pytest

from sim.validation.verdict import Expectation, TooFewWorlds, condition, evidence, judge

RAISES = Expectation("with", ("without",), "members@365", "up")
LOWERS = Expectation("with", ("without",), "members@365", "down")
NOTHING = Expectation("with", ("without",), "members@365", "none")
HUMP = Expectation("some", ("none", "much"), "members@365", "hump")


def worlds(effects, base=1000.0, noise=200.0, seed=1, **names):
    """Outcomes of two strategies; world k shares its luck, and `with` adds `effects[k]`."""
    effects = np.asarray(effects, float)
    luck = base + noise * np.random.default_rng(seed).normal(size=len(effects))
    return pd.concat(
        [
            pd.DataFrame({"world": range(len(effects)), "strategy": name, "members@365": values})
            for name, values in (("with", luck + effects), ("without", luck))
        ]
    )


def humped(low, middle, high, count=16):
    luck = 1000 + 200 * np.random.default_rng(1).normal(size=count)
    arms = (("none", low), ("some", middle), ("much", high))
    return pd.concat(
        [
            pd.DataFrame({"world": range(count), "strategy": name, "members@365": luck + add})
            for name, add in arms
        ]
    )


def draws(count, seed=2):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "word_of_mouth.reach_discount": rng.uniform(0, 0.8, count),
            "belonging.rate": rng.uniform(0, 1, count),
            "seeding.source": rng.choice(["random", "forum_experts"], count),
        }
    )


def test_what_holds_everywhere_is_confirmed():
    judged = judge([RAISES], worlds([300] * 12), worlds([300] * 60), draws(60))
    assert judged.verdict == "confirmed"
    part = judged.parts[0]
    assert part.at_defaults.effect == pytest.approx(300)
    assert part.at_defaults.p == pytest.approx(2 * 0.5**12)
    assert part.condition is None


def test_the_opposite_everywhere_is_contradicted():
    assert (
        judge([RAISES], worlds([-300] * 12), worlds([-300] * 60), draws(60)).verdict
        == "contradicted"
    )
    assert (
        judge([LOWERS], worlds([-300] * 12), worlds([-300] * 60), draws(60)).verdict == "confirmed"
    )


def test_an_effect_too_small_to_matter_confirms_nothing():
    tiny = worlds([20] * 12), worlds([20] * 60), draws(60)
    assert judge([RAISES], *tiny).verdict == "contradicted"
    assert judge([NOTHING], *tiny).verdict == "confirmed"


def test_a_clear_mean_without_a_clear_sign_does_not_hold():
    lucky = [5000, 5000, 5000] + [-10] * 9
    assert not evidence(RAISES, worlds(lucky)).holds


def test_three_in_a_dozen_against_it_are_too_many_one_is_not():
    assert not evidence(RAISES, worlds([300] * 9 + [-300] * 3)).holds
    assert evidence(RAISES, worlds([300] * 11 + [-300])).holds


@pytest.mark.parametrize("border", [0.25, 0.5])
def test_the_assumption_on_which_it_hangs_is_named_with_its_border(border):
    drawn = draws(80)
    effects = np.where(drawn["word_of_mouth.reach_discount"] < border, 300, -300)
    judged = judge([RAISES], worlds([300] * 12), worlds(effects), drawn)
    found = judged.parts[0].condition
    assert judged.verdict == "conditional"
    assert found.parameter == "word_of_mouth.reach_discount"
    assert found.border == pytest.approx(border, abs=0.03)
    assert (found.below, found.above) == (1, 0)


def test_a_choice_on_which_it_hangs_is_named():
    drawn = draws(80)
    effects = np.where(drawn["seeding.source"] == "random", 300, -300)
    found = judge([RAISES], worlds([300] * 12), worlds(effects), drawn).parts[0].condition
    assert found.parameter == "seeding.source"
    assert {found.below, found.above} == {0, 1}


def test_worlds_that_differ_by_luck_alone_hang_on_no_assumption():
    for seed in range(5):
        effects = np.random.default_rng(seed).choice([300, -300], 80, p=[0.7, 0.3])
        assert condition(pd.Series(effects > 0), draws(80, seed + 50)) is None


def test_what_holds_at_the_defaults_but_often_fails_elsewhere_is_conditional():
    mixed = worlds([300] * 45 + [-300] * 15)
    assert evidence(RAISES, mixed).holds, "most worlds bear it out"
    assert judge([RAISES], worlds([300] * 12), mixed, draws(60)).verdict == "conditional"


def test_without_the_ranges_nothing_is_confirmed():
    assert judge([RAISES], worlds([300] * 12)).verdict == "conditional"


def test_what_the_equations_contain_is_assumed_unless_it_comes_out_otherwise():
    assert (
        judge([RAISES], worlds([300] * 12), worlds([300] * 60), draws(60), assumed=True).verdict
        == "assumed"
    )
    against = judge([RAISES], worlds([-300] * 12), worlds([-300] * 60), draws(60), assumed=True)
    assert against.verdict == "contradicted"


def test_a_hump_stands_above_both_its_ends():
    assert evidence(HUMP, humped(0, 200, 50)).holds
    assert not evidence(HUMP, humped(0, 200, 300)).holds
    assert not evidence(HUMP, humped(250, 200, 0)).holds
    assert evidence(HUMP, humped(0, 200, 150)).effect == pytest.approx(50)


def test_parts_that_disagree_make_it_conditional():
    other = Expectation("with", ("without",), "members@365", "down")
    world = worlds([300] * 12), worlds([300] * 60), draws(60)
    assert judge([RAISES, other], *world).verdict == "conditional"


def test_no_effect_at_all_is_no_effect_to_the_point():
    assert evidence(NOTHING, worlds([0] * 12)).holds
    assert not evidence(NOTHING, worlds([300, -300] * 6)).holds


def test_a_world_in_which_a_run_is_missing_is_left_out():
    table = worlds([300] * 13)
    table.loc[(table["world"] == 3) & (table["strategy"] == "with"), "members@365"] = np.nan
    assert evidence(RAISES, table).worlds == 12
    with pytest.raises(TooFewWorlds, match="11"):
        evidence(RAISES, worlds([300] * 11))
