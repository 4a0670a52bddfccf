"""Sections that belong to no mechanism: money, measuring, and what really happened."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from sim.scenario.errors import Path, Problem, problem
from sim.scenario.text import NO_WORDS, Text
from sim.state.parameters import Parameters, parameter

HorizonDay = Annotated[int, Field(ge=1, le=3650)]


class Budget(Parameters):
    """The money there is; overspending is told, not prevented."""

    total: float | None = parameter(
        None, ge=0, unit="currency", evidence="choice",
        en="money there is for the whole run (null: not limited)", zh="总预算（null 为不限）",
    )  # fmt: skip
    currency: str = parameter(
        "CNY", min_length=1, max_length=10, evidence="choice",
        en="what all amounts are in", zh="货币单位",
    )  # fmt: skip


class MeasurePlan(Parameters):
    """When slow measures are taken, and when a run is judged."""

    graph_every_days: int = parameter(
        30, ge=1, le=3650, unit="days", evidence="choice",
        en="days between two measures of the graph", zh="网络指标的测量间隔",
    )  # fmt: skip
    horizons: tuple[HorizonDay, ...] = parameter(
        (30, 90, 180, 365), unit="day", evidence="choice",
        en="days on which a run is judged, beside its last; later ones are left out",
        zh="评估日（最后一天总是评估；超出模拟天数的忽略）",
    )  # fmt: skip


class Reported(Parameters):
    """A figure that was reported of the real community."""

    day: int | None = parameter(None, ge=0, unit="day", evidence="fact", en="its day", zh="天数")
    date: datetime.date | None = parameter(None, evidence="fact", en="or its date", zh="或日期")
    members: float = Field(
        gt=0,
        description="real members on that day",
        json_schema_extra={
            "en": "real members on that day",
            "zh": "当日真实成员数",
            "unit": "people",
        },
    )
    label: Text = parameter(NO_WORDS, evidence="fact", en="what charts call it", zh="图表上的名称")
    source: str = parameter("", max_length=1000, evidence="fact", en="who said so", zh="出处")

    def day_from(self, start: datetime.date | None) -> int:
        """Its day in a run that begins on `start`."""
        if self.date is not None and start is not None:
            return (self.date - start).days
        return self.day or 0

    def problems(self, start: datetime.date | None, path: Path) -> list[Problem]:
        """What is wrong with when it is said to have been."""
        if (self.day is None) == (self.date is None):
            return [problem("S302", path, about="key")]
        if self.date is None:
            return []
        at, involves = (*path, "date"), (("start_date",),)
        if start is None:
            return [problem("S303", at, involves=involves)]
        if self.date < start:
            return [problem("S304", at, date=self.date, start=start, involves=involves)]
        return []
