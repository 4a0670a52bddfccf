"""Where results go: never over other results, and back to their own."""

from dataclasses import replace

import pytest

from sim.record.places import Occupied, differences, place_for
from sim.study.studies import manifest_of
from tests.study.fabricated import plan_of, tiny


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def manifest(seed=1, **sections):
    return manifest_of(plan_of(tiny("town", **sections), seed=seed), "run")


def put(manifest, path):
    path.mkdir(parents=True)
    manifest.write(path)
    return path


def test_a_study_goes_to_results_under_its_name(tmp_path):
    assert place_for(manifest()).path.as_posix() == "results/town"


def test_the_same_study_finds_its_own_results(tmp_path):
    put(manifest(seed=2), tmp_path / "results" / "town")
    put(manifest(), tmp_path / "results" / "town-2")
    place = place_for(manifest())
    assert place.path.as_posix() == "results/town-2"
    assert place.earlier is not None


def test_an_edited_scenario_gets_a_folder_of_its_own(tmp_path):
    put(manifest(), tmp_path / "results" / "town")
    place = place_for(manifest(days=13))
    assert place.path.as_posix() == "results/town-2"
    assert place.earlier is None


def test_a_new_title_is_no_new_study(tmp_path):
    put(manifest(), tmp_path / "results" / "town")
    assert place_for(manifest(title="Our town")).earlier is not None


def test_results_of_another_model_are_not_taken_for_these(tmp_path):
    put(replace(manifest(), model="of another version"), tmp_path / "results" / "town")
    assert place_for(manifest()).path.as_posix() == "results/town-2"


def test_other_results_at_a_named_place_are_refused_with_what_differs(tmp_path):
    place = put(manifest(), tmp_path / "mine")
    with pytest.raises(Occupied) as caught:
        place_for(manifest(seed=2, days=13), place)
    assert caught.value.changes == ["seed: 1 -> 2", "town, days: 12 -> 13"]


def test_force_replaces_what_is_at_a_named_place(tmp_path):
    place = put(manifest(), tmp_path / "mine")
    assert place_for(manifest(seed=2), place, force=True).earlier is None


def test_force_runs_the_same_study_anew_in_its_own_place(tmp_path):
    put(manifest(), tmp_path / "results" / "town")
    place = place_for(manifest(), force=True)
    assert (place.path.as_posix(), place.earlier) == ("results/town", None)


@pytest.mark.parametrize("left", ["writable", ".writable.9.tmp", ".manifest.json.9.tmp"])
def test_a_folder_whose_process_was_killed_as_it_began_is_used(tmp_path, left):
    for folder in (tmp_path / "mine", tmp_path / "results" / "town"):
        folder.mkdir(parents=True)
        (folder / left).touch()
    assert place_for(manifest(), tmp_path / "mine").earlier is None
    assert place_for(manifest()).path.as_posix() == "results/town"


def test_a_file_of_the_users_is_not_taken_for_something_left_behind(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "writable").write_text("my notes")
    with pytest.raises(Occupied):
        place_for(manifest(), tmp_path / "mine")


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_with_something_else_in_it_is_refused_even_by_force(tmp_path, force):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.tex").write_text("")
    with pytest.raises(Occupied):
        place_for(manifest(), tmp_path / "thesis", force=force)


def test_a_scenario_called_dots_stays_within_results():
    named = replace(manifest(), name="..")
    assert place_for(named).path.as_posix() == "results/scenario"


def test_scenarios_that_come_and_go_are_named():
    old = manifest_of(plan_of(tiny("a"), tiny("b")), "compare")
    new = manifest_of(plan_of(tiny("a"), tiny("c")), "compare")
    assert differences(old, new) == ["- b", "+ c"]
