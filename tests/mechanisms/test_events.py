"""People meet."""

import numpy as np
import pytest

from sim.mechanisms.events import Gathering, keyed
from sim.state.chance import exponential, purpose, uniform
from sim.state.people import Role
from tests.village import DAY, photograph, pulls, village
from tests.worlds import only, run

EAGERNESS, SEAT = purpose("events.eagerness"), purpose("events.seat")
PARTNER = purpose("events.partner")
NONE = {"online_per_month": 0, "offline_per_month": 0, "self_organised_per_kol": 0}
EAGER = NONE | {"willingness": 5, "lurker_willingness": 1}
TOWN = {"outgoing": 0.5, "size": 600, "regions": 6}


def held(*gatherings, market=None, members=40, prepare=lambda community: None, **parameters):
    """A village on the evening of a day with these gatherings."""
    sections = {"market": market} if market else {}
    model = village("events", members=members, events=NONE | parameters, **sections)
    prepare(model.community)
    for gathering in gatherings:
        model.mechanisms["events"].gather(model.community, Gathering(**gathering))
    model.mechanisms["events"].step(model.community)
    return model.community


def guests(community):
    return np.flatnonzero(community.people.attended)


@pytest.mark.parametrize("size", [6, 500])
def test_who_comes_is_a_race_and_everybody_who_comes_meets_others(size):
    model = village("events", events=EAGER | {"willingness": 1})
    community, p, key = model.community, model.settings.events, model.chance.key
    community.people.attended[community.members] = np.arange(40) % 5
    past, number = photograph(community), keyed("planned", -1, 0)
    model.mechanisms["events"].gather(community, Gathering(kind="offline", size=size))
    model.mechanisms["events"].step(community)
    finish = {}
    for row in community.members[model.market.outgoing[community.members]]:
        hazard = p.willingness * (0.1 + past.belonging[row]) * (1 + p.habit * past.attended[row])
        finish[row] = exponential(row, DAY, number, EAGERNESS, key) / hazard
    came = sorted(sorted((row for row in finish if finish[row] < 1), key=finish.get)[:size])
    assert len(came) == 6 if size == 6 else len(came) > 6
    assert sorted(np.flatnonzero(community.people.attended == past.attended + 1)) == came
    seats = {row: uniform(row, DAY, 0, SEAT + number, key) for row in came}
    meetings = []
    for row in came:
        for k in range(p.offline_meetings):
            u = uniform(row, DAY, number * 64 + k, PARTNER, key)
            beyond = [other for other in came if seats[other] >= u] or came
            other = min(beyond, key=seats.get)
            if other != row:
                meetings += [(row, other), (other, row)]
    owner, partner, weight = community.encounters.by_owner()
    assert sorted(zip(owner, partner, strict=True)) == sorted(meetings)
    assert np.all(weight == p.offline_strength)
    spent = np.bincount(owner, minlength=community.size)
    assert np.array_equal(community.influences.time_spent, spent)


def test_every_event_has_a_number_of_its_own():
    kinds, chapters = ("online", "offline", "self", "planned"), (-1, 0, 1, 500, 32_766)
    numbers = [keyed(k, c, ordinal) for k in kinds for c in chapters for ordinal in range(40)]
    assert len(set(numbers)) == len(numbers)
    assert min(numbers) >= 0
    assert 64 * max(numbers) < 2**32, "and none shares its luck"


def test_half_never_come_to_any_event():
    model = village("events", members=500, events=EAGER, market=TOWN)
    events, community = model.mechanisms["events"], model.community
    for day in range(DAY, DAY + 20):
        community.begin_day(day)
        events.gather(community, Gathering(size=1000))
        events.step(community)
    never = community.members[community.people.attended[community.members] == 0]
    assert not model.market.outgoing[never].any()
    assert len(never) / 500 == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(500))


def test_who_has_come_before_comes_again_more_readily():
    def newcomers(times):
        def usual(community):
            community.people.attended[:] = times
            community.people.belonging[:] = 0.6
            community.people.role[:] = Role.ACTIVE

        habit = {"willingness": 0.7, "habit": 0.5}
        community = held({"size": 1000}, market=TOWN, members=500, prepare=usual, **habit)
        return np.mean((community.people.attended > times)[community.market.outgoing])

    shares = [newcomers(times) for times in (0, 1, 6)]
    assert shares[0] < shares[1] < shares[2]
    assert shares[2] > 1.5 * shares[1]


def test_lurkers_and_sleepers_come_less():
    def turnout(column, value):
        def prepare(community):
            community.people.columns[column][:] = value

        return set(guests(held({"size": 99}, willingness=2, prepare=prepare)))

    assert turnout("role", Role.LURKER) < turnout("role", Role.ACTIVE)
    assert turnout("belonging", 0.1) < turnout("belonging", 0.9)
    assert turnout("dormant", True) == set()


