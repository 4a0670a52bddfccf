"""Every limit of `seed100 validate` holds, or is known not to."""

import pytest

from sim.validation import checks
from sim.validation.outcome import BAD, HOLDS_NOW, Outcome

LIMITS = [check for check in checks() if check.family == "limits" and check.applies]


@pytest.mark.parametrize(
    "check",
    [pytest.param(one, marks=[pytest.mark.slow] * one.slow, id=one.id) for one in LIMITS],
)
def test_a_limit_holds(check):
    outcome = Outcome(check, check())
    outside = [one for one in outcome.measured.readings if not one.held]
    assert outcome.verdict not in (*BAD, HOLDS_NOW), outside
