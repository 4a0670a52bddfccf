"""Response curves and maps."""

import numpy as np
import pandas as pd
import pytest

from sim.charts.responses import Swept, heatmap, response_curves
from sim.metrics import by_name
from tests.charts.looking import collisions, cut_off, written

FEE = Swept("admission.fee", {"en": "Admission: the fee", "zh": "入群费"}, (0, 50, 100, 400))
SOURCE = Swept("seeding.source", {"en": "Seeding: source", "zh": "来源"}, ("random", "high_degree"))
MEMBERS = by_name()["active_members"]
WORDS = {"title": "A finding", "notes": ["How to read it."], "source": "x"}


def rows(values):
    means = np.linspace(200, 40, len(values))
    columns = {
        "mean": means,
        "low": means - 9,
        "high": means + 9,
        "p05": means - 30,
        "p95": means + 30,
    }
    return pd.DataFrame(columns)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("swept", [FEE, SOURCE])
def test_curves_are_readable(swept, language):
    tables = {MEMBERS.name: rows(swept.values)}
    figure = response_curves(tables, swept, [MEMBERS], **WORDS, language=language)
    assert collisions(figure) == []
    assert cut_off(figure) == []
    assert swept.labels()[-1] in written(figure)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_line_for_each_value_of_a_second_parameter(language):
    table = pd.concat([rows(FEE.values).assign(**{SOURCE.path: word}) for word in SOURCE.values])
    tables = {MEMBERS.name: table}
    figure = response_curves(tables, FEE, [MEMBERS], **WORDS, lines=SOURCE, language=language)
    assert collisions(figure) == []
    assert cut_off(figure) == []
    assert set(SOURCE.values) <= set(written(figure))


def test_numbers_that_span_much_stand_by_their_ratio_and_it_is_said():
    counts = Swept("seeding.count", {"en": "KOLs", "zh": "KOL"}, (3, 30, 300))
    assert counts.places()[1] == pytest.approx(0.5)
    figure = response_curves({MEMBERS.name: rows(counts.values)}, counts, [MEMBERS], **WORDS)
    assert any("log scale" in words for words in written(figure))


def test_numbers_stand_by_their_size_and_words_one_after_the_other():
    gaps = np.diff(FEE.places())
    assert gaps[2] == pytest.approx(6 * gaps[0])
    assert SOURCE.places().tolist() == [0.25, 0.75]


def pairs(across, down):
    return pd.DataFrame(
        {across.path: x, down.path: y, "mean": 10.0 * i - 20 * j}
        for i, x in enumerate(across.values)
        for j, y in enumerate(down.values)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_map_has_every_mean_and_the_line_where_it_tips(language):
    down = Swept("admission.screening", {"en": "Screening", "zh": "审核"}, (0, 0.2, 0.4))
    figure = heatmap(pairs(FEE, down), FEE, down, MEMBERS, level=5.0, **WORDS, language=language)
    assert collisions(figure) == []
    assert cut_off(figure) == []
    assert {"30", "−40"} <= set(written(figure))
    (axes,) = figure.axes
    (line,) = axes.collections
    corners = np.concatenate([path.vertices for path in line.get_paths()])
    assert corners.min() > 0
    assert axes.get_zorder() > -2


def test_words_have_no_line_between_them():
    figure = heatmap(pairs(FEE, SOURCE), FEE, SOURCE, MEMBERS, level=5.0, **WORDS)
    assert figure.axes == []


def test_a_setting_that_is_missing_leaves_a_gap():
    table = pairs(FEE, SOURCE).iloc[1:]
    words = written(heatmap(table, FEE, SOURCE, MEMBERS, level=5.0, **WORDS))
    assert "–" in words
