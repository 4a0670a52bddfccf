"""Which language the reader sees, decided before anything else is loaded."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Literal

Language = Literal["en", "zh"]
OPTION = "--lang"
VARIABLE = "SEED100_LANG"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of_surroundings(environment: Mapping[str, str]) -> Language:
    """Chinese when `SEED100_LANG`, or else the locale, begins with zh."""
    given = environment.get(VARIABLE) or next(filter(None, map(environment.get, LOCALE)), "")
    return "zh" if given.lower().startswith("zh") else "en"


def language_of_help(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language of `--help`, whose words are needed before the options are read."""
    for place, word in enumerate(arguments):
        if word == OPTION and place + 1 < len(arguments):
            return "zh" if arguments[place + 1] == "zh" else "en"
        if word.startswith(f"{OPTION}="):
            return "zh" if word.endswith("=zh") else "en"
    return language_of_surroundings(environment)


def chosen(option: Language | None) -> Language:
    """The language asked for, else that of the surroundings."""
    return option or language_of_surroundings(os.environ)
