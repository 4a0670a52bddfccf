"""What was found, in one sentence made from the numbers; it says no more than they do.

A strategy is called ahead only when the joint interval of its paired difference clears the
practical difference. Otherwise the sentence stays neutral.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.charts.data import Language
from sim.charts.numbers import number, spread
from sim.charts.wording import FEWEST_RUNS
from sim.metrics.measure import Measure
from sim.scenario import Text
from sim.study.comparison import Comparison, Lift
from sim.study.design_finding import what_counts, what_settings_bring
from sim.study.discovery import Discovery
from sim.study.discovery_finding import discovery_finding
from sim.study.outlook import Outlook
from sim.study.sensitivity import Sensitivity
from sim.study.statistics import Interval
from sim.study.sweep import Sweep

MOST_NAMES = 3
"""A sentence names so many strategies and counts the rest."""

DIED_OUT = 0.1
"""It is told that communities die out when at least this share of runs ends without anybody."""


@dataclass(frozen=True)
class _Lead:
    """A strategy that is ahead of all others, and how far of the next."""

    name: str
    mean: float
    next: str
    over: Interval


def finding(study: Outlook, measure: str | None = None, language: Language = "en") -> str:
    """The finding of a study in a measure on the day that is judged, for a figure's title."""
    if isinstance(study, Discovery) and measure is None:
        return discovery_finding(study).say(language)
    measure = measure or study.headline[0]
    if isinstance(study, Sensitivity):
        return what_counts(study, measure).say(language)
    if isinstance(study, Sweep):
        return what_settings_bring(study, measure).say(language)
    if isinstance(study, Comparison) and len(study.scenarios) > 1:
        return _what_differs(study, measure).say(language)
    return _what_may_happen(study, measure).say(language)


def _what_may_happen(study: Outlook, name: str) -> Text:
    """Of one scenario: the middle run and the range."""
    measure, day = study.measures[name], study.day
    known = study.values(name)[study.scenarios[0]].dropna()
    if not len(known):
        return Text(en="Every run has failed", zh="所有运行均失败")
    few = len(known) < FEWEST_RUNS
    ends = (0.0, 1.0) if few else (0.05, 0.95)
    middle, low, high = (float(known.quantile(share)) for share in (0.5, *ends))
    said = {}
    for language in ("en", "zh"):
        whole = measure.whole
        if len(known) == 1:
            said[language] = number(middle, language, whole=whole), ""
        else:
            said[language] = spread(middle, low, high, language, whole=whole)
    title = _inside(measure.en)
    if len(known) == 1:
        return Text(
            en=f"After {day:,} days this one run has {said['en'][0]} {title}",
            zh=f"{day:,} 天后，这一次运行的{measure.zh}为 {said['zh'][0]}",
        )
    died = float((known == 0).mean())
    gone = f"; {died:.0%} of runs die out" if died >= DIED_OUT else ""
    gone_zh = f"；{died:.0%} 的运行无人留存" if died >= DIED_OUT else ""
    of = f"all {len(known)}, which are few" if few else "nine of ten"
    of_zh = f"仅有的 {len(known)} 次运行" if few else "九成运行"
    return Text(
        en=f"{said['en'][0]} {title} after {day:,} days in the middle run, "
        f"{said['en'][1]} in {of}{gone}",
        zh=f"{day:,} 天后{measure.zh}的中位数为 {said['zh'][0]}，"
        f"{of_zh}在 {said['zh'][1]} 之间{gone_zh}",
    )


def _what_differs(study: Comparison, name: str) -> Text:
    """Of several strategies: who leads, who beats the baseline, or that nobody clearly does."""
    measure = study.measures[name]
    lifts = study.lifts(name)
    if not lifts:
        return Text(en="No run of every strategy has succeeded", zh="没有各策略均成功的运行")
    if lifts[0].replicates < 2:
        return Text(
            en="One run of each strategy does not tell which is better",
            zh="每种策略只运行一次，无法判断优劣",
        )
    lead = _leader(study, measure, lifts[0].practical)
    if lead:
        return _leads(study, measure, lead)
    ahead = [each for each in lifts if each.clear and _is_good(each.lift, measure)]
    behind = [each for each in lifts if each.clear and not _is_good(each.lift, measure)]
    if ahead:
        return _ahead_of_baseline(study, measure, ahead)
    if all(each.practically_none for each in lifts):
        base = study.titles[study.baseline]
        return Text(
            en=f"After {study.day:,} days every strategy is practically as good as “{base.en}” "
            f"in {_inside(measure.en)}",
            zh=f"{study.day:,} 天后，各策略的{measure.zh}与“{base.zh}”实际上没有差别",
        )
    if not behind and lifts[0].replicates < FEWEST_RUNS:
        runs = lifts[0].replicates
        return Text(
            en=f"{runs} runs of each strategy are too few to tell which is better in "
            f"{_inside(measure.en)}",
            zh=f"每种策略只运行 {runs} 次，尚无法判断{measure.zh}的优劣",
        )
    return _nobody_ahead(study, measure, behind)


