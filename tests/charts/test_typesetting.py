import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sim.charts.typesetting import width, wrap


def test_bold_and_larger_text_is_wider():
    assert width("growth", 10, "en", bold=True) > width("growth", 10, "en")
    assert width("growth", 20, "en") == pytest.approx(2 * width("growth", 10, "en"), rel=0.05)


def test_a_short_text_stays_on_one_line():
    assert wrap("Paid growth", 9, "en", 200) == ["Paid growth"]
    assert wrap("", 9, "en", 200) == []


def test_lines_fit_and_lose_no_word():
    text = "Shared governance gives up a fifth of the growth and keeps the community in one piece"
    lines = wrap(text, 14, "en", 300, bold=True)
    assert " ".join(lines) == text
    assert all(width(line, 14, "en", bold=True) <= 301 for line in lines)


def test_lines_are_about_equally_long():
    lines = wrap("one two three four five six seven eight nine ten eleven", 10, "en", 220)
    assert len(lines) == 2
    assert min(len(line) for line in lines) > 20


def test_chinese_breaks_between_characters_but_not_before_a_comma():
    text = "共同治理放弃了增长，却让社群保持完整，而且没有任何人离开这个温暖的大家庭。"
    lines = wrap(text, 14, "zh", 150, bold=True)
    assert "".join(lines) == text
    assert not any(line[0] in "，。" for line in lines)
    assert all(width(line, 14, "zh", bold=True) <= 151 for line in lines)


def test_chinese_breaks_rather_after_a_pause():
    assert wrap("共同治理放弃增长，却让社群保持完整", 14, "zh", 200)[0] == "共同治理放弃增长，"


def test_an_opening_quote_stays_with_what_it_opens():
    for limit in range(60, 200, 7):
        assert not any(line.endswith("“") for line in wrap("他说“社群很好”然后走", 14, "zh", limit))


def test_a_word_wider_than_the_limit_stands_alone():
    lines = wrap("a Donaudampfschifffahrtsgesellschaft b", 12, "en", 60)
    assert lines == ["a", "Donaudampfschifffahrtsgesellschaft", "b"]


@settings(max_examples=60, deadline=None)
@given(some.text(alphabet="ab ，。（社群“”", max_size=30), some.integers(20, 120))
def test_nothing_is_lost_whatever_the_text(text, limit):
    lines = wrap(text, 10, "zh", limit)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
