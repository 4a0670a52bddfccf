"""What is told beside the finding."""

import pytest

import sim
from sim.study import pictures
from sim.study.causes import count
from sim.study.caveats import caveats, moves
from tests.study.fabricated import comparison, tiny

MORE = {"base": [100.0, 101, 102, 103], "big": [150.0, 152, 151, 153]}


def told(study, language="en"):
    return [each.say(language) for each in caveats(study)]


@pytest.fixture(scope="module")
def unlike(tmp_path_factory):
    """A scenario beside the same for fewer days, and beside one with more people."""
    whole = tiny("whole")
    short = tiny("short", days=7)
    larger = tiny("larger", market={"size": 320, "regions": 2})
    folder = tmp_path_factory.mktemp("unlike")
    return {
        other.name: sim.compare([whole, other], replicates=3, workers=1, out=folder / other.name)
        for other in (short, larger)
    }


def test_scenarios_alike_but_for_the_strategy_need_no_word(compared, tmp_path):
    assert not any("scenarios" in each for each in told(compared))
    assert told(comparison(tmp_path, MORE)) == []


def test_all_is_counted_up_to_the_last_day_that_all_reach(unlike):
    study = unlike["short"]
    assert study.curves(["members"])["day"].max() == 7
    assert study.bands()["day"].max() == 7
    assert study.frame["day"].max() == 12
    for kind in ("joins", "exits"):
        people = count(study, kind).groupby("scenario")["mean"].sum()
        assert people["whole"] == people["short"]
    joined = count(study, "joins").query("scenario == 'whole'")["mean"].sum()
    assert study.values("adopters", 7)["whole"].mean() == pytest.approx(joined)


def test_figures_are_drawn_up_to_the_last_day_that_all_reach(unlike):
    drawn = {each.stem: each.data for each in pictures._pictures(unlike["short"])}
    assert drawn["curves"].groupby("scenario")["day"].max().to_dict() == {"whole": 7, "short": 7}
    assert drawn["joins"].groupby("scenario")["mean"].sum().nunique() == 1
    assert "over the first 7 days" in pictures.subtitle(unlike["short"], "en")
    assert "前 7 天" in pictures.subtitle(unlike["short"], "zh")


def test_different_lengths_are_told_with_the_day_that_is_judged(unlike):
    (en,), (zh,) = told(unlike["short"]), told(unlike["short"], "zh")
    assert en.startswith("The scenarios differ in length (“whole” 12 days, “short” 7 days)")
    assert (
        "up to day 7, which every one reaches, and judged on day 7; what is measured monthly" in en
    )
    assert "“whole” 12 天、“short” 7 天" in zh
    assert "第 7 天的结果评判" in zh


def test_different_markets_are_told_and_nobody_speaks_of_the_same_people(unlike):
    en, zh = (told(unlike["larger"], language)[0] for language in ("en", "zh"))
    assert "differ in size (“whole” 160, “larger” 320)" in en
    assert "“whole” 160 人、“larger” 320 人" in zh
    subtitle = pictures.subtitle(unlike["larger"], "en")
    assert "160–320 people" in subtitle
    assert "the same luck, but not the same people" in subtitle
    assert "同样的人" not in pictures.subtitle(unlike["larger"], "zh")
    assert "the same people and the same luck" in pictures.subtitle(unlike["short"], "en")


def test_other_people_in_a_market_of_the_same_size_are_told_too():
    study = sim.compare(
        [tiny("a"), tiny("b", market={"size": 160, "regions": 2, "homophily": 0.9})],
        replicates=2,
        workers=1,
    )
    assert "may come from the people" in told(study)[0]
    assert "可能来自人群" in told(study, "zh")[0]


def test_it_is_told_in_what_the_first_is_last(tmp_path):
    cohesion = {"base": [0.3, 0.31, 0.32, 0.3], "big": [0.1, 0.12, 0.11, 0.1]}
    fragmentation = {"base": [0.1, 0.11, 0.1, 0.12], "big": [0.5, 0.52, 0.51, 0.5]}
    both = {"cohesion": cohesion, "fragmentation": fragmentation}
    study = comparison(tmp_path, MORE, **both)
    (en,), (zh,) = told(study), told(study, "zh")
    assert en == (
        "“big”, first in active members, is last in cohesion (0.107) and fragmentation (0.51)"
    )
    assert zh == "“big”的活跃成员数居首，但以下指标垫底：凝聚力（0.107）、分裂度（0.51）"


def test_being_last_by_chance_is_not_told(tmp_path):
    close = {"base": [0.3, 0.1, 0.32, 0.3], "big": [0.1, 0.32, 0.3, 0.29]}
    assert told(comparison(tmp_path, MORE, cohesion=close)) == []


def test_who_makes_more_profit_than_the_first_is_told(tmp_path):
    income = {"base": [900.0, 910, 905, 900], "big": [10.0, 20, 15, 10]}
    study = comparison(tmp_path, MORE, income=income, profit=income)
    (en,), (zh,) = told(study), told(study, "zh")
    assert en == (
        "By profit the order is another: on average 904 with “base” by day 2, 14 with “big”, "
        "first in active members"
    )
    assert zh == "按利润排序则不同：到第 2 天，“base”平均 904，活跃成员数居首的“big”为 14"


def test_the_first_that_earns_most_needs_no_word(tmp_path):
    assert told(comparison(tmp_path, MORE, income=MORE, profit=MORE)) == []


def test_where_nothing_is_taken_in_the_cheapest_is_not_praised(tmp_path):
    spent = {"base": [10.0, 10, 10, 11], "big": [900.0, 900, 905, 900]}
    left = {name: [-value for value in values] for name, values in spent.items()}
    study = comparison(tmp_path, MORE, cost=spent, profit=left)
    assert moves(study)
    assert told(study) == []


def test_where_nothing_is_spent_or_taken_in_no_money_moves(tmp_path):
    assert not moves(comparison(tmp_path, MORE))
