"""Suggestions: what was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from sim.scenario.text import Text

LONGEST_LIST = 900
SHORTEST = 3
"""Letters that tell a word by its beginning."""


def did_you_mean(word: object, known: Iterable[str], alike: float = 0.6) -> Text | None:
    """A suggestion when something known is spelt nearly alike."""
    return labelled(word, {name: name for name in known}, alike)


def labelled(word: object, known: Mapping[str, str], alike: float = 0.6) -> Text | None:
    """A suggestion when a label is spelt nearly alike: what `known` says that it stands for."""
    by_lower = {label.lower(): meant for label, meant in known.items()}
    near = difflib.get_close_matches(str(word).lower(), by_lower, n=1, cutoff=alike)
    if not near:
        return None
    meant = by_lower[near[0]]
    return Text(en=f"did you mean `{meant}`?", zh=f"您是否想写 `{meant}`？")


def name_meant(name: str, known: Mapping[str, str]) -> Text | None:
    """A suggestion for the name of a file: one that begins alike word by word, else a like one.

    `known` says what to write for each name.
    """
    begun = {each: meant for each, meant in known.items() if _begins(name, each)}
    return labelled(name, begun, alike=0) if begun else labelled(name, known)


def _begins(name: str, known: str) -> bool:
    """Whether every word of a name begins one of another: `seed_forum`, `seeds_forum_experts`."""
    written, there = (re.split(r"[\W_]+", each.lower()) for each in (name, known))
    return all(
        len(word) >= SHORTEST and any(each.startswith(word) for each in there) for word in written
    )


def colon(key: str) -> Text | None:
    """A hint for a key that has swallowed its colon and value."""
    if ":" not in key and "：" not in key:
        return None
    return Text(
        en="put a half-width colon and a space behind the key", zh="键后请用半角冒号加一个空格"
    )


def shortened(words: Iterable[str]) -> str:
    """A list in one line, cut where it gets longer than anybody reads."""
    listed = ", ".join(words)
    if len(listed) <= LONGEST_LIST:
        return listed
    return listed[: listed.rfind(", ", 0, LONGEST_LIST)] + ", …"


def one_of(words: Iterable[str]) -> Text | None:
    """The list of what may be written; None when there is nothing to choose from."""
    listed = shortened(words)
    return Text(en=f"one of {listed}", zh=f"以下之一：{listed}") if listed else None
