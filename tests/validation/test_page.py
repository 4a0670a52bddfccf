"""docs/validation.md is the table of these checks."""

from pathlib import Path

import pytest

from sim.validation import checks

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"


@pytest.mark.parametrize("family", ["limits", "facts", "controls", "patterns"])
def test_the_page_has_every_check_under_its_present_title(family):
    """Numbers are not compared: that is what `seed100 validate` does."""
    written = PAGE.read_text("utf-8")
    rows = {
        check.id: f"| {check.id} | {check.title.en}" for check in checks() if check.family == family
    }
    missing = [number for number, row in rows.items() if row not in written]
    assert not missing, "run `seed100 validate --page docs/validation.md` (half an hour or more)"
