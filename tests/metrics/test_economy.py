"""What it has cost."""

from __future__ import annotations

import math

import numpy as np

from sim.metrics import economy

from .planted import community, leave, measured


def test_costs_are_divided_among_the_active() -> None:
    whole = community(members=50)
    whole.ledger.spend("seeding", 300)
    whole.ledger.spend("events", 200)
    found = measured(economy, whole)
    assert (found["cost"], found["cost_per_active"]) == (500, 10)


def test_profit_is_what_is_left_of_the_income() -> None:
    whole = community(members=50)
    whole.ledger.spend("seeding", 300)
    whole.ledger.receive("sales", 500)
    whole.ledger.receive("advertisers", 50)
    found = measured(economy, whole)
    assert (found["income"], found["profit"]) == (550, 250)


def test_there_is_no_cost_per_head_without_heads() -> None:
    whole = community(members=5)
    whole.ledger.spend("seeding", 300)
    leave(whole, np.arange(5, dtype=np.int32))
    found = measured(economy, whole)
    assert found["cost"] == 300
    assert math.isnan(found["cost_per_active"])
