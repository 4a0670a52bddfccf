"""Diffusion: exposure, invitation trees, word of mouth by sign, hubs, and visible rules."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.model import CommunityModel
from sim.state.people import Role, Status
from sim.validation.check import INFINITY, Reading, between, fact
from sim.validation.facts.default_runs import GROUP, REPLICATES, at, default_runs, runs_with
from sim.validation.worlds import curve, settings

EXPOSED, UNTIL = 90, 120


@fact(
    "F5", ("joining by friends who are in", "好友在群与加入概率"), slow=True,
    theory=(
        "the second friend adds less than the first and later ones ever less (Backstrom et al. 2006)",
        "加入概率随在群好友数上升而递减（Backstrom et al. 2006）",
    ),
)  # fmt: skip
def exposure_curve() -> list[Reading]:
    """Who joins in a month, by the number of acquaintances who are members on day 90."""
    asked, joined = np.zeros(7), np.zeros(7)
    for replicate in range(REPLICATES):
        model = CommunityModel(settings(days=UNTIL), replicate=replicate)
        while model.day < EXPOSED:
            model.step()
        out, friends = _friends_inside(model)
        model.run()
        inside = model.community.people.spells[out] > 0
        asked += np.bincount(np.minimum(friends, 6), minlength=7)
        joined += np.bincount(np.minimum(friends, 6), inside, minlength=7)
    p = joined / asked
    later = (p[5] - p[3]) / 2 - (p[3] - p[2])
    what = (
        "added by the fourth and fifth friend, less what the third adds",
        "第四、五位好友的平均增量减第三位的增量",
    )
    return [
        between(1.2, 2, p[2] / p[1], ("two friends to one", "两位好友/一位好友")),
        between(-INFINITY, 0, later, what),
    ]


def _friends_inside(model: CommunityModel) -> tuple[np.ndarray, np.ndarray]:
    """People who never joined, and how many of their acquaintances are members."""
    market, people = model.market, model.community.people
    inside = np.append(0, np.cumsum(people.status[market.indices] == Status.MEMBER))
    friends = inside[market.indptr[1:]] - inside[market.indptr[:-1]]
    out = np.flatnonzero(people.spells == 0)
    return out, friends[out]


@fact(
    "F9", ("good words to bad ones", "正面与负面口碑之比"), group=GROUP,
    theory=("three to one on average (East, Hammond and Wright 2007)", "平均约 3:1（East, Hammond & Wright 2007）"),
)  # fmt: skip
def sign_of_words() -> list[Reading]:
    """What members after a year say of the community, at their satisfaction."""
    shares = []
    for model in default_runs():
        satisfaction = model.community.people.satisfaction[model.community.members]
        shares.append(np.mean(1 / (1 + np.exp(-(4 * (satisfaction - 0.75) + 1.1)))))
    good = float(np.mean(shares))
    return [between(2, 5, good / (1 - good), ("good words to a bad one", "正面/负面"))]


@fact(
    "F13", ("visible rules bring newcomers", "公示规则带来新人"), slow=True,
    theory=(
        "posting the rules raised newcomers by 70 % and compliance by 8 points (Matias 2019); "
        "the model has no compliance",
        "公示规则使新人增加 70%、守规率提高 8 个百分点（Matias 2019）；模型中没有守规率",
    ),
)  # fmt: skip
def visible_rules() -> list[Reading]:
    """Those who come into contact and join in the first month, with the clearest rules and none."""
    none = runs_with(days=30, governance={"norm_clarity": 0.0})
    clear = runs_with(days=30, governance={"norm_clarity": 1.0})
    ratio = _newcomers(clear) / _newcomers(none) - 1
    return [between(0.2, 1.0, ratio, ("newcomers, gain by clear rules", "新人增幅"))]


def _newcomers(models: list[CommunityModel]) -> float:
    return float(at(models, "adopters", 30).sum() - 101 * len(models))


@fact(
    "F16", ("seeding hubs, anybody, or the fringe", "以枢纽、随机者或边缘者为种子"), slow=True,
    theory=(
        "hubs brought 52 % more than random seeds and 8 times the fringe (Hinz et al. 2011)",
        "枢纽种子比随机多 52%，是边缘种子的 8 倍（Hinz et al. 2011）",
    ),
    misses=(
        "The hundred best connected of 20,000 know six times as many people as the average, and talk more for it. Hubs of real campaigns were chosen from far fewer. The lead melts within a year, as it must where seeds buy time.",
        "两万人中联系最广的一百人，其熟人数约为平均的六倍，也因此说得更多；真实活动的枢纽是从少得多的人里选的。一年之内领先缩小，正如种子只买到时间。",
    ),
)  # fmt: skip
def hubs() -> list[Reading]:
    """Newcomers by two days of 100 seeds each, reach costing nothing in persuasion (ξ = 0)."""
    found = []
    won = [
        np.mean([_won(choose, replicate) for replicate in range(REPLICATES)], axis=0)
        for choose in CHOICES.values()
    ]
    for day, hubs, anybody, fringe in zip(COUNTED, *won, strict=True):
        gain = (f"hubs, gain over anybody, day {day}", f"枢纽相对随机的增幅，第 {day} 天")
        ratio = (f"hubs to fringe, day {day}", f"枢纽/边缘，第 {day} 天")
        found += [
            between(0, 1, hubs / anybody - 1, gain),
            between(1.5, INFINITY, hubs / fringe, ratio),
        ]
    return found


COUNTED = (60, 365)
"""Days by which newcomers are counted: a campaign, and a year."""


def _lowest(score: np.ndarray) -> np.ndarray:
    """The hundred with the lowest score."""
    rows: np.ndarray = np.sort(np.argsort(score, kind="stable")[:100]).astype(np.int32)
    return rows


CHOICES: dict[str, Callable[[np.ndarray, np.random.Generator], np.ndarray]] = {
    "hubs": lambda degree, rng: _lowest(-degree),
    "anybody": lambda degree, rng: _lowest(rng.random(len(degree))),
    "fringe": lambda degree, rng: _lowest(degree),
}
"""A hundred people, chosen by how many others they know and by luck."""


def _won(
    choose: Callable[[np.ndarray, np.random.Generator], np.ndarray], replicate: int
) -> list[float]:
    chosen = settings(days=max(COUNTED), seeding={"count": 0}, word_of_mouth={"reach_discount": 0})
    model = CommunityModel(chosen, replicate=replicate)
    model.step()
    community = model.community
    rows = choose(model.market.degree, np.random.default_rng(replicate))
    rows = rows[rows != community.founder]
    source = np.full(len(rows), community.journal.source("random"))
    nobody = np.full(len(rows), -1, np.int32)
    community.join(rows, source=source, inviters=nobody, role=Role.KOL, seeded=True)
    adopters = curve(model.run(), "adopters")
    return [float(adopters[day]) - len(rows) - 1 for day in COUNTED]


@fact(
    "F17", ("the invitation tree", "邀请关系树"), slow=True,
    theory=(
        "trees of invitations are shallow for their size (Anderson et al. 2015, LinkedIn)",
        "邀请树相对规模而言较浅（Anderson et al. 2015，LinkedIn）",
    ),
)  # fmt: skip
def invitation_tree() -> list[Reading]:
    """Generations of everybody who ever joined, when 10,000 have, in a market of 50,000."""
    mean, deepest = [], []
    for replicate in range(2):
        model = CommunityModel(settings(days=730, market={"size": 50_000}), replicate=replicate)
        people = model.community.people
        while model.day < model.settings.days and np.count_nonzero(people.spells) < 10_000:
            model.step()
        depth = people.generation[people.spells > 0]
        mean.append(depth.mean())
        deepest.append(depth.max())
    return [
        between(3, 8, float(np.mean(mean)), ("mean depth", "平均深度")),
        between(8, 25, float(np.mean(deepest)), ("greatest depth", "最大深度")),
    ]
