"""Writes docs/claims.md: what practitioners claim, and what came of it.

    python docs/claims.py              # the page and its figures, from docs/claims.json
    python docs/claims.py --measure    # first runs every claim, which takes half an hour of a processor
    python docs/claims.py --record     # also writes the verdicts into the claims' files

What is measured lies in results/claims, so that measuring goes on where it stopped; a model or a file that
has changed is measured anew.
What the model cannot show, and who says what, stands in docs/claims.yaml.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from sim.record.provenance import model_fingerprint
from sim.scenario import packaged
from sim.study import experiment
from sim.study.block import measures_of_a_run
from sim.study.experiment import Experiment
from sim.validation.claims import QUICK, as_measured, expectations_of, outcomes_of
from sim.validation.verdict import Evidence, Expectation, Part, judge

HERE = Path(__file__).parent
PAGE, MEASURED, NOTES = HERE / "claims.md", HERE / "claims.json", HERE / "claims.yaml"
KEPT = HERE.parent / "results" / "claims"

VERDICTS = {
    "confirmed": "confirmed 证实",
    "conditional": "conditional 有条件成立",
    "contradicted": "contradicted 相悖",
    "assumed": "assumed 假定",
    "": "not measured yet 尚未检验",
}
EXPECTED = {
    "+": "more 更多",
    "-": "less 更少",
    "hump": "more than both 高于两端",
    "none": "no difference 无差别",
}
INTRODUCTION = """\
# What practitioners claim 实践者的主张

<!-- Written by docs/claims.py from docs/claims.json and docs/claims.yaml. Do not edit. -->

Five Chinese articles on product communities make twenty-seven claims about what works. Each is an
[experiment](../experiments/claims) that you can run, change and run again:

```sh
seed100 compare c03_threshold
```

It is tested twice, always in worlds that all strategies share: in {near} worlds at the defaults, which
differ by luck, and in {far} worlds that each draw the assumptions on which it may hang from ranges that
the file names{others}. What is expected follows the claim's words and
was not changed by what came out. In so many worlds a part that is borne out in twenty of twenty-four may
change its verdict with more (`--replicates`, or `replicates` and `claim.worlds` in the file).

| verdict | meaning |
|---|---|
| confirmed 证实 | as expected at the defaults and over the ranges, in the mean by more than a twentieth (C14, C15: a fiftieth), and in nine of ten worlds of the ranges by any amount |
| conditional 有条件成立 | in part, or only under some assumptions; the page says which when one tells |
| contradicted 相悖 | not borne out at the defaults and not over the ranges: the opposite, no difference, less than matters, or too little to be told from luck in so many worlds; the text says which |
| assumed 假定 | the equations contain it, so that running them can refute it and never confirm it |

