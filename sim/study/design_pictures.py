"""The figures of sweeps."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sim.charts.data import Language
from sim.charts.responses import Swept, heatmap, response_curves
from sim.scenario.text import Text
from sim.study.caveats import caveats, joined
from sim.study.finding import finding
from sim.study.picture import Picture, source, subtitle
from sim.study.sensitivity import called
from sim.study.sweep import Sweep

MOST_MEASURES = 4
MOST_LINES, FEWEST_ALONG = 3, 4
"""Of two parameters one has a line for each of its values when it has few and the other has many."""

READING = Text(
    en="Dot: mean of runs; capped line: 95% interval of that mean; grey bar: middle 90% of runs.",
    zh="圆点：运行的平均值；横杠线：平均值的 95% 区间；灰条：居中 90% 的运行。",
)
READING_LINES = Text(
    en="Dot: mean of runs; capped line: 95% interval of that mean; pale bar: middle 90% of runs.",
    zh="圆点：运行的平均值；横杠线：平均值的 95% 区间；浅色条：居中 90% 的运行。",
)
READING_MAP = Text(
    en="Number and colour: mean of runs. Orange line: where the mean passes {level}.",
    zh="数字与颜色：运行的平均值。橙线：平均值越过 {level} 之处。",
)


def sweep_pictures(study: Sweep) -> list[Picture]:
    """Response curves over one parameter, or curves or maps over two; none of more."""
    swept = [_swept(study, path) for path in study.swept]
    if study.card.design.get("method") != "grid" or len(swept) > 2:
        return []
    if len(swept) == 1:
        return [_curves(study, swept[0])]
    few, many = sorted(swept, key=lambda each: len(each.values))
    if len(few.values) <= MOST_LINES and len(many.values) >= FEWEST_ALONG and many.numeric:
        return [_curves(study, many, few)]
    return [_map(study, name, swept[1], swept[0]) for name in study.headline[:MOST_MEASURES]]


def _swept(study: Sweep, path: str) -> Swept:
    values = dict.fromkeys(point[path] for point in study.card.points)
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    ordered = sorted(values) if numbers else list(values)
    return Swept(path, called(path).model_dump(), tuple(ordered))


def _curves(study: Sweep, swept: Swept, lines: Swept | None = None) -> Picture:
    shown = study.headline[:MOST_MEASURES]
    tables = {}
    for name in shown:
        rows = study.responses(name).set_index(swept.path)
        tables[name] = rows.loc[list(swept.values)].reset_index()
    whole = pd.concat([rows.assign(measure=name) for name, rows in tables.items()])
    measures = [study.measures[name] for name in shown]
    mind = caveats(study)

    def paint(language: Language) -> Figure:
        return response_curves(
            tables,
            swept,
            measures,
            title=finding(study, language=language),
            notes=[
                subtitle(study, language),
                (READING if lines is None else READING_LINES).say(language),
                *([joined(mind, language)] if mind else []),
            ],
            source=source(study, language),
            lines=lines,
            language=language,
        )

    return Picture("responses", whole, paint)


def _map(study: Sweep, name: str, across: Swept, down: Swept) -> Picture:
    rows, measure = study.responses(name), study.measures[name]
    mind = caveats(study)
    level = float((rows["mean"].min() + rows["mean"].max()) / 2)

    def paint(language: Language) -> Figure:
        from sim.charts.numbers import number

        told = number(level, language, whole=measure.whole)
        return heatmap(
            rows,
            across,
            down,
            measure,
            level=level,
            title=finding(study, name, language),
            notes=[
                subtitle(study, language),
                READING_MAP.say(language).format(level=told),
                *([joined(mind, language)] if mind else []),
            ],
            source=source(study, language),
            language=language,
        )

    return Picture(f"map-{name.replace(':', '-')}", rows, paint)
