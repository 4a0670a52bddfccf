"""A large community grows on as parallel branches, and a branch may fail."""

import numpy as np
import pytest

from sim.mechanisms.chapters import REJOINS, divide
from sim.state.compiling import threads
from sim.state.people import Role, Status
from tests.village import luck, photograph, settle, village
from tests.worlds import curve, only, run, settings

MONTH = 30
EASY = {"max_size": 20, "core": 0, "largest_centre": 1.0, "largest_dispersion": 1.0}


def town(**parameters):
    """A village of 50 in three regions on day 30, under these parameters."""
    model = village("chapters", members=50, chapters=EASY | parameters)
    model.community.day = MONTH
    return model


def step(model):
    """The community after its day, and the journal's lines on it."""
    model.mechanisms["chapters"].step(model.community)
    return model.community, model.community.journal.divisions


def test_people_are_divided_where_labels_change_into_about_equal_parts():
    labels = np.repeat([4, 0, 1, 2], [10, 30, 10, 50])
    halves = divide(labels, 2)
    assert [len(half) for half in halves] == [40, 60]
    assert set(labels[halves[0]]) == {0, 1}
    assert [set(labels[part]) for part in divide(labels, 0)] == [{0}, {1}, {2}, {4}]
    assert sorted(np.concatenate(halves)) == list(range(100))


def test_people_of_one_label_are_cut_by_their_order():
    assert [part.tolist() for part in divide(np.zeros(6, int), 2)] == [[0, 1, 2], [3, 4, 5]]
    assert [part.tolist() for part in divide(np.zeros(3, int), 0)] == [[0, 1, 2]]
    assert divide(np.zeros(0, int), 2) == []


def test_a_few_strangers_do_not_become_a_part_of_their_own():
    labels = np.repeat([3, 5], [98, 2])
    assert [len(part) for part in divide(labels, 2)] == [50, 50]


def test_a_large_chapter_branches_by_region_and_the_founder_stays():
    community, lines = step(town())
    assert [line.why for line in lines] == ["region"]
    assert (lines[0].from_chapter, lines[0].to_chapter, lines[0].size) == (0, 1, 50)
    region, chapter = community.market.region, community.people.chapter
    here, there = community.members_of(0), community.members_of(1)
    assert set(region[here]).isdisjoint(region[there])
    assert chapter[community.founder] == 0
    assert min(len(here), len(there)) >= 10
    assert community.chapters.level.tolist() == [0, 1]
    assert community.chapters.camp.tolist() == [0, 0]


def test_branches_branch_again_down_to_one_region():
    model = town(max_size=10, smallest_size=0)
    for day in (30, 60, 90, 120):
        model.community.day = day
        step(model)
    community = model.community
    sizes = [len(community.members_of(chapter)) for chapter in range(community.chapters.count)]
    assert sum(sizes) == 50
    assert max(sizes) <= 10
    assert community.chapters.level.max() >= 2


@pytest.mark.parametrize(
    "wanting", [{"core": 40}, {"largest_centre": 0.0}, {"largest_dispersion": 0.01}]
)
def test_a_chapter_that_is_not_ready_waits_or_is_a_poor_copy(wanting):
    model = town(**wanting)
    rows = model.community.members
    model.community.ties.apply(rows, np.roll(rows, 1), np.ones(50, np.float32), 0)
    community, lines = step(model)
    assert lines == []
    model = town(**wanting, wait_until_ready=False)
    rows = model.community.members
    model.community.ties.apply(rows, np.roll(rows, 1), np.ones(50, np.float32), 0)
    community, lines = step(model)
    assert len(lines) == 1
    assert community.chapters.fidelity.tolist() == [0, 0.5]
    assert community.chapters.clarity.tolist() == [1, 0.5]


def test_a_ready_copy_takes_most_of_its_norm_from_its_parent():
    model = town(fidelity=0.75)
    model.community.chapters.norm[0] = 0.2
    community, _ = step(model)
    own = community.people.values[community.members_of(1)].mean(axis=0)
    assert community.chapters.norm[1] == pytest.approx(0.75 * 0.2 + 0.25 * own, abs=1e-5)
    assert community.chapters.fidelity[1] == 0.75


def test_the_norm_of_a_copy_keeps_following_its_parents():
    model = village("values", "chapters", members=50, chapters=EASY | {"fidelity": 0.75})
    model.community.day = MONTH
    past = photograph(model.community)
    community, _ = step(model)
    model.mechanisms["values"].step(community)
    chapters = community.chapters
    weight = np.where(past.role == Role.LURKER, 1.0, 4.0)
    trunk, own = (
        np.average(past.values[rows], axis=0, weights=weight[rows])
        for rows in (community.members_of(0), community.members_of(1))
    )
    assert chapters.norm[0] == pytest.approx(trunk, abs=1e-5)
    assert chapters.norm[1] == pytest.approx(0.75 * trunk + 0.25 * own, abs=1e-5)


def test_a_small_chapter_closes_and_some_of_its_members_go_back():
    model = town(max_size=0, smallest_size=15)
    community = model.community
    child = community.chapters.found(0, np.array([0.5, 0.5]))
    rows = community.members[community.members != community.founder][:12]
    community.move(rows, child)
    community, lines = step(model)
    assert not community.chapters.living[child]
    assert (lines[0].why, lines[0].from_chapter, lines[0].to_chapter) == ("closed", child, 0)
    for row in rows:
        back = luck(community, row, REJOINS)[0] < 0.5
        assert community.people.status[row] == (Status.MEMBER if back else Status.GONE)
    assert 0 < lines[0].left < 12
    exits = community.journal.frame().query("kind == 'exit'")
    assert set(exits["why"]) == {"chapter_closed"}


