"""The plan follows from the study alone."""

import pytest

from sim.study.plan import Plan, run_seconds
from tests.study.fabricated import plan_of, tiny


def test_every_scenario_is_run_in_every_replicate_one_replicate_after_the_other():
    plan = plan_of(tiny("a"), tiny("b"), replicates=3)
    assert [(run.replicate, run.scenario) for run in plan.runs] == [
        (0, "a"), (0, "b"), (1, "a"), (1, "b"), (2, "a"), (2, "b"),
    ]  # fmt: skip
    assert [run.number for run in plan.runs] == list(range(6))


def test_blocks_hold_every_run_once_and_in_order():
    plan = plan_of(tiny("a"), tiny("b"), tiny("c"), replicates=50)
    assert [run for block in plan.blocks for run in block.runs] == list(plan.runs)
    assert [block.number for block in plan.blocks] == list(range(len(plan.blocks)))


def test_cheap_runs_share_a_block_of_whole_replicates():
    plan = plan_of(tiny("a"), tiny("b"), tiny("c"), replicates=1000)
    sizes = {len(block.runs) for block in plan.blocks[:-1]}
    assert len(sizes) == 1
    assert sizes.pop() % 3 == 0


def test_seven_strategies_in_a_usual_market_are_a_replicate_a_block():
    usual = [tiny(name, days=365, market={"size": 20_000}) for name in "abcdefg"]
    plan = plan_of(*usual, replicates=20)
    assert {len(block.runs) for block in plan.blocks} == {7}


def test_a_costly_run_is_a_block_of_its_own():
    large = tiny("a", days=365, market={"size": 1_000_000})
    plan = plan_of(large, tiny("b"), replicates=2)
    assert all(len(block.runs) == 1 for block in plan.blocks)


def test_a_larger_market_and_more_days_cost_more():
    assert run_seconds(tiny(days=100)) > run_seconds(tiny(days=50))
    assert run_seconds(tiny(market={"size": 9000})) > run_seconds(tiny(market={"size": 900}))


def test_the_hash_tells_plans_apart_and_nothing_else():
    plan = plan_of(tiny("a"), tiny("b"))
    assert plan.hash == plan_of(tiny("a"), tiny("b")).hash
    assert plan.hash == plan_of(tiny("a", title="A better title"), tiny("b")).hash
    others = [
        plan_of(tiny("a"), tiny("b"), seed=2),
        plan_of(tiny("a"), tiny("b"), replicates=3),
        plan_of(tiny("b"), tiny("a")),
        plan_of(tiny("a"), tiny("b", days=13)),
    ]
    assert len({plan.hash, *(other.hash for other in others)}) == 5


def test_the_table_has_a_row_a_run_with_the_parameters_that_differ():
    plan = plan_of(tiny("a"), tiny("b", governance={"strictness": 0.9}), seed=5)
    table = plan.table().to_pandas()
    assert table["seed"].unique().tolist() == [5]
    assert table["governance.strictness"].to_list()[1] == "0.9"
    assert [name for name in table if "." in name] == ["governance.strictness"]


def test_more_replicates_leave_the_earlier_runs_where_they_are():
    few, many = (
        plan_of(tiny("a"), tiny("b"), replicates=4),
        plan_of(tiny("a"), tiny("b"), replicates=9),
    )
    assert many.runs[: len(few.runs)] == few.runs


def test_a_plan_knows_what_it_costs():
    plan = plan_of(tiny("a"), replicates=4)
    assert plan.seconds == 4 * run_seconds(plan.scenarios[0].settings)
    assert isinstance(plan, Plan)


@pytest.mark.parametrize("replicates", [0, -1])
def test_a_plan_has_replicates(replicates):
    with pytest.raises(ValueError, match="at least one replicate"):
        plan_of(tiny(), replicates=replicates)
