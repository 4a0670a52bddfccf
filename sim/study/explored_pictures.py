"""The figures of explorations: what an outcome hangs on, the box of a discovery, a front."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sim.charts.boxes import boxes, frame
from sim.charts.data import Language, Strategy, Words
from sim.charts.importance import LUCK, NAMES, importance
from sim.charts.numbers import counted
from sim.charts.over_time import shares_over_time
from sim.charts.pareto import pareto
from sim.scenario import Text
from sim.study.comparison import Comparison
from sim.study.design_finding import what_counts
from sim.study.discovery import Discovery
from sim.study.discovery_finding import discovery_finding
from sim.study.finding import finding
from sim.study.optimum import Optimum
from sim.study.outcomes import AT
from sim.study.picture import Picture, source, subtitle
from sim.study.sensitivity import DAYS, Sensitivity, called, contradictory

MOST_MEASURES = 4
MOST_BARS = 20
"""So many parameters are drawn; the table has all."""

MOST_LINES = 3
"""So many parameters are in colour over time, and luck."""

MOST_CLOUD = 250
"""So many resamples make a cloud."""

READING_SOBOL = Text(
    en="Bar: share of the variance of single runs; dark, of the parameter alone; light, together "
    "with others. Line: 95% interval. Luck: what differs between runs of equal parameters; it is "
    "taken off all others.",
    zh="条形：占单次运行方差的份额；深色：单独作用；浅色：与其他参数共同作用。横线：95% 区间。"
    "运气：参数相同时各次运行之间的差异，已从其余各项中扣除。",
)
READING_MORRIS = Text(
    en="Bar: mean absolute change when a parameter moves by half its range, the others anywhere in "
    "theirs. Line: 95% interval. Orange: what luck alone would make of a parameter that does "
    "nothing.",
    zh="条形：某参数变动半个范围（其余参数任意取值）时结果的平均绝对变化。横线：95% 区间。"
    "橙色：毫无作用的参数仅因运气也会显示的大小。",
)
READING_TIME = Text(
    en="Line: share of the variance of single runs that a parameter has a part in; they may add up "
    "to more than all. Band: 95% interval, cut off at 0 and 100%. Grey: the other parameters.",
    zh="曲线：某参数参与的方差占单次运行方差的份额，各项之和可超过 100%。色带：95% 区间，"
    "截于 0 与 100%。灰线：其余参数。",
)


READING_BEST = Text(
    en="Line: share of resampled replicates in which a strategy’s mean is the best on that day. "
    "What may happen in a single future is another thing.",
    zh="曲线：重抽样中该策略当天均值为最优的份额；这与单次未来的结果是两回事。",
)


def sensitivity_pictures(study: Sensitivity) -> list[Picture]:
    """Bars for every measure; with Sobol's indices also their course over time."""
    shown = study.headline[:MOST_MEASURES]
    found = [_bars(study, name) for name in shown]
    if study.method == "sobol":
        found += [_over_time(study, name) for name in shown]
    return found


def discovery_pictures(study: Discovery) -> list[Picture]:
    """The box."""
    names: dict[str, Words] = {key: text.model_dump() for key, text in study.names.items()}
    table, result = study.circumstances, study.found
    kept = int(study.aside.sum())
    draws, unknown = len(table), len(study.uncertainties)
    note = Text(
        en=f"{draws:,} futures that differ in {unknown} unknowns; the box was found on "
        f"{draws - kept:,} of them and is judged on the other {kept:,} (large numbers).",
        zh=f"{draws:,} 个未来，{unknown} 个不确定因素；区域由其中 {draws - kept:,} 个找出，"
        f"并以另外 {kept:,} 个检验（大号数字）。",
    )

    def paint(language: Language) -> Figure:
        return boxes(
            result.box,
            result.path,
            {str(key): list(values) for key, values in table.items()},
            names,
            fresh=result.fresh,
            everywhere=float(study.cases.mean()),
            title=discovery_finding(study).say(language),
            subtitle=note.say(language),
            source=source(study, language),
            language=language,
        )

    return [Picture("box", frame(result.path), paint)]


