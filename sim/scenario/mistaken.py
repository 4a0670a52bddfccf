"""An experiment's file that does not say its kind, and so is taken for a scenario."""

from __future__ import annotations

from collections.abc import Collection

from sim.scenario.errors import Problem, problem
from sim.scenario.reading import Tree
from sim.scenario.text import Text

EXPERIMENTS = {
    "target": "discover",
    "objectives": "optimise",
    "limits": "optimise",
    "trials": "optimise",
    "winners": "optimise",
    "assumptions": "sensitivity",
    "leave_out": "sensitivity",
    "method": "sensitivity",
    "samples": "sensitivity",
    "strategies": "compare",
    "parameters": "sweep",
    "design": "sweep",
    "points": "sweep",
    "uncertainties": "compare",
    "claim": "compare",
    "baseline": "compare",
    "outcomes": "compare",
}
"""Keys that tell which kind of experiment is meant (`sim.study.experiment_file`), the most telling
first."""

OTHERS = ("scenario", "set", "seed", "replicates", "repeats", "adaptive", "table", "batch", "fresh")
"""Other keys of experiments, which tell no kind."""


def without_experiment(tree: Tree, known: Collection[str]) -> tuple[Tree, list[Problem]]:
    """A scenario's values without an experiment's, and the one problem that these are there.

    `known` are the keys that a scenario has.
    """
    strange = [key for key in tree.value if key not in known]
    telling = next((key for key in EXPERIMENTS if key in strange), None)
    if telling is None:
        return tree, []
    kept = {
        key: value
        for key, value in tree.value.items()
        if key not in strange or key not in (*EXPERIMENTS, *OTHERS)
    }
    kind = EXPERIMENTS[telling]
    hint = Text(
        en=f"it belongs into an experiment: put `kind: {kind}` at the top of the file",
        zh=f"它属于实验文件：请在文件开头写上 `kind: {kind}`",
    )
    return Tree(kept, tree.places), [problem("S101", (telling,), about="key", hint=hint)]
