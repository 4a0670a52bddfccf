"""The world's attention comes and goes."""

import numpy as np
import pytest

from sim.state.chance import normal, purpose
from tests.village import village

SURPRISE = purpose("waves.surprise")


def attention(days, model=None, **parameters):
    """By how much everybody's hazard of joining is multiplied, day by day."""
    model = model or village("waves", waves=parameters)
    factors = []
    for day in range(days):
        model.community.begin_day(day)
        model.mechanisms["waves"].set_climate(model.community)
        factors.append(model.community.influences.climate.join_factor)
    return np.array(factors)


def test_waves_are_those_of_the_equation():
    model = village("waves", waves={"spread": 0.8, "memory_days": 4})
    kept, wave, expected = np.exp(-1 / 4), None, []
    for day in range(30):
        surprise = 0.8 * normal(model.chance.uniform(0, day, SURPRISE))
        wave = surprise if wave is None else kept * wave + np.sqrt(1 - kept**2) * surprise
        expected.append(np.exp(wave - 0.8**2 / 2))
    assert attention(30, model) == pytest.approx(expected)


def test_over_time_attention_is_what_it_would_be_without_waves():
    factors, spread = attention(40_000, spread=0.6, memory_days=5), 0.6
    logarithm = np.log(factors)
    assert factors.mean() == pytest.approx(1, abs=0.05)
    assert logarithm.std() == pytest.approx(spread, rel=0.05)


@pytest.mark.parametrize("memory", [2, 20])
def test_a_wave_is_forgotten_in_its_time(memory):
    logarithm = np.log(attention(40_000, memory_days=memory))
    next_day = np.corrcoef(logarithm[:-1], logarithm[1:])[0, 1]
    assert next_day == pytest.approx(np.exp(-1 / memory), abs=0.02)


def test_without_spread_there_are_no_waves():
    assert np.all(attention(50, spread=0) == 1)


def test_all_strategies_of_a_replicate_meet_the_same_waves():
    few, many = village("waves", members=2), village("waves", members=50, market={"size": 90})
    assert np.array_equal(attention(30, few), attention(30, many))
