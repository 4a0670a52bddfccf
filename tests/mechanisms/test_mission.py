"""The community stands for something, which is its members' label."""

import numpy as np
import pytest

from tests.village import pulls, village
from tests.worlds import run, settings

WORLD = {"days": 200, "market": {"size": 3000, "regions": 5}}


def labelled(clarity, focus=1.0, **parameters):
    """A village with a mission, after a day."""
    model = village("mission", mission={"clarity": clarity, **parameters})
    community = model.community
    community.people.values[:] = np.random.default_rng(5).random((60, 2))
    community.influences.climate.focus = focus
    model.mechanisms["mission"].step(community)
    return community


@pytest.mark.parametrize("focus", [1.0, 0.6])
def test_the_label_pulls_as_the_equation_says(focus):
    community = labelled(0.8, focus, weight=2.0, usual=0.5)
    for row in community.members:
        apart = np.linalg.norm(community.people.values[row] - np.array([0.5, 0.5]))
        aligned = np.exp(-(apart**2) / (2 * 0.25**2))
        pull = community.influences.belonging_pull["identity"][row]
        assert pull == pytest.approx(2 * 0.8 * focus * (aligned - 0.5), abs=1e-5)


def test_a_mission_draws_the_aligned_in_place_of_others():
    community = labelled(0.5)
    alignment, appeal = community.market.alignment, community.influences.appeal
    assert appeal.mean() == pytest.approx(1, rel=1e-5)
    a, b = np.argmax(alignment), np.argmin(alignment)
    gap = 1.5 * 0.5 * (alignment[a] - alignment[b])
    assert appeal[a] / appeal[b] == pytest.approx(np.exp(gap), rel=1e-4)
    assert labelled(1.0).influences.appeal[a] > appeal[a]


def test_what_blurs_the_mission_is_felt_and_can_pass():
    model = village("mission", mission={"clarity": 1.0})
    community = model.community
    seen = []
    for focus in (1.0, 0.5, 0.0, 1.0):
        community.begin_day(community.day + 1)
        community.influences.climate.focus = focus
        model.mechanisms["mission"].step(community)
        spread = community.influences.appeal.std()
        seen.append((np.abs(pulls(community, "identity")).max(), spread))
    assert seen[0] == seen[3]
    assert seen[0][0] > seen[1][0] > seen[2][0] == 0
    assert seen[0][1] > seen[1][1] > seen[2][1] == 0


def test_without_a_mission_the_default_community_lives_as_it_did():
    world = WORLD | {"days": 100}
    on, off = run(settings(**world)), run(settings(**world, mission={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_a_clear_mission_makes_a_community_of_the_aligned():
    def alignment(clarity):
        community = run(settings(**WORLD, mission={"clarity": clarity})).community
        return community.market.alignment[community.members].mean(), community

    without, with_it = alignment(0)[0], alignment(1)[0]
    assert with_it > without + 0.02
    community = alignment(1)[1]
    near = community.market.alignment[community.members] > 0.7
    far = community.market.alignment[community.members] < 0.2
    belonging = community.people.belonging[community.members]
    assert belonging[near].mean() > belonging[far].mean() + 0.1


def test_a_mission_given_up_leaves_nothing_behind():
    for change in ({"mission.clarity": 0.0}, {"mission.enabled": False}):
        timeline = [{"day": 10, "set": change}]
        world = {"days": 12, "market": {"size": 400}, "mission": {"clarity": 1.0}}
        community = run(settings(**world, timeline=timeline)).community
        assert not pulls(community, "identity").any()
        assert np.all(community.influences.appeal == 1)
