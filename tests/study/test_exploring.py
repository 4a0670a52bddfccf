"""Discovery and search, from file to figures."""

import numpy as np
import pandas as pd
import pytest

from sim.record.places import place_for
from sim.scenario import ScenarioErrors
from sim.study import experiment
from sim.study.discovery import Discovery
from sim.study.figures import figures
from sim.study.finding import finding
from sim.study.optimum import Optimum
from sim.study.reading import study_at
from sim.study.reopening import extended, reopened
from sim.study.rounds import carry_out_rounds
from sim.study.runner import carry_out
from sim.study.search import search
from sim.study.studies import rounds_of

SMALL = "set: {days: 5, market.size: 160, market.regions: 2, seeding.count: 20}\n"
DISCOVER = (
    "kind: discover\n"
    + SMALL
    + """\
strategies:
  few: {set: {seeding.count: 10}}
  many: {}
uncertainties:
  word_of_mouth.conversion: {low: 0.1, high: 2}
  seeding.source: {choice: [random, high_degree]}
replicates: 24
target: {outcome: members@5, of: few, below: many, by: 12}
"""
)
OPTIMISE = (
    "kind: optimise\n"
    + SMALL
    + """\
parameters:
  seeding.count: {dist: int, low: 5, high: 60}
  seeding.source: {choice: [random, high_degree]}
objectives: {members@5: {goal: maximise}, cost@5: {goal: minimise}}
limits: {members@5: {at_least: 12}}
trials: 6
batch: 3
replicates: 2
winners: 2
fresh: 3
"""
)
SENSITIVITY = (
    "kind: sensitivity\n"
    + SMALL
    + "assumptions: 2\nleave_out: [market, events]\nmethod: morris\nsamples: 4\n"
)


@pytest.fixture
def load(tmp_path):
    """Reads an experiment."""

    def from_text(text, **more):
        path = tmp_path / "mine.yaml"
        path.write_text(text, "utf-8")
        return experiment.load(path, **more)

    return from_text


@pytest.fixture
def discovered(load, tmp_path):
    """A discovery, carried out."""
    read = load(DISCOVER)
    rounds = rounds_of(read)
    carry_out_rounds(rounds, place_for(rounds[0].manifest, tmp_path / "out"), workers=1)
    return study_at(tmp_path / "out")


def test_cases_are_the_replicates_in_which_the_target_is_met(discovered):
    assert isinstance(discovered, Discovery)
    values = discovered.values("members", 5)
    assert discovered.cases.tolist() == (values["many"] - values["few"] > 12).tolist()
    assert list(discovered.circumstances) == ["word_of_mouth.conversion", "seeding.source"]


def test_a_box_is_judged_on_draws_it_was_not_found_on(discovered):
    assert discovered.aside.sum() == 8
    found = discovered.found
    inside = found.box.holds(discovered.circumstances[discovered.aside].reset_index(drop=True))
    assert found.fresh.size == pytest.approx(inside.mean())


def test_a_discovery_is_told_drawn_and_written(discovered, tmp_path):
    assert finding(discovered).startswith("In ")
    assert "“few” is more than 12 below “many”" in finding(discovered)
    assert "未来" in finding(discovered, language="zh")
    drawn = figures(discovered, tmp_path / "figures", ["zh"])["zh"]
    assert drawn[0].stem == "box"
    assert {"boxes", "cases", "lifts"} <= set(discovered.tables())


def test_one_strategy_is_enough_for_a_discovery(load, tmp_path):
    text = DISCOVER.replace("  few: {set: {seeding.count: 10}}\n", "").replace("of: few, ", "")
    read = load(
        text.replace("below: many, by: 12", "above: 21").replace("replicates: 24", "replicates: 20")
    )
    rounds = rounds_of(read)
    carry_out_rounds(rounds, place_for(rounds[0].manifest, tmp_path / "out"), workers=1)
    study = study_at(tmp_path / "out")
    assert study.cases.tolist() == (study.values("members", 5)["many"] > 21).tolist()
    assert "cases" in study.tables()


