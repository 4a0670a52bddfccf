"""The box of a discovery, in words and numbers."""

from __future__ import annotations

import math

from sim.charts.boxes import limit_said
from sim.cli.view import View, columns, row
from sim.study.discovery import Discovery


def print_discovery(view: View, study: Discovery) -> None:
    """The limits of the box, and what it holds."""
    found = study.found
    names = [
        view.say("circumstance", "因素"),
        view.say("limit", "范围"),
        view.say("chance", "偶然"),
    ]
    if found.box.limits:
        shown = columns(names, "llr")
        for key, limit in found.box.limits.items():
            chance = found.box.chance.get(key, float("nan"))
            said = "<0.001" if chance < 0.001 else f"{chance:.3f}"
            row(shown, key, limit_said(limit, view.language), said)
        view.table(shown)
    else:
        view.print(view.say("No limit stands out.", "没有突出的范围。"))
    fresh, everywhere = found.fresh, float(study.cases.mean())
    view.print(
        view.say(
            f"On draws it was not found on: {_percent(fresh.density)} of the futures inside are "
            f"cases (everywhere {everywhere:.0%}); it holds {_percent(fresh.coverage)} of all cases "
            f"and {_percent(fresh.size)} of all futures.",
            f"以未参与搜索的未来检验：区域内 {_percent(fresh.density)} 为此类情形（总体 {everywhere:.0%}）；"
            f"覆盖全部情形的 {_percent(fresh.coverage)}，占全部未来的 {_percent(fresh.size)}。",
        ),
        "dim",
    )
    view.print()


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("-", "−") if math.isfinite(share) else "–"
