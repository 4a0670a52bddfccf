"""Validation: everything known of the world that the model is held against, in one table."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from sim.validation import controls, facts, limits
from sim.validation.check import Check
from sim.validation.claims import claims
from sim.validation.patterns import patterns

FAMILIES = ("limits", "facts", "controls", "claims", "patterns")


def _number(check: Check) -> tuple[str, int, str]:
    digits = "".join(filter(str.isdigit, check.id))
    letter, _, rest = check.id.partition(digits)
    return letter, int(digits or 0), rest


def _checks_in(package: ModuleType) -> list[Check]:
    found = []
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        found += [value for value in vars(module).values() if isinstance(value, Check)]
    return sorted(set(found), key=_number)


@cache
def checks() -> tuple[Check, ...]:
    """Every check, by family and number."""
    packages = (limits, facts, controls)
    found = [check for package in packages for check in _checks_in(package)]
    return (*found, *claims(), *patterns())
