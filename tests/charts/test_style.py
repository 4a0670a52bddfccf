from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest

from sim.charts import style
from sim.charts.data import Strategy

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
# Ottosson 2020.
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def linear(colour):
    part = np.array(mpl.colors.to_rgb(colour))
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def seen(colour, vision):
    light = np.clip(np.array(VISION[vision]) @ linear(colour), 0, 1)
    return TO_LAB @ np.cbrt(TO_CONES @ light)


def least_distance(colours, vision):
    points = [seen(colour, vision) for colour in colours]
    return 100 * min(np.linalg.norm(a - b) for a, b in combinations(points, 2))


def contrast_on_white(colour):
    return 1.05 / (linear(colour) @ [0.2126, 0.7152, 0.0722] + 0.05)


@pytest.mark.parametrize("vision", VISION)
def test_strategies_can_be_told_apart_by_everybody(vision):
    assert least_distance([tone.line for tone in style.STRATEGIES], vision) >= 15.65
    assert least_distance(style.STRATEGIES_ON_DARK, vision) >= 11.9


@pytest.mark.parametrize("vision", VISION)
def test_factions_can_be_told_apart_by_everybody(vision):
    assert least_distance(style.FACTIONS, vision) >= 14.6


def test_text_in_any_tone_is_readable_on_white():
    tones = [*style.STRATEGIES, style.OTHER]
    assert all(contrast_on_white(tone.label) >= 4.5 for tone in tones)
    assert contrast_on_white(style.QUIET) >= 4.5


def strategies(count, highlighted):
    return [Strategy(f"s{k}", {}, highlighted=k < highlighted) for k in range(count)]


def test_who_is_not_highlighted_is_grey():
    tones = style.tones(strategies(7, 4))
    assert [tones[f"s{k}"] for k in range(4)] == list(style.STRATEGIES)
    assert {tones[f"s{k}"] for k in range(4, 7)} == {style.OTHER}


def test_when_nobody_is_highlighted_the_first_four_are():
    assert style.OTHER not in style.tones(strategies(3, 0)).values()


def test_five_highlights_are_refused_with_the_way_out():
    with pytest.raises(ValueError, match="highlight fewer"):
        style.tones(strategies(6, 5))


def test_settings_end_with_the_writing():
    before = mpl.rcParams["font.family"]
    with style.writing("zh"):
        assert mpl.rcParams["pdf.fonttype"] == 42
        assert mpl.rcParams["axes.unicode_minus"] is False
    assert mpl.rcParams["font.family"] == before
