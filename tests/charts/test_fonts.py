import warnings

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont

from sim.charts.fonts import CHINESE, FOLDER, LATIN, families, printable, register
from sim.charts.style import writing


def test_each_file_is_small_enough_to_be_kept_with_the_code():
    sizes = [path.stat().st_size for path in FOLDER.iterdir()]
    assert len(sizes) == 5
    assert max(sizes) < 3_000_000


def test_the_licence_is_shipped_with_the_typefaces():
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("family", [LATIN, CHINESE])
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_regular_and_bold_come_from_the_package(family, weight):
    register()
    path = findfont(FontProperties(family=family, weight=weight), fallback_to_default=False)
    assert str(path).startswith(str(FOLDER))
    assert ("Bold" in str(path)) == (weight == "bold")


def test_english_is_set_in_the_latin_face_first_and_chinese_in_the_chinese():
    assert families("en")[0] == LATIN
    assert families("zh")[0] == CHINESE


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("bold", ["normal", "bold"])
def test_signs_that_figures_use_are_drawn_without_a_warning(language, bold):
    signs = (
        "Aé–—−·≥≤×’“”，。：；（）%→←¥€ 社群凝聚力 囍 αβ Привет 🎉 \u200d\ufe0f \U00020000 $5$ a_b"
    )
    with writing(language), warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = Figure()
        figure.text(0.1, 0.5, printable(signs), weight=bold)
        FigureCanvasAgg(figure).draw()


def test_what_no_typeface_has_becomes_a_square_and_emoji_vanish():
    assert printable("a\U00020000b") == "a□b"
    assert printable("Day\t1\n🎉 go") == "Day 1 go"
    assert printable("正常") == "正常"
