"""A claim's file is a comparison that says what must come out."""

import pytest

from sim.scenario import ScenarioErrors
from sim.study import experiment
from sim.validation.claims import claims
from sim.validation.outcome import Outcome

WORLD = "set: {days: 20, market.size: 300, market.regions: 2, seeding.count: 30}\n"
FEE = (
    "kind: compare\n"
    + WORLD
    + """\
strategies:
  open:
  fee: {set: {admission.fee: 3000}}
uncertainties:
  word_of_mouth.conversion: {low: 0.5, high: 1.5}
replicates: 16
outcomes: {members@20: }
claim:
  id: C99
  says: {en: A fee keeps the community small., zh: 收费使社群规模变小。}
  expect:
    - {strategy: fee, against: open, outcome: adopters@15, sign: "-"}
"""
)


@pytest.fixture
def write(tmp_path):
    def to(text, name="c99.yaml"):
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    return to


def verdict(path):
    (check,) = claims(path.parent)
    return Outcome(check, check())


def test_a_claim_that_holds_everywhere_is_confirmed_with_its_numbers(write):
    outcome = verdict(write(FEE))
    assert outcome.check.id == "C99"
    assert outcome.check.title.zh == "收费使社群规模变小。"
    assert outcome.check.slow
    assert outcome.verdict == "confirmed"
    effect, share = outcome.measured.readings
    assert effect.value > 0.5, "nobody pays so much"
    assert share.value == 1


def test_its_opposite_is_contradicted(write):
    assert verdict(write(FEE.replace('"-"', "+"))).verdict == "contradicted"


def test_a_verdict_that_has_changed_is_told(write):
    outcome = verdict(write(FEE.replace("id: C99", "id: C99\n  found: contradicted")))
    assert outcome.verdict == "broken"
    assert outcome.measured.said.en == "The verdict was contradicted and is now confirmed."


def test_what_the_equations_contain_is_assumed_and_says_why(write):
    why = "id: C99\n  assumed: {en: It is in the door., zh: 门槛方程已含。}"
    outcome = verdict(write(FEE.replace("id: C99", why)))
    assert outcome.verdict == "assumed"
    assert outcome.measured.said.zh == "门槛方程已含。"


def test_at_the_defaults_alone_nothing_is_confirmed(write):
    lines = [line for line in FEE.splitlines() if "conversion" not in line]
    text = "\n".join(line for line in lines if line != "uncertainties:")
    outcome = verdict(write(text))
    assert outcome.verdict == "conditional"
    assert "defaults only" in outcome.measured.said.en


@pytest.mark.parametrize("wrong, right, code", [
    ("against: nobody", "against: open", "S540"),
    ("strategy: fe,", "strategy: fee,", "S540"),
    ("outcome: membres@15", "outcome: adopters@15", "S207"),
    ("sign: up", 'sign: "-"', "S104"),
    ("sign: hump", 'sign: "-"', "S107"),
])  # fmt: skip
def test_a_claim_that_cannot_be_tested_is_refused_with_its_place(write, wrong, right, code):
    path = write(FEE.replace(right, wrong))
    with pytest.raises(ScenarioErrors) as caught:
        experiment.load(path)
    assert [(each.code, each.line) for each in caught.value.problems] == [(code, 14)]


def test_a_file_that_is_wrong_keeps_its_row(write):
    path = write("kind: compare\nclaim: {id: C50, says: nothing}\n", "c50.yaml")
    (check,) = claims(path.parent)
    assert (check.id, check.title.en) == ("C50", "nothing")
    with pytest.raises(ScenarioErrors):
        check()


def test_a_file_without_a_claim_says_so(write):
    text = FEE[: FEE.index("claim:")]
    (check,) = claims(write(text, "other.yaml").parent)
    assert check.id == "other"
    with pytest.raises(ValueError, match="no section `claim`"):
        check()
