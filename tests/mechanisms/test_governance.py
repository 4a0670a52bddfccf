"""Rules, norms and the founder's place."""

import numpy as np
import pytest

from tests.village import pulls, village

TERMS = ("rules", "conflict", "founder")


def governed(dispersion=0.25, without_founder=False, **parameters):
    """A village under these rules: its community after a day."""
    model = village("governance", governance=parameters)
    community = model.community
    community.chapters.dispersion[:] = dispersion
    if without_founder:
        community.leave(np.array([community.founder], np.int32), np.zeros(1, int))
    model.mechanisms["governance"].set_climate(community)
    model.mechanisms["governance"].step(community)
    return community


def welcome(**parameters):
    return governed(**parameters).influences.climate.join_factor


def test_the_terms_are_those_of_the_equation():
    model = village("governance", governance={"strictness": 0.7, "norm_clarity": 0.2})
    community, p = model.community, model.settings.governance
    community.chapters.found(0, np.array([0.5, 0.5]))
    community.chapters.dispersion = np.array([0.31, 0.1], np.float32)
    community.people.chapter[::2] = 1
    model.mechanisms["governance"].step(community)
    rules = -p.strictness_cost * (0.7**2 - 0.4**2)
    assert pulls(community, "rules") == pytest.approx(rules)
    usual = p.conflict_weight * 0.25 * 0.6 * (1 - 0.5 * 0.6)
    for row in community.members:
        d = community.chapters.dispersion[community.people.chapter[row]]
        conflict = usual - p.conflict_weight * d * (1 - 0.7) * (1 - p.clarity_calms * 0.2)
        got = community.influences.belonging_pull["conflict"][row]
        assert got == pytest.approx(conflict, abs=1e-5)
        founder = p.founder_weight * 0.3 * (community.market.alignment[row] - 0.36)
        got = community.influences.belonging_pull["founder"][row]
        assert got == pytest.approx(founder, abs=1e-5)


@pytest.mark.parametrize(
    "weights", [{}, {"conflict_weight": 0}, {"strictness_cost": 4}, {"conflict_weight": 6}]
)
def test_things_as_usual_pull_nobody_whatever_weighs(weights):
    community = governed(**weights)
    assert pulls(community, "rules") == pytest.approx(0, abs=1e-6)
    assert pulls(community, "conflict") == pytest.approx(0, abs=1e-6)
    assert community.influences.climate.join_factor == pytest.approx(1)
    assert community.influences.climate.peer_weight == pytest.approx(1)
    assert community.influences.climate.kol_openness == pytest.approx(1)
    assert community.influences.climate.orderly == 0.5


def test_what_dispersion_is_usual_can_be_said():
    assert pulls(governed(0.4, usual_dispersion=0.4), "conflict") == pytest.approx(0, abs=1e-6)
    assert pulls(governed(0.4), "conflict").max() < 0


def test_strictness_is_best_in_the_middle_and_better_the_more_people_differ():
    def best(dispersion):
        def belonging(strictness):
            community = governed(dispersion, strictness=strictness, norm_clarity=0)
            return pulls(community, "rules")[0] + pulls(community, "conflict")[0]

        return max(np.linspace(0, 1, 21), key=belonging)

    assert best(0.1) == pytest.approx(0.1)
    assert best(0.3) == pytest.approx(0.3)
    assert best(0.0) == 0


def test_clear_norms_calm_and_cost_nothing():
    vague, clear = governed(norm_clarity=0), governed(norm_clarity=1)
    assert pulls(clear, "conflict").min() > pulls(vague, "conflict").max()
    assert np.array_equal(pulls(clear, "rules"), pulls(vague, "rules"))
    assert clear.influences.climate.orderly > vague.influences.climate.orderly


def test_clear_norms_welcome_newcomers_and_strictness_deters_them():
    assert welcome(norm_clarity=1) / welcome(norm_clarity=0) == pytest.approx(1.7)
    assert welcome(strictness=1) / welcome(strictness=0) == pytest.approx(0.5)


def test_a_central_founder_draws_those_who_share_her_values_and_is_missed():
    there = governed(founder_centrality=1)
    gone = governed(without_founder=True, founder_centrality=1)
    draw = there.influences.belonging_pull["founder"][there.members]
    aligned = there.market.alignment[there.members]
    assert draw[aligned > 0.5].min() > draw[aligned < 0.2].max()
    assert pulls(gone, "founder").max() < 0
    with_her, without = (
        pulls(governed(without_founder=left, founder_centrality=0), "founder")
        for left in (False, True)
    )
    assert set(with_her) == set(without)


def test_around_a_founder_ties_among_members_count_less():
    modest, central = (governed(founder_centrality=c).influences.climate for c in (0.0, 1.0))
    assert central.founder_share > modest.founder_share == 0
    assert central.peer_weight == pytest.approx(modest.peer_weight / 2)
    assert central.kol_openness < modest.kol_openness
