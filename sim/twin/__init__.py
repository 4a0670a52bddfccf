"""Twins: a simulated community of the size, span and launch of a real one, from its log alone.

from sim import patterns, twin

made = twin.fitted(patterns.read(Path("my_community")))
made.changes()       # what differs from the base
"""

from __future__ import annotations

from sim.twin.facts import NEVER, Facts, TooLittle
from sim.twin.fitting import ROUNDS, Campaign, Twin, fitted
from sim.twin.steps import Step
from sim.twin.writing import written

__all__ = ["NEVER", "ROUNDS", "Campaign", "Facts", "Step", "TooLittle", "Twin", "fitted", "written"]
