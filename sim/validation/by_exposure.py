"""Adoption by exposure: whether who has more acquaintances inside joins the sooner.

The bands were read off three studies before any simulated number was seen: the ratio among
doctors, and that among villagers of two countries, each from the lower to the upper end of its 95 %
interval (of a ratio of two proportions, on its logarithm).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np

from sim.model import CommunityModel
from sim.patterns.exposure import rise
from sim.patterns.simulated import joined_by_exposure
from sim.validation.check import Reading, between, check
from sim.validation.facts.default_runs import GROUP, default_runs, runs_with

RUNS = 4
REACH = 1500
"""People who see an advertisement on a day: over a year, about a quarter of the market joins."""
VILLAGES = 1.6, 9.8
"""Korean women 2.03 (1.61-2.55), Brazilian farmers 7.80 (6.23-9.77)."""
DOCTORS = 0.61, 1.59
""".985 (.61-1.59)."""

pattern = partial(check, "patterns")


@pattern(
    "P29",
    ("Word of mouth: the more neighbours joined, the sooner", "口碑：邻居加入越多，越早加入"),
    theory=(
        "How many times as likely those join in a month of whose acquaintances more than half have, as those "
        "of whose none; Korean women 2.03 and Brazilian farmers 7.80 (Rogers and Kincaid 1981; Valente "
        "1995), with their 95 % intervals",
        "半数以上熟人已加入者与无熟人加入者的月加入率之比；韩国村庄 2.03、巴西农户 7.80 及其 95 % 区间",
    ),
    group=GROUP,
)
def heard_from_friends() -> Sequence[Reading]:
    """The default community, which grows by word of mouth alone."""
    return [between(*VILLAGES, _rise(default_runs()))]


@pattern(
    "P30",
    ("Advertising: as soon, whoever of the neighbours joined", "广告：与邻居是否加入无关"),
    theory=(
        "The same ratio where people hear of it from elsewhere; doctors .985 with its 95 % interval (Coleman, "
        "Katz and Menzel 1966; van den Bulte and Lilien 2001: their adoption was driven by marketing)",
        "同一比值，消息来自外界时；医生 .985 及其 95 % 区间（其采用由营销推动）",
    ),
)
def heard_from_strangers() -> Sequence[Reading]:
    """The same community with word of mouth off and a steady advertisement."""
    silent, told = {"enabled": False}, {"reach_per_day": REACH}
    models = runs_with(replicates=RUNS, word_of_mouth=silent, advertising=told)
    return [between(*DOCTORS, _rise(models))]


def _rise(models: Iterable[CommunityModel]) -> float:
    """The mean ratio over runs."""
    return float(np.nanmean([rise(joined_by_exposure(model.community)) for model in models]))
