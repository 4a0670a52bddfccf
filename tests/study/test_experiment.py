"""Experiments: one file is a study."""

import numpy as np
import pyarrow.parquet as pq
import pytest

import sim
from sim.record.manifest import Outcome
from sim.record.results import Results
from sim.scenario import ScenarioErrors
from sim.study import block, experiment
from sim.study.plan import Plan

SMALL = "set: {days: 12, market.size: 200, market.regions: 2, seeding.count: 20}\n"
TINY = (
    "kind: compare\n"
    + SMALL
    + """\
strategies:
  open: {label: {en: Open, zh: 开放}}
  fee: {set: {admission.fee: 150}}
uncertainties:
  word_of_mouth.conversion: {low: 0.1, high: 0.9}
  seeding.source: {choice: [random, high_degree]}
replicates: 4
outcomes: {members@10: {primary: true, practical_difference: 3}, cohesion@12: }
"""
)


@pytest.fixture
def write(tmp_path):
    """Writes an experiment into a project's folder; returns its path."""
    (tmp_path / "experiments").mkdir()

    def to(text, name="mine.yaml"):
        path = tmp_path / "experiments" / name
        path.write_text(text, "utf-8")
        return path

    return to


def found(path, **more):
    """Places, codes and paths of all that is wrong with an experiment."""
    with pytest.raises(ScenarioErrors) as caught:
        experiment.load(path, **more)
    return [
        (each.line, each.code, each.path[-1] if each.path else "") for each in caught.value.problems
    ]


def test_a_file_says_all_of_a_study(write):
    read = experiment.load(write(TINY))
    assert [each.name for each in read.scenarios] == ["open", "fee"]
    assert [each.settings.admission.fee for each in read.scenarios] == [0, 150]
    assert {each.settings.days for each in read.scenarios} == {12}
    assert read.baseline == "open"
    assert read.outcomes == (Outcome("members", 10, 3), Outcome("cohesion", 12))
    assert read.scenarios[0].settings.title.zh == "开放"
    assert len(read.plan().runs) == 8


def test_outcomes_are_measured_on_their_days(write):
    read = experiment.load(write(TINY))
    assert all(10 in each.settings.horizons() for each in read.scenarios)


def test_strategies_of_a_replicate_meet_the_same_draw_which_is_recorded(write, tmp_path):
    path = write(TINY)
    sim.compare(path, workers=1, out=tmp_path / "out")
    drawn = ["word_of_mouth.conversion", "seeding.source"]
    plan = pq.read_table(tmp_path / "out" / "plan.parquet").to_pandas()
    runs = Results(tmp_path / "out").runs
    assert plan[drawn].equals(runs[drawn])
    assert (plan.groupby("replicate")[drawn].nunique() == 1).all(axis=None)
    assert plan["word_of_mouth.conversion"].nunique() == 4
    assert (tmp_path / "out" / "experiment.yaml").read_bytes() == path.read_bytes()


def test_a_draw_is_what_the_run_lives_with(write):
    read = experiment.load(write(TINY))
    plan = read.plan()
    records = block.run_block(block.Job.of(plan.blocks[0], plan))
    world = plan.world(0)
    settings = sim.scenario.patched(read.scenarios[1].settings, world.values)
    alone = sim.CommunityModel(settings, seed=1, replicate=0).run()
    assert records[1].series.tobytes() == alone.series.tobytes()


def test_the_tidy_frame_has_what_was_drawn_beside_what_came_of_it(write):
    study = sim.compare(write(TINY), workers=1)
    tidy = study.tidy()
    assert list(tidy)[:6] == ["run", "scenario", "replicate", "seed", "luck", "draw"]
    assert {"word_of_mouth.conversion", "members@10", "cohesion@12"} <= set(tidy)
    fee = tidy[tidy["scenario"] == "fee"].set_index("replicate")["members@10"]
    assert fee.to_list() == study.values("members", 10)["fee"].to_list()


def test_the_primary_outcome_is_what_is_told(write):
    study = sim.compare(write(TINY), workers=1)
    (lift,) = study.lifts()
    assert (lift.measure, lift.day, lift.practical) == ("members", 10, 3)
    assert study.headline == ("members", "cohesion")
    assert study.day == 10


def test_the_market_is_made_once_a_replicate_unless_it_is_uncertain(write, monkeypatch):
    made = []
    real = block.Market
    monkeypatch.setattr(block, "Market", lambda *given: made.append(1) or real(*given))
    for more, markets in (("", 4), ("  market.homophily: {low: 0, high: 1}\n", 4)):
        block._market.cache_clear()
        made.clear()
        text = TINY.replace("replicates:", f"{more}replicates:")
        plan = experiment.load(write(text)).plan()
        for each in plan.blocks:
            block.run_block(block.Job.of(each, plan))
        assert len(made) == markets


def test_more_replicates_keep_the_runs_there_were(write):
    few, many = (experiment.load(write(TINY), replicates=n).plan() for n in (3, 9))
    assert many.runs[: len(few.runs)] == few.runs
    assert many.worlds[:3] == few.worlds


def test_the_plan_tells_draws_apart_and_without_them_is_what_it_was(write):
    read = experiment.load(write(TINY))
    other = experiment.load(write(TINY.replace("high: 0.9", "high: 0.8")))
    assert read.plan().hash != other.plan().hash
    certain = "kind: compare\n" + SMALL + "strategies: {a: , b: {set: {admission.fee: 9}}}"
    plain = experiment.load(write(certain)).plan()
    assert plain.hash == Plan(plain.scenarios, plain.replicates, plain.seed).hash
    assert "draw" not in plain.table().column_names


