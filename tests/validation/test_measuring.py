"""Checks are measured, whatever becomes of one of them, and have the verdict they deserve."""

from dataclasses import replace

import pytest

from sim.validation import checks
from sim.validation.measuring import measure
from sim.validation.outcome import Outcome, broken

from .planted import ALL, BAD, CLAIM, FAILING, GOOD, NOTHING, SLOW

VERDICTS = {
    "L1": "held", "L2": "broken", "L3": "missed", "L4": "holds now", "L5": "held",
    "L6": "broken", "L7": "failed", "L8": "not applicable", "C01": "conditional",
}  # fmt: skip


def test_every_verdict_is_the_one_deserved():
    outcomes = measure(ALL, workers=1)
    assert {one.check.id: one.verdict for one in outcomes} == VERDICTS


def test_what_is_broken_or_failed_is_bad_and_nothing_else():
    found = broken(measure(ALL, workers=1))
    assert [one.check for one in found] == [BAD, NOTHING, FAILING]


def test_a_slow_check_is_not_run_in_haste_and_says_so():
    (outcome,) = measure([SLOW], fast=True, workers=1)
    assert outcome.verdict == "not run"
    assert outcome.measured is None


def test_a_check_that_raises_stops_no_other_and_keeps_its_reason():
    failed, good = measure([FAILING, GOOD], workers=1)
    assert "nothing to share" in failed.error
    assert good.verdict == "held"


@pytest.mark.parametrize(
    "recorded, verdict",
    [("", "conditional"), ("conditional", "conditional"), ("confirmed", "broken")],
)
def test_a_claim_is_broken_when_its_verdict_is_another_than_the_one_on_record(recorded, verdict):
    outcome = Outcome(replace(CLAIM, recorded=recorded), CLAIM())
    assert outcome.verdict == verdict


def test_several_processes_find_what_one_finds():
    some = [check for check in checks() if check.id in ("L20", "L27", "L11")]
    told = []
    several = measure(some, workers=2, listener=lambda outcome: told.append(outcome.check.id))
    alone = measure(some, workers=1)
    assert [one.measured for one in several] == [one.measured for one in alone]
    assert [one.check.id for one in several] == [check.id for check in some]
    assert sorted(told) == ["L20", "L27"]


def test_every_check_has_a_number_of_its_own_and_speaks_both_languages():
    numbers = [check.id for check in checks()]
    assert len(numbers) == len(set(numbers))
    for check in checks():
        assert check.title.en != check.title.zh
        if check.applies and check.family != "claims":
            assert check.theory.en != check.theory.zh
        if not check.applies or check.misses:
            assert check.misses.en != check.misses.zh