**No verdict is about the world.** Confirmed means that the claim follows from this model whatever its
assumptions are within the ranges; contradicted, that it does not. Most parameters are
[assumptions](reference.md#evidence), and some claims are nearer to the equations than others, which is
said in each case.
"""
OUTDATED = """\
**Some numbers are of an earlier state of the model**; `python docs/claims.py --measure` brings them up to
date. 部分数字来自较早版本的模型。
"""
AFTER = """\
## How to make it again 如何重做

`seed100 validate --only claims` judges every claim and fails when a verdict is no longer the one its file
records. `python docs/claims.py --measure` also writes this page. `seed100 compare NAME` writes curves,
differences and reasons for leaving of one claim's worlds, English and Chinese.
"""


def measure() -> list[dict[str, Any]]:
    """Every claim's runs, judged."""
    KEPT.mkdir(parents=True, exist_ok=True)
    found = [_claim(file) for file in packaged.folder(packaged.CLAIMS).glob("*.yaml")]
    return sorted(found, key=lambda claim: str(claim["id"]))


def _claim(file: Path) -> dict[str, Any]:
    read = experiment.load(file, QUICK)
    assert read.claim is not None
    certain = replace(read, uncertainties={}, replicates=read.claim.worlds, repeats=1)
    near, far = _outcomes(certain, "defaults"), _outcomes(read, "ranges")
    plan = read.plan()
    draws = pd.DataFrame([plan.world(number).values for number in range(plan.replicates)])
    judged = judge(expectations_of(read.claim), near, far, draws, assumed=bool(read.claim.assumed))
    found = as_measured(judged, replace_found(read.claim))
    pairs = zip(read.claim.expect, judged.parts, strict=True)
    return {
        "file": file.stem,
        "id": read.claim.id,
        "model": model_fingerprint()[:8],
        "verdict": judged.verdict,
        "said": found.said.model_dump(),
        "worlds": [read.claim.worlds, read.replicates],
        "parts": [_part(words.sign, part, near, far) for words, part in pairs],
        "means": _means(read, near),
    }


def replace_found(claim: Any) -> Any:
    """The claim without the verdict it had: what is written here is the one it has."""
    return claim.model_copy(update={"found": None})


def _outcomes(read: Experiment, name: str) -> pd.DataFrame:
    """A row a run: world, strategy, every outcome. Read when it was measured before."""
    kept = KEPT / f"{read.name}-{name}-{read.plan().hash[:8]}-{model_fingerprint()[:8]}.csv"
    if not kept.exists():
        print(f"{read.name}, {name}: {len(read.plan().runs)} runs", file=sys.stderr)
        outcomes_of(read, _names(read))[0].to_csv(kept, index=False)
    return pd.read_csv(kept)


def _names(read: Experiment) -> list[str]:
    return [f"{each.measure}@{each.day}" for each in read.outcomes]


def _part(sign: str, part: Part, near: pd.DataFrame, far: pd.DataFrame) -> dict[str, Any]:
    told = part.expectation
    assert part.over_ranges is not None
    return {
        "strategy": told.strategy,
        "against": list(told.against),
        "outcome": told.outcome,
        "sign": sign,
        "judgement": part.judgement,
        "effect": _shown(part.at_defaults, sign),
        "share": round(part.over_ranges.share, 3),
        "middle": _middle(told, far),
    }


def _shown(evidence: Evidence, sign: str) -> float | None:
    """The effect as a share of what it is compared with, more being positive."""
    relative = -evidence.relative if sign == "-" else evidence.relative
    return round(relative, 4) if np.isfinite(relative) else None


def _middle(told: Expectation, far: pd.DataFrame) -> list[float] | None:
    """Where the middle nine in ten worlds of the ranges lie; against the better end of a hump."""
    table = far.pivot(index="world", columns="strategy", values=told.outcome).dropna()
    other = table[list(told.against)].max(axis=1)
    relative = ((table[told.strategy] - other) / other.abs()).replace([np.inf, -np.inf], np.nan)
    if relative.isna().any():
        return None
    return [round(float(value), 4) for value in relative.quantile([0.05, 0.95])]


def _means(read: Experiment, near: pd.DataFrame) -> dict[str, dict[str, float]]:
    means = near.groupby("strategy")[_names(read)].mean()
    return {
        scenario.name: {name: float(f"{value:.4g}") for name, value in means.loc[scenario.name].items()}
        for scenario in read.scenarios
    }  # fmt: skip


# The page


def page(claims: Sequence[dict[str, Any]], notes: dict[str, Any]) -> str:
    """All of it."""
    measured = [claim for claim in claims if claim["verdict"]]
    near, far = measured[0]["worlds"]
    others = "; ".join(
        f"{claim['file']}: {claim['worlds'][0]} and {claim['worlds'][1]}"
        for claim in measured
        if claim["worlds"] != [near, far]
    )
    parts = [INTRODUCTION.format(near=near, far=far, others=f" ({others})" if others else "")]
    if any(claim.get("model") != model_fingerprint()[:8] for claim in measured):
        parts.append(OUTDATED)
    parts += [_summary(claims, notes), _sources(notes)]
    for number, group in groupby(claims, key=lambda claim: claim["id"][:3]):
        parts += _section(number, list(group), notes["claims"][number])
    return "\n".join([*parts, AFTER])


def _with_those_not_measured(measured: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every claim that has a file; one that is new says that it has not been measured."""
    found = {claim["file"]: claim for claim in measured}
    for name in set(packaged.names(packaged.CLAIMS)) - set(found):
        claim = _read(name).claim
        assert claim is not None
        found[name] = {"file": name, "id": claim.id, "verdict": "", "parts": [], "means": {}}
    return sorted(found.values(), key=lambda claim: str(claim["id"]))


@cache
def _read(name: str) -> Experiment:
    return experiment.load(name)


def _summary(claims: Sequence[dict[str, Any]], notes: dict[str, Any]) -> str:
    counts = pd.Series([claim["verdict"] for claim in claims]).value_counts()
    said = ", ".join(f"{counts[name]} {name}" for name in VERDICTS if name in counts)
    rows = [
        f"| {claim['id']} | [{claim['file']}](#{_anchor(notes, claim)}) | {_says(claim)} | {VERDICTS[claim['verdict']]} |"
        for claim in claims
    ]
    head = ["| claim | experiment | it says 主张 | verdict 结论 |", "|---|---|---|---|"]
    return "\n".join([f"{len(claims)} experiments: {said}.\n", *head, *rows, ""])


def _anchor(notes: dict[str, Any], claim: dict[str, Any]) -> str:
    return (
        claim["id"][:3].lower()
        + "-"
        + "".join(
            "-" if letter == " " else letter
            for letter in notes["claims"][claim["id"][:3]]["title"].lower()
            if letter.isalnum() or letter in " -"
        )
    )


def _says(claim: dict[str, Any]) -> str:
    read = _read(claim["file"])
    assert read.claim is not None
    return f"{read.claim.says.en}<br>{read.claim.says.zh}"


def _sources(notes: dict[str, Any]) -> str:
    listed = [f"- **{key}** {said}" for key, said in notes["sources"].items()]
    figures = [
        f"![Claims at a glance](figures/claims-{part}.en.png)"
        for part in (1, 2, 3, 4)
        if (HERE / "figures" / f"claims-{part}.en.png").exists()
    ]
    reading = (
        "Dot: mean effect at the defaults, as a share of what it is compared with. Bar: the middle nine in "
        "ten worlds of the ranges. Arrow: what the claim expects. 圆点为默认参数下的平均相对效应，"
        "横条为取值范围内 90% 的世界，箭头为主张的方向（[中文图](figures/claims-1.zh.png)）。"
    )
    return "\n".join(
        ["## At a glance 一览\n", reading, "", *figures, "", "The articles:\n", *listed, ""]
    )


def _section(number: str, claims: Sequence[dict[str, Any]], note: dict[str, Any]) -> Iterator[str]:
    yield f"## {number} {note['title']}\n"
    yield f"*Practitioners say* ({note['from']}): {note['says']}\n"
    for claim in claims:
        yield from _experiment(claim)
    if "finding" in note:
        yield f"*What it came to*: {note['finding'].strip()}\n"
    yield f"*What it does not show*: {note['not']}\n"


def _experiment(claim: dict[str, Any]) -> Iterator[str]:
    read = _read(claim["file"])
    if not claim["verdict"]:
        yield f"**{VERDICTS['']}**: `seed100 compare {claim['file']}`.\n"
        return
    yield f"**{VERDICTS[claim['verdict']]}**: `seed100 compare {claim['file']}`. {claim['said']['en']}\n"
    yield "| expected | outcome | at the defaults | middle 90 % over the ranges | borne out in |"
    yield "|---|---|---|---|---|"
    titles = {scenario.name: scenario.settings.title.en for scenario in read.scenarios}
    for part in claim["parts"]:
        who = f"{titles[part['strategy']]} against {' and '.join(titles[each] for each in part['against'])}"
        cells = (
            f"{who}: {EXPECTED[part['sign']]}", _measure(part["outcome"]), _percent(part["effect"]),
            _span(part["middle"]), f"{part['share']:.0%}",
        )  # fmt: skip
        yield "| " + " | ".join(cells) + " |"
    yield "\nMeans at the defaults:\n"
    names = list(next(iter(claim["means"].values())))
    yield "| | " + " | ".join(_measure(name) for name in names) + " |"
    yield "|---|" + "---|" * len(names)
    for strategy, means in claim["means"].items():
        yield f"| {titles[strategy]} | " + " | ".join(_number(means[name]) for name in names) + " |"
    yield ""


def _measure(outcome: str) -> str:
    name, _, day = outcome.partition("@")
    title = next(each.en for each in measures_of_a_run() if each.name == name)
    return f"{title}, day {day}"


def _percent(value: float | None) -> str:
    return (
        "–"
        if value is None
        else f"{value:+.0%}".replace("-", "−")
        if abs(value) >= 0.1
        else f"{value:+.1%}".replace("-", "−")
    )


def _span(middle: Sequence[float] | None) -> str:
    return "–" if middle is None else " to ".join(_percent(value) for value in middle)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def record(claims: Sequence[dict[str, Any]]) -> None:
    """Write each verdict into its file, where `seed100 validate` compares with it."""
    for claim in claims:
        file = packaged.folder(packaged.CLAIMS) / f"{claim['file']}.yaml"
        text = re.sub(r"\n  found: \w+", "", file.read_text("utf-8"))
        found = f"\n  found: {claim['verdict']}" if claim["verdict"] else ""
        file.write_text(re.sub(r"(\nclaim:\n  id: \w+)", rf"\1{found}", text), "utf-8")


def main(arguments: Sequence[str]) -> None:
    """Measure when asked, then write the page and the figures."""
    from claims_figure import write_figures

    if "--measure" in arguments:
        MEASURED.write_text(json.dumps(measure(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    claims = _with_those_not_measured(json.loads(MEASURED.read_text("utf-8")))
    if "--record" in arguments:
        record(claims)
    notes = yaml.safe_load(NOTES.read_text("utf-8"))
    write_figures(claims, HERE / "figures")
    PAGE.write_text(page(claims, notes), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
