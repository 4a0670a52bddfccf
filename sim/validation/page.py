"""The page: the table as Markdown, with what does not hold and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sim.scenario.text import NO_WORDS, Text
from sim.validation.facts.default_runs import LOGS
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

Bands are set by theory, by its sampling error, by where real communities lie but for those that stand apart
([where from](patterns.md#real-and-simulated)), or, of attendance, by a choice of width; never by what the model
gave. 区间由理论、抽样误差、真实社群的分布范围（个别特殊者除外）或（活动参加率）人为设定的宽度决定，从不由模型结果决定。

### What was set with rows in view 参照结果设定的部分

Bands did not move, but on 22 November 2026 parameters and two measures did, by people who saw which rows
missed. These rows show that the model can look like that; they are no independent test of it. Communities
that were not looked at are. 区间未动，但部分参数与两种量法是在看到未达标项之后设定的；以下各项只说明模型能够呈现该特征，不构成独立检验。

- **P2-P13, P17, P19-P23**: `novelty` (how fast it wears off, and what lasts) and `habit` were chosen by least
  squares of some 120 settings on two curves of three logs: acts by days since the first, and the chance to act
  again by days since the last. Among settings that fit about as well, rows of the default decided: a weaker habit
  would fit a little better, and bring more contributors back than P9 and P12 allow. `interaction.reply` .35 to .18
  comes from how many first acts towards somebody are returned within a week in the same three logs. These are
  among those the bands come from.
- **With rows of the default in view**: `market.contributors` .3 to .25 to .2 (P1 was .798 at .25);
  `market.posting_spread` .9 to 1.1 to 1.2 (F2: Gini .734 at .9, and with the new novelty .727 at 1.1; P2 was .428
  and F4 .075 there); the KOL's factor on posts and talk 2 to 1 (P16 was .945 at 2; Panciera et al. 2009 speak for
  1, too); the founder's 2 to 1 (P22, P23).
- **What that decided**: with `novelty`, `habit` and `interaction.reply` set anew and nothing else touched, 71 of the 83
  rows beside the claims held (86 %). F2, F4, P2 and P25-P27 missed, each by little; the spread of the urge and two
  numbers of events were then moved, and they held as they were then counted. The two curves did not ask for the wider spread. How talkative
  people stay from one day to another, looked at afterwards, would ask for .9, 1.5 and .5 in the three logs.
- **What lasts is unequal** since it was seen that in simulated communities without a founder too few newcomers turned
  to the core (.33, .34 and .36; band from .35) and that those who act in the third month did not go on in the fourth.
  Of three forms of inequality, none of which takes another number, the one that also suits P24-P28 was kept
  ([novelty](model.md#novelty)). With it came `novelty.fading` 2 to 1.75 and `novelty.lasting` .1 to .07, with the
  default's rows, the three scenarios' and the meetup's in view, and `events.habit` .5 to 0. P22 holds since; F4, which
  held by a hair, misses.
- **C12a** was contradicted in 12 worlds at the new defaults and 24 over the ranges. Both were raised to 60 after that
  was seen, as twelve hold a handful of splits; there it is what it was before, assumed. C07a, which is about splits,
  too, was contradicted in as few worlds and has been raised to 60 for the same reason.
- **F3**: exits by silence are now dated to the last visit; before, the ratio was .92 with the old frailty. So
  dated it was .806 (band to .8), and then `churn.frailty_shape` went from 1 to .7, by figures recalled
  from memory; since checked: two cohorts of Fader and Hardie (2007, table 1) are fitted by .67 and .71.
- **F4**: answered within a week of the first act, whatever was said, gave .34 when the way of measuring was
  chosen (.37 with the present defaults, 24 runs). Of those whose first day held one act, answered within a week
  gave .20 (.24), within two days .14 (.10), on that day .15 (.04); the last is what stands below. By the last it
  held then; by the third it would now. Two real logs give .04 and .11 by the last, so its lower
  edge is not met by one of them.
- **L17b** now tests a threshold (`voices_needed`), which was added for it. Reinforcement still fails: 2.41.
- **How P1-P28 are counted** was changed on a reviewer's advice on 22 November 2026, after the values had been seen:
  the mean of eight runs of the default (of four of `local_meetup` for P24-P28) became the median of twenty, the first
  eight or four among them, as `seed100 patterns` and twins have it. One verdict changes: P26 held at .0937 and misses
  at .103; the mean of twenty, .102, misses, too. P22 goes from .0856 to .0767 and P23 from .0424 to .0127, since a few
  runs have much more (mean of twenty .0984 and .0399); no other row changes by more than a ninth. Numbers in
  this section are of the earlier count unless it is named. P1–P28 由八次（P24–P28 为四次）运行的平均改为二十次运行的
  中位数，是在看到数值之后按评审意见所改；仅 P26 的结论改变：由成立变为未达到。
- **P24-P28**: measured in `local_meetup`, in place of the default community, where .64 never come, and among those
  who are still members. Three parameters of events were chosen among some sixty settings on the very group that
  the bands stand around, two of them anew each time that novelty changed.
- **The three real communities** ([patterns](patterns.md)) have no founder who takes part, and nobody talks to one. With
  the default founder, who never tires, the first ten say .12, .08 and .12 of all, and .12, .14 and .19 in the last
  third (bands to .10 and .06). A founder of .3 was tried first; that none takes part needs no number. In two of them
  fewer newcomers then turned to the core than the band says (.33 and .34; from .35), and that row was taken out of what
  a test asks of them. Since what lasts is unequal all rows are in the test, as medians of twenty runs, in place of
  three before: newcomers turn to the core in .39, .36 and .36 of cases, in the first three runs alone in .32, .34
  and .27.
- **Set on two logs, tried on the third**: of 120 settings of `novelty` and `habit` those that fit two of the logs best
  miss the two curves of the third by a factor of 2.8 (CollegeMsg), 1.5 (question site) and 1.7 (course forum), in the
  root mean square. The defaults, set on all three, miss them by 2.1, 1.5 and 1.7, the best for each alone by 1.8, 1.2
  and 1.4; when what lasts was the same for everybody, the defaults missed them by 1.7, 1.6 and 1.6, and what stood
  before them by 2.1, 1.4 and 1.7. So communities differ more than settings that suit
  several: of another one expect curves to be off by a factor of two.
"""

