"""What members do holds its analytic limits: roles, sleep, ties, values, reading, posting."""

import numpy as np
import pytest
from scipy.stats import norm

from sim.mechanisms.attention import read
from sim.model import CommunityModel
from sim.state.people import Role
from tests.worlds import curve, only, run


def test_l8_mean_strength_of_ties_is_what_renewal_and_fading_balance():
    """With b conversations each way: 2 b / (1 - 2^(-1/half)), while partners fit into slots."""
    size, b, half = 3000, 0.5, 30
    chosen = only(
        "seeding", "interaction", days=240, seeding={"crowd": size - 1},
        market={"size": size, "acquaintances": 2, "acquaintance_spread": 0},
        interaction={
            "per_visit": b, "founder_rate": 1, "lurker_rate": 1, "reply": 1,
            "to_friend": 0, "to_friends_friend": 0, "to_acquaintance": 1, "half_life_days": half,
        },
    )  # fmt: skip
    community = run(chosen).community
    assert community.market.degree.max() < community.ties.who.shape[1]
    strength = community.ties.total[community.members] / community.ties.scale(community.day)
    assert strength.mean() == pytest.approx(2 * b / (1 - 2 ** (-1 / half)), rel=0.01)


def test_l9_constant_rates_settle_at_their_ratios():
    size = 20_000
    chosen = only(
        "seeding", "roles", days=1000, market={"size": size}, seeding={"crowd": size - 1},
        roles={
            "to_active": 1 / 600, "to_lurker": 1 / 60, "to_kol": 1 / 1620, "from_kol": 1 / 180,
            "belonging_weight": 0, "posting_weight": 0, "reply_boost": 0, "kol_bond": 0,
            "hurdle": False,
        },
    )  # fmt: skip
    community = run(chosen).community
    roles = community.people.role[community.members]
    shares = [np.mean(roles == role) for role in (Role.LURKER, Role.ACTIVE, Role.KOL)]
    assert shares == pytest.approx([0.90, 0.09, 0.01], abs=0.005)


@pytest.mark.parametrize("waking, expected", [(0.04, 0.5), (0.015, 0.0)])
def test_l10_the_awake_settle_where_waking_balances_sleep(waking, expected):
    size, sleep = 20_000, 0.02
    chosen = only(
        "seeding", "presence", days=900, market={"size": size}, seeding={"crowd": size - 1},
        presence={"belonging_weight": 0, "sleep_per_day": sleep, "waking_per_day": waking},
    )  # fmt: skip
    community = run(chosen).community
    awake = 1 - community.people.dormant[community.members].mean()
    assert awake == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("probability", [0.1, 0.3])
def test_l26_dau_over_mau_of_independent_visits(probability):
    size = 20_000
    chosen = only(
        "seeding", "presence", days=120, market={"size": size}, seeding={"crowd": size - 1},
        presence={
            "belonging_weight": 0, "sleep_per_day": 0, "fading": 0,
            "lurker_visits_per_day": -np.log(1 - probability),
        },
    )  # fmt: skip
    ratio = curve(run(chosen), "dau_mau")[60:].mean()
    assert ratio == pytest.approx(probability / (1 - (1 - probability) ** 30), abs=0.005)


def test_l27_all_is_read_when_little_is_written_and_capacity_when_much_is():
    information, overload = read(1e-6, 1e-6, 30.0, 0.2, 0.0, 8.0)
    assert information == pytest.approx(1e-6 / 8, rel=1e-4)
    assert overload == pytest.approx(0, abs=1e-6)
    information, overload = read(1e9, 1e9, 30.0, 0.2, 0.0, 8.0)
    assert information == pytest.approx(1 - np.exp(-30 / 8))
    assert overload == pytest.approx(1, abs=1e-6)


