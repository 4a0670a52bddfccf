"""Amounts as people write them (`2万`, `20k`, `6 个月`, `60%`, "1,000"), as a scenario takes them.

A number is only suggested when it is certain and the parameter would take it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite
from typing import Annotated, Any, Literal, get_args, get_origin
from unicodedata import normalize

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from sim.scenario.describing import about, limits_of
from sim.scenario.text import Text

YES, NO = ("yes", "on", "y"), ("no", "off", "n")

LONGEST = 24
"""Letters of what may still be meant as a number; fewer than the digits that Decimal reckons with."""

AMOUNT = re.compile(
    r"([-+]?(?:\d{1,3}(?:[,_]\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?)\s*(\D*)"
)
"""A number, whose commas stand between groups of three, and its unit."""
NEARLY = re.compile(r"[-+]?[\d.,_]*\d[.,_]?\s*(\D*)")
"""What somebody meant as a number."""

DAYS = {
    **dict.fromkeys(("天", "日", "day", "days", "d"), 1),
    **dict.fromkeys(("周", "星期", "个星期", "week", "weeks"), 7),
    **dict.fromkeys(("月", "个月", "month", "months"), 30),
    **dict.fromkeys(("年", "year", "years"), 365),
}
PEOPLE = dict.fromkeys(("人", "个", "个人", "名", "位", "people", "person", "persons"), 1)
MONEY = dict.fromkeys(("元", "块", "人民币", "cny", "rmb", "yuan"), 1)
WORDS: dict[str, dict[str, int]] = {
    "day": DAYS,
    "days": DAYS,
    "people": PEOPLE,
    "currency": MONEY,
}
"""By the first word of a parameter's unit: words behind a number, in that unit."""

MANY = {
    "": 1,
    "百": 100,
    **dict.fromkeys(("千", "k", "thousand"), 1000),
    **dict.fromkeys(("万", "萬"), 10_000),
    **dict.fromkeys(("百万", "million"), 1_000_000),
    "千万": 10_000_000,
    **dict.fromkeys(("亿", "億"), 100_000_000),
}
SHORT = {"w": 10_000, "m": 1_000_000}
"""Of people and money only: of days these would be weeks and months, perhaps."""


def meant(words: str, field: FieldInfo, *, item: bool = False) -> Text | None:
    """What to write for words that nearly are a number, a yes or a no; `item`: of the list."""
    unit = about(field).get("unit", "")
    if item:
        field = FieldInfo.from_annotation(get_args(field.annotation)[0])
    kinds = _plain_kinds(field.annotation)
    said = normalize("NFKC", words).strip()
    if bool in kinds and said.lower() in YES + NO:
        return _write("true" if said.lower() in YES else "false")
    if len(said) > LONGEST or not kinds & {int, float}:
        return None
    found, nearly = AMOUNT.fullmatch(said), NEARLY.fullmatch(said)
    number = _number(found[1], found[2], unit, field) if found else None
    if number is not None and _takes(field, number):
        return _write(str(number))
    return _plain(nearly[1].strip(), bool(found)) if nearly else None


def _number(digits: str, behind: str, unit: str, field: FieldInfo) -> int | float | None:
    """The number in the parameter's unit; None when it cannot be told or is not finite."""
    factor = _factor(behind.strip().lower(), unit, field)
    if factor is None:
        return None
    number = Decimal(re.sub("[,_]", "", digits)) * factor
    if not isfinite(float(number)):
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _factor(behind: str, unit: str, field: FieldInfo) -> Decimal | None:
    """What the words behind a number multiply it with; None when that is not certain."""
    if behind == "%":
        return Decimal("0.01") if limits_of(field)[1] == 1 else None
    nouns = WORDS.get(re.split("[ /]", unit)[0], {})
    many = MANY | SHORT if nouns in (PEOPLE, MONEY) else MANY
    words = {"": 1, **nouns}
    for prefix, times in many.items():
        noun = behind.removeprefix(prefix).strip()
        if behind.startswith(prefix) and noun in words:
            return Decimal(times * words[noun])
    return None


def _takes(field: FieldInfo, number: float) -> bool:
    """Whether a number has the type and lies in the range of a field."""
    kind: Any = Annotated[field.annotation, field]
    try:
        TypeAdapter(kind).validate_python(number, strict=True)
    except ValidationError:
        return False
    return True


def _plain_kinds(annotation: Any) -> set[Any]:
    """The plain types that may stand for a type itself, not in lists of it."""
    if annotation in (bool, int, float):
        return {annotation}
    if get_origin(annotation) in (Literal, tuple, list, dict):
        return set()
    return {kind for part in get_args(annotation) for kind in _plain_kinds(part)}


def _write(value: str) -> Text:
    return Text(en=f"write `{value}`", zh=f"请写 `{value}`")


def _plain(behind: str, is_number: bool) -> Text | None:
    """That a plain number is wanted; nothing of a number that only is none of the allowed."""
    if behind:
        return Text(
            en=f"write a plain number, without `{behind}`", zh=f"请写纯数字，不写“{behind}”"
        )
    if is_number:
        return None
    return Text(
        en="write a plain number, with a point before decimals", zh="请写纯数字，小数点用 `.`"
    )
