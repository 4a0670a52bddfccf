"""The plan: every run of a study, in an order and in blocks that follow from the study alone.

The plan is a pure function of scenarios, worlds and seed. Runs are replicate-major, so that
every strategy is as far as the others whenever a study is stopped, and so that a worker makes the
market of a replicate once. A block is the unit of dispatch, of retry and of what is on disk; its
size follows from an estimate, never from a clock, so that equal plans have equal blocks anywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

import pyarrow as pa

from sim.record.runs import column
from sim.record.scenarios import Scenario
from sim.scenario import Settings, content_hash
from sim.study.worlds import World

FORMAT = 2
SECONDS_A_DAY = 3e-4
SECONDS_A_PERSON_DAY = 4e-8
"""What a day costs, fixed and per person of the market: an estimate, good to a factor of two."""

BLOCK_SECONDS = 2.5
SHORTEST_BLOCK_SECONDS = 0.5
LONGEST_REPLICATE_SECONDS = 5.0
"""A replicate that takes longer is cut."""

BLOCKS_WORTH_HAVING = 16
"""A short study is cut in so many blocks, that several workers and the progress have a use of it."""

NO_PARAMETERS = ("name", "theme", "title", "question", "reported")


@dataclass(frozen=True)
class Run:
    """One run: a scenario in a replicate. `number` is its place in the plan."""

    number: int
    scenario: str
    replicate: int


@dataclass(frozen=True)
class Block:
    """Some runs that are carried out, stored and repeated together."""

    number: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Plan:
    """All runs of a study: every scenario in replicates 0 to `replicates` - 1.

    `worlds` are what each replicate meets; without them, its own luck and nothing else.
    """

    scenarios: tuple[Scenario, ...]
    replicates: int
    seed: int
    worlds: tuple[World, ...] = ()
    layout: tuple[int, ...] = field(default=(), kw_only=True)
    """Runs of each block that is laid out already, in a folder; the rest is cut by itself."""

    def __post_init__(self) -> None:
        if self.replicates < 1:
            raise ValueError(f"a study needs at least one replicate, not {self.replicates}")
        if self.worlds and len(self.worlds) != self.replicates:
            raise ValueError(f"{len(self.worlds)} worlds for {self.replicates} replicates")

    def world(self, replicate: int) -> World:
        """What a replicate meets."""
        return self.worlds[replicate] if self.worlds else World(replicate, replicate)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """All runs, one replicate after the other."""
        names = [scenario.name for scenario in self.scenarios]
        pairs = [(name, replicate) for replicate in range(self.replicates) for name in names]
        return tuple(Run(number, *pair) for number, pair in enumerate(pairs))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The runs in blocks: of whole replicates, or of part of one where runs are long."""
        kept = [end for end in accumulate(self.layout, initial=0) if end <= len(self.runs)]
        rest = len(self.runs) - kept[-1]
        seconds = self.seconds * rest / len(self.runs)
        some = _runs_a_block(seconds, len(self.scenarios), rest)
        cuts = [*kept, *range(kept[-1] + some, len(self.runs), some), len(self.runs)]
        pairs = pairwise(dict.fromkeys(cuts))
        return tuple(Block(i, self.runs[a:b]) for i, (a, b) in enumerate(pairs))

    @cached_property
    def seconds(self) -> float:
        """What all runs take one after the other, estimated."""
        return self.replicates * sum(run_seconds(each.settings) for each in self.scenarios)

    @cached_property
    def hash(self) -> str:
        """A fingerprint of all that the runs follow from; how they lie in blocks is no part."""
        identity: dict[str, Any] = {
            "format": FORMAT,
            "seed": self.seed,
            "scenarios": [[each.name, content_hash(each.settings)] for each in self.scenarios],
            "replicates": self.replicates,
        }
        if self.worlds:  # without them a plan is what it was before there were any
            identity["worlds"] = [[each.luck, each.draw, each.values] for each in self.worlds]
        return hashlib.sha256(json.dumps(identity, ensure_ascii=False).encode()).hexdigest()

    def table(self) -> pa.Table:
        """A row a run: run, block, scenario, replicate, seed, and the parameters that differ.

        With worlds also its luck, the number of its draw, and the value of every uncertainty.
        """
        block = [block.number for block in self.blocks for _ in block.runs]
        columns: dict[str, Any] = {
            "run": pa.array([run.number for run in self.runs], pa.int32()),
            "block": pa.array(block, pa.int32()),
            "scenario": [run.scenario for run in self.runs],
            "replicate": pa.array([run.replicate for run in self.runs], pa.int32()),
            "seed": pa.array([self.seed] * len(self.runs), pa.int64()),
        }
        values = parameters_that_differ(self.scenarios)
        for key in next(iter(values.values()), {}):
            columns[key] = [values[run.scenario][key] for run in self.runs]
        return pa.table(columns | self._drawn())

    def _drawn(self) -> dict[str, Any]:
        """Columns of what the runs meet; empty without worlds."""
        met = [self.worlds[run.replicate] for run in self.runs] if self.worlds else []
        if not met:
            return {}
        whole = {"luck": [each.luck for each in met], "draw": [each.draw for each in met]}
        columns: dict[str, Any] = {key: pa.array(each, pa.int32()) for key, each in whole.items()}
        return columns | {
            path: column([each.values[path] for each in met]) for path in met[0].values
        }


def run_seconds(settings: Settings) -> float:
    """What one run takes, estimated from days and market."""
    return (settings.days + 1) * (SECONDS_A_DAY + SECONDS_A_PERSON_DAY * settings.market.people)


def parameters_that_differ(scenarios: Sequence[Scenario]) -> dict[str, dict[str, str]]:
    """By scenario: the parameters in which the scenarios differ, as JSON."""
    flat = {each.name: _flat(each.settings.model_dump(mode="json")) for each in scenarios}
    keys = dict.fromkeys(key for values in flat.values() for key in values)
    differing = [key for key in keys if len({values.get(key) for values in flat.values()}) > 1]
    return {name: {key: values.get(key, "") for key in differing} for name, values in flat.items()}


def _runs_a_block(seconds: float, scenarios: int, runs: int) -> int:
    if not runs:
        return 1
    aim = min(BLOCK_SECONDS, max(SHORTEST_BLOCK_SECONDS, seconds / BLOCKS_WORTH_HAVING))
    fitting = max(1, min(runs, round(aim / (seconds / runs))))
    if fitting < scenarios and seconds / runs * scenarios > LONGEST_REPLICATE_SECONDS:
        return fitting
    return scenarios * max(1, fitting // scenarios)


def _flat(settings: dict[str, Any]) -> dict[str, str]:
    """Parameters by their full names, each as JSON."""
    found: dict[str, str] = {}
    for section, value in settings.items():
        if section in NO_PARAMETERS:
            continue
        keys = value.items() if isinstance(value, dict) else ()
        found |= {f"{section}.{key}": json.dumps(each, ensure_ascii=False) for key, each in keys}
        if not isinstance(value, dict):
            found[section] = json.dumps(value, ensure_ascii=False)
    return found
