"""Studies from Python: examples of docstrings, experiments as mappings, seeds that make a run again."""

import doctest

import pytest

import sim
from sim.scenario import ScenarioErrors
from sim.study import explorations, studies

SMALL = {"days": 6, "market.size": 160, "market.regions": 2, "seeding.count": 20}
FEES = {"set": SMALL, "parameters": {"admission.fee": [0, 400]}, "outcomes": {"members@6": {}}}


@pytest.mark.slow
@pytest.mark.parametrize("module", [studies, explorations])
def test_the_examples_of_docstrings_hold(module):
    pytest.importorskip("SALib")
    pytest.importorskip("optuna")
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


def test_an_experiment_may_be_said_in_python(tmp_path):
    swept = sim.sweep(FEES, replicates=2, workers=1, out=tmp_path / "out")
    assert swept.responses()["admission.fee"].tolist() == [0, 400]
    again = sim.sweep(FEES, replicates=2, workers=1, out=tmp_path / "out")
    assert again.tidy().equals(swept.tidy())


def test_what_is_wrong_with_it_is_told_with_its_line():
    with pytest.raises(ScenarioErrors) as caught:
        sim.sweep({**FEES, "parameters": {"admission.feee": [0, 400]}})
    (problem,) = caught.value.problems
    assert problem.path == ("parameters", "admission.feee")
    assert problem.line
    assert "admission.fee" in problem.render()


def test_an_experiment_of_another_kind_is_refused_with_what_to_call():
    with pytest.raises(ValueError, match=r"call sim\.sweep"):
        sim.compare("fee_sweep")
    with pytest.raises(ValueError, match=r"call sim\.compare"):
        sim.discover("thresholds")


def test_seed_and_luck_of_a_row_make_its_run_again():
    swept = sim.sweep(FEES, replicates=2, workers=1)
    row = swept.tidy().iloc[-1]
    words = [f"{key}={value}" for key, value in {**SMALL, "admission.fee": 400}.items()]
    settings = sim.load("base", words)
    model = sim.CommunityModel(settings, seed=int(row["seed"]), replicate=int(row["luck"])).run()
    assert row["admission.fee"] == 400
    assert model.frame()["members"].iloc[-1] == row["members@6"]


def test_levers_are_columns_too(compared):
    tidy = compared.tidy(["members"], [12])
    assert tidy["seeding.count"].tolist()[:3] == [20, 20, 0]
    assert tidy["luck"].tolist() == tidy["replicate"].tolist()


def test_a_search_without_any_allowed_point_says_so():
    pytest.importorskip("optuna")
    asked = {
        "set": SMALL,
        "parameters": {"seeding.count": {"dist": "int", "low": 5, "high": 60}},
        "objectives": {"members@6": {"goal": "maximise"}},
        "limits": {"members@6": {"at_least": 1000}},
        "trials": 2,
    }
    with pytest.raises(ValueError, match="none of 2 points keeps to the limits"):
        sim.optimise(asked, replicates=1, workers=1)
