"""What happens in a day: one mechanism a file, composed in the order of their phases."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from sim.state.mechanism import Mechanism


@cache
def discover() -> tuple[type[Mechanism], ...]:
    """Every mechanism of this folder, in the order of the day: by phase, then by name.

    Raises TypeError when a file's mechanism is not named like the file.
    """
    found = []
    for module_info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        for value in vars(module).values():
            own = isinstance(value, type) and issubclass(value, Mechanism)
            if own and value.__module__ == module.__name__:
                if value.name != module_info.name:
                    raise TypeError(f"{module.__name__} holds a mechanism named {value.name!r}")
                found.append(value)
    return tuple(sorted(found, key=lambda mechanism: (mechanism.phase, mechanism.name)))
