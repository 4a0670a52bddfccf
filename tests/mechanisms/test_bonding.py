"""How bound a member is by her ties to other members."""

import numpy as np
import pytest

from tests.village import DAY, pulls, village


def bound(strengths, partner=None, **parameters):
    """A village in which the i-th member has one tie of the i-th strength, after a day."""
    model = village("bonding", bonding=parameters)
    community = model.community
    owner = community.members
    other = np.roll(owner, 1) if partner is None else np.full(len(owner), partner, np.int32)
    weight = np.broadcast_to(np.asarray(strengths, np.float32), owner.shape).copy()
    community.ties.apply(owner, other, weight, DAY)
    model.mechanisms["bonding"].step(community)
    return community


def test_the_bond_is_that_of_the_equation():
    strengths = np.linspace(0, 40, 40)
    community = bound(strengths, half_bound=7, weight=1.5, usual=0.3)
    for i, row in enumerate(community.members):
        to_founder = community.ties.who[row, 0] - 1 == community.founder
        s = 0 if to_founder else strengths[i]
        assert community.people.bond[row] == pytest.approx(s / (s + 7), rel=1e-5)
        pull = 1.5 * (s / (s + 7) - 0.3)
        assert community.influences.belonging_pull["bonds"][row] == pytest.approx(pull, abs=1e-5)


def test_ties_to_the_founder_do_not_bind_members_to_each_other():
    model = village("bonding")
    community = bound(30.0, partner=model.community.founder)
    others = community.members[community.members != community.founder]
    assert not community.people.bond[others].any()


def test_more_ties_always_bind_more_but_never_wholly():
    bonds = [bound(s).people.bond.max() for s in (0, 1, 10, 100, 10_000)]
    assert bonds[0] == 0
    assert np.all(np.diff(bonds) > 0)
    assert bonds[2] == pytest.approx(0.5)
    assert bonds[-1] < 1


def test_bonds_fade_with_their_ties():
    model = village("bonding")
    community = model.community
    others = community.members[community.members != community.founder]
    community.ties.apply(others, np.roll(others, 1), np.full(len(others), 10.0, np.float32), DAY)
    for days in (0, 110):
        community.begin_day(DAY + days)
        model.mechanisms["bonding"].step(community)
        strength = 10 * 0.5 ** (days / 110)
        bond = community.people.bond[others]
        assert bond == pytest.approx(strength / (strength + 10), rel=1e-5)


def test_ties_count_less_where_all_turns_around_the_founder():
    model = village("bonding")
    usual = abs(pulls(bound(0.0), "bonds"))
    model.community.influences.climate.peer_weight = 0.5
    model.mechanisms["bonding"].step(model.community)
    assert abs(pulls(model.community, "bonds")) == pytest.approx(usual / 2)
