"""Which language the reader sees."""

import pytest

from sim.cli.language import language_of_help, language_of_surroundings


@pytest.mark.parametrize(
    "environment, language",
    [
        ({}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US", "SEED100_LANG": "zh"}, "zh"),
        ({"LANG": "zh_TW", "SEED100_LANG": "en"}, "en"),
    ],
)
def test_the_surroundings_say_the_language(environment, language):
    assert language_of_surroundings(environment) == language


@pytest.mark.parametrize(
    "arguments, language",
    [
        (["run", "--help"], "en"),
        (["--lang", "zh", "--help"], "zh"),
        (["run", "--help", "--lang=zh"], "zh"),
        (["run", "--lang", "en"], "en"),
        (["run", "--lang"], "en"),
    ],
)
def test_help_looks_ahead_for_the_language(arguments, language):
    assert language_of_help(arguments, {}) == language


def test_the_option_works_before_and_behind_the_command(seed100):
    behind = seed100("list", "--lang", "zh").out
    assert behind.startswith("从这里开始")
    assert seed100("--lang", "zh", "list").out == behind
    assert seed100("--lang", "zh", "list", "--lang", "en").out.startswith("To begin with")


def test_the_environment_chooses_the_language(seed100, monkeypatch):
    monkeypatch.setenv("SEED100_LANG", "zh")
    assert "找不到文件" in seed100("check", "nothing.yaml").err
