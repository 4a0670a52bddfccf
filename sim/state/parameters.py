"""What a parameter is: a number a user may set, with its meaning, unit, range and evidence.

Every section of a scenario is a frozen model made of such parameters, so that checking, the
reference, the JSON Schema and `seed100 explain` are all read from one place.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Evidence = Literal["found", "recalled", "computed", "calibrated", "assumption", "fact", "choice"]
"""How well a default is supported: `found` read in a public source, `recalled` from the
literature but unchecked, `computed` follows from other numbers, `calibrated` set against a
named pattern, `assumption` a guess to be swept, `fact` reported of a real case, `choice` a
decision of the modeller or of the user with no right value."""


def parameter(
    default: Any,
    *,
    en: str,
    zh: str,
    unit: str = "",
    symbol: str = "",
    evidence: Evidence = "assumption",
    source: str = "",
    **bounds: Any,
) -> Any:
    """One parameter: its default, its meaning in both languages, and where the number is from.

    `bounds` are pydantic's own (`ge`, `gt`, `le`, `lt`, `min_length`, ...). `symbol` is the name
    in the equations of the documentation; `source` names the literature (author, year).
    """
    about: dict[str, Any] = {
        "en": en,
        "zh": zh,
        "unit": unit,
        "symbol": symbol,
        "evidence": evidence,
    }
    return Field(default, description=en, json_schema_extra=about | {"source": source}, **bounds)


class Parameters(BaseModel):
    """A section of the scenario: frozen, and refusing what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Switchable(Parameters):
    """The section of a mechanism: everything in it can be switched off as one."""

    enabled: bool = parameter(
        True, en="whether this mechanism runs at all", zh="是否启用该机制", evidence="choice"
    )
