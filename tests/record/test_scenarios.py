"""Scenarios of a study on disk."""

from sim.record.scenarios import (
    Scenario,
    folder_name,
    read_scenario,
    resolved,
    told_apart,
    write_scenarios,
)
from tests.study.fabricated import tiny


def test_files_are_kept_as_given_with_those_they_build_on(tmp_path):
    (tmp_path / "below.yaml").write_text("market: {size: 500}\n")
    (tmp_path / "mine.yaml").write_text("extends: below.yaml\n# a remark\ndays: 20\n")
    scenario = read_scenario(tmp_path / "mine.yaml", ["days=10"])
    write_scenarios(tmp_path / "out", [scenario])
    given = tmp_path / "out" / "scenarios" / "mine" / "given"
    assert sorted(path.name for path in given.iterdir()) == ["below.yaml", "mine.yaml"]
    assert "# a remark" in (given / "mine.yaml").read_text()


def test_what_is_resolved_comes_back_as_it_was_run(tmp_path):
    scenario = Scenario("town", tiny("town", governance={"strictness": 0.7}))
    write_scenarios(tmp_path, [scenario])
    assert resolved(tmp_path, "town") == scenario.settings


def test_an_edge_list_goes_with_its_scenario(tmp_path):
    (tmp_path / "edges.csv").write_text("a,b\n" + "".join(f"{i},{i + 1}\n" for i in range(40)))
    (tmp_path / "mine.yaml").write_text("market: {edges: edges.csv}\nseeding: {count: 5}\n")
    write_scenarios(tmp_path / "out", [read_scenario(tmp_path / "mine.yaml")])
    again = resolved(tmp_path / "out", "mine")
    assert again.market.edges.endswith("out/scenarios/mine/edges.csv")


def test_scenarios_of_the_same_name_are_told_apart():
    same = [Scenario("a", tiny()), Scenario("a", tiny()), Scenario("a-2", tiny())]
    assert [each.name for each in told_apart(same)] == ["a", "a-2", "a-2-2"]


def test_no_name_leads_out_of_the_folder():
    assert folder_name("..") == "scenario"
    assert folder_name("酣客") == "酣客"
