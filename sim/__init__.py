"""seed100: a laboratory for growing communities.

import sim

outlook = sim.run("hanke")
comparison = sim.compare(["seeds_random", "seeds_founder_network"], replicates=20)
responses = sim.sweep("fee_sweep").responses()
model = sim.CommunityModel(sim.load("base"), seed=1).run()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.model import CommunityModel
    from sim.scenario import Settings, load
    from sim.study.explorations import discover, optimise, sensitivity, sweep
    from sim.study.figures import figures
    from sim.study.studies import compare, run

__version__ = "0.1.0"
__all__ = [
    "CommunityModel",
    "Settings",
    "__version__",
    "compare",
    "discover",
    "figures",
    "load",
    "optimise",
    "run",
    "sensitivity",
    "sweep",
]

_HOMES = {
    "CommunityModel": "sim.model",
    "Settings": "sim.scenario",
    "compare": "sim.study.studies",
    "discover": "sim.study.explorations",
    "figures": "sim.study.figures",
    "load": "sim.scenario",
    "optimise": "sim.study.explorations",
    "run": "sim.study.studies",
    "sensitivity": "sim.study.explorations",
    "sweep": "sim.study.explorations",
}


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: the command's help needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
