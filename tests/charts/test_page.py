import pytest

from sim.charts import style
from sim.charts.page import Page

from .looking import WORDS, collisions, cut_off


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_lines_of_a_head_do_not_run_into_each_other(language):
    words = WORDS[language]
    with style.writing(language):
        page = Page(language)
        page.head(words["title"] * 2, [words["subtitle"] * 3, words["subtitle"]])
        page.foot(words["source"])
        figure = page.finish()
    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_the_page_is_as_tall_as_it_is_filled():
    with style.writing("en"):
        page = Page("en")
        page.skip(144)
        assert tuple(page.finish().get_size_inches()) == pytest.approx((7, 2))


def test_a_plot_keeps_its_size_in_points_whatever_comes_below():
    with style.writing("en"):
        page = Page("en")
        axes = page.axes(50, 20, 200, 100, (0, 1), (0, 1))
        page.skip(500)
        figure = page.finish()
    place = axes.get_position()
    assert place.width * figure.get_figwidth() * 72 == pytest.approx(200)
    assert (1 - place.y1) * figure.get_figheight() * 72 == pytest.approx(20)


def test_chinese_lines_stand_further_apart():
    down = {}
    for language in ("en", "zh"):
        with style.writing(language):
            page = Page(language)
            page.block(40, ["A", "B"], 10)
            down[language] = page.used
    assert down["zh"] > down["en"]
