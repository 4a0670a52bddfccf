"""Chapters: a large community grows on as parallel branches, and a branch may fail.

Every 30 days a chapter of more than `max_size` members is branched in two when it is ready, that
is when it has: a self-organising core, m KOLs or more in each half; several centres, nobody holding
more than a share of all tie strength; a subculture, dispersion of values at most D*. Branches grow and
branch again, which makes levels: centre, city, district. People are parted by region or by topic
of interest, and within one region or topic by neighbourhood. Newcomers join their inviter's
chapter.

A branch takes the share φ of its norm from its parent and its rules are as clear by φ. It reads
what its own members post and, of the team's posts, a share `fed` a level. A branch made before its
time, by the timeline or where readiness is not waited for, takes only the share φ_u, has few who
post, and may close: one that is small, or for long without a KOL, dissolves, and its members go
back to where they came from or leave.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from sim.state.chance import purpose
from sim.state.community import Community
from sim.state.journal import Division, Label
from sim.state.mechanism import Mechanism, Phase, Verb
from sim.state.parameters import Parameters, Switchable, parameter
from sim.state.people import Role

REJOINS = purpose("chapters.rejoins")
MONTH = 30
TRUNK = 0


class ChaptersParameters(Switchable):
    """When a chapter is branched, what a branch inherits, and when it closes."""

    # fmt: off
    max_size: int = parameter(
        0, ge=0, le=1_000_000, unit="people", symbol="max_ch", evidence="choice",
        source="stable sizes of 50, 150 and 500 are reported; a reported case has about 300 a branch",
        en="members above which a chapter is branched in two (0 never)",
        zh="分会超过多少人即拆分为二（0 为不拆分）",
    )
    by: Literal["region", "topic"] = parameter(
        "region", evidence="choice", en="how a chapter is branched", zh="拆分方式：按地区或按话题"
    )
    wait_until_ready: bool = parameter(
        True, evidence="choice", en="branch only when ready; false branches by size alone",
        zh="是否条件成熟才拆分（否则仅看人数）",
    )
    core: int = parameter(
        5, ge=0, le=1000, unit="people", symbol="m",
        en="KOLs that each half must have to be ready", zh="每个新分会所需 KOL 数（自组织核心）",
    )
    largest_centre: float = parameter(
        0.25, ge=0, le=1, unit="share",
        en="most of all tie strength that may go to one member when ready",
        zh="条件成熟时单个成员占联结强度的上限（多中心）",
    )
    largest_dispersion: float = parameter(
        0.2, ge=0, le=1, symbol="D*",
        en="most dispersion of values when ready", zh="条件成熟时价值观分散度上限（亚文化）",
    )
    fidelity: float = parameter(
        0.9, ge=0, le=1, unit="share", symbol="φ",
        en="share of its norm that a branch takes from its parent", zh="成熟复制的文化保真度",
    )
    unready_fidelity: float = parameter(
        0.5, ge=0, le=1, unit="share", symbol="φ_u",
        en="the same for a branch made before its time", zh="未成熟复制的文化保真度",
    )
    federation: float = parameter(
        1.0, ge=0, le=1, unit="share", symbol="fed", evidence="choice",
        en="share of the team's posts that reaches a branch, for each level it is away",
        zh="总部内容逐级传达到分会的比例",
    )
    smallest_size: int = parameter(
        15, ge=0, le=10_000, unit="people",
        en="members below which a chapter closes", zh="分会低于多少人即解散",
    )
    patience_days: int = parameter(
        90, ge=30, le=3650, unit="days",
        en="days after which a chapter without any KOL closes", zh="分会无 KOL 多少天后解散",
    )
    return_share: float = parameter(
        0.5, ge=0, le=1, unit="share",
        en="share of a closed chapter's members who go back to the one it came from; the rest "
        "leaves", zh="分会解散后回归上级分会的成员比例（其余离开）",
    )
    # fmt: on


class Split(Parameters):
    """Every chapter of the founder's own camp is branched today, ready or not."""

    # fmt: off
    by: Literal["region", "topic"] = parameter(
        "region", evidence="choice", en="by region or by topic of interest", zh="按地区或按话题"
    )
    parts: int = parameter(
        0, ge=0, le=1000, evidence="choice",
        en="into how many parts (0: one for each region or topic)",
        zh="拆分为几部分（0 为每个地区或话题各一）",
    )
    # fmt: on


def divide(labels: np.ndarray, parts: int) -> list[np.ndarray]:
    """Places of people in parts of about equal size, cut where the label changes nearby.

    `labels` int, one a person, in the order of rows; 0 parts is one for each label. Where the label
    does not change within half a part, people are cut by their order, which keeps neighbours
    together.
    """
    order = np.argsort(labels, kind="stable")
    borders = np.flatnonzero(np.diff(labels[order])) + 1
    if parts == 0:
        cuts = borders
    else:
        cuts = np.arange(1, parts) * len(labels) // parts
        if len(borders):
            nearest = borders[np.abs(borders[:, None] - cuts).argmin(axis=0)]
            is_near = np.abs(nearest - cuts) * 2 * parts < len(labels)
            cuts = np.where(is_near, nearest, cuts)
    return [np.sort(part) for part in np.split(order, cuts) if len(part)]


