"""A study from its folder alone."""

import json
from dataclasses import replace

import pandas as pd
import pytest

import sim
from sim.record.manifest import NoResults, read_manifest
from sim.record.places import Place, place_for
from sim.record.results import Results
from sim.record.scenarios import FOLDER, RESOLVED
from sim.study.reopening import Changed, NotMore, extended, reopened
from sim.study.runner import carry_out
from sim.study.studies import manifest_of
from tests.study.fabricated import plan_of, tiny

pytestmark = pytest.mark.usefixtures("many_blocks")


@pytest.fixture
def written(tmp_path):
    """A plan that has been carried out, and its folder."""
    plan = plan_of(tiny("a"), tiny("b", churn={"enabled": False}), replicates=3, seed=7)
    return plan, carried_out(plan, tmp_path / "out")


def carried_out(plan, folder):
    manifest = manifest_of(plan, "compare")
    carry_out(plan, place_for(manifest, folder), manifest, workers=1)
    return folder


def blocks(folder):
    return {path.name: path.read_bytes() for path in (folder / "series").iterdir()}


def rewritten(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def go_on(study, **how):
    place = Place(study.path, study.manifest)
    return carry_out(
        study.plan, place, study.manifest, workers=1, experiment=study.experiment, **how
    )


def test_a_study_that_was_killed_as_it_began_says_how_to_begin_again(written):
    _, folder = written
    (folder / "plan.parquet").unlink()
    (folder / FOLDER / "b" / RESOLVED).unlink()
    rewritten(folder, command="seed100 compare a b")
    with pytest.raises(NoResults, match="begin again: seed100 compare a b"):
        reopened(folder)


def test_the_plan_comes_back_as_it_was(written):
    plan, folder = written
    again = reopened(folder).plan
    assert (again.hash, again.runs, again.blocks) == (plan.hash, plan.runs, plan.blocks)


def test_a_graph_of_ones_own_comes_back_from_the_folder(tmp_path):
    pairs = "".join(f"{i},{i + 1}\n" for i in range(159))
    (tmp_path / "ties.csv").write_text("a,b\n" + pairs)
    market = {"size": 160, "regions": 2, "edges": str(tmp_path / "ties.csv")}
    plan = plan_of(tiny("a", market=market), tiny("b"), replicates=1)
    folder = carried_out(plan, tmp_path / "out")
    (tmp_path / "ties.csv").unlink()
    assert reopened(folder).plan.hash == plan.hash


def test_blocks_that_are_gone_are_made_again_byte_for_byte(written):
    _, folder = written
    before = blocks(folder)
    for name in list(before)[::2]:
        (folder / "series" / name).unlink()
    rewritten(folder, status="running")
    assert go_on(reopened(folder)).status == "complete"
    assert blocks(folder) == before


def test_an_edited_scenario_is_refused_with_what_changed(written):
    _, folder = written
    path = folder / FOLDER / "a" / RESOLVED
    path.write_text(path.read_text().replace("days: 12", "days: 13"))
    with pytest.raises(Changed) as caught:
        reopened(folder, other_code=True)
    assert caught.value.changes == ["a, days: 12 -> 13"]
    assert not caught.value.code


def test_another_model_is_refused_unless_welcome_and_then_remembered(written):
    _, folder = written
    rewritten(folder, model="0123456789abcdef")
    with pytest.raises(Changed) as caught:
        reopened(folder)
    assert caught.value.code
    assert caught.value.changes[-1].startswith("model: 0123456789ab -> ")
    sorted((folder / "series").iterdir())[0].unlink()
    go_on(reopened(folder, other_code=True))
    assert read_manifest(folder).earlier_models == ["0123456789abcdef"]
    assert reopened(folder)


def test_other_measures_are_never_welcome(written):
    _, folder = written
    measures = json.loads((folder / "manifest.json").read_text())["measures"]
    rewritten(folder, measures=measures[1:])
    with pytest.raises(Changed) as caught:
        reopened(folder, other_code=True)
    assert caught.value.changes == [f"measures: + {measures[0]['name']}"]


def test_more_replicates_leave_every_block_as_it_is(written, tmp_path):
    _, folder = written
    before = blocks(folder)
    final = go_on(extended(reopened(folder), 8))
    assert (final.status, final.replicates, final.runs) == ("complete", 8, 16)
    after = blocks(folder)
    assert {name: after[name] for name in before} == before
    assert len(after) == final.blocks > len(before)


def test_an_extended_study_is_the_one_that_asks_for_as_many(written):
    plan, folder = written
    go_on(extended(reopened(folder), 8))
    many = replace(plan, replicates=8)
    assert place_for(manifest_of(many, "compare"), folder).earlier is not None
    assert reopened(folder).plan.hash == many.hash


def test_an_extension_that_was_killed_is_gone_on_with(written):
    _, folder = written
    kept = blocks(folder)
    go_on(extended(reopened(folder), 8))
    whole = blocks(folder)
    for name in sorted(whole)[-3:]:
        (folder / "series" / name).unlink()
    rewritten(folder, status="running")
    go_on(reopened(folder))
    assert blocks(folder) == whole
    assert kept.items() <= whole.items()


def test_fewer_replicates_or_as_many_are_no_extension(written):
    study = reopened(written[1])
    for replicates in (2, 3):
        with pytest.raises(NotMore):
            extended(study, replicates)


EXPERIMENT = """
kind: compare
scenario: base
set: {days: 8, market.size: 160, seeding.count: 20}
strategies: {free: {}, dear: {set: {admission.fee: 400}}}
uncertainties:
  word_of_mouth.conversion: {dist: loguniform, low: 0.15, high: 0.6}
  market.pay_median: {dist: lognormal, median: 148, p95: 450}
  bonding.enabled: {choice: [true, false]}
replicates: 3
repeats: 2
"""


def compared(tmp_path, replicates):
    (tmp_path / "doors.yaml").write_text(EXPERIMENT)
    folder = tmp_path / f"of {replicates}"
    sim.compare(tmp_path / "doors.yaml", replicates=replicates, workers=1, out=folder)
    return folder


def test_an_experiment_comes_back_with_its_draws_and_its_file(tmp_path):
    folder = compared(tmp_path, 3)
    before, text = blocks(folder), (folder / "experiment.yaml").read_bytes()
    (tmp_path / "doors.yaml").unlink()
    for name in list(before)[::2]:
        (folder / "series" / name).unlink()
    rewritten(folder, status="running")
    go_on(reopened(folder))
    assert blocks(folder) == before
    assert (folder / "experiment.yaml").read_bytes() == text


def test_an_extended_experiment_has_the_draws_of_the_larger_one(tmp_path):
    few, many = compared(tmp_path, 3), compared(tmp_path, 5)
    kept = blocks(few)
    study = extended(reopened(few), 5)
    assert study.plan.hash == reopened(many).plan.hash
    go_on(study)
    assert kept.items() <= blocks(few).items()
    pd.testing.assert_frame_equal(Results(few).frame(), Results(many).frame())
    with pytest.raises(NotMore) as caught:
        extended(reopened(few), 5)
    assert caught.value.replicates == 5
