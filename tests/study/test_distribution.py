"""Distributions turn a number of the unit interval into a value."""

import numpy as np
import pytest
from pydantic.fields import FieldInfo
from scipy import stats

from sim.scenario.errors import Refused
from sim.state.market import MarketParameters
from sim.study.distribution import as_written, read

UNIT = (np.arange(4000) + 0.5) / 4000


def made(**written):
    distribution, problems = read(written)
    assert problems == []
    return distribution


def codes(written):
    distribution, problems = read(written)
    assert distribution is None
    return [(each.code, each.path) for each in problems]


@pytest.mark.parametrize(
    ("written", "law"),
    [
        ({"low": 2, "high": 5}, stats.uniform(2, 3)),
        ({"dist": "loguniform", "low": 0.1, "high": 10}, stats.loguniform(0.1, 10)),
        ({"dist": "normal", "mean": 3, "sd": 2}, stats.norm(3, 2)),
        ({"dist": "normal", "mean": 3, "sd": 2, "low": 2, "high": 6}, stats.truncnorm(-0.5, 1.5, 3, 2)),
        ({"dist": "lognormal", "median": 2, "p95": 6}, stats.lognorm(np.log(3) / 1.6448536269514722, scale=2)),
        ({"dist": "triangular", "low": 1, "mode": 2, "high": 6}, stats.triang(0.2, 1, 5)),
        ({"dist": "beta", "mean": 0.3, "sd": 0.1}, stats.beta(6, 14)),
    ],
)  # fmt: skip
def test_values_follow_their_law(written, law):
    distribution = made(**written)
    values = [distribution.quantile(u) for u in UNIT]
    assert values == pytest.approx(law.ppf(UNIT), rel=1e-9)


def test_whole_numbers_are_all_alike_and_stay_within_their_ends():
    values = [made(dist="int", low=3, high=6).quantile(u) for u in UNIT]
    assert {value: values.count(value) for value in values} == dict.fromkeys((3, 4, 5, 6), 1000)
    assert made(dist="int", low=3, high=6).quantile(1 - 2**-40) == 6


def test_choices_come_as_often_as_their_weights_say():
    values = [made(choice=["a", "b", 3], weights=[1, 0, 3]).quantile(u) for u in UNIT]
    assert (values.count("a"), values.count("b"), values.count(3)) == (1000, 0, 3000)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"low": 2, "high": 2}, [("S501", ("high",))]),
        ({"low": 2}, [("S106", ("high",))]),
        ({"low": 2, "hihg": 3, "high": "x"}, [("S102", ("high",)), ("S101", ("hihg",))]),
        ({"dist": "loguniform", "low": 0, "high": 2}, [("S103", ("low",))]),
        ({"dist": "int", "low": 0.5, "high": 2}, [("S102", ("low",))]),
        ({"dist": "gauss", "mean": 0}, [("S104", ("dist",))]),
        ({"dist": "lognormal", "median": 2, "p95": 1}, [("S501", ("p95",))]),
        ({"dist": "triangular", "low": 0, "mode": 9, "high": 1}, [("S103", ("mode",))]),
        ({"dist": "beta", "mean": 0.1, "sd": 0.4}, [("S103", ("sd",))]),
        ({"dist": "normal", "mean": 0, "sd": 1, "low": 3, "high": 2}, [("S501", ("high",))]),
        ({"choice": []}, [("S105", ("choice",))]),
        ({"choice": [1, 2], "weights": [1]}, [("S503", ("weights",))]),
        ({"choice": [1, 2], "weights": [0, 0]}, [("S103", ("weights",))]),
        (3, [("S504", ())]),
    ],
)
def test_what_is_no_distribution_is_refused_where_it_is_wrong(written, expected):
    assert codes(written) == expected


def test_tails_end_where_the_parameters_range_does():
    share = MarketParameters.model_fields["homophily"]
    cut = made(dist="normal", mean=0.5, sd=0.25).within(share)
    assert (cut.low, cut.high) == (0, 1)
    assert 0 <= cut.quantile(1e-9) < cut.quantile(1 - 1e-9) <= 1


def test_a_tail_that_is_mostly_outside_is_refused_unless_it_is_said_where_to_cut():
    share = MarketParameters.model_fields["homophily"]
    with pytest.raises(Refused):
        made(dist="normal", mean=0, sd=1).within(share)
    said = made(dist="normal", mean=0, sd=1, low=0.0, high=1.0)
    assert said.within(share) == said


def test_a_parameter_without_ends_cuts_nothing():
    free = FieldInfo.from_annotation(float)
    distribution = made(dist="normal", mean=0, sd=1)
    assert distribution.within(free) == distribution


def test_what_is_written_back_reads_the_same():
    for written in (
        {"low": 1.0, "high": 2.0},
        {"choice": ["a"]},
        {"dist": "int", "low": 1, "high": 2},
    ):
        distribution = made(**written)
        assert read(as_written(distribution))[0] == distribution
