"""Growth holds its analytic limits: Bass diffusion, arrivals against departures, survival."""

import numpy as np
import pytest
from scipy.stats import norm

from tests.worlds import curve, only, run

MEMBERS = "members"
FLAT = {
    "reach_power": 0, "reach_discount": 0, "alignment_pull": 0, "likeness_pull": 0,
    "kol_boost": 0, "delight": 0, "bad_word_cost": 0, "mixing": 1,
}  # fmt: skip
POSITIVE = 1 / (1 + np.exp(-1.1))
CONTACTS, HAZARD = 0.4, 0.1
# A hazard h converts with probability 1 - exp(-h); speakers' skill is lognormal with mean 1.
SKILL = np.exp(0.5 * norm.ppf((np.arange(10_000) + 0.5) / 10_000) - 0.125)
Q = CONTACTS * POSITIVE * np.mean(1 - np.exp(-HAZARD * SKILL))
FLAT_AT_Q = FLAT | {"contacts_per_visit": CONTACTS, "conversion": HAZARD}
ALL_ALIKE = {"frailty_shape": 1000}


def bass_world(size, seeds, days, advertising=0.0):
    return only(
        "seeding", "word_of_mouth", "admission", "advertising",
        days=days, market={"size": size}, seeding={"count": seeds, "source": "random"},
        word_of_mouth=FLAT_AT_Q,
        advertising={"reach_per_day": advertising * size / 0.01, "conversion": 0.01},
    )  # fmt: skip


def odds_against(size, started):
    """Log odds against being in: the founder speaks as well as the seeds."""
    return np.log((size - started) / started)


def mean_share(chosen, size, replicates):
    runs = [curve(run(chosen, replicate=r), MEMBERS) for r in range(replicates)]
    return np.mean(runs, axis=0) / size


@pytest.mark.slow
def test_l1_word_of_mouth_in_a_mixed_market_is_logistic():
    size, seeds, days = 100_000, 100, 400
    share = mean_share(bass_world(size, seeds, days), size, 5)
    start = (seeds + 1) / size
    t = np.arange(days + 1)
    logistic = 1 / (1 + (1 - start) / start * np.exp(-Q * t))
    assert np.sqrt(np.mean((share - logistic) ** 2)) <= 0.02


@pytest.mark.slow
def test_l1_with_advertising_it_is_the_discrete_bass_model():
    size, seeds, days, p = 100_000, 100, 365, 5e-4
    share = mean_share(bass_world(size, seeds, days, p), size, 5)
    expected = [(seeds + 1) / size + p]
    for _ in range(days):
        f = expected[-1]
        expected.append(f + (1 - f) * (1 - np.exp(-p - Q * f)))
    assert np.sqrt(np.mean((share - expected) ** 2)) <= 0.01


@pytest.mark.slow
def test_l2_ten_times_the_seeds_buy_only_time():
    """In the textbook limit the curve moves by ln 10 / q days per decade of seeds."""
    size = 20_000
    half = {}
    for seeds, days in ((10, 420), (100, 330), (1000, 240)):
        chosen = bass_world(size, seeds, days)
        times = [np.argmax(curve(run(chosen, replicate=r), MEMBERS) >= size / 2) for r in range(8)]
        half[seeds] = np.mean(times)
    for few, many in ((10, 100), (100, 1000)):
        expected = (odds_against(size, few + 1) - odds_against(size, many + 1)) / Q
        assert half[few] - half[many] == pytest.approx(expected, abs=4)


def test_l5_steady_arrivals_against_a_hazard_of_leaving_settle_at_their_ratio():
    arrivals, hazard = 20.0, 0.02
    chosen = only(
        "advertising", "admission", "churn",
        days=700, market={"size": 200_000},
        advertising={"reach_per_day": arrivals / 0.01, "conversion": 0.01},
        churn=ALL_ALIKE | {"hazard": hazard},
    )  # fmt: skip
    level = np.mean([curve(run(chosen, replicate=r), MEMBERS)[300:].mean() for r in range(3)])
    # Members are Poisson; numbers a correlation time of 1 / hazard apart are independent.
    independent = 3 * 400 * hazard / 2
    error = np.sqrt(arrivals / hazard / independent)
    assert level == pytest.approx(arrivals / hazard, abs=3 * error)


@pytest.mark.parametrize("shape", [1.0, 3.0])
def test_l6_survival_under_gamma_frailty_is_a_power_law(shape):
    size, hazard, days = 50_000, 0.01, 250
    chosen = only(
        "seeding", "churn", days=days, market={"size": size}, seeding={"crowd": size - 1},
        churn={"hazard": hazard, "frailty_shape": shape},
    )  # fmt: skip
    alive = curve(run(chosen), MEMBERS) / size
    t = np.arange(1, days + 2)
    assert np.abs(alive - (1 + hazard * t / shape) ** -shape).max() < 0.006


def test_l6_without_frailty_it_is_exponential():
    size, hazard, days = 50_000, 0.01, 250
    chosen = only(
        "seeding", "churn", days=days, market={"size": size}, seeding={"crowd": size - 1},
        churn=ALL_ALIKE | {"hazard": hazard},
    )  # fmt: skip
    alive = curve(run(chosen), MEMBERS) / size
    assert np.abs(alive - np.exp(-hazard * np.arange(1, days + 2))).max() < 0.006


def test_l7_nine_in_ten_renewals_a_year_leave_three_fifths_after_five():
    size = 20_000
    chosen = only(
        "seeding", "churn", days=5 * 365, market={"size": size}, seeding={"crowd": size - 1},
        churn=ALL_ALIKE | {"hazard": -np.log(0.9) / 365, "contract_days": 365},
    )  # fmt: skip
    members = curve(run(chosen), MEMBERS)
    assert members[364] == size, "nobody can leave within the first term"
    assert members[-1] / size == pytest.approx(0.5905, abs=0.01)


def test_l18_a_fee_selects_alignment_as_a_truncated_normal_does():
    """Mean alignment score of those who pay is rho phi(a) / (1 - Phi(a))."""
    size, rho, a = 300_000, 0.4, 1.0
    chosen = only(
        "advertising", "admission", days=4, market={"size": size, "pay_alignment": rho},
        advertising={"reach_per_day": 4 * size, "conversion": 1.0},
        admission={"fee": 148.4 * np.exp(a)},
    )  # fmt: skip
    model = run(chosen)
    paying = model.community.members[model.community.members != model.community.founder]
    score = model.market.alignment_score[paying]
    assert score.mean() == pytest.approx(rho * norm.pdf(a) / norm.sf(a), abs=0.01)
    assert len(paying) / size == pytest.approx(norm.sf(a), abs=0.01)
