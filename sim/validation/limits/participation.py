"""Participation: ties, reading and writing."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

from sim.mechanisms.attention import read
from sim.validation.check import Reading, limit, near
from sim.validation.worlds import only, run


@limit(
    "L8", ("constant talk, ties that fade", "交流恒定而关系衰减"),
    theory=(
        "mean strength 2 b / (1 - 2^(-1/half-life)), while partners fit into the slots; 1 %",
        "平均关系强度 2b / (1 - 2^(-1/半衰期))；±1%",
    ),
)  # fmt: skip
def strength_of_ties() -> list[Reading]:
    """b conversations each way a day, all answered."""
    size, b, half = 3000, 0.5, 30
    chosen = only(
        "seeding", "interaction", days=240, seeding={"crowd": size - 1},
        market={"size": size, "acquaintances": 2, "acquaintance_spread": 0},
        interaction={
            "silent_rate": 1, "urge_weight": 0, "per_visit": b, "founder_rate": 1, "lurker_rate": 1, "reply": 1,
            "to_friend": 0, "to_friends_friend": 0, "to_acquaintance": 1, "half_life_days": half,
        },
    )  # fmt: skip
    community = run(chosen).community
    assert community.market.degree.max() < community.ties.who.shape[1], "partners must fit"
    strength = community.ties.total[community.members] / community.ties.scale(community.day)
    expected = 2 * b / (1 - 2 ** (-1 / half))
    what = ("mean strength of ties", "平均关系强度")
    return [near(expected, 0.01 * expected, strength.mean(), what)]


@limit(
    "L21", ("lognormal urge to post", "发言意愿服从对数正态分布"),
    theory=(
        "Gini 2 Φ(σ/√2) - 1 and top shares Φ(σ - z) of a lognormal, σ = 1.64",
        "对数正态分布的基尼系数与头部占比，σ = 1.64",
    ),
)  # fmt: skip
def inequality_of_posts() -> list[Reading]:
    """50,000 contributors over 100 days."""
    size, spread = 50_000, 1.64
    chosen = only(
        "seeding", "content", days=100, seeding={"crowd": size - 1},
        market={"size": size, "contributors": 1, "posting_spread": spread},
        content={"posts_per_visit": 5, "founder_rate": 1, "lurker_rate": 1},
    )  # fmt: skip
    posts = np.sort(run(chosen).community.people.posts)[::-1].astype(float)
    share = np.cumsum(posts) / posts.sum()
    gini = 2 * norm.cdf(spread / np.sqrt(2)) - 1
    found = [near(gini, 0.02, 2 * share.mean() - 1, ("Gini of posts", "发言基尼系数"))]
    for top, words in ((0.01, "1 %"), (0.1, "10 %")):
        what = (f"share of the top {words}", f"前 {words} 者占比")
        expected = norm.cdf(spread - norm.isf(top))
        found.append(near(expected, 0.02, share[int(top * size) - 1], what))
    return found


@limit(
    "L27", ("reading with little and with very much to read", "信息极少与极多时的阅读"),
    theory=(
        "all is read when little is written; when much is, capacity is read and the rest is overload",
        "信息很少时全部读完；很多时只读到容量为止，其余为过载",
    ),
)  # fmt: skip
def reading() -> list[Reading]:
    """The benefit 1 - e^(-read / κ) and the overload of a reader with a capacity of 30."""
    little, none = read(1e-6, 1e-6, 30.0, 0.2, 0.0, 8.0)
    much, all_of_it = read(1e9, 1e9, 30.0, 0.2, 0.0, 8.0)
    return [
        near(1, 1e-4, little / (1e-6 / 8), ("benefit per message, little", "信息极少：单条收益")),
        near(0, 1e-6, none, ("overload, little", "信息极少：过载")),
        near(1 - np.exp(-30 / 8), 1e-6, much, ("benefit, much", "信息极多：收益")),
        near(1, 1e-6, all_of_it, ("overload, much", "信息极多：过载")),
    ]
