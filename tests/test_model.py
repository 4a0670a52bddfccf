"""The model: same seed same bits, and a run to the end whatever becomes of the community."""

import numpy as np
import pytest

from sim.mechanisms import discover
from sim.model import CommunityModel
from sim.state.chance import Chance
from sim.state.compiling import threads
from sim.state.market import Market
from tests.worlds import curve, only, run, settings

SMALL = {"days": 60, "market": {"size": 1500, "regions": 5}}


@pytest.fixture
def two_threads():
    threads.use(2)
    yield
    threads.use(1)


def test_the_same_seed_gives_the_same_bits():
    one, two = run(settings(**SMALL)), run(settings(**SMALL))
    assert one.series.tobytes() == two.series.tobytes()
    assert one.community.journal.frame().equals(two.community.journal.frame())


def test_another_seed_or_replicate_gives_another_life():
    first = run(settings(**SMALL)).series
    assert not np.array_equal(first, run(settings(**SMALL), seed=2).series, equal_nan=True)
    assert not np.array_equal(first, run(settings(**SMALL), replicate=1).series, equal_nan=True)


def test_threads_do_not_change_a_bit(two_threads):
    chosen = settings(
        days=12, market={"size": 60_000}, seeding={"crowd": 45_000},
        events={"online_per_month": 60, "offline_per_month": 60}, honour={"share": 0.2},
        organisation={"rhythm": 1, "feedback": 1}, commission={"reward": 5},
        commerce={"ad_load": 0.1, "purchases": 0.1, "spam_growth": 0.1},
        benefits={"spread": 0.8}, persona={"target_share": 0.3}, mission={"clarity": 1},
        education={"teaching": 1}, extension={"lines": 3}, self_governance={"share": 0.5},
        competition={"hazard": 0.01},
        benefit_sharing={"member_discount": 0.1, "trials_per_day": 50}, paid_offer={"price": 10},
    )  # fmt: skip
    twice = run(chosen)
    threads.use(1)
    once = run(chosen)
    assert twice.series.tobytes() == once.series.tobytes()
    for name, column in twice.community.people.columns.items():
        assert np.array_equal(column, once.community.people.columns[name]), name
    assert np.array_equal(twice.community.ties.strength, once.community.ties.strength)


def test_a_longer_run_begins_like_a_shorter_one():
    short, long = run(settings(**SMALL)), run(settings(**SMALL | {"days": 90}))
    names = ["members", "posts_per_member_month", "belonging", "cohesion"]
    names = [name for name in names if name in short.frame()]
    assert names
    for name in names:
        assert np.array_equal(curve(short, name), curve(long, name)[:61], equal_nan=True)


def test_strategies_of_a_replicate_meet_the_same_people():
    one = CommunityModel(settings(**SMALL, seeding={"source": "random"}), replicate=4)
    two = CommunityModel(settings(**SMALL, admission={"fee": 100}), replicate=4)
    for trait in ("values", "willingness_to_pay", "sharing", "indices", "interest"):
        assert np.array_equal(getattr(one.market, trait), getattr(two.market, trait))


def test_a_market_may_be_shared_by_runs():
    chosen = settings(**SMALL)
    market = Market(chosen.market, Chance(1, 0))
    assert run(chosen, market=market).series.tobytes() == run(chosen).series.tobytes()


@pytest.mark.parametrize("kind", discover(), ids=lambda kind: kind.name)
def test_a_mechanism_that_is_off_leaves_its_columns_and_terms_alone(kind):
    model = run(settings(days=20, market={"size": 500}, **{kind.name: {"enabled": False}}))
    for column in kind.columns:
        values = model.community.people.columns[column.name]
        assert np.all(values == column.neutral), column.name
    for label in kind.pulls:
        assert not model.community.influences.belonging_pull[label.name].any()
    for label in kind.pushes:
        assert not model.community.influences.exit_hazard[label.name].any()


def test_a_mechanism_switched_off_midway_leaves_no_pull_behind():
    timeline = [{"day": 10, "set": {"product.enabled": False}}]
    model = run(settings(days=20, market={"size": 500}, timeline=timeline))
    assert not model.community.influences.belonging_pull["product"].any()
    assert "product" not in model.mechanisms


def test_a_community_that_dies_out_runs_to_the_end():
    chosen = settings(
        days=200, market={"size": 500}, seeding={"count": 5}, churn={"hazard": 0.2},
        word_of_mouth={"conversion": 0}, timeline=[{"day": 60, "founder_leaves": {}}],
    )  # fmt: skip
    model = run(chosen)
    assert curve(model, "members")[-1] == 0
    assert_finite(model)


