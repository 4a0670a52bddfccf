"""`list`, `check`, `explain` and `schema`."""

import json

from sim.mechanisms import discover
from sim.scenario import packaged
from tests.study.test_exploring import OPTIMISE


def test_every_packaged_scenario_is_listed(seed100):
    said = seed100("list")
    assert all(name in said.out for name in packaged.names())
    data = json.loads(seed100("list", "--json").out)
    folders = (packaged.SCENARIOS, packaged.EXPERIMENTS, packaged.CLAIMS)
    named = [name for folder in folders for name in packaged.names(folder)]
    assert [each["name"] for each in data] == named


def test_a_sound_scenario_is_called_sound(seed100):
    said = seed100("check", "base", "hanke", "-q")
    assert (said.code, said.err) == (0, "")
    assert "base: sound (The default community)" in said.out


def test_a_sound_scenario_is_told_how_to_go_on(seed100):
    assert seed100("check", "base").err == "Next: seed100 run base\n"
    two = seed100("check", "base", "hanke", "--set", "days=30")
    assert two.err == "Next: seed100 compare base hanke --set days=30\n"


def test_what_is_wrong_is_told_with_its_place(seed100, tmp_path):
    (tmp_path / "bad.yaml").write_text("days: many\nmarket: {sise: 3}\n")
    said = seed100("check", "bad.yaml", "base")
    assert said.code == 2
    assert "bad.yaml:1:7" in said.err
    assert "did you mean `size`?" in said.err
    assert "base: sound" in said.out
    data = json.loads(seed100("check", "bad.yaml", "--json").out)
    assert [(each["line"], each["column"]) for each in data] == [(1, 7), (2, 10)]


def test_experiments_are_checked_like_scenarios(seed100, tmp_path):
    said = seed100("check", "thresholds")
    assert (said.code, said.err) == (0, "")
    assert "thresholds: sound (Which threshold of entry?: 4 strategies, 160 runs)" in said.out
    (tmp_path / "bad.yaml").write_text("kind: compare\nstrategies: {a: , b: {set: {x.y: 1}}}\n")
    said = seed100("check", "bad.yaml")
    assert said.code == 2
    assert "bad.yaml:2:29: S101" in said.err


def test_it_is_told_how_much_there_is_to_run(seed100, tmp_path):
    (tmp_path / "best.yaml").write_text(OPTIMISE, "utf-8")
    assert "6 points x 2 runs, then up to 2 winners" in seed100("check", "best.yaml").out
    (tmp_path / "until.yaml").write_text(
        "kind: compare\nstrategies: {a: , b: {set: {days: 9}}}\noutcomes: {members@9: }\n"
        "adaptive: {min: 30, batch: 50, max: 90, until: {outcome: members@9, half_width: 1}}\n"
    )
    assert "2 strategies, 60–180 runs" in seed100("check", "until.yaml").out


def test_explain_prints_the_order_of_the_day_and_every_parameter(seed100):
    said = seed100("explain", "hanke")
    order = [said.out.index(f" {kind.name} ") for kind in discover()]
    assert order == sorted(order)
    assert "200 *" in said.out


def test_one_section_or_what_is_changed_can_be_asked_for(seed100):
    said = seed100("explain", "hanke", "--section", "seeding", "--changed")
    assert "count" in said.out
    assert "admission" not in said.out
    assert (
        "Every parameter has its default."
        in seed100("explain", "base", "--changed", "-s", "churn").out
    )


def test_what_is_changed_leaves_out_the_order_of_the_day_and_tells_the_timeline(seed100, tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "extends: base\ntimeline: [{day: 90, founder_leaves: {}, label: {en: Gone, zh: 走了}}]\n"
        "admission: {fee: 5}\n",
        encoding="utf-8",
    )
    said = seed100("explain", "mine.yaml", "--changed").out
    assert "The order of a day" not in said
    assert "- {day: 90, founder_leaves: {}, label: Gone}" in said
    told = seed100("--lang", "zh", "explain", "mine.yaml", "--changed").out
    assert "label: 走了}" in told
    assert "5 *" in said


def test_a_mistyped_section_gets_a_hint(seed100):
    said = seed100("explain", "--section", "seding")
    assert said.code == 2
    assert "did you mean `seeding`?" in said.err


def test_explain_for_a_machine(seed100):
    data = json.loads(seed100("explain", "--set", "days=7", "--json", "--lang", "zh").out)
    by_path = {each["path"]: each for each in data["parameters"]}
    assert (by_path["days"]["value"], by_path["days"]["changed"]) == (7, True)
    assert data["day"][0] == discover()[0].name


def test_the_schema_is_json(seed100):
    assert json.loads(seed100("schema").out)["title"] == "seed100 scenario"
    assert json.loads(seed100("schema", "experiment").out)["title"] == "seed100 experiment"


def test_what_the_timeline_cannot_do_is_told(seed100, tmp_path):
    file = tmp_path / "quiet.yaml"
    entry = "timeline:\n  - {day: 3, event: {}}\n  - {every: 30, event: {}}\n"
    file.write_text("extends: base\nevents: {enabled: false}\n" + entry)
    said = seed100("check", str(file))
    assert said.code == 0
    warnings = [line for line in said.err.splitlines() if "does nothing" in line]
    assert "quiet.yaml:4: `day: 3`: `event` does nothing, since `events` is off" in warnings[0]
    assert "quiet.yaml:5: `every: 30`: `event` does nothing" in warnings[1]
    assert len(warnings) == 2
    file.write_text("extends: base\n" + entry)
    assert "does nothing" not in seed100("check", str(file)).err
