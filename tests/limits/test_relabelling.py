"""Relabelling turns a market round and changes nothing else."""

from sim.state.chance import Chance
from sim.state.market import Market
from sim.validation.limits.luck import reversed_rows
from tests.worlds import settings

WORLD = {"market": {"size": 800, "regions": 8}}


def test_relabelling_keeps_the_acquaintances():
    market = Market(settings(**WORLD).market, Chance(1))
    turned = reversed_rows(market)
    last = market.size - 1
    for row in (0, 17, 500):
        neighbours = set(market.indices[market.indptr[row] : market.indptr[row + 1]])
        begin, end = turned.indptr[last - row], turned.indptr[last - row + 1]
        assert {last - other for other in turned.indices[begin:end]} == neighbours
        assert turned.posting[last - row] == market.posting[row]
