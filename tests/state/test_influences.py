"""Where mechanisms meet without knowing each other."""

from dataclasses import asdict

import numpy as np
import pytest

from sim.state.influences import Climate, Influences, Terms, felt


def influences(size=4):
    return Influences(Terms(["bonds", "misfit"], size), Terms(["price"], size), size)


def test_all_is_neutral_until_somebody_says_otherwise():
    usual = influences()
    assert not usual.belonging_pull.table.any()
    assert not usual.exit_hazard.table.any()
    assert usual.contact_factor.tolist() == usual.post_factor.tolist() == [1.0] * 4
    assert usual.appeal.tolist() == [1.0] * 4
    assert usual.seeking.shape == (0, 4)
    assert usual.time_spent.tolist() == [0.0] * 4
    assert usual.climate == Climate()


def test_terms_are_kept_by_name():
    terms = Terms(["bonds", "misfit"], 3)
    terms["misfit"][1] = -0.5
    assert terms.table.tolist() == [[0, 0, 0], [0, -0.5, 0]]
    with pytest.raises(ValueError, match="not in"):
        terms["weather"]


def test_terms_are_live_from_when_they_are_asked_for():
    terms = Terms(["bonds", "misfit", "price"], 3)
    assert not len(terms.live)
    terms["misfit"][1] = -0.5
    assert terms.live.tolist() == [1]
    assert not terms.table[[0, 2]].any()


def test_a_day_begins_with_usual_factors_while_terms_stand():
    day = influences()
    day.climate.join_factor, day.climate.open_to_word_of_mouth = 3.0, False
    day.contact_factor[:], day.post_factor[:], day.time_spent[:] = 2.0, 2.0, 5.0
    day.appeal[:] = 0.5
    day.belonging_pull["bonds"][:] = 0.3
    day.reset()
    assert asdict(day.climate) == asdict(Climate())
    assert day.contact_factor.tolist() == day.post_factor.tolist() == [1.0] * 4
    assert day.appeal.tolist() == [1.0] * 4
    assert not day.time_spent.any()
    assert np.all(day.belonging_pull["bonds"] == np.float32(0.3))


def test_who_begins_a_spell_of_membership_is_pulled_by_nothing():
    day = influences()
    day.belonging_pull["misfit"][:], day.exit_hazard["price"][:] = 0.3, 0.01
    day.forget(np.array([1, 3]))
    assert not day.belonging_pull.table[:, [1, 3]].any()
    assert not day.exit_hazard.table[:, [1, 3]].any()
    assert day.belonging_pull["misfit"][[0, 2]].all()


def test_a_term_that_serves_a_benefit_is_felt_by_how_much_it_is_sought():
    terms = Terms(["bonds", "misfit"], 2, ["social", ""])
    terms.table[:] = [[0.5, -0.5], [0.2, 0.2]]
    seeking = np.array([[1, 3, 0, 0], [1, 0, 0, 3]], np.float32)
    felt_so = [[felt(t, row, terms.table, terms.serves, seeking) for row in (0, 1)] for t in (0, 1)]
    assert np.allclose(felt_so, [[1.5, 0], [0.2, 0.2]])
    alike = np.ones((0, 4), np.float32)
    assert felt(0, 1, terms.table, terms.serves, alike) == np.float32(-0.5)


def test_a_benefit_that_does_not_exist_cannot_be_served():
    with pytest.raises(ValueError, match="not in"):
        Terms(["bonds"], 3, ["glory"])


def test_two_terms_of_one_name_are_refused():
    with pytest.raises(ValueError, match="named more than once: bonds; names must differ"):
        Terms(["bonds", "misfit", "bonds"], 3)
