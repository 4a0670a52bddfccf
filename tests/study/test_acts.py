"""The lane of a figure."""

from typing import get_args

import pytest

from sim.charts.data import Kind
from sim.mechanisms import discover
from sim.state.mechanism import Look
from sim.study.acts import acts_of
from tests.study.fabricated import tiny


def looks(settings, runs=()):
    return [(act.day, act.kind, act.title("en")) for act in acts_of(settings, runs)]


def test_waves_of_seeds_are_acts():
    waves = {"count": 20, "waves": [{"day": 0, "share": 0.6}, {"day": 5, "share": 0.4}]}
    assert looks(tiny(seeding=waves)) == [(0, "seeding", "12 KOLs"), (5, "seeding", "8 KOLs")]


def test_without_seeds_nothing_is_seeded():
    assert looks(tiny(seeding={"count": 0})) == []


def test_a_repeat_is_an_act_on_each_of_its_days():
    entry = {"every": 4, "from": 2, "event": {"size": 5}, "label": {"en": "Call", "zh": "通话"}}
    acts = acts_of(tiny(seeding={"count": 0}, timeline=[entry]), [])
    assert [act.day for act in acts] == [2, 6, 10]
    assert {(act.kind, act.title("zh")) for act in acts} == {("event", "通话")}


def test_a_change_of_parameters_is_a_rule():
    entry = {"day": 3, "set": {"governance.strictness": 0.9}}
    assert looks(tiny(seeding={"count": 0}, timeline=[entry])) == [(3, "rule", "New rules")]


def test_the_day_on_which_selling_begins_is_a_rule():
    nobody = {"seeding": {"count": 0}}
    sold = {"start_day": 5, "purchases": 0.1}
    assert looks(tiny(**nobody, commerce=sold)) == [(5, "rule", "Selling begins")]
    both = sold | {"ad_load": 0.1}
    assert looks(tiny(**nobody, commerce=both)) == [(5, "rule", "Selling and advertising begin")]
    ads = {"start_day": 5, "ad_load": 0.1}
    assert looks(tiny(**nobody, commerce=ads)) == [(5, "rule", "Advertising begins")]


@pytest.mark.parametrize(
    "commerce",
    [{"start_day": 5}, {"start_day": 99, "ad_load": 0.1}, {"enabled": False, "ad_load": 0.1}],
)
def test_without_anything_sold_within_the_days_no_selling_begins(commerce):
    assert looks(tiny(seeding={"count": 0}, commerce=commerce)) == []


def test_what_is_off_is_not_drawn():
    entry = {"every": 4, "event": {"size": 5}}
    off = {"seeding": {"count": 0}, "timeline": [entry], "events": {"enabled": False}}
    assert looks(tiny(**off)) == []
    later = {"day": 2, "set": {"events.enabled": True}}
    kinds = {kind for _, kind, _ in looks(tiny(**(off | {"timeline": [entry, later]})))}
    assert kinds == {"event", "rule"}


def test_a_condition_is_drawn_on_the_median_day_it_was_met_if_it_often_was():
    entry = {"when": "members >= 30", "event": {"size": 5}, "label": "Party"}
    settings = tiny(seeding={"count": 0}, timeline=[entry])
    runs = [[(4, "event", "Party")], [(6, "event", "Party")], [(9, "event", "Party")], []]
    assert looks(settings, runs) == [(6, "event", "Party")]
    assert looks(settings, [[(4, "event", "Party")], [], []]) == []


def test_every_act_looks_like_something_that_figures_can_draw():
    assert set(get_args(Look)) == set(get_args(Kind))
    verbs = [verb for mechanism in discover() for verb in mechanism.verbs]
    assert {verb.kind for verb in verbs} <= set(get_args(Look))
