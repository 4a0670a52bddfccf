"""The scenarios that come with seed100 are what their comments say."""

import pytest

from sim.cli.running import BESIDE, SEEDS
from sim.scenario import load
from sim.scenario.loading import chain
from sim.scenario.packaged import folder, names
from sim.scenario.themes import TITLES

SOURCES = (
    "founder_network", "forum_experts", "paid_influencers", "high_degree", "random", "mixed", "mass"
)  # fmt: skip


@pytest.mark.parametrize("name", names())
def test_every_scenario_loads_and_speaks_both_languages(name):
    scenario = load(folder() / f"{name}.yaml")
    assert scenario.title.en
    assert scenario.title.zh
    assert scenario.question.en
    assert scenario.question.zh


@pytest.mark.parametrize("name", names())
def test_every_scenario_names_its_schema_in_its_first_line(name):
    first = (folder() / f"{name}.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=./schema.json"


@pytest.mark.parametrize("name", names())
def test_every_scenario_says_itself_under_which_theme_it_is_listed(name):
    assert chain(name)[-1].tree.value["theme"] in TITLES


def without(scenario, *fields):
    plain = scenario.model_dump(mode="json")
    for field in ("name", "theme", "title", "question", *fields):
        plain.pop(field)
    return plain


def test_the_demo_compares_seven_ways_of_seeding():
    ways = {name for name in names() if name.startswith(SEEDS)}
    assert ways - set(BESIDE) == {f"seeds_{source}" for source in SOURCES}


@pytest.mark.parametrize("source", [*SOURCES, "influence_max"])
def test_ways_of_seeding_differ_in_their_seeds_and_in_nothing_else(source):
    strategy = load(folder() / f"seeds_{source}.yaml")
    base = load(folder() / "base.yaml")
    assert without(strategy, "seeding", "timeline") == without(base, "seeding", "timeline")
    other = {"count", "source"}
    assert strategy.seeding.model_dump(exclude=other) == base.seeding.model_dump(exclude=other)
    if source == "mass":
        assert strategy.seeding.count == 0
        assert [entry.verb for entry in strategy.timeline] == ["campaign"]
    else:
        assert sum(strategy.seeding.numbers().values()) == 100
        assert strategy.timeline == ()


@pytest.mark.parametrize("source", SOURCES)
def test_the_budget_version_spends_the_same_on_whatever_it_buys(source):
    strategy = load(folder() / f"budget_{source}.yaml")
    if source == "mass":
        campaign = strategy.timeline[0].arguments
        spent = campaign.reach * campaign.days * campaign.cost_per_person
    else:
        bought = strategy.seeding.numbers()
        spent = sum(strategy.seeding.cost(name) * number for name, number in bought.items())
        assert sum(bought.values()) != 100 or source == "forum_experts"
    assert spent == pytest.approx(30_000, rel=0.05)


@pytest.mark.parametrize("name", ["hanke", "dasanxiang", "xiaomi"])
def test_the_cases_report_figures_to_be_compared_with(name):
    scenario = load(folder() / f"{name}.yaml")
    assert len(scenario.reported) >= 2
    assert scenario.start_date is not None


def test_zhenghedao_reports_no_members_to_compare_with():
    assert load(folder() / "zhenghedao.yaml").reported == ()


def test_a_case_starts_with_the_members_it_reports():
    scenario = load(folder() / "xiaomi.yaml")
    started = (scenario.seeding.count + scenario.seeding.crowd + 1) * scenario.scale
    assert started == pytest.approx(scenario.reported[0].members, rel=0.001)
