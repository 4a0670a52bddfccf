"""Dissidents break away, and take along those who are near to them."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from sim.mechanisms.schism import EXITS, SPLIT, find_dissidents, follow, take_sides, within_reach
from sim.state.compiling import threads
from sim.state.people import Role, Status
from tests.village import luck, photograph, village
from tests.worlds import curve, only, run, settings

SURE = {"rate": 0.05, "distance": 0.1, "belonging": 1.0, "reach": 0}
MONTH = 30


def village_of_factions(*mechanisms, sections=(), **parameters):
    """A village on day 30: the norm in the middle, half of the people far off in one corner."""
    chosen = {"schism": SURE | parameters} | dict(sections)
    model = village("schism", *mechanisms, members=50, **chosen)
    community = model.community
    community.day = MONTH
    community.people.values[:] = 0.5
    community.people.values[::2] = 0.9
    community.people.values[community.founder] = 0.5
    community.chapters.norm[0] = 0.5
    community.people.belonging[:] = 0.5
    return model


def split(**parameters):
    """The community after a split, and the journal's line on it."""
    model = village_of_factions(**parameters)
    model.mechanisms["schism"].step(model.community)
    return model.community, model.community.journal.divisions[0]


def test_dissidents_are_active_far_off_and_belong_little():
    model = village("schism")
    community, people = model.community, model.community.people
    people.values[:] = np.random.default_rng(5).random((60, 2))
    rows, norm = community.members, np.array([0.4, 0.6], np.float32)
    found = find_dissidents(rows, 0.3, 0.6, norm, people.role, people.values, people.belonging)
    for row, is_one in zip(rows, found, strict=True):
        active = people.role[row] in (Role.KOL, Role.ACTIVE)
        far = np.hypot(*(people.values[row] - norm)) > 0.3
        assert is_one == (active and far and people.belonging[row] < 0.6)
    assert 0 < found.sum() < len(rows)


def test_who_follows_is_drawn_as_the_equation_says():
    rng = np.random.default_rng(6)
    values, belonging = rng.random((40, 2)).astype(np.float32), rng.random(40).astype(np.float32)
    rows, u, side = np.arange(0, 40, 2, dtype=np.int32), rng.random(20), rng.uniform(-1, 1, 20)
    norm, leader = np.array([0.5, 0.5], np.float32), values[7]
    goes = np.empty(20, bool)
    follow(0, 20, rows, u, side, 12.0, 3.0, 3.0, norm, leader, values, belonging, goes)
    for i, row in enumerate(rows):
        nearer = np.hypot(*(values[row] - norm)) - np.hypot(*(values[row] - leader))
        pull = 12 * nearer + 3 * side[i] - 3 * belonging[row]
        assert goes[i] == (u[i] < 1 / (1 + np.exp(-pull)))


def test_ties_pull_a_bridge_to_neither_side_and_loners_not_at_all():
    # 0 - 1 - 2 - 3 - 4 in a row, 5 alone.
    chain = np.diag(np.ones(5), 1)[:6, :6]
    chain[4, 5] = 0
    side = take_sides(csr_array(chain), leader=4, head=0, rounds=500)
    assert side == pytest.approx([-1, -0.5, 0, 0.5, 1, 0], abs=1e-6)


def test_word_of_a_split_goes_to_those_who_attend_to_who_heard_but_not_through_the_head():
    # 1 attends to 0, 2 to 1, 3 to 2; 4 attends to 0 and to the head 5, who attends to 0; 6 to 5.
    ties = np.zeros((7, 7))
    ties[[1, 2, 3, 4, 4, 5, 6], [0, 1, 2, 0, 5, 0, 5]] = 1
    for steps, heard in (
        (0, [0]),
        (1, [0, 1, 4, 5]),
        (2, [0, 1, 2, 4, 5]),
        (9, [0, 1, 2, 3, 4, 5]),
    ):
        assert within_reach(csr_array(ties.T), leader=0, head=5, steps=steps).tolist() == heard


def test_only_who_hears_of_it_goes():
    community, line = split(reach=3)
    assert (line.moved, line.left) == (0, 1), "nobody has ties here"
    assert community.chapters.count == 1


def test_with_many_who_could_lead_several_splits_come_in_a_month():
    model = village_of_factions(rate=0.05, reach=1)
    dissidents = len(model.mechanisms["schism"]._dissidents(model.community, 0))
    model.mechanisms["schism"].step(model.community)
    splits = model.community.journal.divisions
    assert len(splits) == dissidents, "as many as there are leaders, each alone"
    assert sum(line.left for line in splits) == dissidents


