"""The claim that an experiment tests: what is on record of it, and how it fares at these settings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.cli.view import View, columns, row
from sim.scenario import Text, packaged
from sim.study.comparison import Comparison
from sim.study.experiment import Experiment

if TYPE_CHECKING:
    from sim.validation.direction import Direction

SIGNS = {
    "up": Text(en="more than", zh="多于"),
    "down": Text(en="less than", zh="少于"),
    "hump": Text(en="more than both", zh="同时多于"),
    "none": Text(en="like", zh="等同于"),
}


def tell_claim(view: View, found: Experiment) -> None:
    """Whose claim it is, its verdict, and how it is judged; nothing where there is no claim."""
    claim = found.claim
    if claim is None:
        return
    view.note(f"{claim.id}: “{claim.says.en}”", f"{claim.id}：“{claim.says.zh}”")
    if claim.found:
        from sim.validation.outcome import WORDS

        verdict = WORDS[claim.found]
        view.note(
            f"Verdict on record: {verdict.en} (docs/claims.md).",
            f"已有结论：{verdict.zh}（见 docs/claims.md）。",
        )
    if found.file is not None and found.file.parent == packaged.folder(packaged.CLAIMS):
        line = f"seed100 validate --only {claim.id}"
        view.note(f"To judge it anew: {line}", f"重新检验：{line}")


def print_claim(view: View, study: Comparison) -> None:
    """In which direction the claim came out; nothing where there is none."""
    if not _has_claim(study):
        return
    from sim.validation.direction import WAYS, claim_of, directions

    claim = claim_of(study)
    assert claim is not None
    title = view.say(f"Claim {claim.id}: {claim.says.en}", f"主张 {claim.id}：{claim.says.zh}")
    heads = [view.say("expected", "预期"), view.say("at these settings", "在此设定下")]
    heads += [view.say("found", "实际"), view.say("borne out in", "支持次数")]
    table = columns(heads, "llrr", title)
    for each in directions(study, claim):
        seen = f"{each.found:+.0%}".replace("-", "−") if math.isfinite(each.found) else "–"
        count = view.say(f"{each.supporting} of {each.worlds}", f"{each.supporting}/{each.worlds}")
        few = each.way == "few"
        row(
            table,
            _expected(view, study, each),
            WAYS[each.way].say(view.language),
            seen,
            "–" if few else count,
        )
    view.table(table)
    view.print(_what_it_is_worth(view, study), "dim")
    if claim.assumed:
        view.print(
            view.say(
                f"Running the model cannot confirm it: {claim.assumed.en}.",
                f"运行模型不能证实它：{claim.assumed.zh}。",
            ),
            "dim",
        )
    view.print()


def _expected(view: View, study: Comparison, found: Direction) -> str:
    """What must come out, with the strategies by their titles."""
    told = found.expectation
    sign = SIGNS[told.sign]
    who, *against = (study.titles[name] for name in (told.strategy, *told.against))
    ends, ends_zh = (" and ".join(e.en for e in against), "与".join(f"“{e.zh}”" for e in against))
    return view.say(
        f"{found.outcome}: {who.en} {sign.en} {ends}",
        f"{found.outcome}：“{who.zh}”{sign.zh}{ends_zh}",
    )


def claim_data(study: Comparison) -> list[dict[str, Any]]:
    """The same for a machine."""
    if not _has_claim(study):
        return []
    from sim.validation.direction import claim_of, directions

    claim = claim_of(study)
    assert claim is not None
    return [
        {
            "outcome": each.outcome,
            "strategy": each.expectation.strategy,
            "against": list(each.expectation.against),
            "sign": each.expectation.sign,
            "direction": each.way,
            "found": each.found,
            "supporting": each.supporting,
            "worlds": each.worlds,
        }
        for each in directions(study, claim)
    ]


def _has_claim(study: Comparison) -> bool:
    card = study.results.manifest.experiment
    return bool(card and card.analysis.get("claim"))


def _what_it_is_worth(view: View, study: Comparison) -> str:
    """How the direction is told, and that it is no verdict."""
    drawn, drawn_zh = "luck", "运气"
    if study.uncertainties:
        drawn, drawn_zh = "luck and the draws of what is uncertain", "运气与抽取的不确定因素"
    return view.say(
        "Found: mean paired difference, in % of what it is compared with. A direction is told when the "
        "mean difference is more than what matters and a sign test over these worlds, which differ by "
        f"{drawn}, has p < .01. It holds at these settings; it is no verdict on the claim.",
        f"实际：平均配对差值占对照均值的百分比。平均差值超过无实际意义的范围，且对这些世界（差别在于{drawn_zh}）的"
        "符号检验 p < 0.01，才算有方向。只在此设定下成立，不是对主张的结论。",
    )
