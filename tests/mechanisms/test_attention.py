"""What a visitor gets out of what is there to read."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sim.mechanisms.attention import MEMORY, USUAL_INFORMATION, read
from tests.village import photograph, pulls, settle, village

DEFAULTS = {"capacity": 30.0, "offtopic": 0.2, "personal": 0.0, "saturation": 8.0}


def got(volume, own, **changes):
    """Information and overload of one reader."""
    return read(float(volume), float(own), *(DEFAULTS | changes).values())


def test_a_visitors_gain_is_that_of_the_equation():
    model = village("attention", attention={"personal_filter": 0.3})
    community, market, p = model.community, model.market, model.settings.attention
    community.chapters.volume[:] = [[20.0, 9.0, 0.0, 4.5, 1.0]]
    past = photograph(community)
    model.mechanisms["attention"].step(community)
    information = community.influences.belonging_pull["information"]
    overload = community.influences.belonging_pull["overload"]
    for row in community.members:
        if not past.visiting[row]:
            assert community.people.information[row] == past.information[row]
            continue
        all_there, own = 34.5, community.chapters.volume[0, market.interest[row]]
        c = market.capacity[row]
        reading = c * (1 - np.exp(-all_there / c))
        relevant = (own + p.offtopic_interest * (all_there - own)) / all_there
        relevant = relevant + p.personal_filter * (1 - relevant)
        gain = 1 - np.exp(-reading * relevant / p.saturation)
        kept = (1 - MEMORY) * past.information[row] + MEMORY * gain
        too_much = MEMORY * (1 - reading / all_there)
        assert community.people.information[row] == pytest.approx(kept, rel=1e-5)
        assert information[row] == pytest.approx(1.2 * (kept - USUAL_INFORMATION), abs=1e-5)
        assert overload[row] == pytest.approx(-0.8 * too_much, abs=1e-6)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(some.floats(0, 1e6), some.floats(0, 1e6), some.floats(1, 300), some.floats(0, 1))
def test_information_and_overload_are_shares(own, other, capacity, personal):
    information, overload = got(own + other, own, capacity=capacity, personal=personal)
    assert 0 <= information <= 1
    assert -1e-9 <= overload <= 1


def test_more_of_ones_own_topic_informs_more_and_overloads_more():
    steps = [got(v, v) for v in (0, 1, 5, 20, 100, 1000)]
    for part in (0, 1):
        assert np.all(np.diff([step[part] for step in steps]) > 0)


def test_chatter_of_no_interest_crowds_out_what_is_relevant():
    informed = [got(10 + noise, 10, offtopic=0.0)[0] for noise in (0, 40, 400)]
    assert informed[0] > informed[1] > informed[2]
    assert got(410, 10, offtopic=1.0)[0] > informed[0], "unless everything interests her"
    assert got(410, 10, offtopic=0.0, personal=1.0)[0] > informed[2], "a filter finds it again"
    assert got(410, 10, personal=1.0)[1] == got(410, 10)[1], "and spares nobody the pile"


def test_nothing_to_read_informs_nobody():
    model = village("attention")
    community = model.community
    community.people.visiting[:] = True
    before = community.people.information[community.members]
    model.mechanisms["attention"].step(community)
    after = community.people.information[community.members]
    assert after == pytest.approx((1 - MEMORY) * before)
    assert np.all(pulls(community, "overload") == 0)


def test_newcomers_begin_as_usual():
    model = village("attention", members=3)
    community = model.community
    outside = np.setdiff1d(np.arange(community.size), community.members)[:4]
    settle(community, outside)
    assert np.all(community.people.information[outside] == np.float32(USUAL_INFORMATION))
    assert not community.influences.belonging_pull["information"][outside].any()
