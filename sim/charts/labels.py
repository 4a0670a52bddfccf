"""Labels beside the ends of lines: pushed apart as little as possible.

Pure arithmetic in any unit (points on paper, pixels on a screen), so that every renderer places
labels alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def push_apart(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Centres of labels that do not overlap, inside `low` to `high`, close to where wanted.

    The order of `wanted` is kept (equals in the order given) and the sum of squared moves is
    least: neighbours that would overlap form a block around the mean of their wishes (isotonic
    regression by pooling, Ayer et al. 1955). Where there is no room for all, they share it in
    proportion to their heights and do overlap.

    Args:
        wanted: where each label would like its centre.
        heights: how tall each label is, in the same order, gap included.
        low, high: the edges that no label should cross.
    """
    order = sorted(range(len(wanted)), key=lambda label: wanted[label])
    squeeze = min(1.0, (high - low) / max(sum(heights), 1e-12))
    tall = [heights[label] * squeeze for label in order]
    centres = [edge - height / 2 for edge, height in zip(accumulate(tall), tall, strict=True)]
    tops = _pooled([wanted[label] - c for label, c in zip(order, centres, strict=True)])
    highest = high - sum(tall)
    places = [0.0] * len(wanted)
    for label, centre, top in zip(order, centres, tops, strict=True):
        places[label] = max(low, min(top, highest)) + centre
    return places


def _pooled(values: Sequence[float]) -> list[float]:
    """The non-decreasing sequence nearest to `values` in least squares."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            earlier, more = blocks.pop()
            total, count = total + earlier, count + more
        blocks.append((total, count))
    return [total / count for total, count in blocks for _ in range(count)]
