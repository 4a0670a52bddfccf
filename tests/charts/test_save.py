import warnings

import pandas as pd
import pytest

from sim.charts.curves import curves
from sim.charts.save import save
from sim.record.files import CannotWrite

from .looking import WORDS


@pytest.mark.parametrize("language", ["en", "zh"])
def test_equal_figures_are_equal_bytes(language, tmp_path, make_bands, make_strategies, measures):
    kept = []
    for folder in ("one", "two"):
        bands = make_bands(2, last_day=40)
        figure = curves(
            bands, make_strategies(2), measures[:1], language=language, **WORDS[language]
        )
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            paths = save(figure, tmp_path / folder, "curves", bands)
        kept.append({kind: path.read_bytes() for kind, path in paths.items()})
    assert set(kept[0]) == {"png", "svg", "pdf", "csv"}
    assert kept[0] == kept[1]
    assert b"seed100Sans" in kept[0]["pdf"]


def small(make_bands, make_strategies, measures):
    bands = make_bands(1, last_day=5)
    return curves(bands, make_strategies(1), measures[:1], **WORDS["en"])


def test_excel_can_read_chinese_in_the_table(tmp_path, make_bands, make_strategies, measures):
    data = pd.DataFrame({"名称": ["共同治理"], "members": [12_345_678.0]})
    path = save(small(make_bands, make_strategies, measures), tmp_path, "x", data)["csv"]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text(encoding="utf-8-sig") == "名称,members\n共同治理,12345678\n"


def test_nothing_else_is_left_and_the_figure_is_empty(
    tmp_path, make_bands, make_strategies, measures
):
    figure = small(make_bands, make_strategies, measures)
    save(figure, tmp_path / "new" / "folder", "x", pd.DataFrame())
    names = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert names == ["x.csv", "x.pdf", "x.png", "x.svg"]
    assert not figure.axes


def test_a_failed_save_leaves_the_old_file_whole(
    tmp_path, monkeypatch, make_bands, make_strategies, measures
):
    (tmp_path / "x.png").write_bytes(b"old")
    figure = small(make_bands, make_strategies, measures)

    def broken(file, **_):
        file.write(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(figure, "savefig", broken)
    with pytest.raises(CannotWrite, match=r"x\.png"):
        save(figure, tmp_path, "x", pd.DataFrame())
    assert (tmp_path / "x.png").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["x.png"]
