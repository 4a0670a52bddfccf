"""Chapters: into how many branches and splinter groups the community has grown or broken."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.metrics.census import Census, Section
from sim.metrics.measure import Measure
from sim.state.compiling import kernel
from sim.state.journal import SCHISM


@kernel
def sizes(members, chapter, count):
    """How many members each chapter has, int64[count]."""
    found = np.zeros(count, np.int64)
    for i in range(len(members)):
        found[chapter[np.uint32(members[i])]] += 1
    return found


DAILY = (
    Measure(
        "chapters", "Chapters", "分会数", "chapters",
        "Chapters with at least one member, splinter groups included; 1 until something is split",
        "至少有一名成员的分会数（含分裂出的小团体）；未拆分时为 1",
        whole=True,
    ),
    Measure(
        "largest_chapter", "Largest chapter", "最大分会占比", "share",
        "Share of members who are in the largest chapter; 0 without members",
        "最大分会占全体成员的比例；无成员时为 0",
    ),
    Measure(
        "split_off", "Lost to splits", "因分裂出走占比", "share",
        "People who have gone in splits so far, to a rival group or for good, as a share of "
        "everybody who ever joined",
        "迄今因分裂出走（另立或彻底离开）的人次占曾加入者的比例",
        "lower",
    ),
)  # fmt: skip


def read_daily(census: Census) -> Sequence[float]:
    """How many chapters have members, what share the largest holds, and what splits have cost."""
    count = census.community.chapters.count
    divisions = census.community.journal.divisions
    gone = sum(one.moved + one.left for one in divisions if one.why == SCHISM)
    split_off = gone / max(census.adopters, 1)
    if count == 1 or not census.here:
        here = float(census.here > 0)
        return here, here, split_off
    people_in = sizes(census.members, census.people.chapter, count)
    return float(np.count_nonzero(people_in)), float(people_in.max() / census.here), split_off


SECTIONS = (Section("day", DAILY, read_daily),)