class Chapters(Mechanism):
    """The community branches, and branches that fail close."""

    name = "chapters"
    title_en, title_zh = "Chapters", "分会"
    phase = Phase.CHAPTERS
    Parameters = ChaptersParameters
    causes = (Label("chapter_closed", "chapter closed", "分会解散"),)
    verbs = (Verb("split", Split, "split", "Split into chapters", "拆分分会", "rule"),)

    def start(self, community: Community) -> None:
        self.last_kol: dict[int, int] = {}

    def set_climate(self, community: Community) -> None:
        community.influences.climate.federation = self.parameters.federation

    def split(self, community: Community, arguments: Split) -> None:
        """The timeline branches every chapter of the founder's camp, or of the trunk's."""
        chapters = community.chapters
        camp = max(community.founders_camp, TRUNK)
        for chapter in np.flatnonzero(chapters.living & (chapters.camp == camp)).tolist():
            groups = self._groups(community, chapter, arguments.by, arguments.parts)
            ready = self._is_ready(community, chapter, groups)
            self._branch(community, chapter, arguments.by, groups, ready)

    def step(self, community: Community) -> None:
        if community.day == 0 or community.day % MONTH:
            return
        p = self.parameters
        self._close_failed(community)
        if not p.max_size:
            return
        for chapter in np.flatnonzero(community.chapters.living).tolist():
            if len(community.members_of(chapter)) > p.max_size:
                groups = self._groups(community, chapter, p.by, 2)
                ready = self._is_ready(community, chapter, groups)
                if ready or not p.wait_until_ready:
                    self._branch(community, chapter, p.by, groups, ready)

    def _groups(self, community: Community, chapter: int, by: str, parts: int) -> list[np.ndarray]:
        """Who would be in which part of a chapter."""
        rows, market = community.members_of(chapter), community.market
        labels = market.region[rows] if by == "region" else market.interest[rows]
        if by == "topic":
            # The founder stays with the chapter's own topic, whatever she is interested in.
            labels[rows == community.founder] = community.chapters.topic[chapter]
        return [rows[part] for part in divide(labels, parts)]

    def _is_ready(self, community: Community, chapter: int, groups: list[np.ndarray]) -> bool:
        """Whether each part has a core, and the chapter several centres and values of its own."""
        p, rows, role = self.parameters, community.members_of(chapter), community.people.role
        cores = [np.count_nonzero(role[group] == Role.KOL) for group in groups]
        if min(cores, default=0) < p.core:
            return False
        if community.chapters.dispersion[chapter] > p.largest_dispersion:
            return False
        towards = np.asarray(community.ties.to_csr(rows, community.day).sum(axis=0), np.float64)
        return bool(towards.max(initial=0.0) <= p.largest_centre * towards.sum())

    def _branch(
        self, community: Community, chapter: int, by: str, groups: list[np.ndarray], ready: bool
    ) -> None:
        """Part a chapter: one part keeps its number, each other becomes a branch of it."""
        if not groups:
            return
        size = sum(len(group) for group in groups)
        kept = self._which_stays(community, groups)
        for number, group in enumerate(groups):
            if number != kept and not community.chapters.full:
                self._found(community, chapter, group, by, ready, size)

    def _which_stays(self, community: Community, groups: list[np.ndarray]) -> int:
        """The group that keeps the chapter: the founder's, else the largest."""
        for number, group in enumerate(groups):
            if community.founder_is_in and community.founder in group:
                return number
        return int(np.argmax([len(group) for group in groups]))

    def _found(
        self, community: Community, parent: int, rows: np.ndarray, by: str, ready: bool, size: int
    ) -> None:
        p, chapters = self.parameters, community.chapters
        fidelity = p.fidelity if ready else p.unready_fidelity
        own = community.people.values[rows].mean(axis=0, dtype=np.float64)
        topic = None
        if by == "topic":
            topic = int(np.argmax(np.bincount(community.market.interest[rows])))
        child = chapters.found(
            parent, fidelity * chapters.norm[parent] + (1 - fidelity) * own,
            fidelity=fidelity, clarity=fidelity, topic=topic,
        )  # fmt: skip
        community.move(rows, child)
        self.last_kol[child] = community.day
        community.journal.divided(Division(community.day, parent, child, size, len(rows), 0, by))

    def _close_failed(self, community: Community) -> None:
        """Close chapters that are too small, or have been without a KOL for too long."""
        p, people = self.parameters, community.people
        living = np.flatnonzero(community.chapters.living).tolist()
        for chapter in reversed(living[1:]):
            if self.last_kol.get(chapter) == community.day:
                continue  # founded today
            rows = community.members_of(chapter)
            self.last_kol.setdefault(chapter, community.day)
            if np.any((people.role[rows] == Role.KOL) | (rows == community.founder)):
                self.last_kol[chapter] = community.day
            leaderless = community.day - self.last_kol[chapter]
            if len(rows) < p.smallest_size or leaderless >= p.patience_days:
                self._close(community, chapter, rows)

    def _close(self, community: Community, chapter: int, rows: np.ndarray) -> None:
        """Some go back to where the chapter came from, the founder among them; others leave."""
        community.chapters.close(chapter)
        refuge = community.chapters.refuge(chapter)
        back = community.draw(REJOINS, rows=rows)[0] < self.parameters.return_share
        back |= rows == community.founder
        community.move(rows[back], refuge)
        left = rows[~back]
        community.leave(left, np.full(len(left), community.journal.cause("chapter_closed")))
        community.journal.divided(
            Division(
                community.day, chapter, refuge, len(rows), int(back.sum()), len(left), "closed"
            )
        )
