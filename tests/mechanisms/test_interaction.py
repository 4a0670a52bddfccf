"""Everyday talk among members, and the ties it makes."""

from collections import Counter

import numpy as np
import pytest

from sim.mechanisms.interaction import AWAY, GLANCES, InteractionParameters
from sim.state.chance import mixed, poisson, purpose, uniform, words
from sim.state.people import Role, Status
from tests.village import DAY, luck, photograph, village
from tests.worlds import only, run

COUNT, CHOICE = purpose("interaction.count"), purpose("interaction.choice")
FRIEND, REPLY = purpose("interaction.friend"), purpose("interaction.reply")
FRIENDS_FRIEND, RING = purpose("interaction.friends_friend"), purpose("interaction.ring")
GLANCE = purpose("interaction.glance")
STRANGERS = {"to_friend": 0, "to_friends_friend": 0, "to_acquaintance": 0}
ALL_ALIKE = {"silent_rate": 1, "urge_weight": 0}
"""Everybody talks as much as others of her role."""


def befriend(community, pairs=150):
    """Ties among members of different strength, as of today."""
    rng = np.random.default_rng(5)
    owner = np.sort(rng.choice(community.members, pairs)).astype(np.int32)
    partner = rng.choice(community.members, pairs).astype(np.int32)
    apart = owner != partner
    strength = rng.exponential(3, pairs).astype(np.float32)
    community.ties.apply(owner[apart], partner[apart], strength[apart], DAY)


def talk(model):
    """Who meets whom today (a tie of the first to the second grows), and how often."""
    model.mechanisms["interaction"].step(model.community)
    owner, partner, _ = model.community.encounters.by_owner()
    return Counter(zip(owner.tolist(), partner.tolist(), strict=True))


def friend_of(community, ties, row, k, purpose_number):
    """The winner among row's ties to members of a race at their strengths; None without any."""
    word = np.uint64(words(row, DAY, k, purpose_number, community.chance.key)[0])
    times = {
        code - 1: -np.log(mixed(word, code)) / strength
        for code, strength in zip(*ties[row], strict=True)
        if code and community.people.status[code - 1] == Status.MEMBER
    }
    return min(times, key=times.get) if times else None


def partner_of(model, ties, row, k):
    """Whom a person turns to in her k-th conversation, told as the docstring tells it."""
    community, market, p = model.community, model.market, model.settings.interaction
    way, which, where, alike = luck(community, row, CHOICE, k)
    to_founder = community.influences.climate.founder_share
    if way < to_founder:
        return community.founder if row != community.founder else None
    way = (way - to_founder) / (1 - to_founder)
    if way < p.to_friend + p.to_friends_friend:
        friend = friend_of(community, ties, row, k, FRIEND)
        if way >= p.to_friend and friend is not None:
            friend = friend_of(community, ties, friend, k, FRIENDS_FRIEND + row)
        if friend not in (None, row):
            return friend
    elif way < p.to_friend + p.to_friends_friend + p.to_acquaintance:
        known = market.indices[market.indptr[row] : market.indptr[row + 1]]
        other = known[int(which * len(known))]
        if community.people.status[other] == Status.MEMBER:
            return other
    for glance in range(GLANCES):
        if glance:
            where, alike = luck(community, row, GLANCE, k * GLANCES + glance)[:2]
        other = poster_after(model, row, where, alike)
        if other is not None:
            return other
    return None


def voice_of(model, row):
    """How much a person talks, relative to others of her role."""
    market, people, p = model.market, model.community.people, model.settings.interaction
    if row == model.community.founder:
        return 1.0
    if not (market.contributor[row] or people.seeded[row]):
        return p.silent_rate
    return 1 + p.urge_weight * (min(market.posting[row], 5) - 1)


def poster_after(model, row, where, alike):
    """The next of today's posters on the ring, if alike enough to talk to."""
    community, p = model.community, model.settings.interaction
    places = {
        uniform(poster, DAY, post, RING, community.chance.key): poster
        for poster in community.members
        for post in range(community.people.posts_today[poster])
    }
    if not places:
        return None
    other = places[min((place for place in places if place >= where), default=min(places))]
    values = community.people.values.astype(float)
    likeness = np.exp(-np.sum((values[row] - values[other]) ** 2) / (2 * p.likeness_width**2))
    return other if other != row and alike < likeness else None


