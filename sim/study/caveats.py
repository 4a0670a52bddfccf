"""What a reader must know beside the finding: what differs besides the strategy, and who pays.

Of one sentence each. They are made from the numbers and the settings, like the finding.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.charts.numbers import number
from sim.metrics.measure import Measure
from sim.scenario import Text
from sim.study.comparison import Comparison
from sim.study.design_finding import what_to_mind
from sim.study.outlook import Outlook
from sim.study.sensitivity import Sensitivity
from sim.study.statistics import Interval
from sim.study.sweep import Sweep

MONEY = ("cost", "income", "profit")
_, INCOME, PROFIT = MONEY


def caveats(study: Outlook) -> list[Text]:
    """All that there is to know of a study, in the order in which it is told."""
    if isinstance(study, Sweep):
        return [] if isinstance(study, Sensitivity) else what_to_mind(study)
    found = [different_lengths(study), different_markets(study)]
    if isinstance(study, Comparison) and len(study.scenarios) > 1:
        found += [price_of_the_lead(study), another_earns_more(study)]
    return [each for each in found if each]


def different_lengths(study: Outlook) -> Text | None:
    """Where scenarios last unlike long: how long each lasts, and which day is judged."""
    if study.same_length:
        return None
    days = {name: settings.days for name, settings in study.settings.items()}
    en = ", ".join(f"“{study.titles[name].en}” {many:,} days" for name, many in days.items())
    zh = "、".join(f"“{study.titles[name].zh}” {many:,} 天" for name, many in days.items())
    last, day = study.last_day, study.day
    return Text(
        en=f"The scenarios differ in length ({en}): all is counted up to day {last:,}, which every "
        f"one reaches, and judged on day {day:,}; what is measured monthly counts with its last value "
        "before",
        zh=f"各方案长度不同（{zh}）：一律统计到各方案都达到的第 {last:,} 天，以第 {day:,} 天的结果评判；"
        "按月测量的指标取此前最近一次的值",
    )


def different_markets(study: Outlook) -> Text | None:
    """Where scenarios do not meet the same people: what that may do to the comparison."""
    if study.same_market:
        return None
    sizes = {name: settings.market.people for name, settings in study.settings.items()}
    if len(set(sizes.values())) == 1:
        return Text(
            en="The scenarios do not meet the same people (their `market` differs): a difference may "
            "come from the people and not from what is done",
            zh="各方案面对的不是同样的人（`market` 设定不同）：差别可能来自人群，而不是做法",
        )
    en = ", ".join(f"“{study.titles[name].en}” {many:,}" for name, many in sizes.items())
    zh = "、".join(f"“{study.titles[name].zh}” {many:,} 人" for name, many in sizes.items())
    return Text(
        en=f"The scenarios do not meet the same people, and their markets differ in size ({en}): a "
        "lead in numbers may come from the larger market and not from what is done",
        zh=f"各方案面对的不是同样的人，市场规模也不同（{zh}）：人数领先可能来自更大的市场，而不是做法",
    )


def price_of_the_lead(study: Comparison) -> Text | None:
    """In which of the other measures that are judged the first in the primary one is last."""
    first, *others = study.headline
    leader = study.ranked[0]
    last = [study.measures[name] for name in others if _is_last(study, leader, name)]
    if not last or not study.lifts():
        return None
    who, most = study.titles[leader], study.measures[first]
    means = [float(study.paired(each.name)[leader].mean()) for each in last]
    parts = list(zip(last, means, strict=True))
    en = " and ".join(f"{_small(each)} ({_told(mean, each, 'en')})" for each, mean in parts)
    zh = "、".join(f"{each.zh}（{_told(mean, each, 'zh')}）" for each, mean in parts)
    return Text(
        en=f"“{who.en}”, first in {_small(most)}, is last in {en}",
        zh=f"“{who.zh}”的{most.zh}居首，但以下指标垫底：{zh}",
    )


def another_earns_more(study: Comparison) -> Text | None:
    """Who clearly makes more profit than the first in the primary outcome, if anybody.

    Nothing where nobody takes anything in: profit is then but the cost, and least where least is done.
    """
    leader = study.ranked[0]
    if not moves(study, (INCOME,)) or study.headline[0] == PROFIT or not study.lifts(PROFIT):
        return None
    means = study.paired(PROFIT).mean()
    richest = str(means.idxmax())
    if richest == leader or not _clearly_apart(study, richest, leader):
        return None
    best, first = study.titles[richest], study.titles[leader]
    measure, most = study.measures[PROFIT], study.measures[study.headline[0]]
    biggest = float(means[[richest, leader]].abs().max())
    said = {
        language: [
            number(means[name], language, whole=measure.whole, biggest=biggest)
            for name in (richest, leader)
        ]
        for language in ("en", "zh")
    }
    return Text(
        en=f"By profit the order is another: on average {said['en'][0]} with “{best.en}” by day "
        f"{study.day:,}, {said['en'][1]} with “{first.en}”, first in {_small(most)}",
        zh=f"按利润排序则不同：到第 {study.day:,} 天，“{best.zh}”平均 {said['zh'][0]}，"
        f"{most.zh}居首的“{first.zh}”为 {said['zh'][1]}",
    )


def moves(study: Outlook, kinds: Sequence[str] = MONEY) -> bool:
    """Whether there is money of these kinds under any scenario by the day that is judged."""
    if any(name not in study.measures for name in MONEY):  # results of an older model
        return False
    study.read_ahead(kinds, [study.day])
    return any(bool((study.values(name).fillna(0.0) != 0).any(axis=None)) for name in kinds)


def _is_last(study: Comparison, name: str, measure: str) -> bool:
    """Whether every other scenario has a better mean, and one of them clearly."""
    if not study.measures[measure].better or not study.lifts(measure):
        return False
    higher = study.measures[measure].better == "higher"
    behind = [_behind(each, higher) for each in study.differences(measure)[name]]
    apart = study.lifts(measure)[0].practical
    return all(each.mean > 0 for each in behind) and any(each.low > apart for each in behind)


def _clearly_apart(study: Comparison, better: str, worse: str) -> bool:
    """Whether one scenario makes clearly more profit than another."""
    others = [name for name in study.scenarios if name != better]
    ahead = study.differences(PROFIT)[better][others.index(worse)]
    return ahead.low > study.lifts(PROFIT)[0].practical


def _behind(difference: Interval, higher: bool) -> Interval:
    """By how much a scenario is worse, from its difference to another."""
    if not higher:
        return difference
    return Interval(-difference.mean, -difference.high, -difference.low, difference.method)


def _told(mean: float, measure: Measure, language: str) -> str:
    return number(mean, "zh" if language == "zh" else "en", whole=measure.whole)


def _small(measure: Measure) -> str:
    """A measure's title within a sentence."""
    return measure.en if measure.en[:2].isupper() else measure.en[:1].lower() + measure.en[1:]


def joined(sentences: Sequence[Text], language: str) -> str:
    """Sentences one after the other."""
    if language == "zh":
        return "".join(f"{each.zh}。" for each in sentences)
    return " ".join(f"{each.en}." for each in sentences)