def test_a_chapter_long_without_a_kol_closes_and_one_with_a_kol_lives():
    model = town(max_size=0, smallest_size=5, patience_days=30)
    community = model.community
    others = community.members[community.members != community.founder]
    for rows, role in ((others[:10], Role.LURKER), (others[10:20], Role.KOL)):
        community.people.role[rows] = role
        community.move(rows, community.chapters.found(0, np.array([0.5, 0.5])))
    for day, living in ((30, [1, 1, 1]), (60, [1, 0, 1])):
        community.day = day
        step(model)
        assert community.chapters.living.tolist() == living


def test_nothing_happens_by_default_or_between_the_months():
    assert step(town(max_size=0))[1] == []
    model = town()
    model.community.day = MONTH + 1
    assert step(model)[1] == []


def reading(federation, level):
    """Messages in a branch of that level when only the team posts."""
    model = village("content", content={"posts_per_visit": 0, "questions_per_visit": 0})
    community = model.community
    for parent in range(level):
        community.chapters.found(parent, np.array([0.5, 0.5]))
    community.influences.climate.federation = federation
    model.mechanisms["content"].step(community)
    return community.chapters.volume.sum(axis=1)


def test_the_teams_posts_reach_a_branch_by_federation_a_level():
    whole = reading(1.0, 0)[0]
    assert reading(0.5, 2) == pytest.approx(whole * np.array([1, 0.5, 0.25]))
    assert reading(0.0, 1) == pytest.approx([whole, 0])


def test_rivals_do_not_get_the_teams_posts():
    model = village("content", content={"posts_per_visit": 0, "questions_per_visit": 0})
    model.community.chapters.found(0, np.array([0.5, 0.5]), rival=True)
    model.mechanisms["content"].step(model.community)
    assert model.community.chapters.volume[1].sum() == 0


def test_the_timeline_splits_by_region_into_a_chapter_for_each():
    chosen = only(
        "seeding", "chapters", days=10, market={"size": 400, "regions": 4},
        seeding={"crowd": 300}, timeline=[{"day": 5, "split": {"by": "region"}}],
    )  # fmt: skip
    model = run(chosen)
    community = model.community
    assert curve(model, "chapters")[[4, 5, 10]].tolist() == [1, 4, 4]
    assert curve(model, "largest_chapter")[4] == 1
    assert curve(model, "largest_chapter")[-1] < 0.5
    for chapter in range(4):
        rows = community.members_of(chapter)
        assert len(set(community.market.region[rows])) == 1
    assert set(community.journal.split_frame()["why"]) == {"region"}


def test_a_chapter_by_topic_talks_of_its_topic():
    chosen = only(
        "seeding", "content", "chapters", days=20, market={"size": 400}, seeding={"crowd": 399},
        content={"posts_per_visit": 3, "breadth": 0, "team_posts_per_day": 0},
        timeline=[{"day": 5, "split": {"by": "topic"}}],
    )  # fmt: skip
    community = run(chosen).community
    assert sorted(community.chapters.topic) == list(range(5))
    volume = community.chapters.volume
    assert volume.sum() > 20
    assert volume[range(5), community.chapters.topic].sum() == volume.sum()


def test_newcomers_join_their_inviters_chapter():
    model = town(max_size=0)
    community = model.community
    child = community.chapters.found(0, np.array([0.5, 0.5]))
    community.move(community.members[:20], child)
    newcomer = np.setdiff1d(np.arange(60), community.members)[:1].astype(np.int32)
    community.join(newcomer, source=np.zeros(1, int), inviters=community.members[:1])
    assert community.people.chapter[newcomer[0]] == child
    settle(community, np.setdiff1d(np.arange(60), community.members)[:1])
    assert len(community.members_of(0)) == 31


WORLD = {
    "days": 120, "market": {"size": 1500, "regions": 6}, "word_of_mouth": {"conversion": 1},
}  # fmt: skip


def test_branches_come_out_the_same_for_the_same_seed_and_with_two_threads(two_threads):
    chosen = settings(**WORLD, chapters=EASY | {"max_size": 60})
    twice = run(chosen)
    two_threads.use(1)
    once = run(chosen)
    assert once.series.tobytes() == twice.series.tobytes()
    assert once.community.chapters.count > 5
    assert once.community.chapters.level.max() >= 2


@pytest.fixture
def two_threads():
    threads.use(2)
    yield threads
    threads.use(1)


def test_a_community_that_never_branches_is_as_if_it_were_off():
    quiet = {"schism": {"enabled": False}}
    on = run(settings(**WORLD, **quiet, chapters={"max_size": 100_000}))
    off = run(settings(**WORLD, **quiet, chapters={"enabled": False}))
    assert on.series.tobytes() == off.series.tobytes()


def test_a_split_costs_fewer_members_where_there_are_chapters():
    def loss(**chapters):
        chosen = settings(
            **WORLD, schism={"rate": 0.003}, chapters=EASY | {"smallest_size": 5} | chapters
        )
        lines = [
            line
            for replicate in range(3)
            for line in run(chosen, replicate=replicate).community.journal.divisions
            if line.why == "schism"
        ]
        assert len(lines) >= 5
        return np.mean([line.moved + line.left for line in lines])

    assert loss(max_size=80) < loss(max_size=0)
