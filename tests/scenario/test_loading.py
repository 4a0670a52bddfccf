from __future__ import annotations

import subprocess
import sys

import pytest

from sim.scenario import ScenarioErrors, load, patched
from sim.scenario.files import MOST_BYTES
from sim.scenario.loading import chain


def codes(caught):
    return [each.code for each in caught.value.problems]


def test_a_scenario_builds_on_others(write, toys):
    write("days: 100\nseeding: {count: 7}\nmarket: {size: 500}\n", "base.yaml")
    write("extends: base.yaml\nname: middle\nmarket: {size: 600, regions: 3}\n", "middle.yaml")
    made = load(write("extends: middle.yaml\ndays: 50\n"), composed=toys)
    assert (made.name, made.days, made.seeding.count) == ("plan", 50, 7)
    assert (made.market.size, made.market.regions) == (600, 3)


def test_lists_replace_those_of_the_base(write, toys):
    write("timeline: [{day: 1, event: {}}, {day: 2, event: {}}]", "base.yaml")
    made = load(write("extends: base.yaml\ntimeline: [{day: 3, event: {}}]"), composed=toys)
    assert [entry.when.day for entry in made.timeline] == [3]


def test_entries_have_lines_of_the_file_asked_for_only(write, toys):
    write("days: 9\ntimeline:\n  - {day: 1, event: {}}\n", "base.yaml")
    inherited = load(write("extends: base.yaml"), composed=toys)
    own = load(write("extends: base.yaml\ntimeline: [{day: 3, event: {}}]"), composed=toys)
    assert [made.timeline[0].line for made in (inherited, own)] == [0, 2]


def test_a_section_commented_out_keeps_the_base(write, toys):
    write("seeding: {count: 7}", "base.yaml")
    assert load(write("extends: base.yaml\nseeding:\n"), composed=toys).seeding.count == 7


