"""A run keeps a log when it is asked to, and is the same run."""

import numpy as np
import pytest

from sim.model import CommunityModel
from sim.patterns.simulated import NotKept
from sim.state.people import Status
from tests.worlds import only, run, settings

SMALL = {"days": 60, "market": {"size": 1500, "regions": 5}}


def test_keeping_a_log_changes_no_bit_of_a_run():
    chosen = settings(**SMALL)
    kept, plain = run(chosen, log=True), run(chosen)
    assert kept.series.tobytes() == plain.series.tobytes()
    assert np.array_equal(kept.community.ties.strength, plain.community.ties.strength)


def test_a_log_holds_what_happened():
    model = run(settings(**SMALL), log=True)
    log, people = model.log(), model.community.people
    joins = model.community.journal.frame().query("kind == 'join'")
    rows = np.sort(joins["person"].unique())
    assert log.people == len(rows)
    assert log.joined == pytest.approx(joins.groupby("person")["day"].min().to_numpy())
    assert log.end == 61
    posted = np.bincount(log.person[log.to < 0], minlength=log.people)
    assert np.array_equal(posted, people.posts[rows])
    still = rows[people.status[rows] == Status.MEMBER]
    assert log.attended.tolist() == people.attended[still].tolist()
    assert np.all(log.first_act >= log.joined, where=log.contributions > 0)


def test_an_answer_follows_what_it_answers_on_the_same_day():
    chosen = only("presence", "seeding", "content", "interaction", **SMALL)
    chosen = chosen.model_copy(update={"seeding": chosen.seeding.model_copy(update={"count": 60})})
    model = run(chosen, log=True)
    when, who, to = model.log().pairs
    turned, days = set(zip(who.tolist(), to.tolist(), strict=True)), when.astype(int)
    returned = [k for k in range(len(when)) if (int(to[k]), int(who[k])) in turned]
    assert 0.3 * len(when) < len(returned)
    kept = model.community.acts.columns()[0]
    assert kept.astype(int).min() >= 0
    assert days.max() <= 60


def test_the_same_seed_keeps_the_same_log():
    one, two = (run(settings(**SMALL), log=True).log() for _ in range(2))
    assert np.array_equal(one.time, two.time)
    assert np.array_equal(one.to, two.to)


def test_who_never_contributes_never_acts():
    model = run(settings(**SMALL, content={"questions_per_visit": 0}), log=True)
    _, who, _ = model.community.acts.columns()
    people, market = model.community.people, model.market
    may = market.contributor | (people.seed_source >= 0)
    may[model.community.founder] = True
    assert may[who].all()


def test_a_run_that_kept_nothing_says_so():
    with pytest.raises(NotKept, match="log=True"):
        CommunityModel(settings(**SMALL)).log()