NOTES: dict[str, str] = {
    "limits": "With everything else switched off, a part must give what theory gives. "
    "关闭其余一切之后，各部分必须给出理论结果。",
    "facts": "The default scenario must look like real communities do. 默认方案应呈现真实社群的特征。",
    "controls": "Where nothing should differ, nothing may. 不应有差异之处，不得有差异。",
    "claims": "What practitioners say, tested in the same worlds and then over the ranges of the "
    "assumptions. 实践者的主张：在相同世界中成对检验，再在各假设的取值范围内检验。",
    "patterns": "What several data sets of real communities have in common. "
    f"P1-P28: median of {LOGS} runs (P24-P28 of `local_meetup`), ± two standard errors by the bootstrap; P29 "
    "to P31: mean of eight runs, of four, and one run. Numbers are held against the bands unrounded; "
    "`seed100 patterns` judges to the decimals that bands have. "
    f"多个真实社群数据集的共同规律。P1–P28 为 {LOGS} 次运行的中位数（P24–P28 用 `local_meetup`）± 两个标准误"
    "（自助法）；P29–P31 分别为八次、四次运行的平均与单次运行。此处以未舍入的数值对照区间，"
    "`seed100 patterns` 按区间的小数位数判断。",
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
        yield from _at_edges(found)
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


def _at_edges(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Which rows other runs might decide otherwise."""
    close = [
        each.check.id
        for each in outcomes
        if each.measured and any(one.at_an_edge for one in each.measured.readings)
    ]
    if close:
        yield (
            f"Within two standard errors of an edge of the band, so that other runs might say otherwise: "
            f"{', '.join(close)}. 距区间边缘不足两个标准误，换一批运行结论可能不同：{'、'.join(close)}。\n"
        )


def _reasons(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Why rows do not hold or apply, and what claims depend on."""
    for outcome in outcomes:
        said = Text(en=reason(outcome, "en"), zh=reason(outcome, "zh"))
        if said and outcome.verdict not in (HELD, HOLDS_NOW, NOT_RUN):
            yield f"**{outcome.check.id}**, {outcome.check.title.en}: {said.en}\n{said.zh}\n"


def _both(words: Text, between: str = "<br>") -> str:
    return between.join(dict.fromkeys(each for each in (words.en, words.zh) if each))
