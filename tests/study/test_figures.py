"""Figures of a study."""

import pytest

from sim.record.files import CannotWrite
from sim.study.figures import figures


@pytest.mark.parametrize("language", ["en", "zh"])
def test_figures_are_drawn_in_the_language(compared, tmp_path, language):
    pictures = figures(compared, tmp_path, [language])[language]
    assert [path.name for path in pictures] == [
        "curves.png", "differences.png", "joins.png", "exits.png",
    ]  # fmt: skip
    for path in pictures:
        assert {each.suffix for each in path.parent.glob(f"{path.stem}.*")} == {
            ".png", ".svg", ".pdf", ".csv",
        }  # fmt: skip


def test_languages_may_be_drawn_side_by_side(compared, tmp_path):
    one_by_one = figures(compared, tmp_path / "one")
    beside = figures(compared, tmp_path / "beside", beside=True)
    for language, pictures in one_by_one.items():
        assert [path.name for path in beside[language]] == [path.name for path in pictures]
        assert [path.read_bytes() for path in beside[language]] == [
            path.read_bytes() for path in pictures
        ]


def test_what_cannot_be_drawn_beside_is_told_as_ever(compared, tmp_path):
    (tmp_path / "zh").write_text("in the way")
    with pytest.raises(CannotWrite):
        figures(compared, tmp_path, beside=True)
