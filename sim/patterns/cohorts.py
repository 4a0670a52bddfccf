"""Cohorts: of those who came in one year, how many are active in later years.

As counted on MetaFilter, of which every month since 1999 is public: who did something in a month,
by the year of joining.
"""

from __future__ import annotations

import numpy as np

from sim.patterns.log import Log

YEAR = 365.0
MONTHS = 12
BASIS = 3
"""Months at the end of the year of joining to which later years are compared."""


def actives(log: Log) -> np.ndarray:
    """Who did something in each month, by the year in which they were first seen, int64[months,
    years]. Years count from the beginning of the log; only whole ones."""
    years = int(log.end // YEAR)
    month = (log.time * MONTHS / YEAR).astype(np.int64)
    came = log.first_act if log.joined is None else np.fmin(log.joined, log.first_act)
    inside = (month < MONTHS * years) & (came[log.person] < YEAR * years)
    seen = np.unique(month[inside] * log.people + log.person[inside])
    months, people = np.divmod(seen, log.people)
    cohort = (came[people] // YEAR).astype(np.int64)
    found = np.zeros((MONTHS * years, years), np.int64)
    np.add.at(found, (months, cohort), 1)
    return found


def kept(active: np.ndarray, later: int) -> np.ndarray:
    """Active members of each cohort so many years later, relative to the end of its first year.

    The mean over the later year's months, over that of the last three months of the first, for
    each cohort that was watched so long; NaN where nobody was active then. `active` is a number
    [months, cohorts] whose first month begins the first cohort's year.
    """
    found = []
    for cohort in range(len(active) // MONTHS - later):
        end, year = MONTHS * (cohort + 1), MONTHS * (cohort + later)
        basis = float(active[end - BASIS : end, cohort].mean())
        after = float(active[year : year + MONTHS, cohort].mean())
        found.append(after / basis if basis else np.nan)
    return np.array(found)
