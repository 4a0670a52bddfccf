"""Verdicts on claims, from paired outcomes alone: the same worlds with and without.

An outcome table has a row for each run: `world`, `strategy` and a column for each outcome
(`members@365`). Worlds at the defaults differ by luck; worlds over the ranges of the assumptions
differ also by `draws`, a table with a row for each world (its index) and a column for each
uncertain parameter. All strategies of a world share its luck and its draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.stats import binomtest, fisher_exact, mannwhitneyu, t

Sign = Literal["up", "down", "hump", "none"]
Judgement = Literal["confirmed", "conditional", "contradicted", "assumed"]
JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)

FEWEST_WORLDS = 12
LEVEL = 0.01
"""Of the sign test, and of the interval of a claim that there is no effect."""
PRACTICAL = 0.05
"""Effects below this share of what they are compared with do not matter, unless told otherwise."""
EXCEPTIONS = 0.10
"""A claim that fails in more worlds of its assumptions than this depends on something."""


class TooFewWorlds(ValueError):
    """A verdict needs at least 12 common worlds."""


@dataclass(frozen=True)
class Expectation:
    """What a claim says of one outcome: a strategy against another, or a hump against two ends.

    `up`: more than against each of `against`; `down`: less; `hump`: more than both ends; `none`: no
    difference that matters. `practical` is a share of the mean of what it is compared with.
    """

    strategy: str
    against: tuple[str, ...]
    outcome: str
    sign: Sign
    practical: float = PRACTICAL


@dataclass(frozen=True)
class Evidence:
    """How an expectation fared in some worlds, against the end that speaks for it least.

    `effect` is the mean paired difference, in the claim's direction positive (for `none` as it
    is); `supporting` says of each world whether it bears the claim out; `holds` whether sign test
    and practical size do.
    """

    worlds: int
    effect: float
    base: float
    """Mean of what it is compared with."""
    practical: float
    p: float
    supporting: pd.Series
    holds: bool

    @property
    def relative(self) -> float:
        """The effect as a share of what it is compared with; NaN where that is 0."""
        return self.effect / abs(self.base) if self.base else float("nan")

    @property
    def share(self) -> float:
        """Share of worlds that bear the claim out."""
        return float(self.supporting.mean())


@dataclass(frozen=True)
class Condition:
    """The assumption that tells best where a claim holds: a border, or a choice.

    `below` and `above` are the shares of worlds that bear the claim out on either side of the
    border; for a choice, `border` is its name, `below` the share elsewhere and `above` the share
    there.
    """

    parameter: str
    border: float | str
    below: float
    above: float
    p: float


@dataclass(frozen=True)
class Part:
    """One expectation with its evidence at the defaults, over the ranges, and what it hangs on."""

    expectation: Expectation
    at_defaults: Evidence
    over_ranges: Evidence | None
    condition: Condition | None

    @property
    def judgement(self) -> Judgement:
        """Confirmed when it holds at the defaults and nearly everywhere in the ranges."""
        if self.over_ranges is None:
            return "conditional" if self.at_defaults.holds else "contradicted"
        held = (self.at_defaults.holds, self.over_ranges.holds)
        if all(held) and self.over_ranges.share >= 1 - EXCEPTIONS:
            return "confirmed"
        return "conditional" if any(held) else "contradicted"


@dataclass(frozen=True)
class Judged:
    """A claim's verdict and the parts it follows from."""

    verdict: Judgement
    parts: tuple[Part, ...]


def judge(
    expectations: Sequence[Expectation],
    at_defaults: pd.DataFrame,
    over_ranges: pd.DataFrame | None = None,
    draws: pd.DataFrame | None = None,
    *,
    assumed: bool = False,
) -> Judged:
    """The verdict on a claim.

    All parts confirmed make it confirmed, all contradicted make it contradicted, anything else is
    conditional. A claim that is `assumed`, because the equations contain it, cannot be confirmed by
    running them; it can be contradicted. Raises TooFewWorlds.
    """
    parts = tuple(_part(each, at_defaults, over_ranges, draws) for each in expectations)
    found = {part.judgement for part in parts}
    verdict: Judgement = next(iter(found)) if len(found) == 1 else "conditional"
    if assumed and verdict != "contradicted":
        verdict = "assumed"
    return Judged(verdict, parts)


