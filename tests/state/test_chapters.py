"""Chapters: what is kept for each local branch."""

import numpy as np

from sim.state.chapters import USUAL_DISPERSION, Chapters
from tests.village import village


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
