"""L29: who carries which number does not matter."""

import copy

import numpy as np
import pytest
from scipy.stats import ks_2samp

from sim.state.chance import Chance
from sim.state.market import Market
from tests.worlds import curve, run, settings

WORLD = {"days": 90, "market": {"size": 800, "regions": 8}, "seeding": {"count": 20}}


def reversed_rows(market):
    """The same people and acquaintances with all numbers and regions counted from the other end."""
    turned = copy.copy(market)
    for name, column in vars(market).items():
        if isinstance(column, np.ndarray) and len(column) == market.size and name != "rows":
            setattr(turned, name, np.ascontiguousarray(column[::-1]))
    turned.region = (market.parameters.regions - 1 - turned.region).astype(np.int16)
    turned.founder = market.size - 1 - market.founder
    turned.indices = (market.size - 1 - market.indices[::-1]).astype(np.int32)
    turned.indptr = (market.indptr[-1] - market.indptr[::-1]).copy()
    return turned


@pytest.mark.slow
def test_l29_relabelled_people_live_the_same_lives_in_distribution():
    chosen = settings(**WORLD)
    ends = {"as drawn": [], "relabelled": []}
    for replicate in range(60):
        market = Market(chosen.market, Chance(1, replicate))
        for how, people in (("as drawn", market), ("relabelled", reversed_rows(market))):
            model = run(chosen, replicate=replicate, market=people)
            ends[how].append(
                [curve(model, m)[-1] for m in ("members", "cohesion", "posts_gini", "exits")]
            )
    for one, other in zip(
        np.array(ends["as drawn"]).T, np.array(ends["relabelled"]).T, strict=True
    ):
        assert ks_2samp(one, other, method="asymp").pvalue > 0.01


def test_relabelling_keeps_the_acquaintances():
    market = Market(settings(**WORLD).market, Chance(1))
    turned = reversed_rows(market)
    last = market.size - 1
    for row in (0, 17, 500):
        neighbours = set(market.indices[market.indptr[row] : market.indptr[row + 1]])
        begin, end = turned.indptr[last - row], turned.indptr[last - row + 1]
        assert {last - other for other in turned.indices[begin:end]} == neighbours
        assert turned.posting[last - row] == market.posting[row]
