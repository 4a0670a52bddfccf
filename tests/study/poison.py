"""A community whose run takes its worker with it. Workers import this module, and nobody else."""

import os

from sim.model import CommunityModel
from sim.study import block
from sim.study.handing_out import _work

WHO, WHEN = ("b", 5), 3
"""Scenario and replicate, and the day on which it happens."""


class Poisoned(CommunityModel):
    """Dies without a word."""

    def __init__(self, settings, *, replicate=0, **given):
        self.who = settings.name, replicate
        super().__init__(settings, replicate=replicate, **given)

    def step(self):
        if self.who == WHO and self.day == WHEN:
            os._exit(1)
        super().step()


def work(*given):
    """As `handing_out._work`, with the poisoned model."""
    block.CommunityModel = Poisoned
    return _work(*given)


class Fails(CommunityModel):
    """Raises in one strategy and three replicates."""

    def __init__(self, settings, *, replicate=0, **given):
        if (settings.name, replicate) in {("b", 1), ("b", 4), ("b", 9)}:
            raise ArithmeticError("it does not come out")
        super().__init__(settings, replicate=replicate, **given)
