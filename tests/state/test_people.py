"""One row per person of the market, for life."""

import pickle

import numpy as np
import pytest

from sim.mechanisms import discover
from sim.state.people import CORE, SHARED, Column, People, Role, Status


def test_everybody_begins_as_a_prospect_at_neutral_values():
    people = People(7, ())
    for column in (*CORE, *SHARED):
        values = people.columns[column.name]
        assert values.dtype == column.dtype
        assert values.shape == ((7,) if column.width == 1 else (7, column.width))
        assert np.all(values == np.asarray(column.neutral, column.dtype))
    assert set(people.status) == {Status.PROSPECT}
    assert set(people.role) == {Role.LURKER}
    assert people.visiting.all()


def test_a_mechanisms_column_is_found_by_its_name():
    people = People(3, [Column("mood", np.float32, 0.25), Column("place", np.int16, -1, width=2)])
    assert people.mood.tolist() == [0.25] * 3
    assert people.place.shape == (3, 2)
    people.mood[1] = 1.0
    assert people.columns["mood"][1] == 1.0


def test_a_column_has_one_owner():
    with pytest.raises(ValueError, match="two mechanisms own the column 'belonging'"):
        People(3, [Column("belonging", np.float32)])
    owned = [column.name for kind in discover() for column in kind.columns]
    kept = [column.name for column in (*CORE, *SHARED)]
    assert len({*owned, *kept}) == len(owned) + len(kept)


def test_a_column_that_nobody_has_is_named():
    with pytest.raises(AttributeError, match="people have no column 'height'"):
        _ = People(3, ()).height


def test_people_can_be_sent_to_another_process():
    people = People(3, [Column("mood", np.float32, 0.25)])
    again = pickle.loads(pickle.dumps(people))
    assert np.array_equal(again.mood, people.mood)
