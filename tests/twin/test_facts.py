"""What a twin takes from a log."""

import numpy as np
import pytest

from sim.patterns import Log
from sim.twin.facts import MOST, NEVER, TooLittle, facts
from tests.twin.logs import DAYS, LAUNCH, listed, unlisted


def test_who_registered_is_counted_where_everybody_is_listed():
    log = listed()
    found = facts(log)
    assert found.listed
    assert found.registered == log.people
    assert found.days == DAYS - 1  # it begins at noon of the first
    assert found.first_day == LAUNCH
    assert found.steps[0].a_week > 3 * found.steps[-1].a_week


def test_who_registered_is_reckoned_from_who_contributed_where_not():
    log = unlisted()
    found = facts(log)
    assert not found.listed
    assert not found.dated
    assert found.first_day == 0
    assert found.registered == pytest.approx(log.people / (1 - NEVER))
    assert found.each == pytest.approx(1 / (1 - NEVER))


def test_a_list_of_contributors_is_not_taken_for_one_of_members():
    acts = unlisted()
    log = Log.of(acts.people, acts.time, acts.person, acts.to, joined=acts.time)
    assert facts(log).dated
    assert not facts(log).listed


def test_joins_of_few_do_not_tell_the_launch():
    acts = unlisted()
    joined = np.where(np.arange(acts.people) < 20, acts.time, np.nan)
    assert not facts(Log.of(acts.people, acts.time, acts.person, acts.to, joined=joined)).dated


def test_members_of_before_the_first_act_are_there_from_the_first_day():
    log = listed()
    early = np.concatenate([log.joined, np.linspace(-700, -5, 90)])
    longer = Log.of(log.people + 90, log.time, log.person, log.to, joined=early)
    assert facts(longer).days == facts(log).days
    assert facts(longer).first_day == facts(log).first_day + 90


def test_a_large_community_is_simulated_at_a_scale():
    joined = np.linspace(0, 100, 3 * MOST)
    empty = np.empty(0, np.int64)
    found = facts(Log.of(len(joined), empty, empty, empty, joined=joined))
    assert found.scale == pytest.approx(1 / 3, rel=0.02)


def test_of_a_long_log_only_ten_years_are_lived_through():
    joined = np.linspace(0, 7300, 1000)
    empty = np.empty(0, np.int64)
    found = facts(Log.of(1000, empty, empty, empty, joined=joined))
    assert found.days == 3650
    assert found.watched == 7300
    assert found.registered == pytest.approx(500, abs=1)


def many(count, days):
    time = np.linspace(0, days, count)
    return Log.of(count, time, np.arange(count), np.full(count, -1))


@pytest.mark.parametrize("log", [many(29, 100), many(100, 20)])
def test_too_few_people_or_days_are_refused(log):
    with pytest.raises(TooLittle, match="at least 30 people and 28 days") as told:
        facts(log)
    assert "30 人" in told.value.zh


def test_people_of_whom_nothing_is_dated_are_refused():
    empty = np.empty(0, np.int64)
    with pytest.raises(TooLittle):
        facts(Log.of(500, empty, empty, empty, joined=np.full(500, np.nan)))