def test_a_community_of_three_runs_to_the_end():
    model = run(settings(days=100, market={"size": 3, "regions": 1}, seeding={"count": 2}))
    assert curve(model, "members").max() == 3
    assert_finite(model)


def test_a_community_that_reaches_the_whole_market_runs_to_the_end():
    chosen = settings(
        days=200, market={"size": 800}, churn={"hazard": 0, "inactive_days": 3650},
        word_of_mouth={
            "conversion": 5, "mixing": 1, "contacts_per_visit": 3, "bad_word_cost": 0,
            "alignment_pull": 0, "likeness_pull": 0,
        },
    )  # fmt: skip
    model = run(chosen)
    assert curve(model, "members").max() == 800
    assert_finite(model)


def assert_finite(model):
    """No measure is infinite, and the headline ones are numbers on every day they are taken."""
    frame = model.frame()
    assert not np.isinf(frame.to_numpy()).any()
    assert frame[["members", "active_members", "cohesion"]].notna().all().all()
    assert frame["fragmentation"].dropna().between(-0.2, 1.2).all()
    assert frame["fragmentation"].notna().sum() >= 4


def test_what_a_mechanism_that_is_off_would_do_is_not_done_nor_written_down():
    held = {"day": 3, "event": {"size": 20}}
    on = {"day": 5, "set": {"events.enabled": True}}
    later = {"day": 7, "event": {"size": 20}}
    off = settings(**SMALL, events={"enabled": False}, timeline=[held])
    assert [entry.verb for entry, _ in off.idle()] == ["event"]
    assert run(off).community.journal.acts == []
    woken = settings(**SMALL, events={"enabled": False}, timeline=[held, on, later])
    assert woken.idle() == ()
    assert [(day, verb) for day, verb, _ in run(woken).community.journal.acts] == [
        (5, "set"), (7, "event"),
    ]  # fmt: skip


def test_the_timeline_sets_repeats_and_reacts():
    timeline = [
        {"day": 5, "set": {"governance.strictness": 0.9}},
        {"every": 10, "from": 10, "until": 30, "event": {"kind": "online", "size": 20}},
        {"when": "members >= 110", "kol_leaves": {"count": 3}},
    ]
    chosen = settings(
        days=40, market={"size": 1000}, timeline=timeline,
        events={"online_per_month": 0, "offline_per_month": 0, "self_organised_per_kol": 0},
    )  # fmt: skip
    model = run(chosen)
    assert model.mechanisms["governance"].parameters.strictness == 0.9
    acts = [verb for _, verb, _ in model.community.journal.acts]
    assert acts.count("event") == 3
    assert acts.count("kol_leaves") == 1
    assert curve(model, "exits:called_away").sum() == 3


def test_a_founder_who_leaves_is_missed_by_those_who_came_for_her():
    world = {"days": 120, "market": {"size": 2000}, "governance": {"founder_centrality": 1.0}}
    stays = run(settings(**world))
    leaves = run(settings(**world, timeline=[{"day": 60, "founder_leaves": {}}]))
    assert np.array_equal(curve(stays, "members")[:60], curve(leaves, "members")[:60])
    assert curve(leaves, "belonging")[-1] < curve(stays, "belonging")[-1] - 0.02


def test_a_closed_beta_lets_nobody_in_by_word_of_mouth_and_improves_the_product():
    world = {"days": 30, "market": {"size": 1000}, "admission": {"closed_until_day": 25}}
    model = run(settings(**world))
    joins = curve(model, "joins:word_of_mouth")
    assert joins[:25].sum() == 0
    assert joins[25:].sum() > 0
    assert model.mechanisms["product"].quality > model.settings.product.quality


def test_screening_once_refused_stays_refused():
    chosen = only(
        "advertising", "admission", days=30, market={"size": 2000},
        advertising={"reach_per_day": 20_000, "conversion": 1.0},
        admission={"screening": 0.5},
    )  # fmt: skip
    members = curve(run(chosen), "members")
    assert members[10] == members[-1], "whoever was refused is not asked again"


def test_every_exit_has_a_cause_and_every_join_a_source():
    model = run(settings(days=200, market={"size": 2000}))
    frame = model.frame()
    joins = frame.filter(regex="^joins:").sum(axis=1)
    exits = frame.filter(regex="^exits:").sum(axis=1)
    assert np.array_equal(np.cumsum(joins - exits), curve(model, "members"))
    journal = model.community.journal.frame()
    assert (journal.kind == "join").sum() == joins.sum()
    assert (journal.kind == "exit").sum() == exits.sum()
