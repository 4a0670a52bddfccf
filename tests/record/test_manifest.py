"""The manifest."""

import platform
from dataclasses import replace

import pytest

from sim.record import provenance
from sim.record.manifest import NoResults, read_manifest
from sim.study.reopening import code_changes
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


def test_every_library_that_numbers_depend_on_is_told_and_the_kind_of_processor():
    manifest = manifest_of(plan_of(tiny("a")), "run")
    asked = {"llvmlite", "networkx", "scikit-network", "dask", "distributed"}
    assert asked <= set(manifest.versions)
    assert all(number[0].isdigit() for number in manifest.versions.values())
    assert manifest.machine["machine"] == platform.machine()
    assert manifest.machine["processor"]


def test_an_optional_library_is_told_where_it_is_installed(monkeypatch):
    monkeypatch.setattr(provenance, "LIBRARIES", ("numpy", "no-such-library"))
    assert set(provenance.versions()) == {"seed100", "python", "numpy"}


def test_a_manifest_that_knows_fewer_versions_is_read_and_says_no_more_of_them(tmp_path):
    now = manifest_of(plan_of(tiny("a")), "run")
    fewer = {name: now.versions[name] for name in ("seed100", "python")} | {"numpy": "1.0"}
    replace(now, versions=fewer).write(tmp_path)
    assert code_changes(read_manifest(tmp_path)) == [f"numpy: 1.0 -> {now.versions['numpy']}"]
