"""Content: what is posted today, by the team and by members, on which topics.

A visiting contributor posts `Poisson(r0 post_i ρ_role (½ + B_i))` messages; everybody else asks a
one-off question now and then. Most people never contribute, and among those who do the urge to
post is lognormal, which gives the inequality seen in real communities. A post is on the
community's topic with probability 1 - breadth, else on any; moderation deletes a share of what is
off topic. The volume of a chapter is counted by topic. The team's posts reach a branch at level l
by `fed^l`, with the climate's federation, and chapters that broke away not at all.
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import poisson, purpose, uniform
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import who_has

POSTS = purpose("content.posts")
TOPIC = purpose("content.topic")
MODERATION = purpose("content.moderation")


class ContentParameters(Switchable):
    """What there is to read."""

    # fmt: off
    team_posts_per_day: float = parameter(
        5.0, ge=0, le=1000, unit="posts/day", symbol="V_team", evidence="choice",
        en="posts by the team, to the whole community", zh="团队每日发布内容数",
    )
    team_every_days: int = parameter(
        1, ge=1, le=90, unit="days", evidence="choice",
        en="the team posts every so many days, all of that time's posts at once",
        zh="团队发布间隔（集中发布）",
    )
    posts_per_visit: float = parameter(
        0.4, ge=0, le=20, unit="posts/visit", symbol="r0", evidence="calibrated",
        source="with novelty, on the same data",
        en="posts of an average contributor who is new, on a day she visits",
        zh="普通贡献者新入群时每个到访日发言数",
    )
    founder_rate: float = parameter(
        1.0, ge=0, le=50, symbol="ρ_F",
        en="how much the founder posts, who never tires, relative to an active member who is new", zh="创始人（不疲倦）相对新活跃成员的发言频率",
    )
    kol_rate: float = parameter(
        1.0, ge=0, le=50, symbol="ρ_K", evidence="calibrated",
        source="who comes to lead was as active from the first day (Panciera et al. 2009): the urge "
        "to post makes a KOL, not the role an urge; set to that when with 2 ties grew too "
        "slowly with people (densification)",
        en="how much a KOL posts, relative to an active member of the same urge",
        zh="KOL 相对同等意愿活跃成员的发言频率",
    )
    lurker_rate: float = parameter(
        1.0, ge=0, le=5, symbol="ρ_L", evidence="computed",
        source="seven in ten contributors of a question site began on the day they registered",
        en="how much a contributor who still lurks posts, relative to an active member",
        zh="尚在潜水的贡献者相对发言频率",
    )
    questions_per_visit: float = parameter(
        0.001, ge=0, le=1, unit="posts/visit",
        en="one-off questions of people who never contribute", zh="非贡献者偶发提问率",
    )
    breadth: float = parameter(
        0.3, ge=0, le=1, unit="share", symbol="breadth", evidence="choice",
        en="share of posts that wander to any topic", zh="话题发散程度",
    )
    moderation: float = parameter(
        0.2, ge=0, le=1, unit="share", symbol="m", evidence="choice",
        en="share of off-topic posts that are deleted", zh="删除跑题内容的比例",
    )
    # fmt: on


@kernel
def _write(
    begin, end, visitors, u, rates, questions,
    role, seeded, contributor, posting, belonging, factor, posts_today,
):  # fmt: skip
    for i in range(begin, end):
        row = visitors[i]
        if contributor[row] or seeded[row] or role[row] == 0:
            mean = rates[role[row]] * posting[row] * (0.5 + belonging[row]) * factor[row]
        else:
            mean = questions
        posts_today[row] = poisson(u[i], mean)


@kernel
def _publish(
    rows, day, key, breadth, moderation, topics, chapter, own_topic, posts_today, posts, last_post,
    volume,
):  # fmt: skip
    """Count every post under its chapter and topic; what moderation deletes is not read."""
    for i in range(len(rows)):
        row = rows[i]
        posts[row] += posts_today[row]
        last_post[row] = day
        for k in range(posts_today[row]):
            own = own_topic[chapter[row]]
            topic = own
            u = uniform(row, day, k, TOPIC, key)
            if u < breadth:
                topic = int(u / breadth * topics)
            if topic != own and uniform(row, day, k, MODERATION, key) < moderation:
                continue
            volume[chapter[row], topic] += 1.0


class Content(Mechanism):
    """Members and the team post."""

    name = "content"
    title_en, title_zh = "Content", "内容"
    phase = Phase.CONTENT
    Parameters = ContentParameters

    def step(self, community: Community) -> None:
        p, people, market = self.parameters, community.people, community.market
        visitors = community.visitors
        people.posts_today[:] = 0
        rates = p.posts_per_visit * np.array([p.founder_rate, p.kol_rate, 1.0, p.lurker_rate])
        threads.run(
            _write, len(visitors), visitors, community.draw(POSTS, rows=visitors)[0], rates,
            p.questions_per_visit, people.role, people.seeded, market.contributor, market.posting,
            people.belonging, community.influences.post_factor, people.posts_today,
        )  # fmt: skip
        self._fill_the_feed(community, who_has(visitors, people.posts_today))

    def switch_off(self, community: Community) -> None:
        super().switch_off(community)
        community.people.posts_today[:] = 0
        community.chapters.volume[:] = 0.0

    def _fill_the_feed(self, community: Community, posters: np.ndarray) -> None:
        p, people, chapters = self.parameters, community.people, community.chapters
        topics = chapters.volume.shape[1]
        chapters.volume[:] = 0.0
        if community.day % p.team_every_days == 0:
            heard = community.influences.climate.federation ** chapters.level.astype(np.float64)
            team = p.team_posts_per_day * p.team_every_days * heard * (chapters.camp == 0)
            chapters.volume += (team * p.breadth * (1 - p.moderation) / topics)[:, None]
            on_topic = 1 - p.breadth + p.breadth * p.moderation / topics
            chapters.volume[:, 0] += team * on_topic
        people.last_act[posters] = community.day
        community.acts.posted(community.day, posters, people.posts_today[posters])
        _publish(
            posters, community.day, community.chance.key, p.breadth, p.moderation, topics,
            people.chapter, chapters.topic, people.posts_today, people.posts, people.last_post,
            chapters.volume,
        )  # fmt: skip
