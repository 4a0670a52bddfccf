"""Twins of real communities are nearer to them than other real communities are."""

from functools import cache

import numpy as np
import pytest

from sim import patterns
from sim.model import CommunityModel
from sim.patterns import likeness
from sim.scenario import load, patched
from sim.twin import fitted
from tests.patterns.test_real import FORUMS, real

RUNS = 5
NAMES = tuple(one.name for one in likeness.judged(patterns.PATTERNS))


@cache
def twin_of(name):
    """The median patterns of a twin, by name."""
    settings = patched(load("base"), fitted(real(name)[0]).changes())
    runs = [CommunityModel(settings, replicate=one, log=True).run().log() for one in range(RUNS)]
    found = [patterns.of(log) for log in runs]
    return {name: float(np.median([each[name] for each in found])) for name in NAMES}


# The question site and CollegeMsg are as far apart as CollegeMsg and its twin, as docs/patterns.md says.
@pytest.mark.slow
@pytest.mark.parametrize("name, other", [
    ("quantum_se", "collegemsg"), ("quantum_se", "mooc_dlt1"), ("collegemsg", "mooc_dlt1"),
    ("mooc_dlt1", "quantum_se"), ("mooc_dlt1", "collegemsg"),
])  # fmt: skip
def test_a_twin_is_nearer_than_another_community(name, other):
    original = real(name)[1]
    told = likeness.shared(NAMES, twin_of(name), *(real(each)[1] for each in FORUMS))
    by_twin = likeness.distance(told, twin_of(name), original)
    assert by_twin < likeness.distance(told, real(other)[1], original)
