"""What a discovery found, in one sentence made from the numbers."""

from __future__ import annotations

from sim.charts.boxes import described
from sim.charts.data import Words
from sim.charts.numbers import number
from sim.scenario import Text
from sim.study.discovery import Discovery


def discovery_finding(study: Discovery) -> Text:
    """How often the target is met, and under which circumstances far more often."""
    target = study.target
    everywhere = float(study.cases.mean()) if len(study.cases) else float("nan")
    case = _case(study)
    said = Text(
        en=f"In {everywhere:.0%} of futures {case.en}",
        zh=f"在 {everywhere:.0%} 的未来中，{case.zh}",
    )
    box, fresh = study.found.box, study.found.fresh
    if not target or not study.cases.any() or study.cases.all():
        return said
    if not box.limits:
        return Text(
            en=f"{said.en}, and no circumstance foretells it", zh=f"{said.zh}，且无法由已知因素预见"
        )
    names: dict[str, Words] = {key: text.model_dump() for key, text in study.names.items()}
    return Text(
        en=f"{said.en}; in {_percent(fresh.density)} with {described(box, names, 'en')}",
        zh=f"{said.zh}；当{described(box, names, 'zh')}时为 {_percent(fresh.density)}",
    )


def _case(study: Discovery) -> Text:
    """What a case is, in words."""
    target, judged = study.target, study.outcomes[0]
    measure = study.measures[judged.measure]
    below, above = target["below"], target["above"]
    side = above if below is None else below
    whose = study.titles[target["of"]]
    if isinstance(side, str):
        other = study.titles[side]
        than, than_zh = f"“{other.en}”", f"“{other.zh}”"
    else:
        than, than_zh = (
            number(float(side), language, whole=measure.whole) for language in ("en", "zh")
        )
    by = number(float(target["by"]), "en", whole=measure.whole) if target["by"] else ""
    word = "below" if below is not None else "above"
    more = f"more than {by} {word}" if by else word
    word_zh = "低于" if below is not None else "高于"
    more_zh = f" {by} 以上" if by else ""
    return Text(
        en=f"“{whose.en}” is {more} {than} in {_inside(measure.en)} on day {judged.day:,}",
        zh=f"“{whose.zh}”第 {judged.day:,} 天的{measure.zh}{word_zh}{than_zh}{more_zh}",
    )


def _percent(share: float) -> str:
    return f"{share:.0%}" if share == share else "–"


def _inside(title: str) -> str:
    """A title within a sentence: its first letter small, unless it is an abbreviation."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
