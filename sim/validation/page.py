"""The page: the table as Markdown, with what does not hold and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sim.scenario.text import NO_WORDS, Text
from sim.validation.outcome import HELD, HOLDS_NOW, NOT_RUN, WORDS, Outcome
from sim.validation.table import HEAD, TITLES, counts, lines, reason, verdict_of

INTRODUCTION = """\
# Validation 验证

<!-- Written by `seed100 validate --page docs/validation.md`. Do not edit. -->

What is known of the world, and what the model makes of it. Failures are left in.

| verdict 结论 | meaning 含义 |
|---|---|
| held 成立 | all numbers lie in their bands 各数值均在区间内 |
| BROKEN 被破坏 | it held before and does not any more: the command fails 曾经成立而现在不成立，命令返回失败 |
| missed 未达到 | outside its band, as is known; the reason is below 已知不在区间内，原因见下 |
| not applicable 不适用 | the model has nothing to compare; the reason is below 模型无可对照，原因见下 |
| not run 未运行 | takes long, and was left out this time 耗时较长，本次未运行 |
| confirmed, conditional, contradicted, assumed 证实、有条件成立、相悖、假定 | verdicts on claims, see there 对主张的结论，见该节 |

Bands are set by theory, by its sampling error, or by the range that data sets show, never by what
the model gave. 区间由理论、抽样误差或数据集的范围决定，从不由模型结果决定。
"""

NOTES: dict[str, str] = {
    "limits": "With everything else switched off, a part must give what theory gives. "
    "关闭其余一切之后，各部分必须给出理论结果。",
    "facts": "The default scenario must look like real communities do. 默认方案应呈现真实社群的特征。",
    "controls": "Where nothing should differ, nothing may. 不应有差异之处，不得有差异。",
    "claims": "What practitioners say, tested in the same worlds and then over the ranges of the "
    "assumptions. 实践者的主张：在相同世界中成对检验，再在各假设的取值范围内检验。",
    "patterns": "What several data sets of real communities have in common. 多个真实社群数据集的共同规律。",
}


def page(outcomes: Sequence[Outcome]) -> str:
    """The whole page; rows that were not run say so."""
    return "\n".join(_paragraphs(outcomes)).rstrip() + "\n"


def _paragraphs(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield INTRODUCTION
    yield _summary(outcomes)
    for family, group in groupby(outcomes, key=lambda outcome: outcome.check.family):
        found = list(group)
        yield f"\n## {TITLES[family].en} {TITLES[family].zh}\n"
        yield NOTES[family] + "\n"
        yield from _table(found)
        yield from _reasons(found)


def _summary(outcomes: Sequence[Outcome]) -> str:
    said = ", ".join(
        f"{many} {_both(WORDS[verdict], ' ')}" for verdict, many in counts(outcomes).items()
    )
    return f"{len(outcomes)} checks 项检验: {said}."


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield "| " + " | ".join(_both(word, " ") for word in HEAD) + " |"
    yield "|---|---|---|---|---|"
    for outcome in outcomes:
        both = zip(lines(outcome, "en"), lines(outcome, "zh"), strict=True)
        for first, (en, zh) in enumerate(both):
            title = Text(en=en.what, zh=zh.what)
            theory = NO_WORDS if first else outcome.check.theory
            what = _both(title) + (f"<br>*{theory.en}*<br>*{theory.zh}*" if theory else "")
            shown = en.simulated if en.held or not en.simulated else f"**{en.simulated}**"
            verdict = "" if first else _both(verdict_of(outcome), " ")
            cells = (en.id, what, en.band, shown, verdict)
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def _reasons(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Why rows do not hold or apply, and what claims depend on."""
    for outcome in outcomes:
        said = Text(en=reason(outcome, "en"), zh=reason(outcome, "zh"))
        if said and outcome.verdict not in (HELD, HOLDS_NOW, NOT_RUN):
            yield f"**{outcome.check.id}**, {outcome.check.title.en}: {said.en}\n{said.zh}\n"


def _both(words: Text, between: str = "<br>") -> str:
    return between.join(dict.fromkeys(each for each in (words.en, words.zh) if each))
