"""Which people are invited first, how many, when, and at what cost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path
from scipy.stats import norm

from sim.mechanisms.seeding import SOURCES, SeedingParameters, split_whole
from sim.model import CommunityModel
from sim.state.chance import purpose
from sim.state.people import Role, Status
from sim.state.reach import farthest, spread
from sim.state.ties import SLOTS
from tests.worlds import curve, only, run

SCORE = purpose("seeding.score")
TOWN = {"size": 2000, "regions": 4}
NAMES = [label.name for label in SOURCES]
WITHOUT_SCORE = {"founder_network", "influence_max"}
"""Sources that do not take the best scores of everybody."""


def seeded(days=1, market=TOWN, **parameters):
    """A community on the evening of its last day of seeding."""
    model = CommunityModel(only("seeding", days=days, market=market, seeding=parameters))
    return model.run().community


def seeds(community):
    return np.flatnonzero(community.people.seeded)


def scores(community, source):
    """Every person's score, from the docstring."""
    market, luck = community.market, community.chance.uniforms(community.market.rows, 0, SCORE)[0]
    al, share, expr = market.alignment, market.sharing, market.expressiveness
    reach = np.log(1 + market.degree)
    merit = {
        "founder_network": 2 * al + share / 2 + 0.3 * expr,
        "forum_experts": al + 0.7 * reach + 0.7 * share + 0.5 * expr + market.expertise,
        "paid_influencers": reach,
        "high_degree": reach,
        "random": 0,
    }[source]
    return merit + (1 if source == "random" else 0.3) * norm.ppf(luck)


def graph(community):
    market = community.market
    return csr_array((np.ones(len(market.indices)), market.indices, market.indptr))


def steps_from_founder(community):
    return shortest_path(graph(community), unweighted=True, indices=community.founder)


@pytest.mark.parametrize("source", NAMES)
def test_seeds_are_kols_from_the_start(source):
    community = seeded(source=source, count=40)
    assert len(seeds(community)) == 40
    assert np.all(community.people.role[seeds(community)] == Role.KOL)
    assert np.all(community.people.seed_source[seeds(community)] == NAMES.index(source))
    assert community.journal.joins[0, community.journal.source(source)] == 40


@pytest.mark.parametrize("source", sorted(set(NAMES) - WITHOUT_SCORE))
def test_each_source_takes_those_who_score_best(source):
    community = seeded(source=source, count=40)
    score = scores(community, source)
    score[community.founder] = -np.inf
    assert seeds(community).tolist() == sorted(np.argsort(-score)[:40])


def test_the_founders_circle_are_the_best_of_those_near_her():
    community = seeded(count=20, circle=2)
    steps, score = steps_from_founder(community), scores(community, "founder_network")
    chosen = seeds(community)
    # Twice as many as are wanted, beside the founder, are the nearest people there are.
    horizon = np.sort(steps)[2 * 20 + 1]
    assert steps[chosen].max() <= horizon < steps[np.isfinite(steps)].max()
    surely_considered = np.flatnonzero((steps > 0) & (steps < horizon))
    better = surely_considered[score[surely_considered] > score[chosen].min()]
    assert set(better) <= set(chosen)
    assert len(better) > 0


def test_friends_are_more_alike_than_random_people():
    friends, anybody = seeded(count=100), seeded(count=100, source="random")
    alignment = [c.market.alignment[seeds(c)].mean() for c in (friends, anybody)]
    assert alignment[0] > alignment[1] + 0.2
    assert alignment[1] == pytest.approx(0.358, abs=0.1)


def test_the_farthest_reach_is_that_of_the_independent_cascade():
    community = seeded(source="influence_max", count=30)
    market, taken = community.market, np.zeros(community.size, bool)
    taken[community.founder] = True
    best, _ = farthest(market.indptr, market.indices, 30, community.chance.key, taken=taken)
    assert seeds(community).tolist() == sorted(best)
    reach = {
        source: spread(
            market.indptr, market.indices, seeds(seeded(source=source, count=30)),
            community.chance.key,
        ).mean()
        for source in ("influence_max", "high_degree", "random")
    }  # fmt: skip
    assert reach["influence_max"] > reach["high_degree"] > reach["random"]


def test_a_second_wave_reaches_whom_the_first_does_not():
    waves = [{"day": 0, "share": 0.5}, {"day": 1, "share": 0.5}]
    community = seeded(source="influence_max", count=20, waves=waves)
    assert len(seeds(community)) == 20
    assert community.ledger.costs["seeding"] == 20 * 500


def test_more_seeds_than_there_are_people_takes_everybody():
    community = seeded(source="random", count=99, market={"size": 100, "regions": 1})
    assert len(community.members) == 100
    spent = seeded(source="random", spend=1e9, market={"size": 100, "regions": 1})
    assert len(spent.members) == 100
    assert spent.ledger.costs["seeding"] == 99 * 50


def test_a_founder_without_friends_has_no_circle():
    lonely = {"size": 50, "regions": 1, "clique_size": 1, "acquaintances": 0}
    assert len(seeded(count=10, market=lonely).members) == 1
    assert len(seeded(count=0).members) == 1


PARTS = some.lists(
    some.tuples(some.sampled_from(NAMES), some.integers(1, 20)), min_size=1, max_size=5
)


@settings(deadline=None, derandomize=True)
@given(some.integers(0, 100_000), PARTS)
def test_seeds_of_all_sources_add_up(count, parts):
    total = sum(weight for _, weight in parts)
    source = [{"source": name, "share": weight / total} for name, weight in parts]
    numbers = SeedingParameters(count=count, source=source).numbers()
    assert sum(numbers.values()) == count
    for name, number in numbers.items():
        exact = count * sum(weight for other, weight in parts if other == name) / total
        assert abs(number - exact) < 1