def test_l21_posts_are_as_unequal_as_the_urge_to_post():
    """Gini 2 Phi(s / sqrt 2) - 1 and top shares Phi(s - z) of a lognormal with spread s."""
    size, spread = 50_000, 1.64
    chosen = only(
        "seeding", "content", days=100, seeding={"crowd": size - 1},
        market={"size": size, "contributors": 1, "posting_spread": spread},
        content={"posts_per_visit": 5, "founder_rate": 1, "lurker_rate": 1},
    )  # fmt: skip
    posts = np.sort(run(chosen).community.people.posts)[::-1].astype(float)
    share = np.cumsum(posts) / posts.sum()
    gini = 1 - 2 * np.mean(share[::-1] * 0 + np.cumsum(posts[::-1]) / posts.sum())
    assert gini == pytest.approx(2 * norm.cdf(spread / np.sqrt(2)) - 1, abs=0.02)
    for top in (0.01, 0.1):
        expected = norm.cdf(spread - norm.isf(top))
        assert share[int(top * size) - 1] == pytest.approx(expected, abs=0.02)


def test_l19_the_best_strictness_is_conflict_over_twice_its_cost():
    chosen = only("governance", days=1, market={"size": 100})
    best = {}
    for strictness in np.linspace(0, 1, 101):
        world = chosen.model_copy(
            update={
                "governance": chosen.governance.model_copy(
                    update={"strictness": float(strictness), "norm_clarity": 0.0}
                )
            }
        )
        model = CommunityModel(world)
        model.community.chapters.dispersion[:] = 0.257
        model.step()
        pulls = model.community.influences.belonging_pull
        founder = model.community.founder
        best[strictness] = pulls["rules"][founder] + pulls["conflict"][founder]
    optimum = max(best, key=lambda g: best[g])
    assert optimum == pytest.approx(3.0 * 0.257 / (2 * 1.5), abs=0.05)


def test_l20_satisfaction_follows_hype_and_disappointment():
    quality, expected, hype, power = 0.7, 0.6, 0.2, 1.0
    rate_s, rate_e, days = 1 / 14, 1 / 60, 200
    chosen = only(
        "product", days=days, market={"size": 10},
        product={"quality": quality, "expectation": expected, "hype": hype, "usual": 0.7},
    )  # fmt: skip
    model = CommunityModel(chosen)
    satisfaction = []
    for _ in range(days):
        model.step()
        satisfaction.append(model.community.people.satisfaction[model.community.founder])
    t = np.arange(1, days + 1)
    gap = quality - expected - hype
    wave = power * gap * rate_s / (rate_s - rate_e) * (np.exp(-rate_e * t) - np.exp(-rate_s * t))
    theory = quality + wave + (0.7 - quality) * np.exp(-rate_s * t)
    assert np.abs(satisfaction - theory).max() <= 0.01


BOUNDED_CONFIDENCE = {0.30: 1.00, 0.25: 1.95, 0.20: 2.00, 0.15: 2.90, 0.10: 4.35}
"""Mean number of clusters of at least 5 % of 1,000 people, Deffuant et al. 2000, mu = 1/2."""


@pytest.mark.slow
@pytest.mark.parametrize("confidence, clusters", BOUNDED_CONFIDENCE.items())
def test_l12_bounded_confidence_gives_the_known_number_of_factions(confidence, clusters):
    """Everybody meets one other a day, in disjoint random pairs, and values have one dimension.

    Everyday contacts are sparse and repeat, which is another process: here the day's encounters
    are set by the test, and the mechanism of values does the rest.
    """
    size, days = 1000, 300
    chosen = only(
        "values", days=days, market={"size": size},
        values={"confidence": confidence, "influence": 0.5, "anchor": 0, "culture": 0, "noise": 0},
    )  # fmt: skip
    counts = []
    for replicate in range(40):
        rng = np.random.default_rng(replicate)
        model = CommunityModel(chosen, replicate=replicate)
        community = model.community
        community.people.values[:, 0] = rng.random(size)
        community.people.values[:, 1] = 0.5
        for day in range(days):
            community.begin_day(day)
            pairs = rng.permutation(size).astype(np.int32)
            a, b = pairs[: size // 2], pairs[size // 2 :]
            community.encounters.add(a, b, 1.0)
            community.encounters.add(b, a, 1.0)
            model.mechanisms["values"].step(community)
        places = np.sort(community.people.values[:, 0])
        groups = np.split(places, np.flatnonzero(np.diff(places) > 0.01) + 1)
        counts.append(sum(len(group) >= 0.05 * size for group in groups))
    assert np.mean(counts) == pytest.approx(clusters, abs=0.35)
