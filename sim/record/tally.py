"""How far a study is, read from its folder alone, whoever is at work in it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.record.lock import in_use
from sim.record.log import LOG, lines
from sim.record.manifest import Manifest, read_manifest
from sim.record.run_record import DONE, FAILED, LOST
from sim.record.runs import all_facts


@dataclass(frozen=True)
class Trouble:
    """Runs that ended alike without a result: what was said, and which runs."""

    status: str
    error: str
    runs: Sequence[int]


@dataclass(frozen=True)
class Tally:
    """So many runs of a study are done, failed, lost (no answer came) and left."""

    manifest: Manifest
    done: int
    failed: int
    lost: int
    seconds: float
    """Wall time of all sessions, as far as the log tells."""

    seconds_left: float
    """At the pace of the last session; NaN when there is none."""

    at_work: bool
    """Whether a process of this machine works on it now."""

    troubles: Sequence[Trouble]
    """The most frequent first."""

    @property
    def left(self) -> int:
        """Runs that have not ended."""
        return self.manifest.runs - self.done - self.failed - self.lost


def tally(folder: Path) -> Tally:
    """How far the study in a folder is. Raises NoResults."""
    manifest = read_manifest(folder)
    facts = all_facts(folder)
    count = {kind: sum(each["status"] == kind for each in facts) for kind in (DONE, FAILED, LOST)}
    sessions = _sessions(folder / LOG)
    pace = sessions[-1].pace if sessions else float("nan")
    left = manifest.runs - len(facts)
    return Tally(
        manifest,
        count[DONE],
        count[FAILED],
        count[LOST],
        seconds=sum(session.seconds for session in sessions),
        seconds_left=left / pace if left else 0.0,
        at_work=in_use(folder),
        troubles=_troubles(facts),
    )


@dataclass
class _Session:
    """A sitting at a study: when it began, its last sign of life, and runs done until then."""

    began: datetime.datetime
    last: datetime.datetime
    runs: int = 0

    @property
    def seconds(self) -> float:
        return (self.last - self.began).total_seconds()

    @property
    def pace(self) -> float:
        """Runs a second."""
        return self.runs / self.seconds if self.runs and self.seconds else float("nan")


def _sessions(log: Path) -> list[_Session]:
    found: list[_Session] = []
    for line in lines(log):
        at = datetime.datetime.fromisoformat(line["at"])
        if line["event"] == "started":
            found.append(_Session(at, at))
        elif found:
            found[-1].last = at
            found[-1].runs += len(line.get("seconds", ()))
    return found


def _troubles(facts: Sequence[dict[str, Any]]) -> list[Trouble]:
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in facts:
        if each["status"] != DONE:
            alike[each["status"], each["error"]].append(each["run"])
    found = [Trouble(status, error, runs) for (status, error), runs in alike.items()]
    return sorted(found, key=lambda each: -len(each.runs))
