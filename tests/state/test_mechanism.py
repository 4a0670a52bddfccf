"""The mechanism's contract, kept by every one there is."""

import importlib
import re
import sys
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

import sim.mechanisms
from sim.charts.data import Kind
from sim.mechanisms import discover
from sim.state.journal import GENERAL_CAUSES
from sim.state.mechanism import Phase
from sim.state.parameters import Parameters, Switchable
from tests.village import DAY, village
from tests.worlds import run, settings

EVERY = pytest.mark.parametrize("kind", discover(), ids=lambda kind: kind.name)
NAMED = re.compile(r'\bpurpose\("([^"]+)"\)')
MARKET = {"size": 60, "regions": 3}


def test_the_day_runs_in_the_order_of_phases_then_names():
    order = [(kind.phase, kind.name) for kind in discover()]
    assert order == sorted(order)
    assert len(set(order)) == len(order)
    assert {Phase.PRESENCE, Phase.CHURN} <= {kind.phase for kind in discover()}


@EVERY
def test_a_mechanism_says_what_it_is(kind):
    assert kind.title_en
    assert kind.title_zh
    assert issubclass(kind.Parameters, Switchable)
    assert "enabled" in kind.Parameters.model_fields
    assert importlib.import_module(kind.__module__).__doc__
    for label in (*kind.pulls, *kind.pushes, *kind.sources, *kind.causes):
        assert label.en
        assert label.zh
    for verb in kind.verbs:
        assert callable(getattr(kind, verb.method))
        assert issubclass(verb.arguments, Parameters)
        assert verb.kind in get_args(Kind), "no figure knows how to draw it"


def test_terms_sources_and_verbs_have_one_owner():
    for what in ("pulls", "pushes", "sources", "verbs"):
        names = [one.name for kind in discover() for one in getattr(kind, what)]
        assert len(set(names)) == len(names)
    causes = [one for kind in discover() for one in (*kind.pulls, *kind.pushes, *kind.causes)]
    names = [one.name for one in (*causes, *GENERAL_CAUSES)]
    assert len(set(names)) == len(names)


def test_no_two_mechanisms_share_a_purpose_and_with_it_their_luck():
    sources = Path(sim.mechanisms.__file__).parents[1].rglob("*.py")
    named = [name for one in sources for name in NAMED.findall(one.read_text(encoding="utf-8"))]
    assert len(named) > 30
    assert sorted(named) == sorted(set(named)), "begin a purpose with the name of its mechanism"


@EVERY
@pytest.mark.parametrize("members", [0, 1, 2])
def test_a_day_with_hardly_anybody_there_passes(kind, members):
    model = village(kind.name, members=members, market=MARKET)
    mechanism = model.mechanisms[kind.name]
    for day in (DAY, DAY + 1):
        model.community.begin_day(day)
        mechanism.set_climate(model.community)
        mechanism.step(model.community)
    assert len(model.community.members) >= min(members, 1)
    for column in model.community.people.columns.values():
        assert np.all(np.isfinite(column))


@EVERY
def test_taking_the_same_parameters_again_changes_nothing(kind):
    once, twice = (village(kind.name, market=MARKET) for _ in range(2))
    mechanism = twice.mechanisms[kind.name]
    mechanism.adjust(mechanism.parameters, twice.community)
    for model in (once, twice):
        model.mechanisms[kind.name].set_climate(model.community)
        model.mechanisms[kind.name].step(model.community)
    for name, column in once.community.people.columns.items():
        assert np.array_equal(column, twice.community.people.columns[name]), name


@EVERY
def test_switched_off_and_on_again_a_mechanism_goes_on(kind):
    timeline = [
        {"day": 10, "set": {f"{kind.name}.enabled": False}},
        {"day": 20, "set": {f"{kind.name}.enabled": True}},
    ]
    model = run(settings(days=30, market={"size": 400}, timeline=timeline))
    assert kind.name in model.mechanisms
    assert list(model.mechanisms) == [one.name for one in discover()]
    assert len(model.community.members) > 50


@pytest.fixture
def newcomer(tmp_path, monkeypatch):
    """Put a file beside the mechanisms there are, for the length of a test."""

    def write(file, name):
        (tmp_path / f"{file}.py").write_text(
            "from sim.state.mechanism import Mechanism, Phase\n"
            f"class New(Mechanism):\n    name, phase = {name!r}, Phase.EVENTS\n"
        )
        monkeypatch.setattr(sim.mechanisms, "__path__", [*sim.mechanisms.__path__, str(tmp_path)])
        written.append(file)

    written = []
    yield write
    for file in written:
        del sys.modules[f"sim.mechanisms.{file}"]


def test_to_add_a_mechanism_is_to_add_a_file(newcomer):
    newcomer("sunshine", "sunshine")
    names = [kind.name for kind in discover.__wrapped__()]
    assert names.index("events") + 1 == names.index("sunshine")
    assert len(names) == len(discover()) + 1


def test_a_file_must_be_named_like_its_mechanism(newcomer):
    newcomer("rain", "snow")
    with pytest.raises(TypeError, match=r"sim\.mechanisms\.rain holds a mechanism named 'snow'"):
        discover.__wrapped__()
