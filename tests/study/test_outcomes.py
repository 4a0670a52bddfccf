"""What strategies are judged by."""

import pytest

from sim.record.manifest import Outcome
from sim.study.experiment_file import OutcomeWords
from sim.study.outcomes import read_outcomes

MEASURES = ("active_members", "cohesion")


def outcomes(*names, days=90, primary="", clip=False):
    written = {name: OutcomeWords(primary=name == primary) for name in names}
    return read_outcomes(written, MEASURES, days, clip=clip)


def test_the_primary_outcome_comes_first():
    found, problems = outcomes("active_members@90", "cohesion@30", primary="cohesion@30")
    assert problems == []
    assert found == (Outcome("cohesion", 30), Outcome("active_members", 90))


def test_without_a_day_the_last_is_meant():
    assert outcomes("cohesion")[0] == (Outcome("cohesion", 90),)


@pytest.mark.parametrize(
    ("name", "code"),
    [("cohesoin@30", "S207"), ("cohesion@x", "S508"), ("cohesion@0", "S508"), ("cohesion@91", "S212")],
)  # fmt: skip
def test_an_unknown_measure_or_day_is_told(name, code):
    found, problems = outcomes(name)
    assert found == ()
    assert [each.code for each in problems] == [code]


def test_only_one_can_be_primary():
    words = OutcomeWords(primary=True)
    _, problems = read_outcomes({"cohesion@3": words, "cohesion@4": words}, MEASURES, 9)
    assert [each.code for each in problems] == ["S509"]


def test_days_after_an_end_that_was_moved_count_as_the_last():
    found, problems = outcomes(
        "cohesion@90", "cohesion@60", "active_members@30", days=40, clip=True
    )
    assert problems == []
    assert found == (Outcome("cohesion", 40), Outcome("active_members", 30))
