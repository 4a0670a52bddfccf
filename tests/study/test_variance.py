"""Choice, assumptions and luck."""

import numpy as np
import pytest

from sim.study.variance import by_draw, split


def made(strategies=4, draws=400, repeats=4, seed=1, **sd):
    """Outcomes with parts of known spread."""
    chance = np.random.default_rng(seed)
    spread = (
        dict.fromkeys(("choice", "assumptions", "luck", "choice_assumptions", "choice_luck"), 0.0)
        | sd
    )
    effect = np.linspace(-1, 1, strategies)[:, None, None]
    common = spread["choice"] * effect / effect.std()
    common = common + spread["assumptions"] * chance.normal(size=(1, draws, 1))
    common = common + spread["luck"] * chance.normal(size=(1, draws, repeats))
    own = spread["choice_assumptions"] * centred(chance.normal(size=(strategies, draws, 1)))
    return (
        100
        + common
        + own
        + spread["choice_luck"] * centred(chance.normal(size=(strategies, draws, repeats)))
    )


def centred(values):
    """Without their mean over strategies, and with variance one again."""
    return (values - values.mean(axis=0)) * np.sqrt(len(values) / (len(values) - 1))


def shares(values, uncertain=True):
    return {each.part: each.share for each in split(values, uncertain=uncertain)}


def test_parts_that_are_known_are_found():
    found = shares(made(choice=2, assumptions=1, luck=1, choice_assumptions=1, choice_luck=1))
    known = {"choice": 4, "choice_assumptions": 1, "choice_luck": 1, "assumptions": 1, "luck": 1}
    assert found == pytest.approx(
        {part: variance / 8 for part, variance in known.items()}, abs=0.03
    )


@pytest.mark.parametrize(
    "only", ["choice", "assumptions", "luck", "choice_assumptions", "choice_luck"]
)
def test_what_alone_varies_has_it_all(only):
    found = shares(made(**{only: 1.0}))
    assert found[only] > 0.93


def test_luck_alone_is_not_taken_for_assumptions():
    assert shares(made(luck=1, draws=40))["assumptions"] < 0.1


def test_with_one_luck_a_draw_they_are_told_as_one():
    values = made(repeats=1, choice=1, assumptions=1, luck=1)
    assert shares(values) == pytest.approx(
        {"choice": 1 / 3, "choice_world": 0, "world": 2 / 3}, abs=0.05
    )
    assert set(shares(values, uncertain=False)) == {"choice", "choice_luck", "luck"}


def test_intervals_hold_what_is_true():
    held = 0
    for seed in range(40):
        found = split(
            made(draws=60, repeats=2, seed=seed, choice=1, assumptions=1, luck=1), uncertain=True
        )
        (luck,) = [each for each in found if each.part == "luck"]
        held += luck.low <= 1 / 3 <= luck.high
    assert held >= 33


def test_too_few_draws_or_no_difference_tell_nothing():
    assert split(made(draws=9, luck=1), uncertain=True) == []
    assert split(np.ones((2, 20, 2)), uncertain=True) == []


def test_draws_with_a_failed_run_are_left_out_as_a_whole():
    values = np.arange(24.0).reshape(12, 2)
    values[3, 1] = np.nan
    kept = by_draw(values, repeats=2)
    assert kept.shape == (2, 5, 2)
    assert kept[0, 1].tolist() == [8.0, 10.0]
