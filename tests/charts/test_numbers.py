import pytest

from sim.charts.numbers import counted, number, scale, signed, spread, spread_signed


@pytest.mark.parametrize(
    ("value", "whole", "text"),
    [
        (2416.4, True, "2,416"),
        (0.724, False, "0.72"),
        (12.34, False, "12.3"),
        (1234.5, False, "1,234"),
        (-0.304, False, "−0.30"),
        (0.1043, False, "0.104"),
        (-0.001, False, "−0.0010"),
        (0.0, False, "0.00"),
        (float("nan"), False, "–"),
        (2_300_000, True, "2.30 M"),
    ],
)
def test_numbers_read_as_people_write_them(value, whole, text):
    assert number(value, "en", whole=whole) == text


def test_chinese_counts_in_wan():
    assert number(2_300_000, "zh", whole=True) == "230 万"


def test_a_range_has_the_decimals_of_its_greatest_number():
    assert spread(9.5, 0.5, 12.0, "en", whole=False) == ("9.5", "0.5–12.0")


def test_a_range_below_zero_is_not_written_with_a_dash():
    assert spread(0, -0.5, 0.5, "en", whole=False)[1] == "−0.50 to 0.50"
    assert spread(0, -0.5, 0.5, "zh", whole=False)[1] == "−0.50 至 0.50"


def test_beside_millions_hundred_thousands_are_in_millions_too():
    assert spread(8.8e5, 8e5, 9e5, "en", whole=True, beside=2e6) == ("0.88 M", "0.80 M–0.90 M")
    assert spread(0, 0, 0, "en", whole=True, beside=2e6) == ("0", "0–0")


def test_differences_carry_their_sign():
    assert signed(0.5, "en", whole=False, biggest=1) == "+0.50"
    assert signed(0.0, "en", whole=True, biggest=1) == "0"
    assert spread_signed(-408, -620, 20, "en", whole=True) == ("−408", "−620 to +20")


@pytest.mark.parametrize("highest", [0.07, 0.58, 0.96, 1, 3, 7, 95, 2963, 41_000, 2.7e6])
def test_an_axis_starts_at_zero_and_has_three_to_five_ticks(highest):
    axis = scale(0, highest, "en", whole=highest >= 3)
    assert axis.low == axis.ticks[0] == 0
    assert axis.high >= highest
    assert 3 <= len(axis.ticks) <= 5
    assert axis.labels[0] == "0"


def test_counts_have_no_half_people_on_the_axis():
    assert scale(0, 2, "en", whole=True).labels == ("0", "1", "2")


def test_values_below_zero_stretch_the_axis_down():
    axis = scale(-0.9, 0.1, "en", whole=False)
    assert axis.low <= -0.9
    assert 0.0 in axis.ticks
    assert axis.part(axis.high) == 1


def test_a_dead_community_still_has_an_axis():
    assert scale(0, 0, "en", whole=True).labels == ("0", "1")


def test_millions_are_short_on_the_axis():
    assert scale(0, 2.9e6, "en", whole=True).labels == ("0", "1 M", "2 M", "3 M")
    assert scale(0, 2.9e6, "zh", whole=True).labels[1] == "100 万"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 runs"), (1, "1 run"), (2, "2 runs"), (1200, "1,200 runs")]
)
def test_one_is_told_in_the_singular(count, said):
    assert counted(count, "run") == said
