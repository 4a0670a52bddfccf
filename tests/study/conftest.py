"""Studies that several tests read."""

import pytest

import sim
from tests.study.fabricated import tiny


@pytest.fixture
def many_blocks(monkeypatch):
    """Short studies too are cut in as many blocks as they have use of."""
    monkeypatch.setattr("sim.study.plan.SHORTEST_BLOCK_SECONDS", 0.0)


@pytest.fixture(scope="session")
def compared(tmp_path_factory):
    """Three tiny scenarios, really run in three replicates."""
    folder = tmp_path_factory.mktemp("compared") / "results"
    scenarios = [
        tiny("random", seeding={"count": 20, "source": "random"}),
        tiny("friends", title={"en": "Friends", "zh": "朋友"}),
        tiny("nobody", seeding={"count": 0}),
    ]
    return sim.compare(scenarios, replicates=3, workers=1, out=folder)
