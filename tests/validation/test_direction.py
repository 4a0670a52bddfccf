"""In which direction claims come out in planted comparisons."""

import numpy as np
import pytest

from sim.study.claim import ClaimWords
from sim.validation.direction import claim_of, directions
from tests.study.fabricated import comparison

LUCK = 1000 + 100 * np.random.default_rng(1).normal(size=16)
BACK_AND_FORTH = np.tile([200.0, -200.0], 8)


def claim(sign, against=("without",)):
    expected = {"strategy": "with", "against": list(against), "outcome": "active_members@2"}
    words = {"id": "X", "says": "so", "expect": [expected | {"sign": sign}]}
    return ClaimWords.model_validate(words, strict=False)


def only(folder, arms, words):
    (found,) = directions(comparison(folder, arms), words)
    return found


@pytest.mark.parametrize(
    ("sign", "effect", "way"),
    [
        ("+", 200, "claimed"),
        ("+", -200, "against"),
        ("+", 5, "same"),
        ("+", BACK_AND_FORTH, "open"),
        ("-", -200, "claimed"),
        ("-", 200, "against"),
        ("none", 5, "claimed"),
        ("none", 200, "against"),
        ("none", BACK_AND_FORTH, "open"),
    ],
)
def test_a_planted_effect_is_told_in_its_direction(tmp_path, sign, effect, way):
    found = only(tmp_path, {"without": LUCK, "with": LUCK + effect}, claim(sign))
    assert (found.way, found.worlds) == (way, 16)


@pytest.mark.parametrize(
    ("low", "high", "way"), [(-200, -200, "claimed"), (-200, 200, "against"), (0, 0, "open")]
)
def test_a_hump_is_held_against_both_ends(tmp_path, low, high, way):
    arms = {"less": LUCK + low, "with": LUCK, "more": LUCK + high}
    assert only(tmp_path, arms, claim("hump", ("less", "more"))).way == way


def test_what_was_found_keeps_its_sign(tmp_path):
    found = only(tmp_path, {"without": LUCK, "with": 0.8 * LUCK}, claim("-"))
    assert found.found == pytest.approx(-0.2, abs=1e-6)
    assert found.supporting == 16


def test_fewer_than_twelve_worlds_say_nothing(tmp_path):
    few = LUCK[:11]
    assert only(tmp_path, {"without": few, "with": few + 500}, claim("+")).way == "few"


def test_a_comparison_of_scenarios_has_no_claim(tmp_path):
    assert claim_of(comparison(tmp_path, {"without": LUCK, "with": LUCK})) is None


def test_in_shorter_runs_the_last_day_is_meant_and_named(tmp_path):
    words = claim("+")
    later = words.expect[0].model_copy(update={"outcome": "active_members@365"})
    longer = words.model_copy(update={"expect": (later,)})
    found = only(tmp_path, {"without": LUCK, "with": LUCK + 200}, longer)
    assert (found.outcome, found.way) == ("active_members@2", "claimed")
