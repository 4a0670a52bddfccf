"""Sweeps and sensitivity studies, from file to figures."""

import numpy as np
import pandas as pd
import pytest

from sim.record.places import place_for
from sim.scenario import ScenarioErrors
from sim.study import experiment
from sim.study.caveats import caveats
from sim.study.figures import figures
from sim.study.finding import finding
from sim.study.reading import study_at
from sim.study.reopening import extended, reopened
from sim.study.rounds import carry_out_rounds
from sim.study.sensitivity import Sensitivity, called, contradictory
from sim.study.statistics import mean_interval
from sim.study.studies import rounds_of
from sim.study.sweep import Sweep

SMALL = "set: {days: 6, market.size: 160, market.regions: 2, seeding.count: 20}\n"
SWEEP = (
    "kind: sweep\n"
    + SMALL
    + """\
parameters:
  admission.fee: [0, 400]
  seeding.source: [random, high_degree, forum_experts]
  admission.screening: 0.1
replicates: 3
outcomes: {members@6: , cohesion@4: }
"""
)
SENSITIVITY = (
    "kind: sensitivity\n"
    + SMALL
    + """\
parameters:
  word_of_mouth.conversion: {low: 0.1, high: 2}
  seeding.count: {dist: int, low: 5, high: 60}
samples: 8
replicates: 2
outcomes: {members@6: }
"""
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
def live(load, tmp_path):
    """Carries an experiment out; returns the study."""

    def through(text):
        read = load(text)
        rounds = rounds_of(read)
        place = place_for(rounds[0].manifest, tmp_path / "out")
        carry_out_rounds(rounds, place, workers=1, experiment=read.file)
        return study_at(place.path)

    return through


def test_a_list_is_swept_and_a_scalar_is_constant(load):
    read = load(SWEEP)
    assert len(read.points) == 6
    assert read.scenarios[0].settings.admission.screening == 0.1
    assert len(read.plan().runs) == 18


def test_every_setting_meets_the_same_lucks(load):
    worlds = load(SWEEP).worlds()
    lucks = {draw: [each.luck for each in worlds if each.draw == draw] for draw in range(6)}
    assert all(each == [0, 1, 2] for each in lucks.values())


def test_responses_are_the_means_of_their_runs(live):
    study = live(SWEEP)
    assert isinstance(study, Sweep)
    rows = study.responses("members")
    tidy = study.tidy()
    for row in rows.to_dict("records"):
        same = (tidy["admission.fee"] == row["admission.fee"]) & (
            tidy["seeding.source"] == row["seeding.source"]
        )
        assert row["mean"] == pytest.approx(tidy.loc[same, "members@6"].mean())
        assert row["runs"] == 3
    free, dear = (rows[rows["admission.fee"] == fee]["mean"].mean() for fee in (0, 400))
    assert free > dear
    assert "members after 6 days" in finding(study).lower()


def test_a_map_and_its_numbers_are_drawn(live, tmp_path):
    study = live(SWEEP)
    drawn = figures(study, tmp_path / "figures")
    assert [path.stem for path in drawn["zh"]] == ["map-members", "map-cohesion"]


def test_one_parameter_makes_a_curve(live, tmp_path):
    study = live(SWEEP.replace("[random, high_degree, forum_experts]", "random"))
    assert [path.stem for path in figures(study, tmp_path / "figures")["en"]] == ["responses"]


def test_a_sweep_can_be_extended_from_its_folder(live, tmp_path):
    study = live(SWEEP)
    again = reopened(tmp_path / "out")
    assert again.plan.hash == study.results.manifest.plan
    more = extended(again, 5)
    assert more.plan.worlds[: len(again.plan.worlds)] == again.plan.worlds
    assert more.manifest.replicates == 30


def test_shares_are_told_with_luck(live, tmp_path):
    pytest.importorskip("SALib")
    study = live(SENSITIVITY)
    assert isinstance(study, Sensitivity)
    table = study.table()
    assert set(table["parameter"]) == {"word_of_mouth.conversion", "seeding.count", "luck"}
    totals = table.set_index("parameter")["total"]
    assert totals["seeding.count"] > totals["word_of_mouth.conversion"]
    assert {"sensitivity", "sensitivity-over-time", "outcomes"} == set(study.tables())
    drawn = [path.stem for path in figures(study, tmp_path / "figures")["en"]]
    assert drawn == ["sensitivity-members", "sensitivity-members-over-time"]


def test_more_alone_than_in_total_is_found_where_its_interval_says_so():
    table = pd.DataFrame(
        {
            "parameter": ["beyond", "by luck", "less", "nothing", "unknown", "luck"],
            "first": [0.40, 0.30, 0.1, 0.02, 0.3, np.nan],
            "total": [0.28, 0.28, 0.2, 0.01, 0.2, 0.4],
            "excess_low": [0.03, -0.05, -0.2, 0.001, np.nan, np.nan],
        }
    )
    assert contradictory(table)["parameter"].tolist() == ["beyond"]


@pytest.mark.parametrize(
    ("method", "others"), [("morris", ["indices", "over_time"]), ("sobol", ["effects"])]
)
def test_what_another_method_would_tell_is_refused(live, method, others):
    pytest.importorskip("SALib")
    study = live(SENSITIVITY + f"method: {method}\n")
    for each in others:
        with pytest.raises(ValueError, match=f"is {method}, not"):
            getattr(study, each)()


def test_shares_over_time_end_as_the_table_of_the_last_day_says(live):
    pytest.importorskip("SALib")
    study = live(SENSITIVITY)
    over = study.over_time()
    last = over[over["day"] == 6].set_index("name")["value"]
    known = study.table(day=6).set_index("parameter")["total"]
    assert set(last.index) == set(known.index)
    assert last[known.index].tolist() == pytest.approx(known.tolist())
    assert over.loc[over["name"] == "luck", "value"].nunique() > 1


def test_few_values_of_one_parameter_make_lines_over_the_other(live, tmp_path):
    study = live(
        SWEEP.replace("[0, 400]", "[0, 50, 100, 400]").replace("replicates: 3", "replicates: 2")
    )
    assert [path.stem for path in figures(study, tmp_path / "figures")["en"]] == ["responses"]
    assert "fee 0, source" in finding(study)


def test_morris_screens(live):
    pytest.importorskip("SALib")
    study = live(SENSITIVITY + "method: morris\n")
    table = study.table()
    assert table["parameter"][0] == "seeding.count"
    assert table["mu_star"][0] > table["noise"][0]


def test_pawn_tells_of_any_sweep_what_moves_the_outcome(live):
    pytest.importorskip("SALib")
    text = SENSITIVITY.replace("kind: sensitivity", "kind: sweep").replace(
        "samples: 8", "design: sobol\npoints: 32"
    )
    found = live(text).pawn().set_index("parameter")["median"]
    assert found["seeding.count"] > found["chance"]


def test_a_failed_run_leaves_its_setting_with_the_others(live, monkeypatch):
    study = live(SWEEP)
    whole = study.curves(["members"])
    monkeypatch.setattr(study, "curves", lambda measures: whole.query("replicate != 7"))
    assert study.responses("members")["runs"].tolist() == [3, 2, 3, 3, 3, 3]
    assert np.isnan(study.by_point("members")[1, 1])


@pytest.mark.parametrize(
    ("text", "old", "new", "wrong"),
    [
        (SWEEP, "[0, 400]", "[0, -400]", (4, "S103", 1)),
        (SWEEP, "[0, 400]", "[]", (4, "S105", "admission.fee")),
        (SWEEP, "[0, 400]", "{low: 0, high: 400}", (4, "S513", "admission.fee")),
        (SWEEP, "admission.fee", "admission.feee", (4, "S101", "admission.feee")),
        (SWEEP, "screening: 0.1", "screening: 3", (6, "S103", "admission.screening")),
        (SWEEP, "replicates: 3", "replicates: 1", (7, "S103", "replicates")),
        (SWEEP, "replicates: 3", "design: table", (3, "S106", "table")),
        (SWEEP, "kind: sweep", "kind: sweep\ndesign: lhs", (2, "S104", "design")),
        (SENSITIVITY, "{dist: int, low: 5, high: 60}", "20", (3, "S512", "parameters")),
        (SENSITIVITY, "high: 60", "high: 600", (5, "S301", "high")),
        (SENSITIVITY, "high: 2}", "high: 2000}", (4, "S103", "high")),
    ],
)
def test_what_is_wrong_is_told_with_its_place(load, text, old, new, wrong):
    with pytest.raises(ScenarioErrors) as caught:
        load(text.replace(old, new))
    found = [(p.line, p.code, p.path[-1] if p.path else "") for p in caught.value.problems]
    assert [code for _, code, _ in found].count(wrong[1]) == 1
    assert wrong[1:] in [each[1:] for each in found]


def test_a_parameter_is_called_by_its_section_and_meaning():
    assert called("seeding.source").en == "Seeding: where they come from"
    assert called("no.such").zh == "no.such"


def test_settings_that_change_nothing_and_few_runs_are_told(live):
    found = live(
        """
kind: sweep
set: {days: 6, market.size: 160, market.regions: 2, seeding.count: 20}
parameters:
  chapters.max_size: [300, 400]
  seeding.source: [random, high_degree]
replicates: 2
outcomes: {members@6: }
"""
    )
    few, random, degree = caveats(found)
    assert few.en == "Only 2 runs a setting: too few to tell near ones apart"
    assert "只运行 2 次" in few.zh
    assert random.en.startswith(
        "Exactly the same in every run: max_size 300, 400 (source random). Between these"
    )
    assert random.zh.startswith("各次运行完全相同：分会超过多少人即拆分为二：300、400（")
    assert "(source high_degree)" in degree.en


def test_settings_that_differ_need_no_word(live):
    found = live(SWEEP.replace("replicates: 3", "replicates: 5"))
    assert caveats(found) == []


def test_a_chinese_headline_names_parameters_by_their_meaning(live):
    said = finding(live(SWEEP), language="zh")
    assert "入群费" in said
    assert "fee" not in said


def test_an_interval_stays_within_what_the_measure_can_be(live):
    found = live(SWEEP.replace("replicates: 3", "replicates: 2"))
    values = {"members": (0.0, np.inf), "cohesion": (0.0, 1.0)}
    alone = [mean_interval(own).low for own in found.by_point("cohesion")]
    assert min(alone) < 0
    for name, (least, most) in values.items():
        rows = found.responses(name)
        assert rows["low"].min() >= least
        assert rows["high"].max() <= most
