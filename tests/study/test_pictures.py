"""What figures are told."""

import shutil

import pytest

from sim.record.files import CannotWrite
from sim.record.places import Place
from sim.study import pictures
from sim.study.comparison import Comparison
from sim.study.outlook import Outlook
from sim.study.runner import carry_out
from sim.study.studies import manifest_of
from tests.charts.looking import written
from tests.study.fabricated import comparison, outlook, plan_of, tiny


def test_the_baseline_and_the_best_are_in_colour(tmp_path):
    means = {"a": 1.0, "b": 7.0, "c": 3.0, "d": 9.0, "e": 5.0, "f": 8.0, "g": 2.0}
    outcomes = {name: [mean, mean] for name, mean in means.items()}
    cast = pictures.strategies(comparison(tmp_path, outcomes))
    assert [each.name for each in cast if each.highlighted] == ["a", "b", "d", "f"]
    assert [each.name for each in cast if each.baseline] == ["a"]


def test_differences_are_drawn_in_the_order_of_the_table_beside_them(tmp_path):
    means = {"a": 1.0, "b": 7.0, "c": 3.0, "d": 9.0}
    study = comparison(tmp_path, {name: [mean, mean + 0.5] for name, mean in means.items()})
    (drawn,) = (each for each in pictures._pictures(study) if each.stem == "differences")
    for _, rows in drawn.data.groupby("measure"):
        assert rows["scenario"].tolist() == ["d", "b", "c"]


def test_few_strategies_are_all_in_colour(compared):
    assert all(each.highlighted for each in pictures.strategies(compared))


def test_a_case_has_a_figure_of_what_was_reported(tmp_path):
    reported = [{"day": 2, "members": 300, "label": {"en": "by then", "zh": "届时"}}]
    study = outlook(tmp_path, [90, 110], "members", reported=reported, scale=3)
    (drawn,) = (each for each in pictures._pictures(study) if each.stem == "reported")
    assert drawn.data[["day", "reported", "p50"]].values.tolist() == [[2, 300, 300]]
    assert any("1 of 1 reported figures" in text for text in written(drawn.paint("en")))


def test_a_case_is_drawn_over_its_own_days_beside_a_shorter_one(tmp_path):
    reported = [{"day": 6, "members": 30}]
    long, short = tiny("long", days=6, reported=reported), tiny("short", days=3)
    plan = plan_of(long, short)
    carry_out(plan, Place(tmp_path / "out"), manifest_of(plan, "compare"), workers=1)
    study = Comparison(tmp_path / "out")
    (drawn,) = (each for each in pictures._pictures(study) if each.stem == "reported")
    assert drawn.paint("en").axes[0].get_xlim() == (0, 6)


def test_what_is_no_case_has_none(compared):
    assert "reported" not in [each.stem for each in pictures._pictures(compared)]


def test_the_source_line_says_how_to_make_it_again(compared):
    manifest = compared.results.manifest
    line = pictures.source(compared, "en")
    assert "seed 1" in line
    assert manifest.plan[:8] in line
    assert "replicates 0–2" in line


def test_the_source_line_tells_studies_of_the_same_name_apart(compared, tmp_path):
    named = compared.results.manifest.name
    for folder, told in ((f"{named}-2", f"{named}-2"), (f"{named}-mine", named), ("2", named)):
        copy = Outlook(shutil.copytree(compared.results.path, tmp_path / folder))
        assert f"· {told} ·" in pictures.source(copy, "en")
        assert f"· {told} ·" in pictures.source(copy, "zh")


def test_the_subtitle_says_who_and_who_and_how_long(compared):
    assert pictures.subtitle(compared, "en").startswith(
        "3 strategies over 12 days in a market of 160"
    )
    assert pictures.subtitle(compared, "zh").startswith("3 种策略，12 天，潜在用户 160 人")


def test_a_place_that_cannot_be_written_to_is_told(compared, tmp_path):
    (tmp_path / "figures").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(CannotWrite):
        pictures.draw(compared, tmp_path / "figures", "en")
