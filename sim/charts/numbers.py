"""Numbers as readers know them: thousands separators, millions (万 in Chinese), a true minus."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.charts.data import Language

_MOST_TICKS = 5
_ROOM = 1.03
_NEAR = 0.4
"""An end closer than this part of a step to the next tick is moved there."""


def number(value: float, language: Language, *, whole: bool, biggest: float | None = None) -> str:
    """One number; `biggest` of its group decides how many decimals the whole group has."""
    if not math.isfinite(value):
        return "–"
    size = abs(value if biggest is None else biggest)
    if size >= 1e6 and abs(value) >= 1e5:
        return _millions(value, language, size)
    return _signed(f"{value:,.{_decimals(size, whole)}f}")


def counted(count: int, one: str) -> str:
    """How many of a thing, in English: `1 run`, `1,200 runs`."""
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def spread(
    middle: float,
    low: float,
    high: float,
    language: Language,
    *,
    whole: bool,
    beside: float = 0.0,
) -> tuple[str, str]:
    """A number and its range, `2,416` and `2,063–2,963`, with the same decimals throughout.

    `beside` is the greatest number near it: where that is in millions, all are.
    """
    biggest = max(abs(v) for v in (middle, low, high, beside if beside >= 1e6 else 0.0))
    texts = [number(v, language, whole=whole, biggest=biggest) for v in (middle, low, high)]
    between = "–"
    if low < 0:
        between = " 至 " if language == "zh" else " to "
    return texts[0], f"{texts[1]}{between}{texts[2]}"


def signed(value: float, language: Language, *, whole: bool, biggest: float) -> str:
    """A difference, with its plus or minus."""
    text = number(value, language, whole=whole, biggest=biggest)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def spread_signed(
    middle: float, low: float, high: float, language: Language, *, whole: bool
) -> tuple[str, str]:
    """A difference and its interval, `+408` and `+190 to +620`, with the same decimals."""
    biggest = max(abs(v) for v in (middle, low, high))
    texts = [signed(v, language, whole=whole, biggest=biggest) for v in (middle, low, high)]
    between = " 至 " if language == "zh" else " to "
    return texts[0], f"{texts[1]}{between}{texts[2]}"


def _signed(text: str) -> str:
    """A true minus, and no minus before zero."""
    return text.replace("-", "−") if text.strip("-0.,") else text.lstrip("-")


def _decimals(size: float, whole: bool) -> int:
    """Enough for two digits of what is being told apart."""
    if whole or size >= 100:
        return 0
    if size >= 0.2 or size == 0:
        return 2 if size < 10 else 1
    return 3 if size >= 0.02 else 4


def _millions(value: float, language: Language, size: float) -> str:
    if language == "zh":
        return _signed(f"{value / 1e4:,.0f}") + " 万"
    return _signed(f"{value / 1e6:,.{1 if size >= 1e8 else 2}f}") + " M"


@dataclass(frozen=True)
class Scale:
    """An axis: its ends, and where it is marked with what."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    def part(self, value: float) -> float:
        """Where a value lies between the ends, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def scale(lowest: float, highest: float, language: Language, *, whole: bool) -> Scale:
    """An axis from zero (lower if values are negative) with three to five round ticks."""
    low, high = min(0.0, lowest), max(0.0, highest)
    if high - low < 1e-9:
        return Scale(0.0, 1.0, (0.0, 1.0), ("0", "1"))
    low, high = low * _ROOM, high * _ROOM
    step = _step(low, high, whole)
    low, high = -_rounded(-low, step), _rounded(high, step)
    ticks = [k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return Scale(low, high, tuple(ticks), tuple(_tick(t, step, language) for t in ticks))


def _rounded(end: float, step: float) -> float:
    """The end of an axis, or the tick beyond it when that is near."""
    beyond = math.ceil(end / step) * step
    return beyond if beyond - end < _NEAR * step else end


def _step(low: float, high: float, whole: bool) -> float:
    """The smallest round step that gives five ticks or fewer."""
    power = 10.0 ** math.floor(math.log10((high - low) / _MOST_TICKS))
    for factor in (1.0, 2.0, 2.5, 5.0, 10.0, 20.0):
        step = factor * power
        if whole and step != round(step):
            continue
        ends = _rounded(high, step), -_rounded(-low, step)
        if math.floor(ends[0] / step) - math.ceil(ends[1] / step) < _MOST_TICKS:
            return step
    return 1.0


def _tick(value: float, step: float, language: Language) -> str:
    if abs(value) < step / 2:
        return "0"
    if step >= 1e5 and abs(value) >= 1e5:
        unit, name = (1e4, " 万") if language == "zh" else (1e6, " M")
        return _signed(f"{value / unit:,.6f}".rstrip("0").rstrip(".")) + name
    if value == round(value):
        return _signed(f"{value:,.0f}")
    decimals = max(1, -math.floor(math.log10(step)) + (1 if _odd(step) else 0))
    return _signed(f"{value:,.{decimals}f}")


def _odd(step: float) -> bool:
    """Whether a step is 2.5 times a power of ten and needs one more decimal."""
    return round(step / 10.0 ** math.floor(math.log10(step)), 3) == 2.5
