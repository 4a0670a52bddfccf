from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sim.charts.labels import push_apart


def test_labels_with_room_stay_where_they_want_to_be():
    assert push_apart([10, 50, 90], [10, 10, 10], 0, 100) == [10, 50, 90]


def test_two_at_the_same_place_give_way_equally():
    assert push_apart([50, 50], [10, 10], 0, 100) == [45, 55]


def test_the_order_of_the_lines_is_kept():
    assert push_apart([52, 48], [10, 10], 0, 100) == [55, 45]


def test_labels_stay_inside_the_edges():
    assert push_apart([0, 1], [10, 10], 0, 100) == [5, 15]
    assert push_apart([99, 100], [10, 20], 0, 100) == [75, 90]


def test_tall_labels_take_more_room():
    places = push_apart([50, 50], [10, 30], 0, 100)
    assert places[1] - places[0] == pytest.approx(20)


def test_too_many_labels_share_the_room():
    assert push_apart([1, 2, 3, 4], [10] * 4, 0, 20) == [2.5, 7.5, 12.5, 17.5]


def test_no_labels_need_no_places():
    assert push_apart([], [], 0, 10) == []


@given(some.lists(some.tuples(some.floats(-50, 150), some.floats(1, 12)), max_size=8))
def test_labels_never_overlap_nor_leave_where_there_is_room(labels):
    wanted, heights = [w for w, _ in labels], [h for _, h in labels]
    places = push_apart(wanted, heights, 0, 100)
    spans = sorted((p - h / 2, p + h / 2) for p, h in zip(places, heights, strict=True))
    assert all(above[1] <= below[0] + 1e-9 for above, below in pairwise(spans))
    assert all(top >= -1e-9 and bottom <= 100 + 1e-9 for top, bottom in spans)
