"""Where differences come from, in words."""

from __future__ import annotations

from sim.scenario.text import Text
from sim.study.comparison import Comparison
from sim.study.variance import NAMES, Share


def what_matters(study: Comparison) -> Text:
    """The parts of the primary outcome's variance in one sentence, the greatest first."""
    measure = study.measures[study.headline[0]]
    parts = sorted(study.split(), key=lambda each: -each.share)
    if not parts:
        return Text(
            en="Too few draws to tell choice from luck", zh="抽取次数太少，无法区分选择与运气"
        )
    told = [each for each in parts if round(100 * each.share)][:3]
    en = [f"{each.share:.0%} {_source(each).en}" for each in told]
    zh = [f"{_source(each).zh}占 {each.share:.0%}" for each in told]
    listed = en[0] if len(en) == 1 else f"{', '.join(en[:-1])} and {en[-1]}"
    title = measure.en[:1].lower() + measure.en[1:]
    return Text(
        en=f"What makes {title} differ after {study.day:,} days: {listed}",
        zh=f"{study.day:,} 天后{measure.zh}差异的来源：{'、'.join(zh)}",
    )


def reading_shares(study: Comparison) -> Text:
    """How to read the bars."""
    together = study.repeats == 1 and bool(study.uncertainties)
    en = "Share of the variance over strategies, draws and luck. Line: 95% interval."
    zh = "条形：各来源占全部方差的份额。横线：95% 区间。"
    if together:
        en += " With one run a draw, assumptions and luck cannot be told apart: set `repeats`."
        zh += "每次抽取只运行一次，无法区分假设与运气：请设置 `repeats`。"
    return Text(
        en=f"{en} “×”: how far the best choice depends on it.",
        zh=f"{zh}“×”：策略的优劣在多大程度上取决于它。",
    )


def _source(share: Share) -> Text:
    name = NAMES[share.part]
    return Text(en=name.en[:1].lower() + name.en[1:], zh=name.zh)
