"""What may happen."""

import numpy as np
import pandas as pd
import pytest

from sim.study.comparison import Comparison
from sim.study.measured import NoSuchDay
from tests.study.fabricated import comparison, outlook


def test_ranges_hold_the_middle_run_and_the_middle_ninety_percent(tmp_path):
    study = outlook(tmp_path, [float(value) for value in range(101)])
    (row,) = study.ranges(["active_members"], [2]).to_dict("records")
    assert (row["p05"], row["p50"], row["p95"], row["runs"]) == (5, 50, 95, 101)


@pytest.mark.parametrize("day", [13, -1])
def test_a_day_that_runs_do_not_have_is_refused(compared, day):
    for ask in (
        lambda: compared.values("members", day),
        lambda: compared.ranges(["members"], [day]),
        lambda: compared.tidy(["members", "cost"], [12, day]),
        lambda: compared.lift("members", day),
    ):
        with pytest.raises(NoSuchDay, match=f"no day {day}: every run has the days 0 to 12"):
            ask()


def test_a_measure_not_taken_on_a_day_counts_with_its_last_value(compared):
    monthly = compared.curves(["fragmentation"])
    assert monthly["fragmentation"].isna().any()
    assert compared.values("fragmentation", 11).notna().to_numpy().any()


def test_horizons_are_those_that_every_scenario_reaches(compared):
    assert compared.last_day == 12
    assert compared.horizons == (12,)


def test_titles_that_two_scenarios_share_are_told_apart(tmp_path):
    study = comparison(tmp_path, {"a": [1.0], "b": [2.0]})
    assert study.titles["a"].en == "a"


def test_overspending_is_found(tmp_path):
    from sim.record.run_record import RunRecord
    from sim.record.study_folder import StudyFolder

    study = outlook(tmp_path, [1.0, 1.0, 1.0], budget={"total": 100})
    series = np.ones((3, len(study.results.measures)), np.float32)
    records = [
        RunRecord(i, "alone", i, series=series, spent={"seeds": amount})
        for i, amount in enumerate((50.0, 120.0, 200.0))
    ]
    StudyFolder(tmp_path).write_block(0, records, study.results.measures)
    (found,) = type(study)(tmp_path).overspending()
    assert (found.runs, found.of, found.spent, found.budget) == (2, 3, 120.0, 100.0)


def test_a_scenario_without_a_budget_cannot_overspend(tmp_path):
    assert outlook(tmp_path, [1.0]).overspending() == []


def test_bands_are_the_quantiles_of_each_day(compared):
    bands = compared.bands(["members"])
    days = compared.frame.groupby(["scenario", "day"], observed=True)["members"]
    for name, share in {"p05": 0.05, "p50": 0.5, "p95": 0.95}.items():
        np.testing.assert_allclose(bands[name], days.quantile(share))
    assert set(bands["runs"]) == {3}


def test_a_measure_there_is_not_is_told_with_what_may_be_meant(compared):
    for ask in (compared.values, compared.lift, compared.standings):
        with pytest.raises(KeyError, match="did you mean `members`"):
            ask("membres")
    with pytest.raises(KeyError, match="no measure 'x'"):
        compared.bands(["members", "x"])
    with pytest.raises(KeyError, match="no measure"):
        compared.ranges(["members", "cohesion", "x"])


def test_the_frame_has_every_measure(compared):
    names = [measure.name for measure in compared.results.measures]
    assert list(compared.frame.columns) == ["scenario", "replicate", "day", *names]
    assert len(compared.frame) == 3 * 3 * 13


def test_reading_ahead_changes_no_value(compared):
    names, days = ["members", "cohesion", "fragmentation"], [3, 7, 12]
    one_by_one, at_once = Comparison(compared.results.path), Comparison(compared.results.path)
    at_once.read_ahead(names, days)
    for name in names:
        for day in days:
            pd.testing.assert_frame_equal(at_once.values(name, day), one_by_one.values(name, day))


def test_reading_ahead_leaves_out_failed_runs(tmp_path):
    study = comparison(tmp_path / "out", {"a": [1.0, float("nan")], "b": [3.0, 4.0]})
    study.read_ahead(["active_members", "members"], [2])
    assert study.paired("active_members").to_numpy().tolist() == [[1.0, 3.0]]
    assert study.values("active_members")["a"].isna().tolist() == [False, True]
