import pytest

from sim.charts.small_multiples import small_multiples

from .looking import WORDS, collisions, cut_off, written


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("count", [1, 4, 7])
def test_no_text_runs_into_another_or_off_the_page(
    count, language, make_bands, make_strategies, measures
):
    bands, strategies = make_bands(count), make_strategies(count)
    figure = small_multiples(bands, strategies, measures, language=language, **WORDS[language])
    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_there_is_a_plot_for_each_strategy_and_measure(make_bands, make_strategies, measures):
    figure = small_multiples(make_bands(3), make_strategies(3), measures, **WORDS["en"])
    assert len(figure.axes) == 9


def test_acts_stand_below_the_name_and_shared_ones_above_all(make_bands, make_strategies, measures):
    words = written(small_multiples(make_bands(3), make_strategies(3), measures, **WORDS["en"]))
    assert "Founder dispute, day 60" in words
    assert "Charter adopted, day 30" in words
    assert "Meet-up ×4" in words


def test_a_measure_nobody_took_says_so(make_bands, make_strategies, measures):
    bands = make_bands(2)
    bands = bands[bands["measure"] != "cohesion"]
    words = written(small_multiples(bands, make_strategies(2), measures, **WORDS["en"]))
    assert words.count("not measured") == 2
