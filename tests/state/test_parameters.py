"""What a parameter is, and that every one says what it means."""

from typing import get_args

import pytest
from pydantic import ValidationError

from sim.mechanisms import discover
from sim.state.market import MarketParameters
from sim.state.parameters import Evidence, Parameters, Switchable, parameter

SECTIONS = [MarketParameters, *(kind.Parameters for kind in discover())]
ARGUMENTS = [verb.arguments for kind in discover() for verb in kind.verbs]
FIELDS = [
    pytest.param(section, name, id=f"{section.__name__}.{name}")
    for section in dict.fromkeys(SECTIONS + ARGUMENTS)
    for name in section.model_fields
]


class Weather(Switchable):
    """How it is outside."""

    warmth: float = parameter(20.0, ge=-50, le=50, unit="°C", en="warmth", zh="温度", symbol="T")


def test_a_parameter_knows_its_meaning_unit_range_and_evidence():
    field = Weather.model_fields["warmth"]
    about = field.json_schema_extra
    assert (about["en"], about["zh"], about["unit"]) == ("warmth", "温度", "°C")
    assert (about["symbol"], about["evidence"]) == ("T", "assumption")
    assert field.description == "warmth"
    assert Weather().warmth == 20
    assert Weather().enabled


@pytest.mark.parametrize("wrong", [{"warmth": 60}, {"warmth": float("nan")}, {"wramth": 1}])
def test_what_is_out_of_range_or_unknown_is_refused(wrong):
    with pytest.raises(ValidationError):
        Weather(**wrong)


def test_parameters_are_frozen():
    with pytest.raises(ValidationError, match="frozen"):
        Weather().warmth = 3


@pytest.mark.parametrize("section, name", FIELDS)
def test_every_parameter_speaks_both_languages_and_says_how_sure_it_is(section, name):
    about = section.model_fields[name].json_schema_extra
    assert about["en"]
    assert about["zh"]
    assert about["evidence"] in get_args(Evidence)
    if about["evidence"] in ("found", "computed", "calibrated", "fact"):
        assert about["source"], "evidence has a source"


@pytest.mark.parametrize("section", dict.fromkeys(SECTIONS + ARGUMENTS))
def test_every_default_is_within_its_own_bounds(section):
    defaults = section()
    assert issubclass(section, Parameters)
    assert section.model_validate(defaults.model_dump()) == defaults
    assert section.__doc__
