"""The manifest."""

import pytest

from sim.record.manifest import NoResults, read_manifest
from sim.study.studies import manifest_of
from tests.study.fabricated import plan_of, tiny


def test_a_manifest_comes_back_as_it_was(tmp_path):
    written = manifest_of(plan_of(tiny("a", title={"en": "A", "zh": "甲"}), tiny("b")), "compare")
    written.write(tmp_path)
    assert read_manifest(tmp_path) == written


def test_it_says_what_it_takes_to_make_the_results_again():
    manifest = manifest_of(plan_of(tiny("a"), replicates=3, seed=7), "run")
    assert (manifest.seed, manifest.replicates, manifest.runs) == (7, 3, 3)
    assert {"seed100", "python", "numpy", "numba"} <= set(manifest.versions)
    assert len(manifest.plan) == len(manifest.model) == 64
    assert manifest.scenarios[0].settings["market"]["size"] == 160


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}'])
def test_a_manifest_that_cannot_be_read_is_no_results(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(NoResults):
        read_manifest(tmp_path)


def test_an_empty_folder_holds_no_results(tmp_path):
    with pytest.raises(NoResults):
        read_manifest(tmp_path)
