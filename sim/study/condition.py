"""A condition on strategies' outcomes: `fee - open < 0`, or `fee >= 500`."""

from __future__ import annotations

import operator
import re

import numpy as np
import pandas as pd

SIGNS = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}
FORM = re.compile(
    r"\s*(?P<one>.+?)(?:\s+-\s+(?P<other>.+?))?\s*(?P<sign><=|>=|<|>)\s*"
    r"(?P<number>[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)\s*"
)


def holds(condition: str, values: pd.DataFrame) -> np.ndarray:
    """In which rows of `values`, a column a strategy, a condition holds.

    Raises ValueError when it cannot be read, or names no strategy.
    """
    found = FORM.fullmatch(condition)
    if found is None:
        raise ValueError(f"{condition!r} is no condition such as 'fee - open < 0' or 'fee >= 500'")
    names = [name for name in (found["one"], found["other"]) if name]
    unknown = [name for name in names if name not in values]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(map(str, values))}")
    left = values[names[0]] - (values[names[1]] if len(names) > 1 else 0.0)
    result: np.ndarray = SIGNS[found["sign"]](left.to_numpy(), float(found["number"]))
    return result