@pytest.mark.parametrize("when, made", [("before", True), ("after", False)])
def test_who_meets_after_the_talk_of_the_day_makes_no_tie(when, made):
    model = village("interaction", interaction={"per_visit": 0})
    community, step = model.community, model.mechanisms["interaction"].step
    a, b = community.members[:1], community.members[1:2]
    if when == "after":
        step(community)
    community.encounters.add(a, b, 1.0)
    if when == "before":
        step(community)
    community.begin_day(DAY + 1)
    step(community)
    assert bool(community.ties.who[a[0]].any()) == made


def test_talk_is_that_of_the_equation():
    model = village("interaction", interaction={"per_visit": 8, "reply": 0.7, "lurker_rate": 0.4})
    community, p = model.community, model.settings.interaction
    befriend(community)
    community.influences.climate.founder_share = 0.15
    ties = {r: (community.ties.who[r].copy(), community.ties.strength[r].copy()) for r in range(60)}
    past, expected, answered = photograph(community), Counter(), set()
    rate = {0: p.founder_rate, 1: p.kol_rate, 2: 1.0, 3: p.lurker_rate}
    for row in community.members[past.visiting[community.members]]:
        mean = p.per_visit * rate[past.role[row]] * (0.5 + past.belonging[row])
        mean *= voice_of(model, row)
        for k in range(poisson(luck(community, row, COUNT)[0], mean)):
            other = partner_of(model, ties, row, k)
            if other is None:
                continue
            expected[row, other] += 1
            if not past.visiting[other] and DAY - past.last_visit[other] > AWAY:
                continue
            if voice_of(model, other) == 0:
                continue
            if luck(community, row, REPLY, k)[0] < p.reply * (1 if past.visiting[other] else 0.5):
                expected[other, row] += 1
                answered.add(row)
    assert expected.total() > 50
    assert talk(model) == expected
    assert set(np.flatnonzero(community.people.answered_day == DAY)) == answered


def all_to_the_founder(**parameters):
    """A village where every conversation goes to the founder, so that all can be counted."""
    model = village(
        "interaction", interaction={"reply": 0, "per_visit": 3, **ALL_ALIKE, **parameters}
    )
    model.community.influences.climate.founder_share = 1.0
    return model


def test_events_are_paid_from_the_same_budget():
    model = all_to_the_founder(event_debt_share=0.8)
    community, p = model.community, model.settings.interaction
    community.people.role[:] = Role.ACTIVE
    community.influences.time_spent[::2] = 1.5
    community.people.time_debt[::3] = 2.0
    past, counts = photograph(community), talk(model)
    for row in community.members:
        debt = past.time_debt[row] + community.influences.time_spent[row]
        if past.visiting[row]:
            mean = p.per_visit * (0.5 + past.belonging[row])
            paid = min(debt, 0.8 * mean)
            debt -= paid
            count = poisson(luck(community, row, COUNT)[0], mean - paid)
            assert counts[row, community.founder] == (count if row != community.founder else 0)
        assert community.people.time_debt[row] == pytest.approx(debt, abs=1e-5)


def test_talk_grows_with_belonging_and_role():
    def total(column, value):
        model = all_to_the_founder(lurker_rate=0.4, kol_rate=2)
        model.community.people.columns[column][model.community.members] = value
        return talk(model).total()

    assert total("belonging", 0.9) > total("belonging", 0.1)
    assert total("role", Role.KOL) > total("role", Role.ACTIVE) > total("role", Role.LURKER)
    assert total("visiting", False) == 0


def test_an_answer_makes_a_tie_on_both_sides():
    model = village("interaction", interaction=STRANGERS | ALL_ALIKE | {"per_visit": 5, "reply": 1})
    model.community.people.visiting[:] = True
    both = talk(model)
    assert both.total() > 50
    assert all(both[partner, owner] == times for (owner, partner), times in both.items())
    model = village("interaction", interaction=STRANGERS | ALL_ALIKE | {"per_visit": 5, "reply": 0})
    starters = {owner for owner, _ in talk(model)}
    assert model.community.people.visiting[list(starters)].all()
    assert not (model.community.people.answered_day == DAY).any()