def test_repeats_live_through_each_draw_several_times(write):
    plan = experiment.load(write(TINY + "repeats: 3\n")).plan()
    assert plan.replicates == 12
    assert [plan.world(i).draw for i in range(4)] == [0, 0, 0, 1]


def test_two_workers_give_the_same_bytes_as_one(write, tmp_path, many_blocks):
    path = write(TINY)
    for workers in (1, 2):
        sim.compare(path, workers=workers, out=tmp_path / f"{workers}")
    one, two = (sorted((tmp_path / f"{n}" / "series").iterdir()) for n in (1, 2))
    assert len(one) > 2
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in two]


def test_a_strategy_may_be_a_scenario_of_its_own(write, tmp_path):
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "own.yaml").write_text("extends: base\nadmission: {fee: 7}\n")
    text = "kind: compare\n" + SMALL + "strategies: {a: , b: {scenario: ../scenarios/own.yaml}}"
    read = experiment.load(write(text))
    assert read.scenarios[1].settings.admission.fee == 7
    assert read.scenarios[1].settings.days == 12


def test_overrides_lie_below_levers(write):
    read = experiment.load(write(TINY), ["admission.fee=3", "days=8"])
    assert [each.settings.admission.fee for each in read.scenarios] == [3, 150]
    assert read.outcomes[0].day == 8


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("admission.fee: 150", "admission.feee: 150", (5, "S101", "admission.feee")),
        ("admission.fee: 150", "admission.fee: -1", (5, "S103", "admission.fee")),
        ("admission.fee: 150", "market.edges: a.csv", (5, "S510", "market.edges")),
        ("market.size: 200", "market.sise: 200", (2, "S101", "market.sise")),
        ("replicates: 4", "replicates: 0", (9, "S103", "replicates")),
        ("replicates: 4", "baseline: opne", (9, "S505", "baseline")),
        ("replicates: 4", "scenario: ../x.yaml", (9, "S001", "scenario")),
        ("replicates: 4", "scenario: ../../x.yaml", (9, "S402", "scenario")),
        ("word_of_mouth.conversion", "word_of_mouth.convert", (7, "S101", "word_of_mouth.convert")),
        ("word_of_mouth.conversion", "admission.fee", (7, "S506", "admission.fee")),
        ("word_of_mouth.conversion", "days", (7, "S507", "days")),
        ("word_of_mouth.conversion", "measures.horizons", (7, "S507", "measures.horizons")),
        ("word_of_mouth.conversion", "market.size", (7, "S102", "low")),
        ("high: 0.9", "high: 0.05", (7, "S501", "high")),
        ("high: 0.9", "high: 50", (7, "S103", "high")),
        ("random, high_degree", "random, high_dergee", (8, "S104", 1)),
        ("kind: compare", "kind: comprae", (1, "S104", "kind")),
        ("members@10", "membrs@10", (10, "S207", "membrs@10")),
        ("members@10", "members@99", (10, "S212", "members@99")),
    ],
)
def test_what_is_wrong_is_told_with_its_place(write, old, new, wrong):
    assert wrong in found(write(TINY.replace(old, new)))


def test_everything_wrong_is_told_at_once(write):
    text = TINY
    for old, new in (
        ("fee: 150", "feee: 150"),
        ("high: 0.9", "high: 50"),
        ("members@10", "membrs@10"),
        ("replicates: 4", "replicates: 4\nbaseline: x"),
        ("market.size: 200", "market.size: 1"),
    ):
        text = text.replace(old, new)
    codes = sorted(code for _, code, _ in found(write(text)))
    assert codes == ["S101", "S103", "S103", "S207", "S505"]


def test_draws_that_fit_one_by_one_but_not_together_are_told(write):
    text = TINY.replace(
        "word_of_mouth.conversion: {low: 0.1, high: 0.9}",
        "market.size: {choice: [300, 150]}\n  seeding.count: {choice: [20, 199]}",
    )
    assert found(write(text), replicates=40) == [(8, "S301", "seeding.count")]


def test_a_wrong_override_is_told(write):
    assert found(write(TINY), overrides=["days=many"])[0][1] == "S102"


def test_a_failing_draw_leaves_the_others(write, monkeypatch):
    real = block.CommunityModel

    class Fragile(real):
        def step(self):
            if self.settings.word_of_mouth.conversion == worst:
                raise ZeroDivisionError
            super().step()

    plan = experiment.load(write(TINY)).plan()
    worst = plan.world(2).values["word_of_mouth.conversion"]
    monkeypatch.setattr(block, "CommunityModel", Fragile)
    study = sim.compare(write(TINY), workers=1)
    assert study.failed() == {"open": 1, "fee": 1}
    assert np.isnan(study.tidy().set_index("replicate").loc[2, "members@10"]).all()


def test_repeats_of_a_draw_do_not_count_as_independent(write):
    study = sim.compare(write(TINY + "repeats: 3\n"), workers=1)
    (lift,) = study.lifts()
    paired = study.paired("members", 10)
    assert lift.replicates == 4
    assert lift.lift == pytest.approx((paired["fee"] - paired["open"]).mean())
    assert study.tidy()["draw"].nunique() == 4


def test_worlds_in_which_a_strategy_falls_behind_are_found(write):
    study = sim.compare(write(TINY), replicates=40, workers=1)
    values = study.paired("members", 10)
    middle = (values["fee"] - values["open"]).median()
    first, *_, last = study.discover(f"fee - open < {middle}")
    assert first.coverage == 1
    assert last.density > first.density
    assert set(last.limits) <= set(study.uncertainties)
