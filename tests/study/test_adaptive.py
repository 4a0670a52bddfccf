"""Replicates until enough is known."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

import sim
from sim.record.manifest import Outcome, read_manifest
from sim.record.places import Place
from sim.scenario import ScenarioErrors
from sim.study import experiment
from sim.study.adaptive import Adaptive
from sim.study.reopening import extended, reopened
from sim.study.rounds import go_on
from sim.study.runner import carry_out
from sim.study.studies import rounds_of

RULE = Adaptive(first=50, batch=40, most=120, outcome=Outcome("members", 9), half_width=5)
FILE = """\
kind: compare
set: {days: 4, market.size: 150, market.regions: 2, seeding.count: 20}
strategies: {open: , fee: {set: {admission.fee: 150}}}
uncertainties: {word_of_mouth.conversion: {low: 0.1, high: 0.9}}
outcomes: {members@4: , cohesion@4: }
adaptive: {min: 30, batch: 10, max: 50, until: {outcome: members@4, half_width: WIDTH}}
"""


@pytest.fixture
def write(tmp_path):
    """Writes an experiment that adapts; returns its path."""

    def to(text=FILE, width=1.0):
        path = tmp_path / "mine.yaml"
        path.write_text(text.replace("WIDTH", str(width)))
        return path

    return to


def test_rounds_grow_by_batches_up_to_the_most():
    assert RULE.rounds() == (50, 90, 120)


@pytest.mark.parametrize(("widths", "enough"), [((4, 4.9), True), ((4, 5.1), False), ((), False)])
def test_every_difference_must_be_known_well_enough(widths, enough):
    lifts = [SimpleNamespace(joint_low=-width, joint_high=width) for width in widths]
    study = SimpleNamespace(lifts=lambda measure, day: lifts)
    assert RULE.enough(study) is enough


def test_what_is_known_at_once_takes_one_round_and_what_never_is_takes_all(write):
    assert sim.compare(write(width=1000), workers=1).results.manifest.replicates == 30
    assert sim.compare(write(width=1e-9), workers=1).results.manifest.replicates == 50


def test_rounds_give_the_runs_that_so_many_replicates_give(write, tmp_path):
    grown = sim.compare(write(width=1e-9), workers=1)
    at_once = sim.compare(write(), replicates=50, workers=1)
    assert grown.frame.equals(at_once.frame)


def test_the_same_command_finds_a_study_that_has_grown(write, tmp_path):
    path, out = write(width=1e-9), tmp_path / "out"
    sim.compare(path, workers=1, out=out)
    written = (out / "log.jsonl").read_text()
    sim.compare(path, workers=1, out=out)
    assert (out / "log.jsonl").read_text() == written


def interrupted(path, out):
    """A study that was stopped in its first round."""
    first, *_ = rounds_of(experiment.load(path))
    carry_out(first.plan, Place(out), first.manifest, workers=1)
    max((out / "series").iterdir()).unlink()
    replace(read_manifest(out), status="interrupted").write(out)
    return out


def blocks(folder):
    return {path.name: path.read_bytes() for path in (folder / "series").iterdir()}


@pytest.mark.parametrize(("width", "replicates"), [(1e-9, 50), (1000, 30)])
def test_a_study_that_is_resumed_goes_on_by_its_rule(
    write, tmp_path, many_blocks, width, replicates
):
    whole, out = tmp_path / "whole", tmp_path / "out"
    sim.compare(write(width=width), workers=1, out=whole)
    interrupted(write(width=width), out)
    (tmp_path / "mine.yaml").unlink()
    assert go_on(reopened(out), workers=1).replicates == replicates
    assert blocks(out) == blocks(whole)


def test_a_study_that_was_extended_beside_its_rule_is_only_finished(write, tmp_path):
    out = interrupted(write(width=1e-9), tmp_path / "out")
    more = extended(reopened(out), 33)
    more.manifest.write(out)
    assert go_on(reopened(out), workers=1).replicates == 33


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("min: 30", "min: 5", "S103"),
        ("max: 50", "max: 30.5", "S102"),
        ("min: 30, batch: 10, max: 50", "min: 60, batch: 10, max: 50", "S501"),
        ("outcome: members@4", "outcome: membres@4", "S508"),
        ("adaptive:", "replicates: 3\nadaptive:", "S511"),
    ],
)
def test_what_is_wrong_is_told(write, old, new, code):
    with pytest.raises(ScenarioErrors) as caught:
        experiment.load(write(FILE.replace(old, new)))
    assert [each.code for each in caught.value.problems] == [code]