def test_one_more_poster_moves_only_her_neighbours_on_the_ring():
    alike = STRANGERS | ALL_ALIKE | {"per_visit": 5, "reply": 0, "likeness_width": 10}
    before, after = (village("interaction", interaction=alike) for _ in range(2))
    quiet = before.community.people.posts_today[before.community.members] == 0
    newcomer = before.community.members[quiet][0]
    after.community.people.posts_today[newcomer] = 1
    without, with_her = talk(before), talk(after)
    moved = with_her - without
    assert 0 < moved.total() < 0.3 * without.total()
    # She herself passes over her own post and turns to the next.
    assert {partner for owner, partner in moved if owner != newcomer} == {newcomer}


def test_strangers_talk_only_when_they_think_alike():
    def distances(width):
        open_to_all = STRANGERS | ALL_ALIKE | {"per_visit": 5, "likeness_width": width}
        model = village("interaction", interaction=open_to_all)
        pairs = np.array(list(talk(model).elements()))
        values = model.community.people.values
        return np.linalg.norm(values[pairs[:, 0]] - values[pairs[:, 1]], axis=1)

    assert distances(0.1).mean() < 0.5 * distances(10).mean()
    assert len(distances(0.1)) < len(distances(10))


def test_who_never_contributes_neither_turns_to_anybody_nor_answers():
    model = village("interaction", interaction={"per_visit": 20, "reply": 1, "urge_weight": 0})
    community = model.community
    community.people.visiting[:] = True
    speak = model.market.contributor | community.people.seeded
    speak[community.founder] = True
    who = {owner for owner, _ in talk(model)}
    assert who
    assert speak[list(who)].all()
    assert set(np.flatnonzero(community.people.last_act == DAY)) == who


def test_people_talk_as_they_are_used_to_and_as_they_feel_urged():
    def total(row_urge, factor=1.0):
        model = all_to_the_founder(silent_rate=0, urge_weight=1)
        model.market.contributor[:] = True
        model.market.posting[:] = row_urge
        model.community.influences.talk_factor[:] = factor
        return talk(model).total()

    assert total(2) > total(1) > total(0.2) > 0
    assert total(50) == total(5)
    assert total(1, factor=0) == 0


@pytest.mark.parametrize("members", [0, 1])
def test_nobody_talks_to_an_empty_room(members):
    model = village("interaction", members=members, interaction={"per_visit": 50})
    assert talk(model).total() == 0


def test_without_the_founder_nobody_turns_to_her():
    model = all_to_the_founder()
    community = model.community
    community.leave(np.array([community.founder], np.int32), np.zeros(1, int))
    assert talk(model).total() == 0


def test_a_half_life_changed_midway_settles_what_has_faded():
    model = village("interaction")
    community, interaction = model.community, model.mechanisms["interaction"]
    befriend(community)
    longer = interaction.parameters.model_copy(update={"half_life_days": 220.0})
    before = community.ties.to_csr(community.members, DAY + 10).toarray()
    community.day = DAY + 10
    interaction.adjust(longer, community)
    after = community.ties.to_csr(community.members, DAY + 10).toarray()
    later = community.ties.to_csr(community.members, DAY + 10 + 220).toarray()
    assert after == pytest.approx(before, rel=1e-5)
    assert later[later > 0] == pytest.approx(before[later > 0] / 2, rel=1e-5)


def test_switched_on_again_with_another_half_life_it_settles_too():
    timeline = [
        {"day": 10, "set": {"interaction.enabled": False}},
        {"day": 20, "set": {"interaction.enabled": True, "interaction.half_life_days": 30}},
    ]
    chosen = only(
        "seeding", "interaction", days=50, market={"size": 60, "regions": 3}, timeline=timeline,
        seeding={"count": 5}, interaction={"per_visit": 0},
    )  # fmt: skip
    community = run(chosen).community
    seeds = np.flatnonzero(community.people.seeded)
    ties = community.ties.to_csr(np.arange(60), 50).toarray()
    assert ties[seeds, community.founder] == pytest.approx(3 * 0.5 ** (20 / 110 + 1), rel=1e-5)


def test_shares_of_talk_that_make_more_than_all_of_it_are_refused():
    with pytest.raises(ValueError, match=r"add up to 1\.3;"):
        InteractionParameters(to_friend=0.9, to_friends_friend=0.3, to_acquaintance=0.1)
