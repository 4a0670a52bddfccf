"""Incentives: what a fee selects, how strict is best, how hype is paid for."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

from sim.model import CommunityModel
from sim.validation.check import Reading, between, limit, near
from sim.validation.worlds import only, run, settings


@limit(
    "L18", ("voting with money", "用钱投票"),
    theory=(
        "mean alignment of those who pay is ρ φ(a) / (1 - Φ(a)), and 1 - Φ(a) pay",
        "付费者平均契合度为 ρφ(a)/(1-Φ(a))，付费比例为 1-Φ(a)",
    ),
)  # fmt: skip
def what_a_fee_selects() -> list[Reading]:
    """A fee one standard deviation above the median willingness to pay."""
    size, rho, a = 300_000, 0.4, 1.0
    chosen = only(
        "advertising", "admission", days=4, market={"size": size, "pay_alignment": rho},
        advertising={"reach_per_day": 4 * size, "conversion": 1.0},
        admission={"fee": 148.4 * np.exp(a)},
    )  # fmt: skip
    model = run(chosen)
    paying = model.community.members[model.community.members != model.community.founder]
    score = model.market.alignment_score[paying].mean()
    expected = rho * norm.pdf(a) / norm.sf(a)
    return [
        near(expected, 0.01, score, ("alignment of payers, sd", "付费者契合度（标准差）")),
        near(norm.sf(a), 0.01, len(paying) / size, ("share that pays", "付费比例")),
    ]


@limit(
    "L19", ("strictness of governance, all else fixed", "仅改变管理严格度"),
    theory=("best at conflict over twice its cost, c_K D / 2 c_G", "最优点在 c_K D / 2c_G"),
)  # fmt: skip
def best_strictness() -> list[Reading]:
    """The pull of rules and conflict on one member, at the dispersion of a mixed market."""
    dispersion, pulls = 0.257, {}
    for strictness in np.linspace(0, 1, 101):
        governance = {"strictness": float(strictness), "norm_clarity": 0.0}
        model = CommunityModel(
            only("governance", days=1, market={"size": 100}, governance=governance)
        )
        model.community.chapters.dispersion[:] = dispersion
        model.step()
        terms, founder = model.community.influences.belonging_pull, model.community.founder
        pulls[strictness] = terms["rules"][founder] + terms["conflict"][founder]
    p = settings().governance
    expected = p.conflict_weight * dispersion / (2 * p.strictness_cost)
    best = max(pulls, key=lambda strictness: pulls[strictness])
    return [near(expected, 0.05, best, ("best strictness", "最优严格度"))]


@limit(
    "L20", ("satisfaction after hype", "夸大宣传之后的满意度"),
    theory=(
        "solution of the two linear equations of expectation and disappointment (Oliver 1980)",
        "期望—失验两方程的解析解（Oliver 1980）",
    ),
)  # fmt: skip
def disappointment() -> list[Reading]:
    """One member over 200 days; a step of a day differs from the solution by up to .01."""
    quality, expected, hype, start = 0.7, 0.6, 0.2, 0.7
    rate_s, rate_e, days = 1 / 14, 1 / 60, 200
    product = {"quality": quality, "expectation": expected, "hype": hype, "usual": start}
    model = CommunityModel(only("product", days=days, market={"size": 10}, product=product))
    satisfaction = []
    for _ in range(days):
        model.step()
        satisfaction.append(model.community.people.satisfaction[model.community.founder])
    t = np.arange(1, days + 1)
    gap = quality - expected - hype
    wave = gap * rate_s / (rate_s - rate_e) * (np.exp(-rate_e * t) - np.exp(-rate_s * t))
    theory = quality + wave + (start - quality) * np.exp(-rate_s * t)
    distance = np.abs(np.array(satisfaction) - theory).max()
    return [
        between(0, 0.01, distance, ("greatest distance from the solution", "与解析解的最大距离"))
    ]