def test_the_most_eager_fill_a_small_hall():
    small, large = (set(guests(held({"size": size}, **EAGER))) for size in (5, 50))
    assert len(small) == 5
    assert small < large


def test_a_local_event_draws_one_region_and_a_festival_all():
    local = held({"everywhere": False, "size": 500}, market=TOWN, members=500, **EAGER)
    festival = held({"everywhere": True, "size": 500}, market=TOWN, members=500, **EAGER)
    online = held({"kind": "online", "everywhere": False, "size": 500}, market=TOWN, members=500)
    regions = [
        set(community.market.region[guests(community)]) for community in (local, festival, online)
    ]
    assert [len(where) for where in regions] == [1, 6, 6]


def test_a_chapter_meets_where_its_members_live():
    model = village("events", members=500, events=EAGER | {"offline_per_month": 60}, market=TOWN)
    community = model.community
    community.chapters.found(0, np.array([0.5, 0.5]))
    community.people.chapter[:] = community.market.region // 3
    model.mechanisms["events"].step(community)
    came = guests(community)
    assert len(came) > 20
    assert set(community.people.chapter[came]) == {0, 1}


def test_one_more_event_moves_nobody_elses_guests():
    regular = EAGER | {"online_per_month": 60}
    without, with_it = held(**regular), held({"size": 50}, **regular)
    extra = held({"size": 50}, **EAGER)
    attended = without.people.attended + extra.people.attended
    assert without.people.attended.sum() > 0
    # Whoever met at the festival glows and remembers, yet none of it changes a race's luck.
    assert np.all(with_it.people.attended >= without.people.attended)
    assert np.all(with_it.people.attended[attended == 0] == 0)


def test_events_are_paid_for_even_when_nobody_comes():
    costs = {"online_cost": 10, "offline_cost": 100, "offline_cost_per_person": 7}
    empty = held({"kind": "offline"}, {"kind": "online"}, members=0, **costs)
    assert empty.ledger.costs == {"offline events": 100, "online events": 10}
    full = held({"kind": "offline"}, **EAGER | costs)
    assert full.ledger.costs["offline events"] == 100 + 7 * len(guests(full))


def test_one_guest_meets_nobody():
    community = held({"size": 60}, **EAGER, members=1, prepare=_open_hearted)
    assert guests(community).tolist() == [community.founder]
    assert len(community.encounters.by_owner()[0]) == 0


def _open_hearted(community):
    community.market.outgoing[:] = True
    community.people.belonging[:] = 1.0
    community.people.attended[:] = 0


def test_only_members_who_rose_to_kol_organise_by_themselves():
    def organised(seeded):
        def prepare(community):
            community.people.role[:] = Role.KOL
            community.people.seeded[:] = seeded

        community = held(**EAGER | {"self_organised_per_kol": 5}, prepare=prepare)
        assert community.ledger.total == 0, "and it costs nothing"
        return len(guests(community))

    assert organised(seeded=False) > 0
    assert organised(seeded=True) == 0


def test_the_glow_pulls_and_halves_in_its_half_life():
    model = village("events", events=EAGER | {"glow_half_life_days": 10})
    community, events = model.community, model.mechanisms["events"]
    events.step(community)
    assert not pulls(community, "events").any()
    events.gather(community, Gathering(kind="offline"))
    events.step(community)
    first = pulls(community, "events").copy()
    assert first.max() == pytest.approx(0.8 * 0.5 * 0.5**0.1)
    for day in range(DAY + 1, DAY + 11):
        community.begin_day(day)
        events.step(community)
    assert pulls(community, "events") == pytest.approx(first / 2, rel=1e-4)


def test_nobody_glows_more_than_wholly():
    community = held(*[{"size": 60}] * 5, **EAGER)
    assert community.people.attended.max() == 5
    assert community.people.glow.max() == pytest.approx(0.5 ** (1 / 30))


def test_frequent_events_starve_ties_to_those_who_stay_at_home():
    def left_at_home(per_month):
        chosen = only(
            "seeding", "events", "interaction", days=120,
            market={"size": 300, "regions": 1, "outgoing": 0.5}, seeding={"crowd": 299},
            events=EAGER | {"online_per_month": per_month, "online_strength": 1},
            interaction={"to_friend": 0, "to_friends_friend": 0, "to_acquaintance": 1},
        )  # fmt: skip
        community = run(chosen).community
        home = ~community.market.outgoing
        everybody = np.arange(community.size)
        ties = community.ties.to_csr(everybody, community.day).toarray()
        return ties[~home][:, home].sum(), ties[~home][:, ~home].sum()

    (few_home, few_away), (many_home, many_away) = left_at_home(1), left_at_home(15)
    assert many_home < 0.8 * few_home
    assert many_away > few_away
