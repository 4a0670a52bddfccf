"""Experiments: a study written as one YAML file, checked as a whole before anything runs.

from sim.study import experiment

found = experiment.load("experiments/thresholds.yaml")
found.plan()
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path as File
from typing import Any

from sim.scenario import ScenarioErrors, packaged
from sim.scenario.checking import checked
from sim.scenario.errors import problem
from sim.scenario.files import find_file, read_file
from sim.scenario.hints import did_you_mean, one_of
from sim.scenario.reading import Tree, read_text
from sim.scenario.translating import shown
from sim.study.compare_reader import CompareReader
from sim.study.design_reader import DesignReader
from sim.study.experiment_file import (
    KINDS,
    CompareWords,
    DesignWords,
    DiscoverWords,
    ExperimentWords,
    OptimiseWords,
)
from sim.study.exploring import DiscoverReader, OptimiseReader
from sim.study.prepared import Experiment

__all__ = ["Experiment", "Written", "find_experiment", "load"]

Written = str | File | Mapping[str, Any]
"""An experiment: a file, a packaged one's name, or what a file would say."""

KIND = "kind"
IN_PYTHON = "experiment"
"""What errors call an experiment that has no file."""

FOLDER = packaged.EXPERIMENTS


def find_experiment(name: str | File) -> File | None:
    """The file of an experiment: a path, or the name of a packaged one; None when it is neither.

    An experiment says its `kind`, which a scenario does not.
    """
    try:
        file = find_file(name)
    except ScenarioErrors:
        found = (packaged.find(str(name), kind) for kind in (FOLDER, packaged.CLAIMS))
        return next(filter(None, found), None)
    try:
        return file if KIND in read_file(file).value else None
    except ScenarioErrors:  # whoever reads it as a scenario will tell what is wrong
        return None


def load(
    given: Written,
    overrides: Iterable[str] = (),
    *,
    replicates: int | None = None,
    seed: int | None = None,
) -> Experiment:
    """The experiment of a file, of a packaged one's name, or of a mapping made in Python.

    A mapping says what a file would; files that it names are seen from the working directory.
    `overrides` are `section.key=value`, laid over every scenario below the strategies' own levers;
    `replicates` and `seed` stand in for the file's. Raises ScenarioErrors with all that is wrong.
    """
    if isinstance(given, Mapping):
        file, tree = File.cwd() / f"{given.get(KIND, FOLDER)}.yaml", _as_if_written(given)
    else:
        file = find_experiment(given) or find_file(given)
        tree = read_file(file)
    words, problems = checked(_kind_of(tree), tree)
    laid = tuple(overrides)
    if isinstance(words, CompareWords):
        return CompareReader(file, tree, words, problems, laid).read(replicates, seed)
    if isinstance(words, DesignWords):
        return DesignReader(file, tree, words, problems, laid).read(replicates, seed)
    if isinstance(words, DiscoverWords):
        return DiscoverReader(file, tree, words, problems, laid).read(replicates, seed)
    if isinstance(words, OptimiseWords):
        return OptimiseReader(file, tree, words, problems, laid).read(replicates, seed)
    raise tree.placed(problems)


def _as_if_written(given: Mapping[str, Any]) -> Tree:
    """A mapping as JSON, which is YAML: so what is wrong is shown in its line."""
    text = json.dumps(given, ensure_ascii=False, indent=1, default=str)
    return read_text(text, IN_PYTHON)


def _kind_of(tree: Tree) -> type[ExperimentWords]:
    kind = tree.value.get(KIND)
    if kind in KINDS:
        return KINDS[kind]
    hint, expected = did_you_mean(kind, KINDS), one_of(KINDS)
    code = "S104" if KIND in tree.value else "S106"
    wrong = problem(code, (KIND,), value=shown(kind), hint=hint, expected=expected)
    raise tree.placed([wrong])
