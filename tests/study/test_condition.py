"""Conditions on outcomes."""

import pandas as pd
import pytest

from sim.study.condition import holds

VALUES = pd.DataFrame({"open": [10.0, 20.0], "a fee": [12.0, 15.0]})


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("a fee - open < 0", [False, True]),
        ("a fee - open >= 2", [True, False]),
        ("open > 1.5e1", [False, True]),
        ("open<=10", [True, False]),
    ],
)
def test_a_condition_is_read(condition, expected):
    assert holds(condition, VALUES).tolist() == expected


@pytest.mark.parametrize(
    ("condition", "said"), [("open", "no condition"), ("fe < 3", "none of open, a fee")]
)
def test_what_cannot_be_read_is_told(condition, said):
    with pytest.raises(ValueError, match=said):
        holds(condition, VALUES)
