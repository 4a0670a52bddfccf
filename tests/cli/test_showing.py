"""`show`."""

from tests.cli.conftest import TINY


def test_the_newest_results_are_shown_unless_told(seed100):
    first = seed100("run", "base", "-n", 2, *TINY)
    assert seed100("show").out == first.out
    other = seed100("compare", "base", "seeds_random", "-n", 2, *TINY)
    assert seed100("show").out == other.out
    assert seed100("show", "base").out == first.out
    assert seed100("show", "results/base").out == first.out


def test_without_results_it_says_how_to_make_some(seed100):
    said = seed100("show")
    assert said.code == 2
    assert "seed100 demo" in said.err


def test_a_mistyped_name_gets_a_hint(seed100):
    seed100("run", "base", "-n", 1, *TINY)
    said = seed100("show", "bse")
    assert said.code == 2
    assert "did you mean `base`?" in said.err


def test_a_folder_that_holds_no_results_is_told(seed100, tmp_path):
    (tmp_path / "holiday").mkdir()
    said = seed100("show", "holiday")
    assert said.code == 2
    assert "holds no results" in said.err


def test_an_unfinished_study_is_shown_as_far_as_it_is(seed100, tmp_path):
    seed100("run", "base", "-n", 2, *TINY)
    manifest = tmp_path / "results" / "base" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"complete"', '"interrupted"'))
    said = seed100("show")
    assert said.code == 0
    assert "to go on: seed100 resume results/base" in said.err
