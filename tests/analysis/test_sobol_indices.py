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
    assert np.abs(found.total.value[4:]).max() < 0.03
    assert found.total.value[0] == pytest.approx(total[0], abs=0.1)
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
    first, _ = found.of_a_run()
    assert first.value[1] == pytest.approx(0.22, abs=0.06)
