"""Every join, exit and promotion with its day and its cause."""

import numpy as np
import pytest

from sim.state.journal import FOUNDING, GENERAL_CAUSES, Journal, Label
from sim.state.people import Role

FRIENDS, PRICE = Label("friends", "friends", "朋友"), Label("price", "price", "价格")


def journal():
    return Journal([FOUNDING, FRIENDS], [PRICE, *GENERAL_CAUSES], days=10)


def test_joins_and_exits_are_counted_by_day_and_reason():
    book = journal()
    book.joined(2, np.array([4, 5, 6]), np.array([0, 1, 1]), np.array([-1, 4, 4]))
    book.left(3, np.array([5]), np.array([0]))
    book.left(3, np.array([6]), np.array([2]))
    assert book.joins[2].tolist() == [1, 2]
    assert book.exits[3].tolist() == [1, 0, 1, 0]
    assert book.joins.sum() == 3
    assert book.exits.sum() == 2


def test_the_table_tells_who_when_why_and_through_whom():
    book = journal()
    book.joined(2, np.array([4, 5]), np.array([0, 1]), np.array([-1, 4]))
    book.changed_role("rise", 4, np.array([5]), Role.KOL)
    book.left(7, np.array([5]), np.array([book.cause("drifted")]))
    assert book.frame().to_numpy().tolist() == [
        [2, "join", 4, "founding", -1],
        [2, "join", 5, "friends", 4],
        [4, "rise", 5, "KOL", -1],
        [7, "exit", 5, "drifted", -1],
    ]


def test_an_empty_journal_is_an_empty_table():
    frame = journal().frame()
    assert list(frame.columns) == ["day", "kind", "person", "why", "by"]
    assert len(frame) == 0


def test_sources_and_causes_have_numbers_and_names_in_both_languages():
    book = journal()
    assert book.sources[book.source("friends")] == FRIENDS
    assert book.causes[book.cause("price")].title("zh") == "价格"
    assert book.causes[book.cause("inactivity")].title("en") == "inactivity"
    with pytest.raises(ValueError, match="nowhere"):
        book.source("nowhere")


def test_acts_are_kept_in_their_order():
    book = journal()
    book.acted(3, "event", "Festival")
    book.acted(5, "set", "")
    assert book.acts == [(3, "event", "Festival"), (5, "set", "")]


def test_two_causes_of_one_name_are_refused():
    with pytest.raises(ValueError, match="causes of leaving named more than once: price"):
        Journal([FOUNDING], [PRICE, Label("price", "fee", "费用")], days=10)
    with pytest.raises(ValueError, match="sources of joining named more than once: friends"):
        Journal([FRIENDS, FOUNDING, FRIENDS], [PRICE], days=10)
