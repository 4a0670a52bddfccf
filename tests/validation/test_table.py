"""The table says the same to a reader, on a page and to a script."""

import json
import math
from dataclasses import replace

import pytest

from sim.validation.check import Reading, between, near, text
from sim.validation.measuring import measure
from sim.validation.outcome import Outcome
from sim.validation.page import page
from sim.validation.table import as_data, band, counts, lines, number, reason, verdict_of

from .planted import ALL, BAD, CLAIM, ELSEWHERE, FAILING, GOOD, KNOWN, NOTHING, planted


@pytest.fixture(scope="module")
def outcomes():
    return measure(ALL, workers=1)


@pytest.mark.parametrize("value, shown", [
    (0.25, "0.25"), (1234.5678, "1,235"), (12.3456, "12.35"), (-3, "−3"), (1e-9, "1e-09"),
    (-0.03, "−0.03"), (0, "0"), (math.nan, "–"), (2_000_000, "2,000,000"), (math.inf, "∞"),
])  # fmt: skip
def test_numbers_are_short(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize("reading, shown", [
    (near(0.5905, 0.01, 0), "0.591 ± 0.01"), (near(0, 0, 0), "0"), (between(1, 2, 0), "1 … 2"),
    (between(1, math.inf, 0), "≥ 1"), (between(-math.inf, 2, 0), "≤ 2"),
])  # fmt: skip
def test_bands_are_shown_as_they_are_meant(reading, shown):
    assert band(reading) == shown


def test_a_single_number_stands_on_the_checks_own_line_and_several_below_it(outcomes):
    by_id = {one.check.id: one for one in outcomes}
    (only,) = lines(by_id[GOOD.id], "en")
    assert (only.id, only.simulated, only.verdict) == ("L1", "1.05", "held")
    head, right, wrong = lines(by_id[BAD.id], "zh")
    assert (head.id, head.verdict, head.held) == ("L2", "被破坏", False)
    assert (right.what, right.held, wrong.what, wrong.held) == ("对", True, "错", False)


def test_what_is_not_there_is_outside_every_band(outcomes):
    (line,) = lines(next(one for one in outcomes if one.check == NOTHING), "en")
    assert (line.simulated, line.held) == ("–", False)


def test_the_reason_is_the_explanation_or_what_went_wrong(outcomes):
    by_id = {one.check.id: one for one in outcomes}
    assert reason(by_id[KNOWN.id], "zh") == "它做不到。"
    assert reason(by_id[FAILING.id], "en") == "ZeroDivisionError: nothing to share"
    assert reason(by_id["C01"], "en") == "Depends on x."
    assert reason(by_id[ELSEWHERE.id], "en") == "No such thing."


def test_a_claim_that_was_not_run_shows_the_verdict_on_record():
    outcome = Outcome(replace(CLAIM, recorded="confirmed"))
    assert verdict_of(outcome).en == "not run, on record: confirmed"
    assert verdict_of(Outcome(CLAIM)).zh == "未运行"


def test_verdicts_are_counted(outcomes):
    assert counts(outcomes)["held"] == 2
    assert sum(counts(outcomes).values()) == len(ALL)


def test_a_script_gets_every_number_and_no_nan(outcomes):
    data = json.loads(json.dumps(as_data(outcomes), allow_nan=False))
    assert [one["id"] for one in data] == [check.id for check in ALL]
    assert data[1]["readings"][1] == {
        "what": {"en": "wrong", "zh": "错"}, "value": 3.0, "low": 0.0, "high": 1.0, "error": None,
        "held": False,
    }  # fmt: skip
    assert data[5]["readings"][0]["value"] is None


def test_a_number_stands_with_two_errors_and_the_page_names_rows_at_an_edge():
    close = Reading(text(("", "")), 0.95, 0.0, 1.0, error=0.03)
    outcomes = measure([planted("L9", [close]), GOOD], workers=1)
    assert next(lines(outcomes[0], "en")).simulated == "0.95 ± 0.06"
    written = page(outcomes)
    assert "so that other runs might say otherwise: L9. " in written
    assert "Within two standard errors" not in page(outcomes[1:])


def test_the_page_has_every_row_marks_what_lies_outside_and_says_why(outcomes):
    written = page(outcomes)
    for check in ALL:
        assert f"| {check.id} |" in written
    assert "| **3** |" in written
    assert "**L3**, one: It cannot.\n它做不到。" in written
    assert "verdict 结论" in written
    assert "**L1**, " not in written, "what holds needs no reason"
