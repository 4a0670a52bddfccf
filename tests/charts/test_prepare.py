import numpy as np
import pandas as pd
import pytest

from sim.charts.prepare import outcome_bands, tallies
from sim.metrics.measure import Measure


def measure(name):
    return Measure(name, name, name, "", "", "")


def frame(values, scenario="a"):
    """Runs x days."""
    runs, days = np.shape(values)
    keys = {"replicate": np.repeat(range(runs), days), "day": np.tile(range(days), runs)}
    return pd.DataFrame({"scenario": scenario, **keys, "x": np.ravel(values)})


def test_quantiles_are_numpys():
    values = np.random.default_rng(0).normal(size=(9, 3))
    bands = outcome_bands(frame(values), [measure("x")])
    for name, share in {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}.items():
        np.testing.assert_allclose(bands[name], np.quantile(values, share, axis=0))
    assert list(bands["runs"]) == [9, 9, 9]


def test_days_without_a_value_have_no_row():
    bands = outcome_bands(frame([[1, np.nan, 3], [2, np.nan, np.nan]]), [measure("x")])
    assert list(bands["day"]) == [0, 2]
    assert list(bands["runs"]) == [2, 1]
    assert list(bands["p50"]) == [1.5, 3.0]


def test_a_measure_nobody_took_leaves_no_row():
    assert outcome_bands(frame([[np.nan]]), [measure("x"), measure("y")]).empty


def test_scenarios_come_in_order_of_appearance():
    both = pd.concat([frame([[1.0]], "z"), frame([[1.0]], "a")])
    assert list(outcome_bands(both, [measure("x")])["scenario"]) == ["z", "a"]


def test_runs_of_unequal_length_count_while_they_last():
    uneven = pd.concat([frame([[1.0, 2.0]]), frame([[5.0]]).assign(replicate=1)])
    assert list(outcome_bands(uneven, [measure("x")])["runs"]) == [2, 1]


def daily(scenario, joins, ads, runs=2):
    days = pd.DataFrame({"day": [0, 1], "joins:wom": joins, "joins:ads": ads, "exits:price": 1})
    return pd.concat([days.assign(scenario=scenario, replicate=run) for run in range(runs)])


def test_a_tally_is_people_in_the_mean_run_and_their_share():
    table = tallies(daily("a", [2, 4], [1, 1]), "joins").set_index("cause")
    assert table.loc["wom", "mean"] == 6
    assert table.loc["wom", "share"] == pytest.approx(0.75)
    assert set(table["runs"]) == {2}


def test_shares_are_within_a_scenario_and_zero_where_nobody_came():
    table = tallies(pd.concat([daily("b", [0, 0], [0, 0]), daily("a", [1, 1], [0, 2])]), "joins")
    assert list(table["scenario"]) == ["b", "b", "a", "a"]
    assert list(table["share"]) == [0, 0, 0.5, 0.5]


def test_a_frame_without_such_causes_gives_an_empty_tally():
    assert tallies(daily("a", [1, 1], [1, 1]), "promotions").empty