def test_a_search_is_the_same_again_and_resumes_from_its_rounds(load, tmp_path):
    found = load(OPTIMISE)
    once = search(found, tmp_path / "once", workers=1)
    again = search(found, tmp_path / "once", workers=1)
    other = search(found, tmp_path / "other", workers=1)
    assert once.trials == again.trials == other.trials
    assert len(once.trials) == 6
    assert all(trial.allowed == (trial.overstepped[0] <= 0) for trial in once.trials)
    assert len(once.table()) == 6


def test_winners_meet_the_scenario_as_it_is_with_luck_that_no_trial_had(load, tmp_path):
    searched = search(load(OPTIMISE), tmp_path / "rounds", workers=1)
    plan = searched.plan()
    assert plan.scenarios[0].name == "as_it_is"
    assert [world.luck for world in plan.worlds] == [2, 3, 4]
    manifest = searched.manifest(plan)
    carry_out(plan, place_for(manifest, tmp_path / "out"), manifest, workers=1)
    study = study_at(tmp_path / "out")
    assert isinstance(study, Optimum)
    table = study.front_table()
    assert table["on_front"].any()
    assert list(table)[1:3] == ["members@5", "cost@5"]
    assert figures(study, tmp_path / "figures", ["en"])["en"][0].stem == "front"
    more = extended(reopened(tmp_path / "out"), 5)
    assert [world.luck for world in more.plan.worlds] == [2, 3, 4, 5, 6]


def test_every_assumption_can_be_turned_at_once(load):
    read = load(SENSITIVITY)
    hazards = [point["churn.hazard"] for point in read.points]
    assert 0.0015 <= min(hazards) < 0.003 < max(hazards) <= 0.006
    sections = {path.partition(".")[0] for path in read.uncertainties}
    assert {"churn", "values"} <= sections
    assert not {"market", "events", "measures", "budget"} & sections
    assert all(isinstance(point["schism.rounds"], int) for point in read.points)


@pytest.mark.parametrize(
    ("text", "old", "new", "wrong"),
    [
        (DISCOVER, "members@5", "membres@5", ("S207", "outcome")),
        (DISCOVER, "members@5", "members@50", ("S212", "outcome")),
        (DISCOVER, "of: few", "of: fwe", ("S525", "of")),
        (DISCOVER, "below: many", "below: few", ("S526", "below")),
        (DISCOVER, "below: many, by: 12", "by: 12", ("S524", "target")),
        (DISCOVER, "below: many", "below: many, above: 3", ("S524", "target")),
        (DISCOVER, "low: 0.1", "low: 3", ("S501", "high")),
        (DISCOVER, "random, high_degree", "random, high_degre", ("S104", 1)),
        (OPTIMISE, "goal: maximise", "goal: max", ("S104", "goal")),
        (OPTIMISE, "cost@5", "csot@5", ("S207", "csot@5")),
        (OPTIMISE, "{at_least: 12}", "{}", ("S527", "members@5")),
        (OPTIMISE, "low: 5, high: 60", "low: 60, high: 60", ("S501", "high")),
        (SENSITIVITY, "[market, events]", "[markt, events]", ("S521", 0)),
        (
            SENSITIVITY,
            "method: morris\nsamples: 4",
            "method: sobol\nsamples: 12",
            ("S523", "samples"),
        ),
        (SENSITIVITY, "assumptions: 2", "assumptions: 1", ("S103", "assumptions")),
    ],
)
def test_what_is_wrong_is_told_with_its_place(load, text, old, new, wrong):
    assert old in text
    with pytest.raises(ScenarioErrors) as caught:
        load(text.replace(old, new))
    found = {(p.code, p.path[-1] if p.path else "") for p in caught.value.problems}
    assert wrong in found
    assert all(p.line for p in caught.value.problems)


def test_the_table_of_trials_holds_what_was_tried(load, tmp_path):
    searched = search(load(OPTIMISE), tmp_path / "rounds", workers=1)
    table = searched.table()
    assert isinstance(table, pd.DataFrame)
    assert table["seeding.count"].between(5, 60).all()
    assert np.isfinite(table["members@5"]).all()
    assert table["best"].sum() == len(searched.best)
