"""What it has cost."""

from __future__ import annotations

import math

import numpy as np

from sim.metrics import economy
from sim.metrics.census import Census

from .planted import community, leave


def test_costs_are_divided_among_the_active() -> None:
    whole = community(members=50)
    whole.ledger.spend("seeding", 300)
    whole.ledger.spend("events", 200)
    assert economy.read_daily(Census(whole))[:2] == (500, 10)


def test_profit_is_what_is_left_of_the_income() -> None:
    whole = community(members=50)
    whole.ledger.spend("seeding", 300)
    whole.ledger.receive("sales", 500)
    whole.ledger.receive("advertisers", 50)
    assert economy.read_daily(Census(whole))[2:] == (550, 250)


def test_there_is_no_cost_per_head_without_heads() -> None:
    whole = community(members=5)
    whole.ledger.spend("seeding", 300)
    leave(whole, np.arange(5, dtype=np.int32))
    spent, per_head = economy.read_daily(Census(whole))[:2]
    assert spent == 300
    assert math.isnan(per_head)
