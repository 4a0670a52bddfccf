"""Chapters grow out of each other, and people can be found by chapter."""

import numpy as np
import pytest

from sim.state.chapters import MOST, USUAL_DISPERSION, Chapters
from tests.village import village


def made():
    chapters = Chapters((0.5, 0.4), topics=5)
    chapters.found(0, np.array([0.6, 0.4]), fidelity=0.9, clarity=0.9)
    chapters.found(1, np.array([0.7, 0.4]), fidelity=0.5, clarity=0.5, topic=3)
    chapters.found(1, np.array([0.9, 0.9]), rival=True)
    return chapters


def test_a_founded_chapter_knows_where_it_came_from():
    chapters = made()
    assert chapters.count == 4
    assert chapters.parent.tolist() == [-1, 0, 1, 1]
    assert chapters.level.tolist() == [0, 1, 2, 1]
    assert chapters.camp.tolist() == [0, 0, 0, 3]
    assert chapters.topic.tolist() == [0, 0, 3, 0]
    assert chapters.clarity == pytest.approx([1, 0.9, 0.45, 0.9])
    assert chapters.norm[3] == pytest.approx([0.9, 0.9])
    assert chapters.volume.shape == (4, 5)


def test_all_columns_keep_their_type_when_they_grow():
    before, after = vars(Chapters((0.5, 0.4), topics=5)), vars(made())
    for name, column in before.items():
        if isinstance(column, np.ndarray):
            assert after[name].dtype == column.dtype, name
            assert len(after[name]) == 4, name


def test_the_refuge_is_the_nearest_open_chapter_above():
    chapters = made()
    assert chapters.refuge(2) == 1
    chapters.close(1)
    assert chapters.refuge(2) == chapters.refuge(3) == 0


def test_there_is_an_end_to_chapters():
    chapters = made()
    chapters.count = MOST
    assert chapters.full
    with pytest.raises(ValueError, match="no more than"):
        chapters.found(0, np.array([0.5, 0.5]))


def test_members_are_listed_by_chapter_after_every_change():
    community = village(members=40).community
    assert community.members_of(0) is community.members
    child = community.chapters.found(0, np.array([0.5, 0.5]))
    movers = community.members[5:15]
    community.move(movers, child)
    assert community.members_of(child).tolist() == movers.tolist()
    assert len(community.members_of(0)) == 30
    community.leave(movers[:3], np.zeros(3, int))
    assert community.members_of(child).tolist() == movers[3:].tolist()
    newcomer = np.setdiff1d(np.arange(60), community.members)[:1].astype(np.int32)
    community.join(newcomer, source=np.zeros(1, int), inviters=movers[5:6])
    assert newcomer[0] in community.members_of(child)


def test_the_whole_community_is_one_chapter_with_its_founders_norm():
    chapters = Chapters((0.2, 0.9), topics=4)
    assert chapters.count == 1
    assert np.array_equal(chapters.norm, np.array([[0.2, 0.9]], np.float32))
    assert chapters.dispersion.tolist() == [USUAL_DISPERSION]
    assert chapters.volume.tolist() == [[0, 0, 0, 0]]


def test_a_community_has_the_founder_values_and_topics_of_its_market():
    model = village(market={"size": 60, "founder_values": (0.25, 0.75), "topics": 3})
    chapters = model.community.chapters
    assert chapters.norm.tolist() == [[0.25, 0.75]]
    assert chapters.volume.shape == (1, 3)
    assert set(model.community.people.chapter) == {0}


def test_usual_dispersion_is_near_that_of_values_spread_evenly():
    assert abs(USUAL_DISPERSION - np.sqrt(1 / 12)) < 0.05
