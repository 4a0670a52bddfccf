"""Studies from Python: run a scenario many times, or compare several under the same luck.

outlook = sim.run("hanke", replicates=10)
comparison = sim.compare(["seeds_random", "seeds_founder_network"], replicates=20)
comparison = sim.compare("experiments/thresholds.yaml")

Explorations (`sim.sweep` and others) are in `explorations`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from sim.record.manifest import Kind, Manifest
from sim.record.places import Place, place_for
from sim.record.provenance import command, machine, model_fingerprint, versions
from sim.record.scenarios import Scenario, read_scenario, told_apart
from sim.scenario import Settings
from sim.study import experiment
from sim.study.block import measures_of_a_run
from sim.study.comparison import Comparison
from sim.study.experiment import Experiment, Written
from sim.study.experiment_file import SEVERAL
from sim.study.outlook import Outlook
from sim.study.plan import Plan
from sim.study.rounds import Round, carry_out_rounds
from sim.study.runner import Listener, carry_out

Given = str | Path | Settings
"""A scenario: a file, a packaged scenario's name, or settings made in Python."""

FEW = 10
"""Replicates of a single scenario: enough to see the range, in seconds."""


SEED = 1


class Interrupted(Exception):
    """The study was stopped before all runs were done; what is done can be read from `path`."""

    def __init__(self, path: Path, done: int, runs: int) -> None:
        self.path, self.done, self.runs = path, done, runs
        super().__init__(f"stopped after {done} of {runs} runs; they are in {path}")


def run(
    scenario: Given,
    *,
    replicates: int = FEW,
    seed: int = 1,
    workers: int | None = None,
    out: str | Path | None = None,
    overrides: Sequence[str] = (),
    force: bool = False,
    listener: Listener | None = None,
    cluster: str | None = None,
    time_limit: float | None = None,
) -> Outlook:
    """Run a scenario in several replicates: what may happen.

    See `compare` for the arguments and errors.

    >>> import sim
    >>> small = ["days=20", "market.size=300", "seeding.count=20"]
    >>> outlook = sim.run("base", replicates=2, overrides=small)
    >>> outlook.tidy(["members"])[["scenario", "replicate", "seed", "luck"]]
      scenario  replicate  seed  luck
    0     base          0     1     0
    1     base          1     1     1
    """
    plan = Plan((read_scenario(scenario, overrides),), replicates, seed)
    manifest = manifest_of(plan, "run")
    place = placed(manifest, out, force)
    final = carry_out(
        plan,
        place,
        manifest,
        workers=workers,
        listener=listener,
        cluster=cluster,
        time_limit=time_limit,
    )
    see_that_it_is_complete(final, place)
    return Outlook(place.path, temporary=out is None)


def compare(
    scenarios: Sequence[Given] | Written,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    out: str | Path | None = None,
    baseline: str = "",
    overrides: Sequence[str] = (),
    force: bool = False,
    listener: Listener | None = None,
    cluster: str | None = None,
    time_limit: float | None = None,
) -> Comparison:
    """Run several scenarios in the same replicates, in which they meet the same people and luck.

    Args:
        scenarios: files, names of packaged scenarios, or settings; at least two. Or one
            experiment's file, its name, or a mapping of what such a file says, which says all of
            that itself.
        replicates: 20, or as many as the experiment says, when None.
        seed: 1, or that of the experiment, when None.
        workers: processes; None for as many as the machine has cores and memory for.
        out: the results folder; None for a temporary one that lasts as long as the comparison.
            Results of this very study that are there already are read instead of made.
        baseline: the name of the scenario to compare with; the first, or that of the experiment,
            when empty.
        overrides: `section.key=value`, laid over every scenario that is read from a file.
        force: make results anew, and in place of others at `out`.
        cluster: a Dask scheduler's address, or its file, whose workers do it instead.
        time_limit: seconds after which a run is given up; it counts as lost.

    Raises:
        ScenarioErrors: a scenario is wrong.
        ValueError: fewer than two scenarios, or a baseline that is none of them.
        Occupied: `out` holds other results.
        CannotWrite: results cannot be written; blocks that are finished stay.
        Interrupted: stopped by Ctrl-C.

    >>> import sim
    >>> small = ["days=20", "market.size=300", "seeding.count=20"]
    >>> ways = ["seeds_random", "seeds_high_degree"]
    >>> comparison = sim.compare(ways, replicates=3, overrides=small)
    >>> list(comparison.lift()[["scenario", "lift", "joint_low", "joint_high"]])
    ['scenario', 'lift', 'joint_low', 'joint_high']
    >>> comparison.tidy(["members"])[["scenario", "replicate", "luck", "seeding.source"]].head(2)
                scenario  replicate  luck seeding.source
    0       seeds_random          0     0         random
    1  seeds_high_degree          0     0    high_degree
    """
    file, adaptive = None, None
    if isinstance(scenarios, str | Path | Mapping):
        found = of_kind("compare", scenarios, overrides, replicates, seed)
        file, adaptive = file_of(found), found.adaptive
        rounds = rounds_of(found, baseline)
    else:
        read = told_apart(read_scenario(each, overrides) for each in scenarios)
        if len(read) < 2:
            raise ValueError("a comparison needs at least two scenarios")
        plan = Plan(
            read, SEVERAL if replicates is None else replicates, SEED if seed is None else seed
        )
        rounds = [Round(plan, manifest_of(plan, "compare", baseline=baseline))]
    first, *later = [each.manifest for each in rounds]
    place = placed(first, out, force, later)
    final = carry_out_rounds(
        rounds,
        place,
        adaptive,
        workers=workers,
        listener=listener,
        experiment=file,
        cluster=cluster,
        time_limit=time_limit,
    )
    see_that_it_is_complete(final, place)
    return Comparison(place.path, temporary=out is None)


