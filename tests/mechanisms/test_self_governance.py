"""Members have a share in governing."""

import numpy as np
import pytest

from sim.state.people import Role
from tests.village import DAY, pulls, settle, village
from tests.worlds import curve, run, settings

WORLD = {"days": 240, "market": {"size": 1500, "regions": 5}}


def tied(*others, share=0.5, **parameters):
    """A village whose ties all go to a few, on the morning after."""
    chosen = {"share": share, **parameters}
    model = village("self_governance", *others, self_governance=chosen)
    community = model.community
    community.people.values[:] = np.random.default_rng(4).random((60, 2))
    rng = np.random.default_rng(8)
    owners = np.sort(community.members)
    partners = rng.permutation(owners)
    meet = owners != partners
    weight = rng.random(len(owners)) + 0.5
    community.ties.apply(owners[meet], partners[meet], weight[meet], DAY)
    return model


def standing(community):
    """How much strength of ties goes to each member."""
    ties = community.ties.to_csr(community.members, community.day)
    return dict(zip(community.members.tolist(), np.asarray(ties.sum(axis=0)).ravel(), strict=True))


def test_members_elect_those_to_whom_most_strength_goes():
    model = tied(moderators_per_100=10)
    community, votes = model.community, standing(model.community)
    model.mechanisms["self_governance"].step(community)
    role = community.people.role
    may = [row for row in votes if role[row] in (Role.ACTIVE, Role.KOL)]
    elected = sorted(may, key=lambda row: (-votes[row], row))[: round(0.1 * len(votes))]
    assert np.flatnonzero(community.people.moderator).tolist() == sorted(elected)
    assert votes[elected[0]] > votes[elected[-1]] > 0


def test_every_chapter_elects_its_own():
    model = tied(moderators_per_100=1)
    community = model.community
    child = community.chapters.found(0, np.array([0.5, 0.5]))
    community.move(community.members[::2], child)
    model.mechanisms["self_governance"].step(community)
    homes = community.people.chapter[community.people.moderator]
    assert sorted(homes.tolist()) == [0, child]


def test_the_pull_is_how_much_nearer_the_moderators_are_than_the_norm():
    model = tied(share=0.8, moderators_per_100=5)
    community, people = model.community, model.community.people
    model.mechanisms["self_governance"].step(community)
    ruling = people.values[people.moderator].mean(axis=0)
    norm = community.chapters.norm[0]

    def likeness(row, point):
        return np.exp(-((people.values[row] - point) ** 2).sum() / (2 * 0.25**2))

    for row in community.members:
        pull = 0.8 * (likeness(row, ruling) - likeness(row, norm))
        pull += 0.8 * 0.5 * people.moderator[row]
        got = community.influences.belonging_pull["self_rule"][row]
        assert got == pytest.approx(pull, abs=1e-5)
    spent = 0.8 * 0.2 * people.moderator
    assert community.influences.time_spent == pytest.approx(spent)


def test_governance_follows_the_members_as_far_as_they_rule():
    lever = {"strictness": 0.9, "founder_centrality": 0.6}
    model = village(
        "governance", "self_governance", governance=lever, self_governance={"share": 0.5}
    )
    community, mechanism = model.community, model.mechanisms["self_governance"]
    community.chapters.dispersion[:] = 0.1
    mechanism.step(community)
    community.chapters.dispersion[:] = 0.3  # felt only after the next election
    community.begin_day(DAY + 1)
    for name in ("self_governance", "governance"):
        model.mechanisms[name].set_climate(community)
    climate = community.influences.climate
    assert climate.strictness == pytest.approx(0.5 * 0.9 + 0.5 * 1.6 * 0.1, rel=1e-5)
    assert climate.kol_openness == pytest.approx((1 - 0.8 * 0.3) / 0.76)
    assert climate.peer_weight == pytest.approx((1 - 0.15) / 0.85)
    assert climate.founder_share == pytest.approx(0.3 * 0.3)
    assert climate.distrust == pytest.approx(-0.05)
    model.mechanisms["governance"].step(community)
    assert pulls(community, "rules") == pytest.approx(
        1.5 * (0.16 - climate.strictness**2), rel=1e-4
    )
    alignment = community.market.alignment[community.members]
    assert pulls(community, "founder") == pytest.approx(1.2 * (0.3 * alignment - 0.108), abs=1e-5)


def test_elections_are_held_once_a_term():
    model = tied(term_days=30)
    community, mechanism = model.community, model.mechanisms["self_governance"]
    mechanism.step(community)
    first = np.flatnonzero(community.people.moderator)
    community.people.role[first] = Role.LURKER  # who would not be elected again
    for day, again in ((DAY + 1, True), (29, True), (30, False)):
        community.begin_day(day)
        mechanism.step(community)
        assert np.array_equal(np.flatnonzero(community.people.moderator), first) == again


def test_nobody_to_elect_is_no_moderator():
    model = village("self_governance", members=5, self_governance={"share": 1.0})
    community = model.community
    community.people.role[community.members] = Role.LURKER
    model.mechanisms["self_governance"].step(community)
    assert not community.people.moderator.any()
    assert not pulls(community, "self_rule").any()
    community.people.moderator[:] = True
    newcomer = np.setdiff1d(np.arange(60), community.members)[:1]
    settle(community, newcomer)
    assert not community.people.moderator[newcomer]


def test_governed_by_the_team_the_default_community_lives_as_it_did():
    world = WORLD | {"days": 100}
    on, off = run(settings(**world)), run(settings(**world, self_governance={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_a_community_that_governs_itself_misses_its_founder_less():
    lost = {}
    for share in (0.0, 1.0):
        world = WORLD | {"governance": {"founder_centrality": 0.8}}
        world["self_governance"] = {"share": share}
        left = run(settings(**world, timeline=[{"day": 120, "founder_leaves": {}}]))
        stayed = run(settings(**world))
        lost[share] = curve(stayed, "belonging")[-1] - curve(left, "belonging")[-1]
    assert lost[0.0] > 0.02
    assert lost[1.0] < 0.3 * lost[0.0]


def test_where_one_camp_rules_the_other_feels_ruled_by_strangers():
    model = village("self_governance", self_governance={"share": 1.0, "moderators_per_100": 10})
    community, people = model.community, model.community.people
    camp = np.arange(60) % 2
    people.values[:] = np.where(camp[:, None] == 0, 0.25, 0.75)
    people.role[community.members] = np.where(
        camp[community.members] == 0, Role.ACTIVE, Role.LURKER
    )
    model.mechanisms["self_governance"].step(community)
    term = community.influences.belonging_pull["self_rule"]
    ordinary = community.members[~people.moderator[community.members]]
    ruling, ruled = ordinary[camp[ordinary] == 0], ordinary[camp[ordinary] == 1]
    assert term[ruling].min() > 0.3
    assert term[ruled].max() < -0.3
    assert -term[ruled].mean() > 0.5 * term[ruling].mean()


def test_switched_off_midway_nobody_holds_office():
    timeline = [{"day": 30, "set": {"self_governance.enabled": False}}]
    world = {"days": 40, "market": {"size": 400}, "self_governance": {"share": 1.0}}
    before = run(settings(**world | {"days": 29}))
    assert before.community.people.moderator.any()
    after = run(settings(**world, timeline=timeline))
    assert not after.community.people.moderator.any()
    assert not pulls(after.community, "self_rule").any()
