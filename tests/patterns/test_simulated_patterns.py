"""Simulated communities lie where real ones do. The bands are those of real data, never tuned."""

import numpy as np
import pytest

from sim import patterns
from sim.model import CommunityModel
from sim.patterns import attendance, joining
from sim.scenario import load
from tests.worlds import run, settings

REPLICATES = 20


@pytest.mark.slow
@pytest.mark.parametrize(("name", "unknown"), [
    ("quantum_site", set()),
    ("college_messages", set()),
    ("course_forum", {"week12"}),
])  # fmt: skip
def test_a_simulated_community_passes_for_a_real_one(name, unknown):
    """In the medians that docs/patterns.md tells. Attendance has its own scenario."""
    chosen = load(name)
    found = [
        patterns.of(CommunityModel(chosen, replicate=one, log=True).run().log())
        for one in range(REPLICATES)
    ]
    banded = [one for one in patterns.PATTERNS if one.low == one.low]
    for one in (one for one in banded if one not in attendance.PATTERNS):
        values = [each[one.name] for each in found if not np.isnan(each[one.name])]
        told = one.verdict(float(np.median(values)) if values else np.nan)
        assert told == ("unknown" if one.name in unknown else "within"), (one.name, values)


LAUNCHES = {
    "launch": {
        "word_of_mouth": {"enabled": False},
        "timeline": [{"day": day, "campaign": {"reach": reach, "days": 20, "spread": 0}}
                     for day, reach in ((0, 6000), (20, 3000), (40, 1500), (60, 800))],
        "advertising": {"reach_per_day": 400},
    },
    # Few enough that the market does not run out.
    "steady": {"word_of_mouth": {"enabled": False}, "advertising": {"reach_per_day": 1500}},
    "word of mouth": {
        "word_of_mouth": {"conversion": 1.5, "bad_word_cost": 0}, "seeding": {"count": 20},
        "market": {"size": 6000},
    },
}  # fmt: skip


def grown(how):
    """The log of joins alone of a community that grew in one way."""
    world = {"days": 364, "market": {"size": 20000}, "events": {"enabled": False}}
    model = run(settings(**world | LAUNCHES[how]), log=True)
    log = model.log()
    empty = np.empty(0, np.int64)
    joined = log.joined[log.joined > 0]  # founder and seeds are no growth
    return patterns.Log.of(len(joined), empty, empty, empty, end=364.0, joined=joined)


def test_a_launch_brings_half_of_all_in_the_first_third():
    found = grown("launch")
    weeks = joining.weekly(found)
    assert 0.05 < joining.half_time(found) < 0.33
    assert joining.shape(found) != "linear"
    assert weeks[:13].mean() > 2 * weeks[-26:].mean()  # concave from the start


def test_a_steady_inflow_is_a_line():
    found = grown("steady")
    assert 0.35 < joining.half_time(found) < 0.65
    weeks = joining.weekly(found)
    assert 0.5 < weeks[:13].mean() / weeks[-13:].mean() < 2


def test_word_of_mouth_is_s_shaped():
    found = grown("word of mouth")
    assert joining.shape(found) == "logistic"
    assert joining.bend(found) > 10


def test_who_comes_to_events_comes_again():
    """A local group that meets every month, as the Chicago R user group did."""
    chosen = load("local_meetup").model_copy(update={"days": 1500})
    log = run(chosen, log=True).log()
    chances = [patterns.attendance.again(times, log) for times in (1, 3, 6)]
    assert chances[0] < chances[2]
    assert patterns.by_name()["never_attended"].measure(log) >= 0.4
