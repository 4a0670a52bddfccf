"""What facts count, on communities put together by hand."""

import numpy as np
import pandas as pd
import pytest

from sim.patterns.log import EVERYBODY, Log
from sim.validation.controls.equal_people import people_all_alike, z
from sim.validation.controls.shuffled_alignment import shuffled
from sim.validation.facts.network import _shape
from sim.validation.facts.participation import _again
from sim.validation.facts.survival import hazard, newcomers, spells, surviving
from sim.validation.worlds import run, settings


def stays(*spans):
    """People by the days they were in and whether they then left; all joined on day 0."""
    table = pd.DataFrame(spans, columns=["days", "left"])
    return table.assign(joined=0, why=np.where(table["left"], "misfit", None))


def test_a_hazard_is_exits_over_the_days_spent():
    table = stays((10, True), (20, True), (100, False), (100, False))
    assert hazard(table, 0, 30) == pytest.approx(2 / (10 + 20 + 30 + 30))
    assert hazard(table, 15, 30) == pytest.approx(1 / (5 + 15 + 15))
    assert np.isnan(hazard(table, 200, 300)), "nobody was in for so long"


def test_survival_looks_only_at_those_who_joined_early_enough():
    table = stays((10, True), (300, True), (365, False), (5, False))
    table.loc[3, "joined"] = 360
    assert surviving(table, 90) == pytest.approx(2 / 3)
    assert surviving(table, 5) == 1


def test_spells_agree_with_the_community_they_are_read_from():
    model = run(settings(days=60, market={"size": 1500}))
    table, people = spells(model), model.community.people
    once = people.spells[table.index] == 1
    assert len(table) == np.count_nonzero(people.spells)
    assert np.array_equal(table["joined"][once], people.join_day[table.index][once])
    assert np.array_equal(table["left"][once], (people.exit_day[table.index] >= 0)[once])
    assert set(newcomers([model])["source"]) == {"word_of_mouth"}


def log_of(*acts, people, end=200.0):
    time, who, to = (np.array(column) for column in zip(*acts, strict=True))
    return Log.of(people, time, who, to, end=end)


def test_who_is_answered_on_the_day_is_told_from_who_is_not():
    log = log_of(
        (0, 0, EVERYBODY), (0.5, 9, 0), (30, 0, EVERYBODY),  # answered, and comes again
        (0, 1, EVERYBODY), (20, 9, 1),  # answered too late, and does not
        (0, 2, EVERYBODY), (40, 2, EVERYBODY),  # not answered, and comes again
        (0, 3, EVERYBODY), (0.1, 3, EVERYBODY), (9, 3, EVERYBODY),  # said more than one thing
        people=10,
    )  # fmt: skip
    answered, silent = _again(log)
    assert answered == 1
    assert silent == pytest.approx(2 / 3), "person 9, whom nobody answered, came again too"


def test_a_triangle_with_one_answer_has_its_known_shape(monkeypatch):
    everybody = log_of((0, 0, 1), (1, 1, 2), (2, 2, 0), (3, 1, 0), people=3)
    monkeypatch.setattr(np.random, "default_rng", lambda seed: Everybody())
    assert _shape(everybody) == (pytest.approx(0.5), 1, 1)


class Everybody:
    """Chooses all there are."""

    def choice(self, some, count, replace):
        return np.array(some)


def test_people_all_alike_differ_in_nothing_but_whom_they_know():
    market = people_all_alike(0)
    for name in ("sharing", "expressiveness", "posting", "alignment", "capacity", "interest"):
        assert len(np.unique(getattr(market, name))) == 1
    assert len(np.unique(market.values)) == 1
    assert len(np.unique(market.degree)) > 1


def test_shuffling_keeps_every_alignment_and_moves_it_elsewhere():
    market = run(settings(days=1, market={"size": 500})).market
    before = market.alignment.copy()
    after = shuffled(market, 1).alignment
    assert np.array_equal(np.sort(before), np.sort(after))
    assert not np.array_equal(before, after)


def test_a_mean_in_standard_errors():
    assert z(np.array([1.0, 2.0, 3.0])) == pytest.approx(2 / (1 / np.sqrt(3)))
    assert z(np.zeros(5)) == 0
