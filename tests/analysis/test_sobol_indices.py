import numpy as np
import pytest

from sim.analysis.sobol_indices import sobol_indices
from sim.study import design

A = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])


def saltelli(parameters, pairs, seed):
    return design.saltelli(pairs, parameters, seed).reshape(pairs, parameters + 2, parameters)


def ishigami(u):
    x, y, z = np.moveaxis(np.pi * (2 * u - 1), -1, 0)
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def g_function(u):
    return np.prod((np.abs(4 * u - 2) + A) / (1 + A), axis=-1)


def g_indices():
    own = 1 / (3 * (1 + A) ** 2)
    whole = np.prod(1 + own) - 1
    total = own * np.prod(1 + own) / (1 + own)
    return own / whole, total / whole, whole


def test_ishigami_comes_out_as_its_integrals_say():
    found = sobol_indices(ishigami(saltelli(3, 4096, 1))[:, :, None])
    assert found.first.value == pytest.approx([0.3139, 0.4424, 0.0], abs=0.02)
    assert found.total.value == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


def test_the_g_function_comes_out_as_its_integrals_say():
    first, total, _ = g_indices()
    found = sobol_indices(g_function(saltelli(8, 4096, 1))[:, :, None])
    assert found.first.value == pytest.approx(first, abs=0.02)
    assert found.total.value == pytest.approx(total, abs=0.02)


@pytest.mark.parametrize("shared", [True, False])
def test_under_heavy_luck_a_parameter_that_does_nothing_gets_nothing(shared):
    _, total, variance = g_indices()
    signal = g_function(saltelli(8, 1024, 1))[:, :, None]
    size = (len(signal), 1 if shared else 10, 4)
    noise = np.random.default_rng(2).normal(0, np.sqrt(variance), size)
    found = sobol_indices(signal + noise)
    assert np.abs(found.total.value[4:]).max() < 0.015
    assert found.total.value[0] == pytest.approx(total[0] / 2, abs=0.05)
    assert found.luck.value == pytest.approx(0.5, abs=0.04)


def test_one_replicate_takes_luck_for_influence_and_says_that_it_is_not_corrected():
    _, _, variance = g_indices()
    signal = g_function(saltelli(8, 512, 1))[:, :, None]
    found = sobol_indices(
        signal + np.random.default_rng(2).normal(0, np.sqrt(variance), signal.shape)
    )
    assert not found.corrected
    assert found.total.value[4:].min() > 0.3
    assert np.isnan(found.luck.value)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    _, total, _ = g_indices()
    hits = []
    for seed in range(20):
        found = sobol_indices(g_function(saltelli(8, 256, seed))[:, :, None])
        hits += list((found.total.low[:4] <= total[:4]) & (total[:4] <= found.total.high[:4]))
    assert 0.85 <= np.mean(hits) <= 1.0


def test_under_luck_intervals_of_few_samples_are_known_hold_the_truth_and_are_not_wide():
    first, total, variance = g_indices()
    luck, held, widths = 0.69, [], []
    for seed in range(20):
        noise = np.random.default_rng(seed).normal(
            0, np.sqrt(variance * luck / (1 - luck)), (64, 1, 2)
        )
        found = sobol_indices(g_function(saltelli(8, 64, seed))[:, :, None] + noise, seed=seed)
        for shares, truth in ((found.first, first), (found.total, total)):
            held += list((shares.low <= truth * (1 - luck)) & (truth * (1 - luck) <= shares.high))
        widths.append(found.total.high[0] - found.total.low[0])
    assert np.isfinite(widths).all()
    assert 0.85 <= np.mean(held) <= 1.0
    assert np.mean(widths) < 0.3


def test_alone_exceeds_the_total_beyond_its_interval_hardly_ever():
    """In an additive function they are equal, and one estimate is above the other half the time."""
    pull, above, beyond = np.sqrt([0.4, 0.3, 0.2, 0.1]), [], []
    for seed in range(20):
        noise = np.random.default_rng(seed).normal(0, np.sqrt(1 / 12), (128, 1, 2))
        found = sobol_indices((saltelli(4, 128, seed) @ pull)[:, :, None] + noise, seed=seed)
        above.append((found.excess.value > 0).any())
        beyond.append((found.excess.low > 0).any())
    assert sum(above) > 10
    assert sum(beyond) < 4


@pytest.mark.parametrize(("moving", "known"), [(1, False), (8, True)])
def test_ends_are_unknown_where_nothing_varies_in_many_resamples(moving, known):
    values = np.zeros((64, 4, 2))
    values[:moving, 1:] = 1.0
    found = sobol_indices(values)
    for shares in (found.first, found.total, found.excess):
        assert np.isfinite(shares.value).all()
        assert (np.isfinite(shares.low) == known).all()
        assert (np.isfinite(shares.high) == known).all()


def test_days_are_done_at_once_and_alike():
    values = ishigami(saltelli(3, 64, 1))[:, :, None, None] * np.array([1.0, 2.0, 0.0])
    found = sobol_indices(values)
    one = sobol_indices(values[..., 0])
    assert found.total.value[:, 0] == pytest.approx(one.total.value)
    assert found.total.value[:, 1] == pytest.approx(one.total.value)
    assert np.isnan(found.total.value[:, 2]).all()


def test_shares_of_a_single_run_leave_room_for_luck():
    signal = ishigami(saltelli(3, 512, 1))[:, :, None]
    noise = np.random.default_rng(3).normal(0, signal.std(), (*signal.shape[:2], 4))
    found = sobol_indices(signal + noise)
    assert found.first.value[1] == pytest.approx(0.22, abs=0.06)
