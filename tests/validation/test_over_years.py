"""Cohorts over years, as the table reads them."""

import numpy as np
import pytest

from sim.scenario import load
from sim.validation.over_years import BANDS, FORUM, _readings


def test_readings_are_means_over_cohorts_and_runs():
    """Ten years in which a year later half are active, and from then on a quarter."""
    active = np.zeros((120, 10))
    for cohort in range(10):
        start = 12 * cohort
        active[start : start + 12, cohort] = 40
        active[start + 12 : start + 24, cohort] = 20
        active[start + 24 :, cohort] = 10
    values = [one.value for one in _readings([active, 3 * active])]
    assert values == pytest.approx([0.5, 0.25, 0.25])


def test_the_forum_lasts_as_long_as_the_bands_ask():
    assert load(FORUM).days >= 365 * (max(BANDS) + 1)
