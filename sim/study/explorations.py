"""Explorations from Python: sweep, sensitivity, discover and optimise, each as an experiment says.

swept = sim.sweep("fee_sweep")
swept = sim.sweep({"parameters": {"admission.fee": [0, 100]}, "outcomes": {"members@60": {}}})

An experiment is a file, the name of a packaged one, or a mapping of what its file would say.
"""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sim.record.manifest import Kind
from sim.record.places import place_for
from sim.study.discovery import Discovery
from sim.study.experiment import Written
from sim.study.exploring import Search
from sim.study.optimum import Optimum
from sim.study.rounds import Round, carry_out_rounds
from sim.study.runner import Listener
from sim.study.search import search
from sim.study.search_folder import BESIDE
from sim.study.sensitivity import Sensitivity
from sim.study.studies import file_of, of_kind, placed, rounds_of, see_that_it_is_complete
from sim.study.sweep import Sweep


def sweep(experiment: Written, **how: Any) -> Sweep:
    """Try many settings of a scenario; see `sim.compare` for the arguments and errors.

    Args:
        experiment: a file, a packaged one's name, or a mapping of what a file would say.
        how: replicates, seed, workers, out, overrides, force, listener, cluster, time_limit.

    >>> import sim
    >>> small = {"days": 20, "market.size": 300, "seeding.count": 20}
    >>> fees = {"parameters": {"admission.fee": [0, 400]}, "outcomes": {"members@20": {}}}
    >>> swept = sim.sweep({"set": small, **fees}, replicates=2)
    >>> swept.responses()[["admission.fee", "runs"]]
       admission.fee  runs
    0              0     2
    1            400     2
    >>> swept.tidy()[["replicate", "luck", "draw", "admission.fee"]]
       replicate  luck  draw  admission.fee
    0          0     0     0              0
    1          1     0     1            400
    2          2     1     0              0
    3          3     1     1            400
    """
    return Sweep(_carried_out("sweep", experiment, **how), temporary=how.get("out") is None)


def sensitivity(experiment: Written, **how: Any) -> Sensitivity:
    """Which parameters an outcome hangs on, and how much is luck; arguments as of `sweep`.

    >>> import sim
    >>> asked = {
    ...     "set": {"days": 20, "market.size": 300, "seeding.count": 20},
    ...     "parameters": {
    ...         "word_of_mouth.conversion": {"low": 0.1, "high": 0.6},
    ...         "churn.hazard": {"low": 0.001, "high": 0.01},
    ...     },
    ...     "method": "morris",
    ...     "samples": 4,
    ...     "outcomes": {"members@20": {}},
    ... }
    >>> found = sim.sensitivity(asked, replicates=2)
    >>> sorted(found.table()["parameter"])
    ['churn.hazard', 'word_of_mouth.conversion']
    """
    return Sensitivity(
        _carried_out("sensitivity", experiment, **how), temporary=how.get("out") is None
    )


def discover(experiment: Written, **how: Any) -> Discovery:
    """Under which circumstances something happens; arguments as of `sweep`.

    >>> import sim
    >>> asked = {
    ...     "set": {"days": 20, "market.size": 300},
    ...     "strategies": {
    ...         "few": {"set": {"seeding.count": 10}},
    ...         "many": {"set": {"seeding.count": 30}},
    ...     },
    ...     "uncertainties": {"word_of_mouth.conversion": {"low": 0.1, "high": 2}},
    ...     "target": {"outcome": "members@20", "of": "few", "below": "many", "by": 40},
    ... }
    >>> found = sim.discover(asked, replicates=20)
    >>> print(len(found.cases), list(found.circumstances))
    20 ['word_of_mouth.conversion']
    """
    return Discovery(_carried_out("discover", experiment, **how), temporary=how.get("out") is None)


def optimise(
    experiment: Written,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    overrides: Sequence[str] = (),
    out: str | Path | None = None,
    force: bool = False,
    listener: Listener | None = None,
    **how: Any,
) -> Optimum:
    """Search for the best values of what is decided, and run the winners with fresh luck.

    Arguments as of `sweep`. The search lies beside its winners, in a folder that ends on `-search`.
    Raises also ValueError when no point keeps to the limits.

    >>> import sim
    >>> asked = {
    ...     "set": {"days": 20, "market.size": 300},
    ...     "parameters": {"seeding.count": {"dist": "int", "low": 5, "high": 60}},
    ...     "objectives": {"members@20": {"goal": "maximise"}},
    ...     "trials": 4, "batch": 2, "winners": 1, "fresh": 2,
    ... }
    >>> best = sim.optimise(asked, replicates=1)
    >>> best.scenarios
    ('as_it_is', 'candidate_1')
    >>> best.trials[["trial", "allowed"]].shape
    (4, 2)
    """
    found = of_kind("optimise", experiment, overrides, replicates, seed)
    assert isinstance(found, Search)
    listener = listener or Listener()
    home = Path(mkdtemp(prefix="seed100-") if out is None else out)
    folder = home.with_name(home.name + BESIDE)
    searched = search(found, folder, listener=lambda: listener, force=force, **how)
    if not searched.best:
        nearest = "".join(
            f"; {name} by {by:,.4g} at least" for name, by in searched.missed().items()
        )
        many = len(searched.trials)
        raise ValueError(f"none of {many} points keeps to the limits{nearest}; see {folder}")
    plan = searched.plan()
    manifest = searched.manifest(plan)
    place = place_for(manifest, home, force=force)
    how |= {"listener": listener, "experiment": file_of(found)}
    final = carry_out_rounds([Round(plan, manifest)], place, **how)
    see_that_it_is_complete(final, place)
    optimum = Optimum(home, temporary=out is None)
    if out is None:
        weakref.finalize(optimum, shutil.rmtree, folder, ignore_errors=True)
    return optimum


def _carried_out(
    kind: Kind,
    experiment: Written,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    overrides: Sequence[str] = (),
    out: str | Path | None = None,
    force: bool = False,
    **how: Any,
) -> Path:
    """The folder of a study that is complete."""
    found = of_kind(kind, experiment, overrides, replicates, seed)
    rounds = rounds_of(found)
    place = placed(rounds[0].manifest, out, force)
    final = carry_out_rounds(rounds, place, experiment=file_of(found), **how)
    see_that_it_is_complete(final, place)
    return place.path