def test_a_split_makes_a_rival_chapter_of_those_who_think_alike():
    community, line = split(exit_share=0)
    people = community.people
    moved = np.flatnonzero(people.chapter == 1)
    assert (line.from_chapter, line.to_chapter, line.why) == (0, 1, "schism")
    assert (line.size, line.moved, line.left) == (50, len(moved), 0)
    assert len(moved) > 10
    assert np.all(moved % 2 == 0)
    assert community.chapters.norm[1] == pytest.approx([0.9, 0.9])
    assert community.chapters.camp.tolist() == [0, 1]
    assert community.chapters.level.tolist() == [0, 0]
    assert people.chapter[community.founder] == 0
    assert np.count_nonzero(people.role[moved] == Role.KOL) >= 1


def test_a_share_of_those_who_go_leaves_and_the_journal_says_why():
    model = village_of_factions()
    community, past = model.community, photograph(model.community)
    model.mechanisms["schism"].step(community)
    line = community.journal.divisions[0]
    gone = np.flatnonzero((past.status == Status.MEMBER) & (community.people.status == Status.GONE))
    assert len(gone) == line.left > 0
    exits = community.journal.frame().query("kind == 'exit'")
    assert set(exits["why"]) == {"schism"}
    assert sorted(exits["person"]) == gone.tolist()
    table = community.journal.split_frame()
    assert table.loc[0, ["day", "moved", "left"]].tolist() == [MONTH, line.moved, line.left]
    assert all(luck(community, row, EXITS)[0] < 0.5 for row in gone)


def test_a_leader_with_too_few_followers_leaves_with_them():
    community, line = split(value_weight=0, tie_weight=0, inertia=20)
    assert line.to_chapter == -1
    assert line.moved == 0
    assert line.left >= 1
    assert community.chapters.count == 1


def test_nobody_splits_between_the_months_or_without_dissidents():
    for day, belonging in ((31, 1.0), (0, 1.0), (30, 0.0)):
        model = village_of_factions(belonging=belonging)
        model.community.day = day
        model.mechanisms["schism"].step(model.community)
        assert model.community.journal.divisions == []


def test_the_chance_of_a_split_grows_with_the_number_who_could_lead_one():
    model = village_of_factions(rate=0.001)
    community, schism = model.community, model.mechanisms["schism"]
    dissidents = len(schism._dissidents(community, 0))
    u = community.chance.uniform(0, MONTH, SPLIT)
    needed = -np.log(u) / (MONTH * dissidents)
    for rate, splits in ((0.99 * needed, 0), (1.01 * needed, 1)):
        model = village_of_factions(rate=rate)
        model.mechanisms["schism"].step(model.community)
        assert len(model.community.journal.divisions) == splits


def test_people_of_rival_chapters_do_not_talk():
    talkative = {"interaction": {"per_visit": 20}}
    model = village_of_factions("interaction", sections=talkative, exit_share=0)
    community = model.community
    model.mechanisms["interaction"].step(community)
    model.mechanisms["schism"].step(community)
    community.begin_day(MONTH + 1)
    model.mechanisms["interaction"].step(community)
    owner, partner, _ = community.encounters.by_owner()
    chapter = community.people.chapter
    assert len(owner) > 100
    assert np.array_equal(chapter[owner], chapter[partner])


WORLD = {"days": 120, "market": {"size": 1500, "regions": 5}, "word_of_mouth": {"conversion": 1}}


def test_larger_communities_split_more_often():
    def splits(size):
        chosen = settings(**WORLD | {"market": {"size": size}}, schism={"rate": 2e-3})
        tables = [run(chosen, replicate=one).community.journal.split_frame() for one in range(12)]
        return sum(int((table["why"] == "schism").sum()) for table in tables)

    large, small = splits(3000), splits(300)
    assert large - small > 3 * np.sqrt(large + small) > 0  # three standard errors of two counts


def test_a_community_lives_on_after_a_split_and_the_same_seed_gives_the_same_bits():
    chosen = settings(**WORLD, schism={"rate": 0.01})
    one, two = run(chosen), run(chosen)
    assert one.series.tobytes() == two.series.tobytes()
    assert curve(one, "exits:schism").sum() > 0
    assert one.community.chapters.count > 1
    assert one.community.journal.split_frame().equals(two.community.journal.split_frame())


@pytest.fixture
def two_threads():
    threads.use(2)
    yield
    threads.use(1)


def test_threads_do_not_change_who_follows(two_threads):
    chosen = only(
        "seeding", "schism", days=30, market={"size": 60_000}, seeding={"count": 99, "crowd": 45_000},
        schism=SURE,
    )  # fmt: skip
    twice = run(chosen)
    threads.use(1)
    once = run(chosen)
    assert twice.series.tobytes() == once.series.tobytes()
    assert np.array_equal(twice.community.people.chapter, once.community.people.chapter)
    assert twice.community.chapters.count > 2


def test_without_dissidents_it_is_as_if_it_were_off():
    on = run(settings(**WORLD, schism={"rate": 0}))
    off = run(settings(**WORLD, schism={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()
