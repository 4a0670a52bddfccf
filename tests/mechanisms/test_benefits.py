"""People seek different things in a community, and feel most what they seek."""

import numpy as np
import pytest
from scipy.stats import kstest

from sim.mechanisms import discover
from sim.state.influences import BENEFITS
from tests.village import photograph, village
from tests.worlds import run, settings

CROWD = {"size": 8000, "regions": 3}
WORLD = {"days": 120, "market": {"size": 1500, "regions": 5}}


def seeking(spread, **sections):
    """What everybody seeks, a row each."""
    return village("benefits", benefits={"spread": spread}, **sections).community.influences.seeking


@pytest.mark.parametrize("spread", [0.3, 0.8, 1.2])
def test_weights_are_those_of_a_dirichlet_with_mean_one(spread):
    weights = seeking(spread, market=CROWD).astype(float)
    assert weights.sum(axis=1) == pytest.approx(4, rel=1e-5)
    assert weights.mean(axis=0) == pytest.approx(1, abs=4 * spread / np.sqrt(8000))
    concentration = (3 / spread**2 - 1) / 4
    for column in weights.T:  # a share of a Dirichlet is a beta
        assert kstest(column / 4, "beta", (concentration, 3 * concentration)).pvalue > 0.001
        assert column.std() == pytest.approx(spread, rel=0.06)


def test_a_term_is_felt_by_how_much_its_benefit_is_sought():
    model = village("belonging", "benefits", benefits={"spread": 0.9}, belonging={"days": 5})
    community = model.community
    terms, weights = community.influences.belonging_pull, community.influences.seeking
    terms["product"][:], terms["bonds"][:], terms["misfit"][:] = 0.5, -0.7, 0.3
    past = photograph(community)
    model.mechanisms["belonging"].step(community)
    material, social = BENEFITS.index("material"), BENEFITS.index("social")
    for row in community.members:
        pull = np.log(0.6 / 0.4) + 0.3
        pull += 0.5 * weights[row, material] - 0.7 * weights[row, social]
        new = past.belonging[row] + (1 / (1 + np.exp(-pull)) - past.belonging[row]) / 5
        assert community.people.belonging[row] == pytest.approx(new, rel=1e-5)


def test_who_leaves_for_want_of_a_benefit_is_who_sought_it():
    """Among the causes of leaving, a term counts as it was felt."""
    crowd = {"size": 4000, "regions": 3}
    model = village(
        "benefits", "churn", members=3000, market=crowd, benefits={"spread": 1.0},
        churn={"hazard": 0.2, "belonging_power": 0},
    )  # fmt: skip
    pull = model.community.influences.belonging_pull
    pull["information"][:], pull["bonds"][:] = -0.5, -0.5
    model.mechanisms["churn"].step(model.community)
    exits = model.community.journal.frame().query("kind == 'exit'")
    assert set(exits.why) == {"information", "bonds"}
    weights = model.community.influences.seeking
    sought = {
        cause: weights[exits.person[exits.why == cause], BENEFITS.index("social")].mean()
        for cause in ("information", "bonds")
    }
    assert sought["bonds"] > sought["information"] + 0.5


def test_every_benefit_that_a_mechanism_serves_is_one_there_is():
    served = {label.serves for kind in discover() for label in kind.pulls}
    assert served <= {"", *BENEFITS}
    assert {"material", "social", "opportunity"} <= served


def test_all_alike_the_default_community_lives_as_if_there_were_no_weights():
    assert len(seeking(0)) == 0
    on, off = run(settings(**WORLD)), run(settings(**WORLD, benefits={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_a_spread_can_be_set_and_taken_back_midway():
    timeline = [{"day": day, "set": {"benefits.spread": s}} for day, s in ((5, 0.8), (9, 0))]
    world = {"days": 8, "market": {"size": 300}}
    different = run(settings(**world, timeline=timeline[:1]))
    assert np.array_equal(
        different.community.influences.seeking, seeking(0.8, market=world["market"])
    )
    alike = run(settings(**world | {"days": 12}, timeline=timeline))
    assert len(alike.community.influences.seeking) == 0
    off = [{"day": 5, "set": {"benefits.enabled": False}}]
    switched_off = run(settings(**world, benefits={"spread": 0.8}, timeline=off))
    assert len(switched_off.community.influences.seeking) == 0
