"""The table: outcomes as rows for a terminal, a page or a script."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.scenario.text import Text
from sim.validation.check import Family, Reading
from sim.validation.outcome import NOT_RUN, WORDS, Outcome

TITLES: dict[Family, Text] = {
    "limits": Text(en="Analytic limits", zh="解析极限"),
    "facts": Text(en="Stylised facts", zh="典型事实"),
    "controls": Text(en="Negative controls", zh="阴性对照"),
    "claims": Text(en="Claims of practitioners", zh="实践者的主张"),
    "patterns": Text(en="Patterns of real communities", zh="真实社群的规律"),
}

HEAD = (
    Text(en="id", zh="编号"),
    Text(en="what", zh="检验内容"),
    Text(en="band", zh="区间"),
    Text(en="simulated", zh="模拟值"),
    Text(en="verdict", zh="结论"),
)


@dataclass(frozen=True)
class Line:
    """One line of the table: a check's first line has its id and verdict."""

    id: str
    what: str
    band: str
    simulated: str
    verdict: str
    held: bool


def number(value: float) -> str:
    """Four figures, a real minus, thousands apart; a dash for what does not exist."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == int(value) and abs(value) < 1e7:
        return f"{int(value):,}".replace("-", "−")
    if abs(value) >= 1000:
        return f"{value:,.0f}".replace("-", "−")
    figures = f"{value:.3g}" if abs(value) < 1 else f"{value:.4g}"
    return f"−{figures[1:]}" if value < 0 else figures


def band(reading: Reading) -> str:
    """The band as a reader sees it: around a number, between two, or from one on."""
    if reading.expected is not None:
        within = reading.high - reading.expected
        return number(reading.expected) + (f" ± {_rough(within)}" if within else "")
    if math.isinf(reading.low) and math.isinf(reading.high):
        return ""
    if math.isinf(reading.high):
        return f"≥ {number(reading.low)}"
    if math.isinf(reading.low):
        return f"≤ {number(reading.high)}"
    return f"{number(reading.low)} … {number(reading.high)}"


def value(reading: Reading) -> str:
    """The number as a reader sees it, with two standard errors where they are known."""
    return number(reading.value) + (f" ± {_rough(2 * reading.error)}" if reading.error else "")


def lines(outcome: Outcome, language: str) -> Iterator[Line]:
    """A line that names the check, and one for each reading unless there is only one unnamed."""
    check, verdict = outcome.check, verdict_of(outcome).say(language)
    measured = outcome.measured.readings if outcome.measured else ()
    if len(measured) == 1:
        one = measured[0]
        yield Line(check.id, check.title.say(language), band(one), value(one), verdict, one.held)
        return
    yield Line(check.id, check.title.say(language), "", "", verdict, outcome.held or not measured)
    for one in measured:
        yield Line("", one.what.say(language), band(one), value(one), "", one.held)


def verdict_of(outcome: Outcome) -> Text:
    """The verdict as a reader sees it; of a claim that was not run also the one on record."""
    said = WORDS[outcome.verdict]
    if outcome.verdict != NOT_RUN or not outcome.check.recorded:
        return said
    before = WORDS[outcome.check.recorded]
    return Text(en=f"{said.en}, on record: {before.en}", zh=f"{said.zh}，原结论：{before.zh}")


def reason(outcome: Outcome, language: str) -> str:
    """What there is to say beside the numbers: why it does not hold, or apply, or what it says."""
    if outcome.error:
        return outcome.error.strip().splitlines()[-1]
    said = outcome.measured.said.say(language) if outcome.measured else ""
    return said or outcome.check.misses.say(language)


def counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many checks have each verdict, in the order of the words."""
    verdicts = [outcome.verdict for outcome in outcomes]
    return {verdict: verdicts.count(verdict) for verdict in WORDS if verdict in verdicts}


def as_data(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    """The table for a script: a dict for each check."""
    return [
        {
            "id": outcome.check.id,
            "family": outcome.check.family,
            "title": outcome.check.title.model_dump(),
            "theory": outcome.check.theory.model_dump(),
            "verdict": outcome.verdict,
            "slow": outcome.check.slow,
            "reason": {each: reason(outcome, each) for each in ("en", "zh")},
            "seconds": round(outcome.seconds, 2),
            "readings": [
                {
                    "what": one.what.model_dump(),
                    "value": _finite(one.value),
                    "low": _finite(one.low),
                    "high": _finite(one.high),
                    "error": one.error,
                    "held": one.held,
                }
                for one in (outcome.measured.readings if outcome.measured else ())
            ],
        }
        for outcome in outcomes
    ]


def _rough(value: float) -> str:
    return f"{value:.2g}"


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