def of_kind(
    kind: Kind,
    given: Written,
    overrides: Sequence[str] = (),
    replicates: int | None = None,
    seed: int | None = None,
) -> Experiment:
    """An experiment of a kind. Raises ValueError when it is of another, and ScenarioErrors."""
    if isinstance(given, Mapping):
        given = {"kind": kind, **given}
    found = experiment.load(given, overrides, replicates=replicates, seed=seed)
    if found.kind != kind:
        raise ValueError(f"it is of the kind {found.kind}: call sim.{found.kind}")
    return found


def file_of(found: Experiment) -> Path | None:
    """The file of an experiment; None when it was made in Python."""
    return found.file if found.file.is_file() else None


def manifest_of(plan: Plan, kind: Kind, name: str = "", baseline: str = "") -> Manifest:
    """What there is to say of a plan before its first run.

    Raises ValueError when the baseline is none of the scenarios.
    """
    names = [scenario.name for scenario in plan.scenarios]
    if baseline and baseline not in names:
        raise ValueError(f"the baseline {baseline!r} is none of {', '.join(names)}")
    return Manifest(
        kind=kind,
        name=name or name_of(plan.scenarios),
        plan=plan.hash,
        model=model_fingerprint(),
        seed=plan.seed,
        replicates=plan.replicates,
        runs=len(plan.runs),
        blocks=len(plan.blocks),
        baseline=(baseline or names[0]) if kind in ("compare", "discover", "optimise") else "",
        scenarios=[scenario.card() for scenario in plan.scenarios],
        measures=list(measures_of_a_run()),
        versions=versions(),
        machine=machine(),
        command=command(),
        started=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    )


def rounds_of(found: Experiment, baseline: str = "") -> list[Round]:
    """An experiment's rounds; one, unless it adapts. Raises ValueError like `manifest_of`."""
    plans = [each.plan() for each in found.rounds()]
    first = manifest_of(plans[0], found.kind, found.name, baseline or found.baseline)
    first = replace(first, experiment=found.card())
    return [
        Round(
            plan,
            replace(
                first,
                plan=plan.hash,
                replicates=plan.replicates,
                runs=len(plan.runs),
                blocks=len(plan.blocks),
            ),
        )
        for plan in plans
    ]


def name_of(scenarios: Sequence[Scenario]) -> str:
    """What a study is called: its scenario, or what is compared."""
    first, *others = [scenario.name for scenario in scenarios]
    if not others:
        return first
    return f"{first}-vs-{others[0]}" if len(others) == 1 else f"{first}-vs-{len(others)}-others"


def placed(
    manifest: Manifest, out: str | Path | None, force: bool, later: Sequence[Manifest] = ()
) -> Place:
    """Where results go: a temporary folder unless told."""
    if out is None:
        return Place(Path(mkdtemp(prefix="seed100-")))
    return place_for(manifest, Path(out), force=force, later=later)


def see_that_it_is_complete(final: Manifest, place: Place) -> None:
    """Raises Interrupted."""
    if final.status != "complete":
        done = len(Outlook(place.path).results.facts)
        raise Interrupted(place.path, done, final.runs)
