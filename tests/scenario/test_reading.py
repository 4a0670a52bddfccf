from __future__ import annotations

import pytest

from sim.scenario.errors import ScenarioErrors
from sim.scenario.reading import MOST_BYTES, read_text


def value(text):
    return read_text(text, "x.yaml").value


def problem(text):
    with pytest.raises(ScenarioErrors) as caught:
        read_text(text, "x.yaml")
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1e-3", 0.001),
        ("1e5", 100000.0),
        (".5", 0.5),
        ("017", 17),
        ("0o17", 15),
        ("0x1F", 31),
        ("-.inf", float("-inf")),
        ("1_000", "1_000"),
        ("12:30:00", "12:30:00"),
        ("2026-01-01", "2026-01-01"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", True),
        ("~", None),
        ("", None),
        ("'3'", "3"),
        ("!!str 3", "3"),
        ("=", "="),
        ("[Why? because, x?y, 'q' ]", ["Why? because", "x?y", "q"]),
        ("{en: Why?, zh: 为什么？}", {"en": "Why?", "zh": "为什么？"}),
        ("one\n  two # three", "one two"),
        ("http://x.y?z#w", "http://x.y?z#w"),
    ],
)
def test_values_are_read_by_yaml_1_2(written, meant):
    assert value(f"a: {written}") == {"a": meant}


def test_keys_are_words_whatever_they_look_like():
    assert value("{on: 1, 2: 2, no: 3, ~: 4}") == {"on": 1, "2": 2, "no": 3, "~": 4}


def test_every_key_and_value_has_a_place():
    tree = read_text("a:\n  b: [10, 20]\n", "x.yaml")
    assert str(tree.place(("a", "b"), "key")) == "x.yaml:2:3"
    assert str(tree.place(("a", "b", 1))) == "x.yaml:2:11"
    assert tree.place(("a", "b", 1)).width == 2


def test_what_is_not_written_is_placed_at_the_nearest_part_that_is():
    tree = read_text("a:\n  b: 1\n", "x.yaml")
    assert str(tree.place(("a", "missing", "deeper"))) == "x.yaml:1:1"


def test_duplicate_keys_are_refused_naming_the_first():
    found = problem("a: 1\nb:\n  c: 1\n  'c': 2\n")
    assert (found.code, found.line, found.column) == ("S008", 4, 3)
    assert "line 3" in found.message.en


def test_aliases_may_be_used():
    assert value("a: &x [1, 2]\nb: *x") == {"a": [1, 2], "b": [1, 2]}


def test_a_yaml_bomb_is_refused():
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert problem("\n".join(rows)).code == "S009"


def test_an_alias_inside_itself_is_refused():
    assert problem("a: &x [*x]").code == "S009"


def test_deep_nesting_is_refused_without_deep_recursion():
    assert "deeply" in problem("a: " + "[" * (MOST_BYTES // 20)).message.en


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n\t- 1", 2, "a tab"),
        ("a: b: c", 1, "colon where none can stand"),
        ("a: [1, 2\nb: 3", 2, "not closed"),
        ("{a: 1", 1, "not closed"),
        ("a: 'x", 1, "quote"),
        ("- 1\na: 2", 2, "indented"),
        ("a: *x", 1, "&name"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("a: @x", 1, "in quotes"),
        ("a: \x00", 1, "control character"),
        ("  a: 1\nb: 2", 2, "go on with"),
        ("a: 1\nb\nc: 2", 2, "a key without a colon"),
    ],
)
def test_bad_syntax_is_explained_where_it_stands(text, line, words):
    found = problem(text)
    assert (found.code, found.line) == ("S007", line)
    assert words in found.message.en
    assert found.message.zh != found.message.en


def test_an_open_quote_is_shown_where_it_opens():
    found = problem('days: 3\ntitle: "茶社：首批\nmarket: {size: 3}\n')
    assert (found.line, found.column) == (2, 8)
    assert 'title: "茶社：首批' in found.render()
    assert not found.hint
    assert "”" in problem('title: "茶社：首批”\n').hint.zh


def test_full_width_punctuation_is_pointed_out():
    assert "：" in problem("days：365\nseeding: 3").hint.zh


@pytest.mark.parametrize(
    "text",
    [
        "# market:\n  size: 5\ndays: 3",
        "days: 3\n#market:\n  size: 5",
        "days: 3\n# market:\n#  size: 5\n\n  regions: 5\n",
    ],
)
def test_the_line_of_a_section_behind_a_hash_is_pointed_out(text):
    hint = problem(text).hint
    assert "remove the `#` before `market:`" in hint.en
    assert "请去掉 `market:` 前的 `#`" in hint.zh


def test_a_remark_above_a_bad_line_is_left_alone():
    assert not problem("days: 3\n# size: of all\n  size: 5").hint


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [ls]", "!own 3", "!!binary aGk="])
def test_tags_run_nothing(tag):
    assert problem(f"a: {tag}").code == "S010"


@pytest.mark.parametrize("word", ["9" * 5000, "!!int x", '"\\ud800"'])
def test_values_that_are_none_are_refused(word):
    assert problem(f"a: {word}").code == "S013"


def test_a_key_that_is_a_list_is_refused():
    assert problem("? [a]\n: 1").code == "S011"
