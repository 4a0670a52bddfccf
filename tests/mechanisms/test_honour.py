"""Contributors are honoured, newcomers are received."""

import numpy as np
import pytest

from sim.state.chance import purpose
from tests.village import luck, photograph, pulls, settle, village
from tests.worlds import curve, run, settings

NUMBER, RANK = purpose("honour.number"), purpose("honour.rank")
WORLD = {"days": 120, "market": {"size": 1500, "regions": 5}}


def honoured(**parameters):
    """A village after a day of badges."""
    model = village("honour", honour=parameters)
    model.mechanisms["honour"].step(model.community)
    return model


def test_the_top_share_of_the_days_posters_get_a_badge():
    model = village("honour", honour={"share": 0.25})
    community, past = model.community, photograph(model.community)
    model.mechanisms["honour"].step(community)
    posters = [row for row in community.members if past.posts_today[row] and past.role[row]]
    number = int(0.25 * len(posters) + luck(community, 0, NUMBER)[0])
    rank = {row: luck(community, row, RANK)[0] - past.posts_today[row] for row in posters}
    best = sorted(sorted(posters, key=rank.get)[:number])
    assert np.flatnonzero(community.people.honour).tolist() == best
    assert len(best) >= 2
    assert community.people.honour[best] == pytest.approx(0.3 * 0.5 ** (1 / 30))
    assert pulls(community, "honour") == pytest.approx(
        0.6 * community.people.honour[community.members]
    )
    assert community.ledger.costs["honour"] == len(best)


def test_honour_halves_in_its_half_life_and_never_passes_one():
    model = honoured(share=0.5, award=1, half_life_days=10)
    community, mechanism = model.community, model.mechanisms["honour"]
    assert community.people.honour.max() == pytest.approx(0.5**0.1)
    community.people.posts_today[:] = 0
    for _ in range(9):
        mechanism.step(community)
    assert community.people.honour.max() == pytest.approx(0.5, rel=1e-5)


def test_who_is_honoured_posts_more_and_nobody_else():
    model = honoured(share=0.5)
    community = model.community
    community.begin_day(community.day + 1)
    model.mechanisms["honour"].set_climate(community)
    expected = 1 + 0.5 * community.people.honour
    assert community.influences.post_factor == pytest.approx(expected)
    assert np.any(expected > 1)


def test_the_founder_honours_others():
    model = village("honour", honour={"share": 0.5})
    model.community.people.posts_today[model.community.founder] = 99
    model.mechanisms["honour"].step(model.community)
    assert model.community.people.honour[model.community.founder] == 0


def test_a_ceremony_honours_those_who_posted_most_since_the_last():
    model = village("honour")
    community, ceremony = model.community, model.mechanisms["honour"].verbs[0]
    members = np.setdiff1d(community.members, [community.founder])
    first, second = members[:3], members[3:6]
    for best in (first, second):
        community.people.posts[best] += [7, 8, 9]
        getattr(model.mechanisms["honour"], ceremony.method)(
            community, ceremony.arguments(count=2, award=0.5)
        )
    both = sorted([*first[1:], *second[1:]])
    assert np.flatnonzero(community.people.honour).tolist() == both
    assert community.ledger.costs["honour"] == 2000


def test_an_initiation_puts_some_off_and_honours_the_others():
    model = village("honour", members=1, honour={"initiation": 0.6})
    community = model.community
    settle(community, [3, 5])
    assert community.people.honour[[3, 5]] == pytest.approx(0.6)
    community.begin_day(community.day + 1)
    model.mechanisms["honour"].set_climate(community)
    assert community.influences.climate.join_factor == pytest.approx(1 - 0.5 * 0.6)
    assert community.influences.post_factor[3] == pytest.approx(1.3)
    assert community.ledger.costs["honour"] == pytest.approx(2 * (2 + 1) * 0.6)


def test_without_badges_the_default_community_lives_as_if_there_were_no_honour():
    on, off = run(settings(**WORLD)), run(settings(**WORLD, honour={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_badges_raise_posts_more_than_they_keep_members_and_cost_money():
    """What honour is said to do: volume more than retention."""
    without = run(settings(**WORLD))
    badges, again = (run(settings(**WORLD, honour={"share": 0.2})) for _ in range(2))
    assert badges.series.tobytes() == again.series.tobytes()
    gain = {
        measure: curve(badges, measure)[-60:].mean() / curve(without, measure)[-60:].mean() - 1
        for measure in ("posts", "members")
    }
    assert gain["posts"] > 0.2 > 0.05 > abs(gain["members"])
    honoured = badges.community.people.honour > 0.3
    belonging = [model.community.people.belonging[honoured].mean() for model in (badges, without)]
    assert belonging[0] > belonging[1]
    assert badges.community.ledger.costs["honour"] > 0


def test_switched_off_midway_honour_moves_nobody_any_more():
    timeline = [{"day": 30, "set": {"honour.enabled": False}}]
    world = {"days": 40, "market": {"size": 500}, "honour": {"share": 0.5}}
    model = run(settings(**world, timeline=timeline))
    assert not model.community.influences.belonging_pull["honour"].any()