def test_a_mistake_is_told_in_the_file_it_stands_in(write, toys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("days: 100\nseeding: {count: -7}\n", "base.yaml")
    write("extends: base.yaml\ndays: 0\n")
    with pytest.raises(ScenarioErrors) as caught:
        load("plan.yaml", composed=toys)
    assert [str(p.place) for p in caught.value.problems] == ["plan.yaml:2:7", "base.yaml:2:18"]


def test_a_corrected_mistake_of_the_base_is_none(write, toys):
    write("seeding: {count: -7}\ntimeline: [3]", "base.yaml")
    text = "extends: base.yaml\nseeding: {count: 3}\ntimeline: []"
    assert load(write(text), composed=toys).seeding.count == 3


def test_files_that_build_on_each_other_in_a_circle_are_named(write, toys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("extends: b.yaml", "a.yaml")
    write("extends: a.yaml", "b.yaml")
    write("extends: a.yaml", "plan.yaml")
    with pytest.raises(ScenarioErrors) as caught:
        load("plan.yaml", composed=toys)
    (found,) = caught.value.problems
    assert (found.code, str(found.place)) == ("S401", "b.yaml:1:10")
    assert found.message.en.endswith("a.yaml -> b.yaml -> a.yaml")


def test_a_file_that_builds_on_itself_is_a_circle(write, toys):
    with pytest.raises(ScenarioErrors) as caught:
        load(write("extends: plan"), composed=toys)
    assert codes(caught) == ["S401"]


@pytest.mark.parametrize(
    "name", ["../base.yaml", "/etc/passwd", "sub/../../x.yaml", "..\\\\x.yaml"]
)
def test_a_path_that_leaves_the_folder_is_refused(write, toys, name):
    write("days: 3", "../base.yaml")
    with pytest.raises(ScenarioErrors) as caught:
        load(write(f'extends: "{name}"', "folder/plan.yaml"), composed=toys)
    assert codes(caught) == ["S402"]


def test_a_link_that_leaves_the_folder_is_refused(write, toys, tmp_path):
    write("days: 3", "outside/base.yaml")
    plan = write("extends: base.yaml", "inside/plan.yaml")
    plan.with_name("base.yaml").symlink_to(tmp_path / "outside/base.yaml")
    with pytest.raises(ScenarioErrors) as caught:
        load(plan, composed=toys)
    assert codes(caught) == ["S402"]


def test_a_base_may_lie_deeper_in_the_folder(write, toys):
    write("extends: one.yaml", "bases/two.yaml")
    write("days: 77", "bases/one.yaml")
    assert load(write("extends: bases/two.yaml"), composed=toys).days == 77


def test_a_missing_base_is_told_where_it_is_named(write, toys):
    write("days: 3", "base.yaml")
    with pytest.raises(ScenarioErrors) as caught:
        load(write("days: 3\nextends: bsae.yaml"), composed=toys)
    (found,) = caught.value.problems
    assert (found.code, found.line, found.column) == ("S001", 2, 10)
    assert "`base.yaml`" in found.hint.en


@pytest.mark.parametrize("name", ["[a, b]", "", "3"])
def test_extends_names_one_file(write, toys, name):
    with pytest.raises(ScenarioErrors) as caught:
        load(write(f"extends: {name}"), composed=toys)
    assert codes(caught) == ["S403"]


def test_a_missing_file_is_told_with_the_one_that_is_there(write, tmp_path):
    write("days: 3", "hanke-club.yaml")
    with pytest.raises(ScenarioErrors) as caught:
        load(tmp_path / "hanke-clbu.yaml")
    assert codes(caught) == ["S001"]
    assert "hanke-club.yaml" in caught.value.problems[0].hint.en


def test_files_are_not_alike_by_their_folder_and_ending(write, tmp_path):
    write("days: 3", "unit.yaml")
    with pytest.raises(ScenarioErrors) as caught:
        load(tmp_path / "nofile.yaml")
    assert not caught.value.problems[0].hint


@pytest.mark.parametrize(
    ("name", "meant"), [("seed_forum", "seeds_forum_experts"), ("cours_form", "course_forum")]
)
def test_names_that_begin_alike_are_meant_first(name, meant):
    with pytest.raises(ScenarioErrors) as caught:
        load(name)
    assert caught.value.problems[0].hint.en == f"did you mean `{meant}`?"


def test_the_ending_may_be_left_out(write, toys):
    assert load(write("days: 9").with_suffix(""), composed=toys).days == 9


def test_packaged_scenarios_are_found_by_name(write, toys, tmp_path, monkeypatch):
    write("days: 9", "shipped/club.yaml")
    monkeypatch.setattr("sim.scenario.packaged.folder", lambda kind: tmp_path / "shipped")
    monkeypatch.chdir(tmp_path)
    assert load("club", composed=toys).days == load("club.yaml", composed=toys).days == 9
    assert load(write("extends: club\nseeding: {count: 3}"), composed=toys).days == 9
    with pytest.raises(ScenarioErrors) as caught:
        load("clbu", composed=toys)
    assert "`club`" in caught.value.problems[0].hint.en
    with pytest.raises(ScenarioErrors):
        load("elsewhere/club", composed=toys)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "S005"),
        (b"# only a comment\n", "S005"),
        (b"{}", "S005"),
        (b"- 1\n- 2\n", "S006"),
        (b"days:365\n", "S006"),
        ("标题: 好".encode("gbk"), "S003"),
        ("days: 3".encode("utf-16"), "S003"),
        (b"#" * (MOST_BYTES + 1), "S004"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused(tmp_path, toys, content, code):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(ScenarioErrors) as caught:
        load(path, composed=toys)
    assert codes(caught) == [code]


def test_a_byte_order_mark_does_no_harm(tmp_path, toys):
    path = tmp_path / "x.yaml"
    path.write_text("days: 3", encoding="utf-8-sig")
    assert load(path, composed=toys).days == 3


def test_a_folder_is_no_scenario(tmp_path, toys):
    with pytest.raises(ScenarioErrors) as caught:
        load(tmp_path, composed=toys)
    assert codes(caught) == ["S002"]


def test_overrides_are_laid_over_the_file(read):
    made = read("days: 3", "days=30", "seeding.source=[{share: 0.5}]", "title={zh: 好}")
    assert (made.days, made.seeding.source[0].share, made.title.en) == (30, 0.5, "好")


@pytest.mark.parametrize(
    ("override", "code", "column"),
    [
        ("seeding.count", "S404", 1),
        ("=3", "S404", 1),
        ("seeding..count=3", "S404", 1),
        ("extends=base.yaml", "S405", 1),
        ("seeding.cuont=3", "S101", 1),
        ("seeding.count=many", "S102", 15),
        ("seeding.count=", "S102", 15),
        ("seeding.count=-3", "S103", 15),
        ("seeding.source=[{share: 3}]", "S103", 25),
        ("seeding.source=[{", "S007", 18),
        ("seeding=3", "S102", 9),
    ],
)
def test_bad_overrides_are_told_as_such(wrong, override, code, column):
    assert wrong("days: 3", override) == [(code, f"--set:{column}")]


def test_a_bad_override_prints_what_was_given(read):
    with pytest.raises(ScenarioErrors) as caught:
        read("days: 3", "seeding.count=-3")
    assert caught.value.render().splitlines()[:4] == [
        "--set: S103 `seeding.count` is -3, outside its range",
        "  |",
        "  | seeding.count=-3",
        "  |               ^^",
    ]


def test_an_edge_list_is_found_beside_the_file_that_names_it(write, toys, tmp_path):
    write("a,b\nb,c\n", "bases/friends.csv")
    write("market: {edges: friends.csv}", "bases/base.yaml")
    made = load(write("extends: bases/base.yaml"), composed=toys)
    assert made.market.edges == str(tmp_path / "bases/friends.csv")


@pytest.mark.parametrize(
    ("name", "code"), [("freinds.csv", "S406"), ("/etc/passwd", "S402"), ("../x.csv", "S402")]
)
def test_an_edge_list_must_be_in_the_folder(write, toys, name, code):
    write("a,b", "friends.csv")
    with pytest.raises(ScenarioErrors) as caught:
        load(write(f"days: 0\nmarket: {{edges: {name}}}"), composed=toys)
    assert codes(caught) == ["S103", code]


def test_settings_can_be_patched(read):
    made = read("days: 100\ntimeline: [{day: 90, event: {size: 9}}]")
    changed = patched(made, {"seeding.count": 3, "title": "x"})
    assert (changed.seeding.count, changed.title.en) == (3, "x")
    assert changed.timeline == made.timeline
    assert patched(made, {"days": 10}).timeline == ()
    with pytest.raises(ScenarioErrors) as caught:
        patched(made, {"seeding.cuont": 3, "days": 0})
    assert {each.path for each in caught.value.problems} == {("seeding", "cuont"), ("days",)}


def test_the_files_of_a_scenario_are_known(write):
    base = write("days: 3", "base.yaml")
    plan = write("extends: base.yaml")
    assert [link.path for link in chain(plan)] == [base, plan]


def test_a_bad_file_is_told_without_importing_the_model(write):
    script = (
        "import sys\nfrom sim.scenario import ScenarioErrors, load\n"
        "try: load(sys.argv[1])\nexcept ScenarioErrors: pass\n"
        "assert not {'numba', 'numpy', 'mesa'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, write("days: [")], check=True)
