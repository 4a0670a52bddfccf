"""What practitioners claim can be run: a file for every claim, a page that says what came of it."""

import json
from functools import cache
from pathlib import Path

import pytest
import yaml

from sim.scenario.packaged import CLAIMS, folder, names
from sim.study import experiment

DOCS = Path(__file__).parents[1] / "docs"
NUMBERS = [f"C{number:02}" for number in range(1, 28)]
MOST_STRATEGIES, MOST_PEOPLE, LONGEST = 5, 10_000, 540


@cache
def read(name):
    return experiment.load(name)


@cache
def measured():
    return {claim["file"]: claim for claim in json.loads((DOCS / "claims.json").read_text("utf-8"))}


def test_every_claim_has_a_file_and_no_two_files_the_same_number():
    found = [read(name).claim.id for name in names(CLAIMS)]
    assert len(set(found)) == len(found)
    assert sorted({number[:3] for number in found}) == NUMBERS, "one more? add it to NUMBERS"


@pytest.mark.parametrize("name", names(CLAIMS))
def test_a_claim_is_sound_and_speaks_both_languages(name):
    found = read(name)
    assert name.startswith(found.claim.id[:3].lower())
    assert found.title.en.startswith(found.claim.id[:3])
    pairs = [found.title, found.question, found.claim.says]
    pairs += [each.settings.title for each in found.scenarios]
    assert all(pair.en and pair.zh and pair.en != pair.zh for pair in pairs)


@pytest.mark.parametrize("name", names(CLAIMS))
def test_a_claim_is_cheap_enough_to_be_run_by_everybody(name):
    found = read(name)
    assert len(found.scenarios) <= MOST_STRATEGIES
    assert all(each.settings.market.size <= MOST_PEOPLE for each in found.scenarios)
    assert all(each.settings.days <= LONGEST for each in found.scenarios)
    assert found.uncertainties


@pytest.mark.parametrize("name", names(CLAIMS))
def test_a_claim_names_its_schema_in_its_first_line(name):
    first = (folder(CLAIMS) / f"{name}.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schema.json"


@pytest.mark.parametrize("name", names(CLAIMS))
def test_the_verdict_that_a_file_records_is_the_one_that_was_measured(name):
    recorded = read(name).claim.found or ""
    verdict = measured().get(name, {"verdict": ""})["verdict"]
    assert recorded == verdict, "`python docs/claims.py --record` writes what was measured"


def test_the_page_names_every_claim_its_command_and_its_limits():
    page = (DOCS / "claims.md").read_text("utf-8")
    notes = yaml.safe_load((DOCS / "claims.yaml").read_text("utf-8"))["claims"]
    assert sorted(notes) == NUMBERS, "who says it, and what it does not show: docs/claims.yaml"
    for number, note in notes.items():
        assert f"\n## {number} {note['title']}\n" in page
        assert note["not"] in page
    missing = [name for name in names(CLAIMS) if f"`seed100 compare {name}`" not in page]
    assert not missing, "run `python docs/claims.py`"
