"""Every limit can fail: what breaks the mechanism breaks the check."""

import numpy as np
import pytest

from sim.mechanisms import discover, governance
from sim.mechanisms.word_of_mouth import WordOfMouth
from sim.metrics.graph import TieGraph
from sim.state.community import Community
from sim.state.market import Market
from sim.validation import checks
from sim.validation.limits import cascades, graphs, luck, participation
from sim.validation.outcome import Outcome

CHECKS = {check.id: check for check in checks()}
MECHANISMS = {kind.name: kind for kind in discover()}


def twice(name):
    """The mechanism does its day's work twice."""

    def break_it(patch):
        kind, step = MECHANISMS[name], MECHANISMS[name].step
        patch.setattr(kind, "step", lambda self, community: [step(self, community) for _ in "ab"])

    return break_it


def idle(name):
    """The mechanism does nothing, neither in its step nor when the day begins."""

    def break_it(patch):
        for work in ("step", "set_climate"):
            patch.setattr(MECHANISMS[name], work, lambda self, community: None)

    return break_it


def careless_telling(patch):
    spread, sets = cascades.spread, cascades.Sets

    def less(p):
        return 0.9 * p or 1e-3

    patch.setattr(cascades, "spread", lambda *a, probability, runs: spread(
        *a, probability=less(probability), runs=runs))  # fmt: skip
    patch.setattr(cascades, "Sets", lambda a, b, p, key: sets(a, b, less(p), key))


def money_without_values(patch):
    draw = Market._draw_money

    def drawn(self, chance):
        self.parameters = self.parameters.model_copy(update={"pay_alignment": 0.0})
        draw(self, chance)

    patch.setattr(Market, "_draw_money", drawn)


def equal_talents(patch):
    draw = Market._draw_talents

    def drawn(self, chance):
        draw(self, chance)
        self.posting = np.ones(self.size, np.float32)

    patch.setattr(Market, "_draw_talents", drawn)


def luck_in_the_order_of_asking(patch):
    """One stream of luck for everybody, as simulations usually have it."""

    def draw(self, purpose_number, count=1, rows=None):
        self.stream = getattr(self, "stream", None) or np.random.default_rng(1)
        return self.stream.random((count, len(self.members if rows is None else rows)))

    patch.setattr(Community, "draw", draw)


def deaf_to_many(patch):
    """Several voices count for no more than one each."""
    step = WordOfMouth.step

    def alone(self, community):
        self.parameters = self.parameters.model_copy(update={"reinforcement": 0.0})
        step(self, community)

    patch.setattr(WordOfMouth, "step", alone)


def one_is_enough(patch):
    """Nobody waits for a second voice."""
    step = WordOfMouth.step

    def at_once(self, community):
        self.parameters = self.parameters.model_copy(update={"voices_needed": 1})
        step(self, community)

    patch.setattr(WordOfMouth, "step", at_once)


def put(module, name, value):
    """Something else stands in a place of a module."""
    return lambda patch: patch.setattr(module, name, value)


BREAKS = {
    "L1b": twice("word_of_mouth"),
    "L4": twice("word_of_mouth"),
    "L5": twice("churn"),
    "L6": twice("churn"),
    "L6a": twice("churn"),
    "L7": twice("churn"),
    "L8": twice("interaction"),
    "L9": idle("roles"),
    "L10": idle("presence"),
    "L13": idle("values"),
    "L14": careless_telling,
    "L15": careless_telling,
    "L17a": deaf_to_many,
    "L17b": one_is_enough,
    "L18": money_without_values,
    "L19": put(governance, "conflict_pull", lambda d, s, c, w, calms: -w * d * (1 - s) ** 3),
    "L20": twice("product"),
    "L21": equal_talents,
    "L22": put(TieGraph, "largest_component", lambda self: 1.0),
    "L23": put(graphs, "fragmentation", lambda graph: 0.5),
    "L24": put(graphs, "take_sides", lambda ties, **given: np.zeros(34)),
    "L25a": put(graphs, "effective_factions", lambda graph: 3.0),
    "L26": idle("presence"),
    "L27": put(participation, "read", lambda *given: (0.5, 0.5)),
    "L28": luck_in_the_order_of_asking,
}
SLOW_BREAKS = {
    "L1": twice("word_of_mouth"),
    "L1a": idle("advertising"),
    "L2": twice("word_of_mouth"),
    "L3": twice("churn"),
    "L12": idle("values"),
    "L29": put(luck, "reversed_rows", lambda market: luck.Market(
        market.parameters.model_copy(update={"acquaintances": 2}), luck.Chance(2))),
}  # fmt: skip


@pytest.mark.parametrize("name, break_it", BREAKS.items(), ids=BREAKS)
def test_a_broken_mechanism_breaks_its_limit(name, break_it, monkeypatch):
    break_it(monkeypatch)
    assert not Outcome(CHECKS[name], CHECKS[name]()).held, f"breaking it did not break {name}"


@pytest.mark.slow
@pytest.mark.parametrize("name, break_it", SLOW_BREAKS.items(), ids=SLOW_BREAKS)
def test_a_broken_mechanism_breaks_its_slow_limit(name, break_it, monkeypatch):
    break_it(monkeypatch)
    assert not Outcome(CHECKS[name], CHECKS[name]()).held, f"breaking it did not break {name}"


def test_every_limit_that_holds_is_broken_by_something():
    held = {one.id for one in checks() if one.family == "limits" and one.applies and not one.misses}
    unbroken = held - {*BREAKS, *SLOW_BREAKS}
    assert not unbroken, "say in BREAKS or SLOW_BREAKS what must make them fail"
    unknown = {*BREAKS, *SLOW_BREAKS} - held
    assert not unknown, "no limits, or not expected to hold: leave them out of BREAKS"