def _leader(study: Comparison, measure: Measure, practical: float) -> _Lead | None:
    """Who is ahead of every other strategy by more than the practical difference, if anybody."""
    for name, intervals in study.differences(measure.name).items():
        others = [other for other in study.scenarios if other != name]
        good = [each if _is_good(1.0, measure) else _turned(each) for each in intervals]
        if all(each.low > practical for each in good):
            nearest = min(range(len(others)), key=lambda i: good[i].mean)
            mean = float(study.paired(measure.name)[name].mean())
            return _Lead(name, mean, others[nearest], intervals[nearest])
    return None


def _leads(study: Comparison, measure: Measure, lead: _Lead) -> Text:
    who, nearest, day = study.titles[lead.name], study.titles[lead.next], study.day
    more = lead.over.mean > 0
    by = lead.over if more else _turned(lead.over)
    mean, (apart, between), (_, between_zh) = (
        number(lead.mean, "en", whole=measure.whole),
        spread(by.mean, by.low, by.high, "en", whole=measure.whole),
        spread(by.mean, by.low, by.high, "zh", whole=measure.whole),
    )
    than = "more" if more else "fewer" if measure.whole else "less"
    several = len(study.scenarios) > 2
    after = f"“{nearest.en}”" if not several else f"the next, “{nearest.en}”"
    after_zh = f"“{nearest.zh}”" if not several else f"居次的“{nearest.zh}”"
    return Text(
        en=f"“{who.en}” leads: on average {mean} {_inside(measure.en)} after {day:,} days, "
        f"{apart} {than} than {after} (95% interval {between})",
        zh=f"“{who.zh}”领先：{day:,} 天后{measure.zh}平均 {mean}，比{after_zh}"
        f"{'多' if more else '少'} {apart}（95% 区间 {between_zh}）",
    )


def _ahead_of_baseline(study: Comparison, measure: Measure, ahead: Sequence[Lift]) -> Text:
    base, day = study.titles[study.baseline], study.day
    best = sorted(ahead, key=lambda each: abs(each.lift), reverse=True)
    en = _named([(study.titles[each.scenario].en, _percent(each)) for each in best], "en")
    zh = _named([(study.titles[each.scenario].zh, _percent(each)) for each in best], "zh")
    verb = "is" if len(ahead) == 1 else "are"
    among = (
        ("; which of these is best stays open", "；它们之间尚无定论")
        if len(ahead) > 1
        else ("", "")
    )
    return Text(
        en=f"{en} {verb} clearly ahead of “{base.en}” in {_inside(measure.en)} after {day:,} days"
        f"{among[0]}",
        zh=f"{day:,} 天后，{zh}的{measure.zh}明显优于“{base.zh}”{among[1]}",
    )


def _nobody_ahead(study: Comparison, measure: Measure, behind: Sequence[Lift]) -> Text:
    base, day = study.titles[study.baseline], study.day
    en = f"No strategy is clearly ahead of “{base.en}” in {_inside(measure.en)} after {day:,} days"
    zh = f"{day:,} 天后，没有一种策略在{measure.zh}上明显优于“{base.zh}”"
    if not behind:
        return Text(en=en, zh=zh)
    worst = sorted(behind, key=lambda each: abs(each.lift), reverse=True)
    names = _named([(study.titles[each.scenario].en, _percent(each)) for each in worst], "en")
    names_zh = _named([(study.titles[each.scenario].zh, _percent(each)) for each in worst], "zh")
    verb = "is" if len(behind) == 1 else "are"
    return Text(en=f"{en}; {names} {verb} clearly behind", zh=f"{zh}；{names_zh}明显落后")


def _named(each: Sequence[tuple[str, str]], language: Language) -> str:
    """`A (+25%), B (+18%) and 2 more`."""
    shown = [
        f"“{name}” ({share})" if language == "en" else f"“{name}”（{share}）"
        for name, share in each
    ]
    rest = len(shown) - MOST_NAMES
    if rest > 0:
        listed = (", " if language == "en" else "、").join(shown[:MOST_NAMES])
        return (
            f"{listed} and {rest} more" if language == "en" else f"{listed}等 {len(shown)} 种策略"
        )
    if language == "zh":
        return "、".join(shown)
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _percent(lift: Lift) -> str:
    share = 100 * lift.relative
    return f"{share:+.0f}%".replace("-", "−")


def _is_good(difference: float, measure: Measure) -> bool:
    return (difference < 0) == (measure.better == "lower")


def _turned(interval: Interval) -> Interval:
    return Interval(-interval.mean, -interval.high, -interval.low, interval.method)


def _inside(title: str) -> str:
    """A title within a sentence: its first letter small, unless it is an abbreviation."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
