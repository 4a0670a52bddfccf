"""How the parts lie: nothing imports in a circle, and mechanisms do not know each other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

import sim

HOME = Path(sim.__file__).parent
GROUND = {"state", "analysis"}
"""Folders that know no other."""
ORDER = (
    "state", "analysis", "mechanisms", "metrics", "scenario", "patterns", "agents", "model", "record",
    "charts", "study", "twin", "validation", "cli",
)  # fmt: skip
"""What stands later may import what stands before it, as CONTRIBUTING.md says, and never the other way."""


def name_of(file: Path) -> str:
    parts = ("sim", *file.relative_to(HOME).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {name_of(file): ast.parse(file.read_text("utf-8")) for file in HOME.rglob("*.py")}


def taken(tree: ast.AST) -> Iterator[str]:
    """What a file imports of this package when it runs, at its top or later."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            inside = [f"{node.module}.{each.name}" for each in node.names]
            yield from (each if each in FILES else node.module for each in inside)
        yield from taken(node)


IMPORTS = nx.DiGraph(
    (name, other) for name, tree in FILES.items() for other in set(taken(tree)) if other in FILES
)


def test_nothing_imports_in_a_circle():
    circles = [sorted(each) for each in nx.strongly_connected_components(IMPORTS) if len(each) > 1]
    assert not circles, f"break these circles: {circles}"


def test_imports_go_one_way():
    parts = [[one.split(".")[1] for one in edge] for edge in IMPORTS.edges if "sim" not in edge]
    against = {(one, other) for one, other in parts if ORDER.index(other) > ORDER.index(one)}
    assert not against, "import what stands before, not after"


def test_mechanisms_meet_in_the_state_only():
    for name, other in IMPORTS.edges:
        if name.startswith("sim.mechanisms."):
            assert other.startswith("sim.state"), f"{name} imports {other}"


def test_the_ground_knows_nobody():
    for name, other in IMPORTS.edges:
        if name.split(".")[1:2] and name.split(".")[1] in GROUND:
            assert other.split(".")[1] == name.split(".")[1], f"{name} imports {other}"
