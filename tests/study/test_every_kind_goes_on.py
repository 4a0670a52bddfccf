"""Studies of every kind are gone on with from their folders alone, to the same bytes."""

import json

import pytest

from sim.record.places import Occupied, Place, place_for
from sim.record.tally import tally
from sim.study import experiment
from sim.study.closeup import close_up
from sim.study.reading import study_at
from sim.study.reopening import Changed, extended, reopened
from sim.study.rounds import carry_out_rounds
from sim.study.runner import carry_out
from sim.study.search import search
from sim.study.search_folder import reopened_search, rounds
from sim.study.studies import rounds_of
from sim.study.verification import verify
from tests.study.test_exploring import DISCOVER, OPTIMISE
from tests.study.test_sweep import SENSITIVITY, SWEEP

pytestmark = pytest.mark.usefixtures("many_blocks")

SMALL = "set: {days: 6, market.size: 160, market.regions: 2, seeding.count: 20}\n"
COMPARE = (
    "kind: compare\n"
    + SMALL
    + """\
strategies: {free: {}, dear: {set: {admission.fee: 400}}}
uncertainties: {word_of_mouth.conversion: {low: 0.1, high: 2}}
replicates: 4
"""
)
KINDS = {
    "compare": COMPARE,
    "sweep": SWEEP,
    "sensitivity": SENSITIVITY + "method: morris\n",
    "discover": DISCOVER,
}


def read(tmp_path, text):
    (tmp_path / "mine.yaml").write_text(text, "utf-8")
    return experiment.load(tmp_path / "mine.yaml")


def blocks(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("block-*")}


def killed(folder, keep):
    """As if it had been killed: the last blocks are not there, and nobody has said so."""
    for name in sorted(blocks(folder))[keep:]:
        (folder / name).unlink()
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"status": "running"}))


def go_on(study):
    return carry_out(study.plan, Place(study.path, study.manifest), study.manifest, workers=1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_study_goes_on_is_verified_looked_at_and_extended(kind, tmp_path):
    pytest.importorskip("SALib") if kind == "sensitivity" else None
    folder, found = tmp_path / "out", rounds_of(read(tmp_path, KINDS[kind]))
    carry_out_rounds(found, place_for(found[0].manifest, folder), workers=1)
    (tmp_path / "mine.yaml").unlink()
    before = blocks(folder)
    killed(folder, keep=2)
    assert tally(folder).left > 0
    assert go_on(reopened(folder)).status == "complete"
    assert blocks(folder) == before
    again = reopened(folder)
    assert not verify(again, 3, workers=1).deviations
    assert close_up(again, 1).days == found[0].plan.scenarios[0].settings.days
    more = extended(again, 30)
    assert go_on(more).status == "complete"
    assert before.items() <= blocks(folder).items()
    assert study_at(folder).results.manifest.kind == kind


def test_a_search_goes_on_from_its_folder_and_its_rounds_are_studies(tmp_path):
    pytest.importorskip("optuna")
    folder = tmp_path / "mine-search"
    once = search(read(tmp_path, OPTIMISE), folder, workers=1)
    (tmp_path / "mine.yaml").unlink()
    before = blocks(folder)
    last = rounds(folder)[-1]
    killed(last, keep=1)
    again = search(reopened_search(folder), folder, workers=1)
    assert again.trials == once.trials
    assert again.plan().hash == once.plan().hash
    assert blocks(folder) == before
    assert len(rounds(folder)) == 2
    assert not verify(reopened(last), 2, workers=1).deviations
    assert study_at(last).by_point("members").shape == (3, 2)


def test_a_search_that_asks_for_more_points_keeps_those_it_has_tried(tmp_path):
    pytest.importorskip("optuna")
    folder = tmp_path / "mine-search"
    few = search(read(tmp_path, OPTIMISE), folder, workers=1)
    many = search(read(tmp_path, OPTIMISE.replace("trials: 6", "trials: 9")), folder, workers=1)
    assert many.trials[:6] == few.trials
    assert len(many.trials) == 9


def test_a_search_of_something_else_is_not_mixed_in(tmp_path):
    pytest.importorskip("optuna")
    folder = tmp_path / "mine-search"
    search(read(tmp_path, OPTIMISE), folder, workers=1)
    other = read(tmp_path, OPTIMISE.replace("high: 60", "high: 50"))
    with pytest.raises(Occupied):
        search(other, folder, workers=1)
    search(other, folder, workers=1, force=True)
    assert len(rounds(folder)) == 2


def test_a_search_whose_scenario_was_edited_is_refused(tmp_path):
    pytest.importorskip("optuna")
    folder = tmp_path / "mine-search"
    search(read(tmp_path, OPTIMISE), folder, workers=1)
    (resolved,) = folder.glob("scenarios/*/resolved.yaml")
    resolved.write_text(resolved.read_text().replace("days: 5", "days: 4"))
    with pytest.raises(Changed):
        reopened_search(folder)