@settings(deadline=None, derandomize=True)
@given(some.integers(0, 10_000), some.dictionaries(some.text(), some.integers(1, 50), min_size=1))
def test_split_whole_adds_up(total, weights):
    shares = {name: weight / sum(weights.values()) for name, weight in weights.items()}
    assert sum(split_whole(total, shares).values()) == total


@pytest.mark.parametrize("shares", [(0.6, 0.4), (1 / 3, 1 / 3, 1 / 3), (0.07,) * 14 + (0.02,)])
def test_waves_add_up_and_come_on_their_days(shares):
    waves = [{"day": 2 * i, "share": share} for i, share in enumerate(shares)]
    mixed = [{"source": "random", "share": 0.55}, {"source": "high_degree", "share": 0.45}]
    community = seeded(days=2 * len(shares), count=101, waves=waves, source=mixed)
    assert len(seeds(community)) == 101
    days, counts = np.unique(community.people.join_day[seeds(community)], return_counts=True)
    assert days.tolist() == [wave["day"] for wave in waves]
    assert counts == pytest.approx([101 * share for share in shares], abs=2)
    by_source = np.bincount(community.people.seed_source[seeds(community)], minlength=5)
    numbers = SeedingParameters(count=101, source=mixed).numbers()
    assert by_source[[4, 3]].tolist() == [numbers["random"], numbers["high_degree"]]


def test_the_same_money_buys_more_friends_than_influencers():
    bought = {source: SeedingParameters(spend=20_000, source=source).numbers() for source in NAMES}
    assert bought["founder_network"] == {"founder_network": 200}
    assert bought["paid_influencers"] == {"paid_influencers": 10}
    community = seeded(source="forum_experts", spend=20_000)
    assert len(seeds(community)) == 66
    assert community.ledger.costs["seeding"] == 66 * 300


def test_money_that_just_suffices_suffices():
    parts = [{"source": "random", "share": 0.29}, {"source": "high_degree", "share": 0.71}]
    bought = SeedingParameters(spend=100, cost_random=1, cost_high_degree=1, source=parts)
    assert bought.numbers() == {"random": 29, "high_degree": 71}


def test_paid_influencers_talk_less_and_came_for_money():
    model = CommunityModel(
        only("seeding", days=3, market=TOWN, seeding={"source": "paid_influencers", "count": 30})
    ).run()
    community = model.community
    motive = community.influences.belonging_pull["motive"]
    assert np.all(motive[seeds(community)] == -1)
    assert np.count_nonzero(motive) == 30
    community.begin_day(3)
    model.mechanisms["seeding"].set_climate(community)
    assert np.all(community.influences.contact_factor[seeds(community)] == 0.5)
    unpaid = np.setdiff1d(community.market.rows, seeds(community))
    assert np.all(community.influences.contact_factor[unpaid] == 1)


def test_a_crowd_is_there_from_the_first_day_and_lurks():
    community = seeded(crowd=500, count=50, source="random")
    crowd = community.members[~community.people.seeded[community.members]]
    assert len(community.members) == 1 + 500 + 50
    lurkers = crowd[crowd != community.founder]
    assert np.all(community.people.role[lurkers] == Role.LURKER)
    assert np.ptp(community.market.region[lurkers]) == 3, "from everywhere"
    assert len(seeded(crowd=5000, count=0).members) == TOWN["size"]


def test_seeds_know_the_founder_and_their_acquaintances_among_the_seeds():
    """Both ways, and also across waves."""
    waves = [{"day": 0, "share": 0.5}, {"day": 1, "share": 0.5}]
    talk, invitations = {"per_visit": 0}, {"count": 60, "waves": waves}
    world = {"days": 1, "market": TOWN, "interaction": talk, "seeding": invitations}
    community = run(only("seeding", "interaction", **world)).community
    chosen, founder = seeds(community), community.founder
    ties = community.ties.to_csr(np.arange(community.size), community.day).toarray()
    assert ties[chosen, founder] == pytest.approx(3, rel=0.01)
    assert np.count_nonzero(ties[founder]) == SLOTS, "she has no room for all of them"
    among, known = (table[np.ix_(chosen, chosen)] for table in (ties, graph(community).toarray()))
    assert np.count_nonzero(known) > 60
    assert np.array_equal(among > 0, known > 0)


def test_nobody_is_invited_twice_and_members_are_not_invited():
    waves = [{"day": day, "share": 0.25} for day in range(4)]
    community = seeded(days=4, count=80, source="high_degree", waves=waves, crowd=300)
    journal = community.journal.frame()
    assert journal[journal.kind == "join"].person.is_unique
    assert np.all(community.people.status[seeds(community)] == Status.MEMBER)


def test_the_same_people_are_random_whatever_else_is_asked():
    few = set(seeds(seeded(source="random", count=20)))
    assert few < set(seeds(seeded(source="random", count=50)))


def test_shares_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="shares of waves add up to"):
        SeedingParameters(waves=[{"day": 0, "share": 0.5}, {"day": 9, "share": 0.4}])
    with pytest.raises(ValueError, match="shares of source add up to"):
        SeedingParameters(source=[{"source": "random", "share": 0.5}])


def test_a_wave_after_the_last_day_never_comes():
    waves = [{"day": 0, "share": 0.5}, {"day": 99, "share": 0.5}]
    chosen = only("seeding", days=10, market=TOWN, seeding={"count": 20, "waves": waves})
    assert curve(run(chosen), "members")[-1] == 11
