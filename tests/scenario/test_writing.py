from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario import content_hash, dump, load, patched
from sim.scenario.reading import read_text

PLAN = """
title: {en: "no", zh: 粉丝节}
start_date: 2026-01-01
scale: 1e-5
seeding: {source: [{source: forum, share: .3}, {share: .7}]}
reported: [{date: 2026-01-09, members: 200, source: S1}]
timeline:
  - {day: 90, event: {kind: offline}, label: {en: Festival, zh: 粉丝节}}
  - {every: 30, until: 300, event: {size: 80}}
  - {when: cohesion < 0.1, again_after_days: 9, founder_leaves: {}}
  - {day: 180, set: {governance.strictness: 0.6, seeding.source: [{share: 1}]}}
"""


def test_what_is_written_reads_back_equal(read, write, toys):
    made = read(PLAN)
    text = dump(made)
    assert load(write(text, "resolved.yaml"), composed=toys) == made
    assert dump(made) == text


def test_every_parameter_is_written(read):
    written = yaml.safe_load(dump(read("days: 3")))
    assert written["governance"] == {"enabled": True, "strictness": 0.4, "least": 0.0, "most": 1.0}


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_words_survive_being_written(toys, words):
    made = toys(title={"en": words, "zh": words})
    assert read_text(dump(made), "x").value["title"]["en"] == words


@pytest.mark.parametrize("words", ["no", "1e-3", "017", "12:30:00", "~", "2026-01-01", "a: b"])
def test_words_that_look_like_values_stay_words(toys, words):
    made = toys(title={"en": words, "zh": "x"})
    assert read_text(dump(made), "x").value["title"]["en"] == words


def test_an_edge_list_is_named_from_the_folder(write, toys, tmp_path):
    write("a,b", "graphs/friends.csv")
    made = load(write("market: {edges: graphs/friends.csv}"), composed=toys)
    assert "edges: graphs/friends.csv\n" in dump(made, tmp_path)
    assert "edges: friends.csv\n" in dump(made)
    assert load(write(dump(made, tmp_path), "again.yaml"), composed=toys) == made


def test_the_fingerprint_tells_what_a_run_depends_on(read):
    made = read(PLAN)
    first = content_hash(made)
    assert len(first) == 64
    assert first == content_hash(read(PLAN))
    assert first == content_hash(read(PLAN.replace("Festival", "Feast").replace("200", "300")))
    assert first != content_hash(patched(made, {"seeding.count": 7}))
    assert first != content_hash(read(PLAN.replace("size: 80", "size: 81")))


def test_the_fingerprint_depends_on_an_edge_lists_content_not_its_name(write, toys):
    write("a,b", "one.csv")
    write("a,b", "two.csv")
    write("a,c", "three.csv")
    one, two, three = (
        content_hash(load(write(f"market: {{edges: {name}.csv}}"), composed=toys))
        for name in ("one", "two", "three")
    )
    assert one == two != three
