"""Other things are sold under the community's name."""

import numpy as np
import pytest

from sim.state.chance import poisson, purpose
from sim.state.people import Role
from tests.village import luck, photograph, pulls, village
from tests.worlds import curve, run, settings

PURCHASES = purpose("extension.purchases")
WORLD = {"days": 200, "market": {"size": 1500, "regions": 5}}


def extended(**parameters):
    """A village with so many lines, after the morning of a day."""
    model = village("extension", extension=parameters)
    model.mechanisms["extension"].set_climate(model.community)
    return model


@pytest.mark.parametrize("lines, fit", [(1, 0.7), (3, 0.7), (3, 1.0), (8, 0.2)])
def test_quality_and_focus_are_diluted_as_the_equations_say(lines, fit):
    climate = extended(lines=lines, fit=fit).community.influences.climate
    assert climate.quality_loss == pytest.approx(0.03 * np.log(lines))
    assert climate.focus == pytest.approx((1 - 0.1 * (1 - fit)) ** (lines - 1))


def test_a_worse_product_satisfies_less():
    model = village("extension", "product", extension={"lines": 8})
    community = model.community
    for _ in range(400):
        community.begin_day(community.day + 1)
        for name in ("extension", "product"):
            model.mechanisms[name].set_climate(community)
        model.mechanisms["product"].step(community)
    liked = 0.75 - 0.03 * np.log(8)
    assert community.people.satisfaction[community.members] == pytest.approx(liked, abs=0.01)


def test_who_belongs_and_trusts_buys_what_bears_the_name():
    model = extended(lines=4, fit=0.5, purchases=2.0, basket=30, margin=0.5)
    community, past = model.community, photograph(model.community)
    model.mechanisms["extension"].step(community)
    bought = 0
    for row in community.members:
        if past.visiting[row] and past.role[row] != Role.FOUNDER:
            mean = 2 * 3 * 0.5 * past.belonging[row] * past.trust[row]
            bought += poisson(luck(community, row, PURCHASES)[0], mean)
    assert bought > 5
    assert community.ledger.income["extensions"] == pytest.approx(30 * 0.5 * bought)
    assert community.ledger.costs["product lines"] == 90


def test_lines_that_do_not_suit_disappoint_and_others_do_not():
    for fit in (1.0, 0.4):
        model = extended(lines=5, fit=fit)
        model.mechanisms["extension"].step(model.community)
        expected = -0.5 * (1 - fit) * np.log(5)
        assert pulls(model.community, "dilution") == pytest.approx(expected, abs=1e-6)


def test_with_one_product_the_default_community_lives_as_it_did():
    world = WORLD | {"days": 100}
    on, off = run(settings(**world)), run(settings(**world, extension={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_many_lines_cost_members_and_earn_by_their_fit():
    members, income = {}, {}
    for fit in (0.9, 0.1):
        model = run(settings(**WORLD, extension={"lines": 5, "fit": fit}))
        members[fit], income[fit] = (curve(model, name)[-1] for name in ("members", "income"))
    one = curve(run(settings(**WORLD)), "members")[-1]
    assert one > members[0.9] > members[0.1]
    assert income[0.9] > 3 * income[0.1] > 0


def test_lines_given_up_leave_nothing_behind():
    for change in ({"extension.lines": 1}, {"extension.enabled": False}):
        world = {"days": 12, "market": {"size": 400}, "extension": {"lines": 6}}
        model = run(settings(**world, timeline=[{"day": 10, "set": change}]))
        assert not pulls(model.community, "dilution").any()
        assert model.community.influences.climate.focus == 1
