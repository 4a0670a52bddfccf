"""What is posted, by whom and on which topics."""

import numpy as np
import pytest

from sim.state.chance import poisson, purpose
from sim.state.people import Role
from tests.village import DAY, luck, photograph, village
from tests.worlds import run, settings

POSTS, TOPIC = purpose("content.posts"), purpose("content.topic")
MODERATION = purpose("content.moderation")
LIVELY = {"posts_per_visit": 3, "questions_per_visit": 0.5, "team_posts_per_day": 0}


def posted(**parameters):
    """A village in which everybody contributes alike, after a day's posts."""
    market = {"size": 60, "contributors": 1, "posting_spread": 0}
    model = village("content", market=market, content=LIVELY | parameters)
    model.mechanisms["content"].step(model.community)
    return model


def volume(**parameters):
    return posted(**parameters).community.chapters.volume[0]


def test_posts_and_their_topics_are_those_of_the_equation():
    model = village("content", content=LIVELY | {"breadth": 0.5, "moderation": 0.4})
    community, market, p = model.community, model.market, model.settings.content
    community.influences.post_factor[community.members[::2]] = 2.0
    past = photograph(community)
    rate = {0: p.founder_rate, 1: p.kol_rate, 2: 1.0, 3: p.lurker_rate}
    model.mechanisms["content"].step(community)
    expected = np.zeros(5)
    for row in community.members:
        count = 0
        if past.visiting[row]:
            mean = p.questions_per_visit
            if market.contributor[row] or past.seeded[row] or row == community.founder:
                mean = p.posts_per_visit * rate[past.role[row]] * market.posting[row]
                mean *= (0.5 + past.belonging[row]) * community.influences.post_factor[row]
            count = poisson(luck(community, row, POSTS)[0], mean)
        assert community.people.posts_today[row] == count
        assert community.people.posts[row] == count
        assert community.people.last_post[row] == (DAY if count else -1)
        for k in range(count):
            wanders = luck(community, row, TOPIC, k)[0]
            topic = int(wanders / 0.5 * 5) if wanders < 0.5 else 0
            deleted = topic != 0 and luck(community, row, MODERATION, k)[0] < 0.4
            expected[topic] += not deleted
    assert expected.sum() > 20
    assert community.chapters.volume[0] == pytest.approx(expected)


def test_most_people_only_ask_now_and_then():
    market = {"size": 60, "contributors": 0}
    model = village("content", market=market, content=LIVELY | {"questions_per_visit": 0})
    people = model.community.people
    model.mechanisms["content"].step(model.community)
    posters = np.flatnonzero(people.posts_today[model.community.members])
    rows = model.community.members[posters]
    assert np.all(people.seeded[rows] | (people.role[rows] == Role.FOUNDER))


def test_posts_grow_with_belonging_and_role_and_need_a_visit():
    def total(column, value):
        model = village("content", content=LIVELY | {"lurker_rate": 0.3, "kol_rate": 2})
        model.community.people.columns[column][model.community.members] = value
        model.mechanisms["content"].step(model.community)
        return model.community.people.posts_today.sum()

    assert total("belonging", 0.9) > total("belonging", 0.1)
    assert total("role", Role.KOL) > total("role", Role.ACTIVE) > total("role", Role.LURKER)
    assert total("visiting", False) == 0


def test_the_teams_posts_keep_to_breadth_and_moderation():
    parts = {"posts_per_visit": 0, "questions_per_visit": 0, "team_posts_per_day": 10}
    moderated = volume(**parts, breadth=0.5, moderation=0.4)
    assert moderated == pytest.approx([10 * (0.5 + 0.1)] + [10 * 0.1 * 0.6] * 4)
    assert volume(**parts, breadth=0) == pytest.approx([10, 0, 0, 0, 0])
    assert volume(**parts, breadth=1, moderation=1) == pytest.approx([2, 0, 0, 0, 0])


def test_posts_saved_up_by_the_team_come_together():
    model = village("content", content=LIVELY | {"posts_per_visit": 0, "questions_per_visit": 0})
    content, community = model.mechanisms["content"], model.community
    daily = {"team_posts_per_day": 4, "team_every_days": 7}
    content.parameters = content.parameters.model_copy(update=daily)
    totals = []
    for day in range(28):
        community.begin_day(day)
        content.step(community)
        totals.append(community.chapters.volume.sum())
    assert np.count_nonzero(totals) == 4
    assert max(totals) == pytest.approx(28 * (1 - 0.3 * 0.2 * 4 / 5))


def test_moderation_deletes_only_what_is_off_topic():
    free, strict = volume(breadth=0.6, moderation=0), volume(breadth=0.6, moderation=1)
    assert strict[0] == free[0]
    assert free[1:].sum() > 0
    assert strict[1:].sum() == 0


def test_breadth_spreads_the_same_posts():
    narrow, broad = posted(breadth=0, moderation=0), posted(breadth=0.8, moderation=0)
    written = (model.community.people.posts_today for model in (narrow, broad))
    assert np.array_equal(*written)
    assert broad.community.chapters.volume.sum() == narrow.community.chapters.volume.sum()
    assert narrow.community.chapters.volume[0, 1:].sum() == 0
    assert broad.community.chapters.volume[0, 1:].min() > 0


def test_switched_off_midway_nothing_is_left_to_read():
    timeline = [{"day": 10, "set": {"content.enabled": False}}]
    community = run(settings(days=12, market={"size": 500}, timeline=timeline)).community
    assert community.chapters.volume.sum() == 0
    assert community.people.posts_today.sum() == 0
    assert community.people.posts.sum() > 0
