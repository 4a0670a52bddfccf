"""Pattern rows: medians of several runs, with their error."""

import numpy as np
import pytest

from sim.validation.check import Reading, text
from sim.validation.patterns import MISSES, median_of, patterns

VALUES = [0.131, 0.025, 0.171, 0.045, 0.196, 0.035, 0.017, 0.065]


def test_one_wild_run_does_not_decide():
    assert median_of([*VALUES, 9.0])[0] == pytest.approx(0.065)


def test_runs_in_which_a_log_does_not_say_are_left_out():
    assert median_of([*VALUES, np.nan]) == median_of(VALUES)
    assert np.isnan(median_of([np.nan, np.nan])[0])


def test_the_error_is_what_medians_of_other_runs_differ_by():
    chance = np.random.default_rng(1)
    true = np.median(chance.normal(size=(4_000, 20)), axis=1).std()
    told = np.mean([median_of(chance.normal(size=20))[1] for _ in range(100)])
    assert told == pytest.approx(true, rel=0.15)


@pytest.mark.parametrize(
    ("value", "error", "close"),
    [
        (0.09, 0.006, True),
        (0.09, 0.004, False),
        (0.06, 0.006, True),
        (0.08, None, False),
        (np.nan, 0.01, False),
    ],
)
def test_a_value_is_at_an_edge_within_two_errors_of_either_end(value, error, close):
    assert Reading(text(("", "")), value, 0.05, 0.10, error=error).at_an_edge == close


def test_a_row_that_is_known_not_to_hold_says_why_in_both_languages():
    misses = [check.misses for check in patterns()[:28] if check.misses]
    assert misses == list(MISSES.values())
    assert all(each.en and each.zh for each in misses)
