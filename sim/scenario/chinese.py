"""Keys and choices that somebody wrote in Chinese, as the reference calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic.fields import FieldInfo

from sim.scenario.describing import about, choices_of
from sim.scenario.hints import labelled
from sim.scenario.text import Text


def key_in_chinese(key: str, fields: Mapping[str, FieldInfo]) -> Text | None:
    """A hint when somebody wrote a key's Chinese meaning, or a word of it, instead of the key.

    A word that several keys have tells none.
    """
    if key.isascii():
        return None
    labels = {str(about(field).get("zh", "")): name for name, field in fields.items()}
    heads = {re.split("[：；，（]", label)[0]: name for label, name in labels.items()}
    holding = [head for head in heads if len(key) > 1 and key in head]
    if key in heads or len(holding) == 1:
        return labelled(key, {key: heads[key if key in heads else holding[0]]})
    return None if holding else labelled(key, labels, alike=0.5)


def choice_in_chinese(word: str, field: FieldInfo) -> Text | None:
    """A hint when somebody wrote a choice in Chinese: a source, or what the meaning calls it.

    The meaning of a field with few choices names them in their order: `线上或线下`.
    """
    choices = choices_of(field.annotation)
    if word.isascii() or not choices:
        return None
    named = str(about(field).get("zh", "")).rpartition("：")[2].split("或")
    labels = dict(zip(named, choices, strict=True)) if len(named) == len(choices) else {}
    return labelled(word, labels | {zh: it for zh, it in _sources().items() if it in choices})


def _sources() -> dict[str, str]:
    """Ways of joining by their Chinese names."""
    from sim.mechanisms import discover

    return {label.zh: label.name for each in discover() for label in each.sources}