def front_pictures(study: Optimum, cast: Sequence[Strategy]) -> list[Picture]:
    """The front of the first two goals; none of a single goal."""
    if len(study.goals) < 2:
        return []
    across, upwards = (study.measures[name.partition(AT)[0]] for name in list(study.goals)[:2])
    known = study.front
    table = pd.DataFrame(
        {
            "scenario": study.scenarios,
            "runs": study.results.manifest.replicates,
            "x": known.means[:, 0],
            "y": known.means[:, 1],
            "on_front": known.on_front,
            "chance": known.chance,
        }
    )
    some = known.cloud[:MOST_CLOUD]
    cloud = pd.concat(
        [
            pd.DataFrame({"scenario": name, "x": some[:, i, 0], "y": some[:, i, 1]})
            for i, name in enumerate(study.scenarios)
        ]
    )

    def paint(language: Language) -> Figure:
        return pareto(
            table,
            cloud,
            cast,
            across,
            upwards,
            title=finding(study, language=language),
            subtitle=subtitle(study, language),
            source=source(study, language),
            language=language,
        )

    return [Picture("front", table, paint)]


def best_pictures(study: Comparison, cast: Sequence[Strategy]) -> list[Picture]:
    """How probable it is, day by day, that each strategy has the best mean; none of few runs."""
    name, last = study.headline[0], study.last_day
    days = sorted({*study.horizons, *np.linspace(1, last, min(DAYS, last)).astype(int).tolist()})
    measure = study.measures[name]
    chances = [study.chances_of_best(name, day) for day in days]
    table = pd.DataFrame(
        [
            {"name": strategy, "day": day, "value": chance, "low": chance, "high": chance}
            for day, found in zip(days, chances, strict=True)
            for strategy, chance in found.items()
        ]
    )
    if not len(table) or table["value"].isna().all():
        return []

    def paint(language: Language) -> Figure:
        said = Text(
            en=f"How sure it is which strategy has the best mean: {measure.en}",
            zh=f"哪种策略的均值最优，把握有多大：{measure.zh}",
        )
        return shares_over_time(
            table,
            cast,
            title=said.say(language),
            subtitle=subtitle(study, language),
            reading=READING_BEST.say(language),
            source=source(study, language),
            language=language,
        )

    return [Picture("best-over-time", table, paint)]


def _bars(study: Sensitivity, name: str) -> Picture:
    table, measure, morris = study.table(name), study.measures[name], study.method == "morris"
    renamed = {"mu_star": "value", "noise": "floor", "total": "value", "first": "part"}
    rows = table.rename(columns=renamed)
    luck = rows["parameter"] == LUCK
    shown = pd.concat([rows[~luck].head(MOST_BARS), rows[luck]])
    names: dict[str, Words] = {key: called(key).model_dump() for key in study.swept}
    more = len(study.swept) - MOST_BARS
    rest = Text(
        en=f" The {more} with less are in the table." if more > 0 else "",
        zh=f"其余 {more} 个较小者见表格。" if more > 0 else "",
    )
    what = Text(
        en=f"{measure.en} on day {study.day:,}. ", zh=f"第 {study.day:,} 天的{measure.zh}。"
    )
    reading = READING_MORRIS if morris else READING_SOBOL
    over = 0 if morris else len(contradictory(table))
    few = Text(
        en=f" Of {counted(over, 'parameter')} the part alone exceeds the bar, which cannot be: samples are too few."
        if over
        else "",
        zh=f"有 {over} 个参数的单独作用超过整条，这不可能：样本太少。" if over else "",
    )

    def paint(language: Language) -> Figure:
        return importance(
            shown,
            names,
            title=what_counts(study, name).say(language),
            subtitle=what.say(language) + subtitle(study, language) + rest.say(language),
            reading=reading.say(language) + few.say(language),
            source=source(study, language),
            share=not morris,
            whole=measure.whole,
            language=language,
        )

    return Picture(f"sensitivity-{name.replace(':', '-')}", table, paint)


def _over_time(study: Sensitivity, name: str) -> Picture:
    table = study.over_time(name)
    last = study.table(name, study.last_day)
    top = list(last.loc[last["parameter"] != LUCK, "parameter"].head(MOST_LINES))
    texts: dict[str, Words] = {key: called(key).model_dump() for key in study.swept}
    order = [*top, LUCK, *(path for path in study.swept if path not in top)]
    cast = [
        Strategy(path, (texts | NAMES)[path], highlighted=path in top or path == LUCK)
        for path in order
    ]
    measure = study.measures[name]
    what = Text(en=f"{measure.en}. ", zh=f"{measure.zh}。")
    drawn = table.assign(**{part: table[part].clip(0, 1) for part in ("value", "low", "high")})

    def paint(language: Language) -> Figure:
        return shares_over_time(
            drawn,
            cast,
            title=what_counts(study, name).say(language),
            subtitle=what.say(language) + subtitle(study, language),
            reading=READING_TIME.say(language),
            source=source(study, language),
            language=language,
        )

    return Picture(f"sensitivity-{name.replace(':', '-')}-over-time", table, paint)