def evidence(expectation: Expectation, outcomes: pd.DataFrame) -> Evidence:
    """How an expectation fares in these worlds; those in which a run is missing are left out."""
    table = outcomes.pivot(index="world", columns="strategy", values=expectation.outcome)
    table = table[[expectation.strategy, *expectation.against]].dropna()
    if len(table) < FEWEST_WORLDS:
        raise TooFewWorlds(f"{len(table)} common worlds; {FEWEST_WORLDS} are needed")
    against_each = [_against(expectation, table, other) for other in expectation.against]
    least = min(against_each, key=lambda each: (each.holds, each.effect - each.practical))
    supporting = pd.concat([each.supporting for each in against_each], axis=1).all(axis=1)
    holds = all(each.holds for each in against_each)
    return replace(least, supporting=supporting, holds=holds)


def _against(expectation: Expectation, table: pd.DataFrame, other: str) -> Evidence:
    difference = table[expectation.strategy] - table[other]
    base = float(table[other].mean())
    practical = expectation.practical * abs(base)
    if expectation.sign == "none":
        return _no_effect(difference, base, practical)
    if expectation.sign == "down":
        difference = -difference
    effect = float(difference.mean())
    ups, downs = int((difference > 0).sum()), int((difference < 0).sum())
    p = float(binomtest(ups, ups + downs).pvalue) if ups + downs else 1.0
    holds = p < LEVEL and ups > downs and effect > practical
    return Evidence(len(difference), effect, base, practical, p, difference > 0, holds)


def _no_effect(difference: pd.Series, base: float, practical: float) -> Evidence:
    """Two one-sided tests: the whole interval of the mean lies within what does not matter."""
    n, effect = len(difference), float(difference.mean())
    error = float(difference.std(ddof=1)) / np.sqrt(n)
    room = practical - abs(effect)
    p = float(t.sf(room / error, n - 1)) if error else float(room < 0)
    within = difference.abs() <= practical
    return Evidence(n, effect, base, practical, p, within, p < LEVEL)


def _part(
    expectation: Expectation,
    at_defaults: pd.DataFrame,
    over_ranges: pd.DataFrame | None,
    draws: pd.DataFrame | None,
) -> Part:
    near = evidence(expectation, at_defaults)
    if over_ranges is None:
        return Part(expectation, near, None, None)
    far = evidence(expectation, over_ranges)
    return Part(expectation, near, far, None if draws is None else condition(far.supporting, draws))


def condition(supporting: pd.Series, draws: pd.DataFrame) -> Condition | None:
    """The assumption that best separates worlds that bear a claim out from those that do not.

    None when no assumption does so beyond chance (1 %, corrected for their number), or when all
    worlds agree.
    """
    drawn = draws.loc[supporting.index]
    if supporting.all() or not supporting.any():
        return None
    found = [_separates(supporting, drawn[name]) for name in drawn.columns]
    best = min((each for each in found if each), key=lambda each: each.p, default=None)
    return best if best and best.p * len(drawn.columns) < LEVEL else None


def _separates(supporting: pd.Series, drawn: pd.Series) -> Condition | None:
    if drawn.nunique() < 2:
        return None
    if pd.api.types.is_numeric_dtype(drawn) and not pd.api.types.is_bool_dtype(drawn):
        return _by_border(supporting, drawn)
    return _by_choice(supporting, drawn.astype(str))


def _by_border(supporting: pd.Series, drawn: pd.Series) -> Condition:
    """A rank test, and the border at which shares on both sides differ most (Youden 1950).

    The border is looked for and the shares are taken in the same worlds, which flatters them.
    """
    p = float(mannwhitneyu(drawn[supporting], drawn[~supporting]).pvalue)
    order = drawn.to_numpy().argsort(kind="stable")
    values, held = drawn.to_numpy(float)[order], supporting.to_numpy()[order]
    right = np.cumsum(held) / held.sum() - np.cumsum(~held) / (~held).sum()
    cuts = np.flatnonzero(np.diff(values) > 0)
    cut = int(cuts[np.abs(right[cuts]).argmax()])
    border = float((values[cut] + values[cut + 1]) / 2)
    below, above = held[: cut + 1].mean(), held[cut + 1 :].mean()
    return Condition(str(drawn.name), border, float(below), float(above), p)


def _by_choice(supporting: pd.Series, drawn: pd.Series) -> Condition:
    """The choice under which the share differs most from the rest: exact test (Fisher 1935).

    Corrected for the number of choices (Bonferroni).
    """
    found = []
    choices = sorted(drawn.unique())
    for name in choices:
        here, rest = supporting[drawn == name], supporting[drawn != name]
        table = [[int(each.sum()), int((~each).sum())] for each in (here, rest)]
        p = min(1.0, len(choices) * float(fisher_exact(table).pvalue))
        found.append(Condition(str(drawn.name), name, float(rest.mean()), float(here.mean()), p))
    return min(found, key=lambda each: each.p)
