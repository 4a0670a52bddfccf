from datetime import date

import pytest

from sim.charts.against_reported import Report, against_reported

from .looking import WORDS, collisions, cut_off, written

LONG = {
    "en": "Day 60 (2014-03-02), members by the founder's own account: reported 9,000, simulated 1,450 "
    "(1,210–1,700); not met: too few, off by a factor of 6.2",
    "zh": "第 60 天 (2014-03-02)，创始人自述的会员数：实际 9,000，模拟 1,450 (1,210–1,700)；不吻合：偏低，相差 6.2 倍",
}


def draw(language, make_bands, measures, scale=1000.0):
    bands = make_bands(1, scale=scale)
    rows = bands[bands["measure"] == "members"]
    reports = [Report(0, 300.0, {"en": "Day 0", "zh": "第 0 天"}), Report(60, 9 * scale, LONG)]
    return against_reported(
        rows,
        reports,
        measures[0],
        language=language,
        start_date=date(2013, 12, 1),
        **WORDS[language],
    )


@pytest.mark.parametrize("scale", [100.0, 1e7])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_runs_into_another_or_off_the_page(language, scale, make_bands, measures):
    figure = draw(language, make_bands, measures, scale)
    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_a_report_beyond_the_runs_is_inside_the_plot(make_bands, measures):
    axes = draw("en", make_bands, measures).axes[0]
    assert axes.get_ylim()[1] >= 9000


def test_the_year_is_spelled_where_a_new_one_begins(make_bands, measures):
    words = written(draw("en", make_bands, measures))
    assert "1 Dec 2013" in words
    assert sum(word.endswith("2014") for word in words) == 2  # the first of the year, and the last
